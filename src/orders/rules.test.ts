import { expect, test } from 'vitest'
import { Problem } from '../kernel/problem.ts'
import { later } from '../kernel/time.ts'
import { asOf, cancel, isAlive, type Order, pin } from './rules.ts'

const createdAt = new Date('2026-11-21T10:00:00Z')
const ready: Order = {
  storeId: 's',
  id: 'o',
  number: '20261121190000-ABCDEFGH',
  buyerId: 'b',
  title: '저녁',
  status: 'ready',
  failure: null,
  amount: 25_000,
  currency: 'KRW',
  createdAt,
  expiresAt: later(createdAt, 600),
  pinnedAt: null,
  paidAt: null,
  canceledAt: null,
  standing: false,
  lines: [],
}
const pinned: Order = { ...ready, pinnedAt: createdAt }
const paid: Order = { ...ready, status: 'paid', paidAt: createdAt }
const failed: Order = { ...ready, status: 'failed', failure: 'expired' }
const canceled: Order = { ...ready, status: 'canceled', canceledAt: createdAt }
const typeOf = (answer: Order | Problem) =>
  answer instanceof Problem ? answer.type : answer.status

test.each([
  [ready, 599, true],
  [ready, 600, false],
  [pinned, 6000, true],
  [paid, 0, false],
  [failed, 0, false],
])(
  'an order is alive until its very deadline, or while it is pinned (%#)',
  (order, seconds, alive) => {
    expect(isAlive(order, later(createdAt, seconds))).toBe(alive)
  },
)

test('a dead order has failed for every reader, whether or not a job has said so', () => {
  expect(asOf(ready, later(createdAt, 600))).toMatchObject({ status: 'failed', failure: 'expired' })
})

// Rows are in order of precedence.
test.each([
  [{ ...paid, standing: true }, 0, 'standing-order'],
  [canceled, 0, 'order-over'],
  [failed, 0, 'order-over'],
  [ready, 600, 'order-over'],
  [pinned, 0, 'payment-in-progress'],
  [paid, 3600, 'already-begun'],
  [paid, 3599, 'canceled'],
  [ready, 599, 'canceled'],
])('cancelling (%#)', (order, seconds, expected) => {
  const places = [{ startsAt: null }, { startsAt: later(createdAt, 3600) }]
  expect(typeOf(cancel(order, places, later(createdAt, seconds)))).toBe(expected)
})

test.each([
  [paid, 0, 'order-over'],
  [canceled, 0, 'order-over'],
  [failed, 0, 'order-expired'],
  [ready, 600, 'order-expired'],
  [ready, 599, 'ready'],
  [pinned, 6000, 'ready'],
])('pinning (%#)', (order, seconds, expected) => {
  expect(typeOf(pin(order, later(createdAt, seconds)))).toBe(expected)
})
