import { expect, test } from 'vitest'
import { splitOf, wrongOf } from './refund-draft.ts'

const won = (amount: number) => ({ amount, currency: 'KRW' as const })

test.each([
  ['all', '', '손님 요청', { amount: 10_000 }],
  ['part', '4,000원', '손님 요청', { amount: 4_000 }],
  ['part', '10000', '손님 요청', { amount: 10_000 }],
  ['part', '10001', '손님 요청', { wrong: 'tooMuch' }],
  ['part', '', '손님 요청', { wrong: 'amount' }],
  ['part', '0', '손님 요청', { wrong: 'amount' }],
  ['all', '', '  ', { amount: 10_000, isReasonMissing: true }],
] as const)('%s of it, %j, because of %j: %j', (part, typed, reason, expected) => {
  expect(wrongOf({ part, typed, reason }, won(10_000))).toEqual({
    isReasonMissing: false,
    ...expected,
  })
})

test.each([
  [3_333, { left: 6_667, taxed: 2_334, taxFree: 999 }],
  [10_000, { left: 0, taxed: 7_000, taxFree: 3_000 }],
  [10_001, undefined],
  [undefined, undefined],
])('of 10,000 with 3,000 tax-free, %s goes back as %j', (amount, split) => {
  expect(splitOf({ refundable: won(10_000), refundableTaxFree: won(3_000) }, amount)).toEqual(split)
})
