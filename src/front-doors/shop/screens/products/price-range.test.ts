import { expect, test } from 'vitest'
import { readRange } from './price-range.ts'

test.each([
  ['', '', { minPrice: undefined, maxPrice: undefined }],
  ['10,000', '', { minPrice: 10_000, maxPrice: undefined }],
  ['10000', '10000', { minPrice: 10_000, maxPrice: 10_000 }],
  ['abc', '', { field: 'from', why: 'priceWrong' }],
  ['', '1만', { field: 'to', why: 'priceWrong' }],
  ['20000', '10000', { field: 'to', why: 'priceOrder' }],
])('a price range from %j to %j is read as %o', (from, to, expected) => {
  expect(readRange(from, to)).toEqual(expected)
})
