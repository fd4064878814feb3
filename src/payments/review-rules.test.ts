import { expect, test } from 'vitest'
import { Problem } from '../kernel/problem.ts'
import { later } from '../kernel/time.ts'
import type { Order } from '../orders/rules.ts'
import type { Lookup, Snapshot } from './gateway.ts'
import type { Refund } from './refund-rules.ts'
import { whyOf } from './review-reasons.ts'
import { type Decision, decide, type Facts } from './review-rules.ts'
import type { Payment } from './rules.ts'

// Nine minutes after it went to review: the session is over, and no call runs.
const at = new Date('2026-11-24T10:00:00Z')
const now = later(at, 540)
const soon = later(at, 10)

const snapshot: Snapshot = {
  state: 'paid',
  final: true,
  reference: 'T1',
  orderNumber: 'n-1',
  buyer: 'order-1',
  amount: { amount: 12_500, currency: 'KRW' },
  taxFree: 500,
  refunded: 0,
  refunds: [],
}
const payment = {
  id: 'payment-1',
  orderId: 'order-1',
  state: 'needs-review',
  reference: 'T1',
  amount: 12_500,
  taxFree: 500,
  currency: 'KRW',
  approved: null,
  refunded: 0,
  changedAt: at,
  sessionExpiresAt: later(at, 300),
} as Payment
const order = {
  id: 'order-1',
  number: 'n-1',
  status: 'ready',
  lines: [{ placeId: 'place-1', quantity: 1, unitPrice: 12_500 }],
} as unknown as Order
const live: Refund = {
  id: 'refund-1',
  amount: 5_000,
  taxFree: 200,
  balance: 12_500,
  reason: 'asked',
  state: 'asked',
  reference: null,
  createdAt: at,
}
const facts: Facts = {
  payment,
  order,
  pays: false,
  others: [],
  refunds: [],
  places: [{ id: 'place-1', remaining: 0 }],
  reply: { is: 'found', snapshot },
  callSeconds: 15,
}
const says = (told: Partial<Snapshot>): { reply: Lookup } => ({
  reply: { is: 'found', snapshot: { ...snapshot, ...told } },
})
const taken = { payment: { ...payment, approved: 12_500 } }
const paying = { ...taken, pays: true, order: { ...order, status: 'paid' as const } }
const other = (state: Payment['state']) => ({ others: [{ ...payment, id: 'other', state }] })
const refunding = { ...taken, refunds: [live] }
const elsewhere = { reference: 'A9', amount: 2_000 }
const back = { state: 'partly-refunded', refunded: 2_000, refunds: [elsewhere] } as const
const allBack = {
  state: 'refunded',
  refunded: 12_500,
  refunds: [{ reference: 'A9', amount: 12_500 }],
} as const

/** Rows of each decision are in the order in which its problems are found. */
test.each<[Decision, string, Partial<Facts>, Date, string]>([
  [
    'look-again',
    'of nothing',
    { payment: { ...payment, reference: null } },
    now,
    'nothing-to-look-for',
  ],
  ['look-again', 'of money that is ours', taken, now, 'nothing-to-look-for'],
  ['look-again', 'of a refund', refunding, now, 'look'],
  ['look-again', 'beside what has paid', other('fulfilled'), now, 'another-payment-stands'],
  ['look-again', 'of an attempt', {}, soon, 'look'],

  ['accept', 'silence', { reply: { is: 'unknown', reason: 'timeout' } }, now, 'gateway-unclear'],
  ['accept', 'nothing', { reply: { is: 'not-found' } }, now, 'gateway-unclear'],
  ['accept', 'another payment', says({ reference: 'T2' }), now, 'payment-not-ours'],
  ['accept', 'another shop', says({ differs: ['mid'] }), now, 'payment-not-ours'],
  ['accept', 'what is open', says({ state: 'open' }), now, 'nothing-held'],
  ['accept', 'a second payment', other('approving'), now, 'another-payment-stands'],
  [
    'accept',
    'for an order that is over',
    { order: { ...order, status: 'canceled' } },
    now,
    'order-over',
  ],
  ['accept', 'when the place is gone', { order: { ...order, status: 'failed' } }, now, 'sold-out'],
  ['accept', 'another buyer', says({ buyer: 'somebody' }), now, 'settle'],
  ['accept', 'a refund of no order', { ...taken, ...says(back) }, now, 'order-not-paid'],
  [
    'accept',
    'while ours may run',
    { ...paying, refunds: [live], ...says(back) },
    soon,
    'refund-running',
  ],
  [
    'accept',
    'sums that do not add up',
    { ...paying, ...says({ ...back, refunded: 1 }) },
    now,
    'books-differ',
  ],
  ['accept', 'a refund of a paid order', { ...paying, ...says(back) }, now, 'book'],

  ['refund', 'silence', { reply: { is: 'unknown', reason: 'timeout' } }, now, 'gateway-unclear'],
  [
    'refund',
    'another currency',
    says({ amount: { amount: 12_500, currency: 'USD' } }),
    now,
    'payment-not-ours',
  ],
  ['refund', 'what pays an order', paying, now, 'order-goes-on'],
  ['refund', 'what is back', says(allBack), now, 'nothing-held'],
  ['refund', 'while another runs', refunding, soon, 'refund-running'],
  [
    'refund',
    'another amount',
    says({ amount: { amount: 99, currency: 'KRW' }, taxFree: 0 }),
    now,
    'refund-all',
  ],
  ['refund', 'what is left', { ...refunding, ...says(back) }, now, 'refund-all'],

  ['close', 'too soon', { reply: { is: 'not-found' } }, soon, 'gateway-unclear'],
  [
    'close',
    'of money that is ours',
    { ...taken, reply: { is: 'not-found' } },
    now,
    'gateway-unclear',
  ],
  ['close', 'what is not there', { reply: { is: 'not-found' } }, now, 'close'],
  ['close', 'an open window', says({ state: 'open' }), later(at, 299), 'money-held'],
  ['close', 'money', {}, now, 'money-held'],
  ['close', 'the rest', says(back), now, 'money-held'],
  ['close', 'a window that is over', says({ state: 'open' }), now, 'close'],
  ['close', 'a refusal', says({ state: 'declined' }), now, 'close'],
  ['close', 'what is back', { ...refunding, ...says(allBack) }, now, 'book'],
])('%s, %s', (decision, _, told, when, expected) => {
  const plan = decide(decision, { ...facts, ...told }, when)
  expect(plan instanceof Problem ? plan.type : plan.do).toBe(expected)
})

test('a refund found by its key completes ours; foreign refunds are recorded', () => {
  const ours = { reference: 'A1', amount: 5_000, operationKey: 'refund-1-cancel' }
  const told = { state: 'partly-refunded', refunded: 7_000, refunds: [elsewhere, ours] } as const
  const plan = decide('accept', { ...facts, ...paying, refunds: [live], ...says(told) }, now)
  expect(plan).toEqual({
    do: 'book',
    state: 'partially-refunded',
    books: { ended: { refund: live, reference: 'A1' }, found: [elsewhere], refunded: 7_000 },
  })
})

test.each([
  ['differs: amount, buyer', 'differs', 'amount, buyer'],
  ['refunded-elsewhere', 'refunded-elsewhere', 'refunded-elsewhere'],
  ['rejected: kakaopay -731', 'refund-rejected', 'kakaopay -731'],
  ['kakaopay order: ETIMEDOUT', 'no-answer', 'kakaopay order: ETIMEDOUT'],
  [null, 'no-answer', ''],
])('%s has the code %s', (reason, code, detail) => {
  expect(whyOf(reason)).toMatchObject({ code, detail })
})
