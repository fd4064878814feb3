import { expect, test } from 'vitest'
import { refundingOf } from './refund-steps.ts'

const won = (amount: number) => ({ amount, currency: 'KRW' as const })
const underway = (amount: number) => ({
  refundId: 'r',
  paymentId: 'p',
  amount: won(amount),
  reason: 'order-canceled',
  askedAt: '2026-11-24T10:00:00Z',
})

// Rows are in order of precedence.
test.each([
  ['on its way', 12_500, 4_000, [underway(8_500)], { stage: 'underway', back: 12_500, kept: 0 }],
  ['back in part', 12_500, 10_000, [], { stage: 'back', back: 10_000, kept: 2_500 }],
  ['kept', 12_500, 0, [], { stage: 'kept', back: 0, kept: 12_500 }],
  ['never taken', 0, 0, [], { stage: 'none', back: 0, kept: 0 }],
])('money that is %s is said to be so', (_, taken, refunded, coming, expected) => {
  const facts = { taken: won(taken), refunded: won(refunded), underway: coming }
  expect(refundingOf(facts)).toMatchObject(expected)
})
