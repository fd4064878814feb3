import fc from 'fast-check'
import { expect, test } from 'vitest'
import { leftAfter, type Taxed, taxFreeOf, vatOf } from './tax-rules.ts'

test.each([
  // left, refund, and its tax-free part
  [{ amount: 12_500, taxFree: 0 }, 5_000, 0],
  [{ amount: 12_500, taxFree: 12_500 }, 5_000, 5_000],
  [{ amount: 10_000, taxFree: 5_000 }, 3_000, 1_500],
  [{ amount: 3, taxFree: 1 }, 1, 0],
  [{ amount: 2, taxFree: 1 }, 1, 0],
  [{ amount: 1, taxFree: 1 }, 1, 1],
  [
    { amount: 9_007_199_254_740_991, taxFree: 9_007_199_254_740_990 },
    9_007_199_254_740_990,
    9_007_199_254_740_989,
  ],
])('of %o, a refund of %i takes %i tax-free', (left, amount, taxFree) => {
  expect(taxFreeOf(left, amount)).toBe(taxFree)
})

/** A payment and its partial refunds, each a part of what is left. */
const history = fc
  .record({
    amount: fc.integer({ min: 1, max: 2_000_000_000 }),
    share: fc.double({ min: 0, max: 1, noNaN: true }),
    parts: fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { maxLength: 12 }),
  })
  .map(({ amount, share, parts }) => ({
    taken: { amount, taxFree: Math.floor(amount * share) },
    parts,
  }))

function giveBack(taken: Taxed, parts: readonly number[]) {
  const refunds: Taxed[] = []
  for (const part of [...parts, 1]) {
    const left = leftAfter(taken, refunds)
    const amount = Math.min(left.amount, Math.ceil(left.amount * part))
    if (amount > 0) refunds.push({ amount, taxFree: taxFreeOf(left, amount) })
  }
  return refunds
}

test('neither part is ever refunded beyond what is left of it', () => {
  fc.assert(
    fc.property(history, ({ taken, parts }) => {
      const refunds = giveBack(taken, parts)
      for (let count = 0; count <= refunds.length; count++) {
        const left = leftAfter(taken, refunds.slice(0, count))
        expect(left.taxFree).toBeGreaterThanOrEqual(0)
        expect(left.amount - left.taxFree).toBeGreaterThanOrEqual(0)
      }
    }),
  )
})

test('the last refund takes the rest of both parts', () => {
  fc.assert(
    fc.property(history, ({ taken, parts }) => {
      expect(leftAfter(taken, giveBack(taken, parts))).toEqual({ amount: 0, taxFree: 0 })
    }),
  )
})

test('each tax-free part is whole, within one unit of its proportion', () => {
  fc.assert(
    fc.property(history, ({ taken, parts }) => {
      const refunds = giveBack(taken, parts)
      refunds.forEach(({ amount, taxFree }, at) => {
        const left = leftAfter(taken, refunds.slice(0, at))
        const exact = (amount * left.taxFree) / left.amount
        expect(Number.isInteger(taxFree)).toBe(true)
        expect(Math.abs(taxFree - exact)).toBeLessThan(1.001)
      })
    }),
  )
})

test('the VAT of refunds adds up to that of the payment, and is never more than their taxed part', () => {
  const parts = [5, 5, 5, 0, 17].map((taxed, at) => ({ amount: taxed + at, taxFree: at }))
  const vats = parts.map((part, at) => vatOf(part, parts.slice(0, at)))
  expect(vats).toEqual([0, 1, 0, 0, 2]) // one by one: 0, 0, 0, 0, 2
  expect(vats.reduce((sum, vat) => sum + vat, 0)).toBe(Math.round(32 / 11))
})
