import { expect, test } from 'vitest'
import { actOf, namedIn } from './rules.ts'

const STORE = '01934000-0000-7000-8000-000000000001'
const ORDER = '01934000-0000-7000-8000-000000000002'

test.each([
  ['a change of the store itself', 'PATCH', '/v1/stores/:storeId', 'owner', 'set'],
  ['a change of what a door sells', 'POST', '/v1/markets/:marketId/products', 'owner', 'offered'],
  ['a file', 'GET', '/v1/stores/:storeId/payments.csv', 'owner', 'downloaded'],
  ['a list', 'GET', '/v1/stores/:storeId/payments', 'owner', undefined],
  ['the staff', 'PUT', '/v1/stores/:storeId/staff/:accountId', 'owner', undefined],
  ['an invitation', 'POST', '/v1/stores/:storeId/staff-invitations', 'owner', undefined],
  ['a guest', 'POST', '/v1/restaurants/:restaurantId/bookings', 'customer', undefined],
  ['a key of one’s own', 'DELETE', '/v1/me/api-keys/:keyId', 'owner', undefined],
] as const)('%s', (_, method, path, role, kind) => {
  expect(actOf({ method, path, role })).toBe(kind)
})

test('an act names its store, its order and one word of what was asked, and nothing that was typed', () => {
  const path = '/v1/restaurants/:restaurantId/desk-bookings'
  const enter = { method: 'POST', path, role: 'owner', act: 'entered' } as const
  const asked = {
    params: { restaurantId: STORE },
    body: { kind: 'walk-in', name: '김하나', note: '창가' },
    answer: { id: ORDER, orderId: STORE },
  }
  expect(namedIn(enter, asked)).toEqual({ storeId: STORE, orderId: ORDER, detail: 'walk-in' })
  const visit = '/v1/stores/:storeId/bookings/:bookingId/visit'
  expect(
    namedIn(
      { method: 'PUT', path: visit, role: 'owner', act: 'visited' },
      { params: { storeId: STORE, bookingId: ORDER }, body: { visit: 'a b' }, answer: {} },
    ),
  ).toEqual({ storeId: STORE, orderId: ORDER, detail: null })
})
