import { expect, test } from 'vitest'
import type { Order } from '../../orders/rules.ts'
import { change, type Facts } from './rules.ts'

const now = new Date('2027-03-01T00:00:00Z')
const order = {
  ...{ buyerId: 'guest', status: 'paid', storeId: 'store', standing: false },
  lines: [{ placeId: 'a', quantity: 1 }],
} as unknown as Order
const facts: Facts = {
  ...{ startsAt: new Date('2027-03-02T00:00:00Z'), visit: null, isAllowed: true, changes: 0 },
  ...{ kept: 0, isProposed: false },
}
const typeOf = (answer: object) =>
  'type' in answer ? String(answer.type).split('/').at(-1) : undefined

// In the order in which they are checked: each row has the faults of those below it.
const late = { kept: 1 }
const proposed = { ...late, isProposed: true }
const spent = { ...proposed, changes: 3 }
const off = { ...spent, isAllowed: false }
const visited = { ...off, visit: 'arrived' as const }
const begun = { ...visited, startsAt: now }
test.each([
  ['move-not-confirmed', { status: 'canceled' }, begun],
  ['move-many-places', { lines: [...order.lines, ...order.lines] }, begun],
  ['already-begun', {}, begun],
  ['move-visited', {}, visited],
  ['change-off', {}, off],
  ['changes-spent', {}, spent],
  ['change-after-proposal', {}, proposed],
  ['change-too-late', {}, late],
  [undefined, {}, {}],
])('a change by the guest: %s', (type, of, with_) => {
  expect(typeOf(change({ ...order, ...of } as Order, { ...facts, ...with_ }, now))).toBe(type)
})
