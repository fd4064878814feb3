import { expect, test } from 'vitest'
import { tabNamed } from './tab-named.ts'

const names = ['bookings', 'shop.orders', 'shop.products', 'payments']

test.each([
  ['bookings', 'bookings'],
  ['shop.orders', 'shop.orders'],
  ['products', 'shop.products'],
  ['payments', 'payments'],
  ['nothing', undefined],
  [undefined, undefined],
])('%s is the tab %s', (asked, name) => expect(tabNamed(names, asked)).toBe(name))

test('a tab of the store’s own door goes before one of the same name', () => {
  expect(tabNamed(['shop.orders', 'orders'], 'orders')).toBe('orders')
})
