import { expect, test } from 'vitest'
import { sumsOf } from './rules.ts'

test.each([
  [
    { total: 11_000, taxFree: 0 },
    { supply: 10_000, vat: 1_000 },
  ],
  [
    { total: 17_700, taxFree: 3_123 },
    { supply: 13_252, vat: 1_325 },
  ],
  [
    { total: 5_000, taxFree: 5_000 },
    { supply: 0, vat: 0 },
  ],
  [
    { total: 0, taxFree: 0 },
    { supply: 0, vat: 0 },
  ],
  [
    { total: 1, taxFree: 0 },
    { supply: 1, vat: 0 },
  ],
  [
    { total: 6, taxFree: 0 },
    { supply: 5, vat: 1 },
  ],
])('the tax inside of %j is %j', (paid, sums) => {
  expect(sumsOf(paid)).toEqual({ ...paid, ...sums })
})

test('the parts add up, and are what rounding says', () => {
  for (let total = 0; total < 20_000; total += 7) {
    const { supply, vat, taxFree } = sumsOf({ total, taxFree: total % 3 === 0 ? 0 : total >> 1 })
    expect(supply + vat + taxFree).toBe(total)
    expect(supply).toBe(Math.round((total - taxFree) / 1.1))
  }
})
