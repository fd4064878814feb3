import { expect, test } from 'vitest'
import {
  checkTerms,
  type DeliveryTerms,
  feeOf,
  feeSum,
  missingForFree,
  usualTerms,
} from './fee-rules.ts'

const flat: DeliveryTerms = { ...usualTerms, kind: 'flat' }
const free: DeliveryTerms = { ...usualTerms, kind: 'free' }

test.each<[string, DeliveryTerms, number, string | null, number, string | null]>([
  ['free anywhere near', free, 1, '06236', 0, null],
  ['free, to Jeju', free, 1, '63309', 3_000, '제주'],
  ['flat', flat, 1_000_000, '06236', 3_000, null],
  ['flat, to the first of Jeju', flat, 1, '63000', 6_000, '제주'],
  ['flat, to the last of Jeju', flat, 1, '63644', 6_000, '제주'],
  ['flat, beyond Jeju', flat, 1, '63645', 3_000, null],
  ['flat, to Ulleung', flat, 1, '40210', 8_000, '도서·산간'],
  ['a won below the threshold', usualTerms, 49_999, '06236', 3_000, null],
  ['at the threshold', usualTerms, 50_000, '06236', 0, null],
  ['at the threshold, to Jeju', usualTerms, 50_000, '63309', 3_000, '제주'],
  ['before the postcode is known', usualTerms, 1, null, 3_000, null],
])('%s', (_, terms, goods, postalCode, sum, area) => {
  const fee = feeOf(terms, goods, postalCode)
  expect([feeSum(fee), fee.area, fee.kind]).toEqual([sum, area, terms.kind])
})

test.each([
  [usualTerms, 38_000, 12_000],
  [usualTerms, 50_000, 0],
  [flat, 38_000, null],
  [free, 38_000, null],
] as const)('how much more is delivered free', (terms, goods, missing) => {
  expect(missingForFree(terms, goods)).toBe(missing)
})

test('terms keep no fee where delivery is free, and no range ends before it begins', () => {
  expect(checkTerms(free)).toMatchObject({ fee: 0, freeFrom: 0 })
  expect(checkTerms(flat)).toMatchObject({ fee: 3_000, freeFrom: 0 })
  const area = { name: '섬', surcharge: 1, ranges: [{ from: '63001', to: '63000' }] }
  expect(checkTerms({ ...flat, areas: [area] })).toMatchObject({ type: 'delivery-terms-wrong' })
})
