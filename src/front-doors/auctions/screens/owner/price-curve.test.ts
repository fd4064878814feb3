import { expect, test } from 'vitest'
import { curveOf } from './price-curve.ts'

const box = { width: 100, height: 50 }

test('the price rises in steps from the start price to the last bid', () => {
  const bids = [{ price: 10_000 }, { price: 15_000 }, { price: 20_000 }, { price: 30_000 }]
  expect(curveOf(bids, { startPrice: 10_000, reservePrice: null }, box)).toEqual({
    path: 'M0 50V50H25V37.5H50V25H75V0H100',
    reserveY: undefined,
  })
})

test('a reserve above the price is within the box', () => {
  const curve = curveOf([{ price: 10_000 }], { startPrice: 10_000, reservePrice: 20_000 }, box)
  expect(curve).toMatchObject({ path: 'M0 50V50H100', reserveY: 0 })
})

test('without bids there is no curve; one bid at the start price divides by nothing', () => {
  expect(curveOf([], { startPrice: 1, reservePrice: null }, box)).toBeUndefined()
  expect(curveOf([{ price: 1 }], { startPrice: 1, reservePrice: null }, box)?.path).toBe(
    'M0 50V50H100',
  )
})
