import { expect, test } from 'vitest'
import { type ItemNow, linesNow } from './rules.ts'

const mug: ItemNow = { productId: 'mug', price: 9_900, left: 50, most: 10 }
const line = (quantity: number, now: ItemNow | undefined = mug, seenPrice = 9_900) => ({
  ...{ quantity, seenPrice, now },
})

test.each([
  ['as wanted', line(3), { quantity: 3, most: 10, state: 'ok', isPriceChanged: false }],
  ['at another price', line(3, mug, 9_000), { quantity: 3, state: 'ok', isPriceChanged: true }],
  ['more than is left', line(3, { ...mug, left: 2 }), { quantity: 2, most: 2, state: 'cut' }],
  ['more than one order may have', line(11), { quantity: 10, most: 10, state: 'cut' }],
  ['sold out', line(3, { ...mug, left: 0 }), { quantity: 0, most: 0, state: 'sold-out' }],
  ['oversold', line(3, { ...mug, left: -4 }), { quantity: 0, most: 0, state: 'sold-out' }],
])('a line %s', (_, one, expected) => {
  expect(linesNow([one])).toMatchObject([expected])
})

test('a line that is not sold any more says so', () => {
  expect(linesNow([{ quantity: 3, seenPrice: 1, now: undefined }])).toEqual([
    { quantity: 0, most: 0, state: 'not-for-sale', isPriceChanged: false },
  ])
})

test('two variants of a product share what one order may have of it; other things do not', () => {
  const table: ItemNow = { productId: null, price: 0, left: 4, most: 100 }
  const cut = linesNow([
    line(7),
    line(7),
    line(7, { ...mug, productId: 'cup' }),
    line(3, table),
    line(3, table),
  ])
  expect(cut.map(({ quantity }) => quantity)).toEqual([7, 3, 7, 3, 3])
})
