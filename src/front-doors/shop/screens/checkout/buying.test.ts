import { expect, test } from 'vitest'
import { buyingOf, goodsOf, itemsOf, readBuying } from './buying.ts'

const productId = '6a617269-0000-4000-8000-00000000000a'
const variantId = '6a617269-0000-4000-8000-00000000000b'
const whole = { productId, variantId, quantity: 2 }

test.each([
  ['whole', whole, [{ item: { variantId }, quantity: 2 }]],
  ['empty', {}, undefined],
  ['without a quantity', { productId, variantId }, undefined],
  ['without a product', { variantId, quantity: 2 }, undefined],
  ['of no id', { ...whole, variantId: 'mug' }, undefined],
  ['of half a unit', { ...whole, quantity: 1.5 }, undefined],
  ['of too many', { ...whole, quantity: 101 }, undefined],
])('an address that is %s orders the product or the cart', (_, asked, items) => {
  expect(itemsOf(buyingOf(readBuying(asked)))).toEqual(items)
})

test('a coupon is tried on the goods of the cart, or on what is bought at once', () => {
  const won = (amount: number) => ({ amount, currency: 'KRW' as const })
  const lines = [
    { productId, price: won(3_000), quantity: 2 },
    { productId: null, price: won(50_000), quantity: 1 },
  ]
  expect(goodsOf(undefined, lines, won(56_000))).toEqual([
    { productId, amount: 6_000 },
    { productId: null, amount: 50_000 },
  ])
  expect(goodsOf(whole, lines, won(6_000))).toEqual([{ productId, amount: 6_000 }])
})
