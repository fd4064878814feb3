import { expect, test } from 'vitest'
import { Problem } from '../../kernel/problem.ts'
import type { Order } from '../../orders/rules.ts'
import * as rules from './rules.ts'

const order = (changed: Partial<Order> = {}) =>
  ({ status: 'paid', standing: false, buyerId: 'buyer', ...changed }) as Order

const outcomeOf = (answer: unknown) => (answer instanceof Problem ? answer.type : answer)

const seven = { startsAt: new Date('2026-12-01T19:00:00+09:00'), timeZone: 'Asia/Seoul' }

test.each([
  ['arrived', '2026-11-30T23:59:59+09:00', 'visit-too-early'],
  ['arrived', '2026-12-01T00:00:00+09:00', 'arrived'],
  ['arrived', '2027-12-01T00:00:00+09:00', 'arrived'],
  ['no-show', '2026-12-01T18:59:59+09:00', 'visit-too-early'],
  ['no-show', '2026-12-01T19:00:00+09:00', 'no-show'],
] as const)('a booking at seven is marked as %s at %s: %s', (outcome, at, said) => {
  expect(outcomeOf(rules.mark(order(), outcome, seven, new Date(at)))).toBe(said)
})

test.each([
  [{ standing: true }, 'order-missing'],
  [{ status: 'ready' as const }, 'booking-not-confirmed'],
  [{ status: 'canceled' as const }, 'booking-not-confirmed'],
  [{ status: 'failed' as const }, 'booking-not-confirmed'],
])('an order with %j is not marked: %s', (changed, said) => {
  const late = new Date('2026-12-02T00:00:00Z')
  expect(outcomeOf(rules.mark(order(changed), 'arrived', seven, late))).toBe(said)
})

test('what has no time is marked at any time', () => {
  const parcel = { ...seven, startsAt: null }
  expect(rules.mark(order(), 'no-show', parcel, new Date(0))).toBe('no-show')
})

test('a note needs a guest whose leaving can remove it', () => {
  expect(outcomeOf(rules.note(order({ buyerId: null })))).toBe('guest-left')
  expect(outcomeOf(rules.note(order({ standing: true })))).toBe('order-missing')
  expect(rules.note(order())).toEqual(order())
})
