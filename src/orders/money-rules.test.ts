import fc from 'fast-check'
import { expect, test } from 'vitest'
import { amountOf, netOf, taxFreeIn, worthOf } from './money-rules.ts'

test('an order costs its lines less their discounts, and the fee, which is taxed', () => {
  const lines = [
    { quantity: 3, unitPrice: 1_000, discount: 100, taxFree: true },
    { quantity: 1, unitPrice: 500 },
  ]
  expect([lines.map(netOf), amountOf(lines, 250), taxFreeIn(lines)]).toEqual([
    [2_900, 500],
    3_650,
    2_900,
  ])
})

test.each([
  [{ quantity: 3, unitPrice: 1_000, discount: 0, givenBack: 0 }, 1, 1_000],
  [{ quantity: 3, unitPrice: 1_000, discount: 100, givenBack: 0 }, 1, 966],
  [{ quantity: 3, unitPrice: 1_000, discount: 100, givenBack: 1 }, 1, 967],
  [{ quantity: 3, unitPrice: 1_000, discount: 100, givenBack: 2 }, 1, 967],
  [{ quantity: 3, unitPrice: 1_000, discount: 3_000, givenBack: 0 }, 3, 0],
  [
    { quantity: 2, unitPrice: 4_503_599_627_370_495, discount: 0, givenBack: 1 },
    1,
    4_503_599_627_370_495,
  ],
])('of %o, %i units are worth %i', (line, units, worth) => {
  expect(worthOf(line, units)).toBe(worth)
})

test('the worths of all units of a line add up to its net, in any steps', () => {
  const lines = fc
    .record({
      unitPrice: fc.nat(10_000_000),
      steps: fc.array(fc.integer({ min: 1, max: 9 }), { minLength: 1, maxLength: 9 }),
      off: fc.double({ min: 0, max: 1, noNaN: true }),
    })
    .map(({ unitPrice, steps, off }) => {
      const quantity = steps.reduce((sum, step) => sum + step, 0)
      return { quantity, unitPrice, discount: Math.floor(quantity * unitPrice * off), steps }
    })
  fc.assert(
    fc.property(lines, ({ steps, ...line }) => {
      let givenBack = 0
      const worths = steps.map((units) => {
        const worth = worthOf({ ...line, givenBack }, units)
        givenBack += units
        return worth
      })
      expect(Math.min(...worths)).toBeGreaterThanOrEqual(0)
      expect(worths.reduce((sum, worth) => sum + worth, 0)).toBe(netOf(line))
    }),
  )
})
