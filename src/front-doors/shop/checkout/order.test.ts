import { expect, test } from 'vitest'
import type { AnswerOf } from '../../../kernel/endpoint.ts'
import { cancelOrder } from '../../../payments/cancel.ts'
import { sql } from '../../../postgres/sql.ts'
import { takeFromCarts } from '../carts/taken.ts'
import type * as contract from './contract.ts'
import { readDeliveries } from './delivery-queries.ts'
import { done, form, itemsOf, type Ordered, openMarket, typeOf } from './market.fixture.ts'

const { market, at, goods, cart, put, order, coupon, left, idOf, givenCart, confirm } = openMarket()

const terms = (more: object = {}) =>
  done(
    market.owner('PUT', at('/delivery-terms'), {
      ...{ kind: 'free-from', fee: 3_000, freeFrom: 50_000 },
      areas: [{ name: '제주', surcharge: 4_000, ranges: [{ from: '63000', to: '63644' }] }],
      ...more,
    }),
  )

const statusOf = async (id: string) =>
  (
    await market.engine.database.one<{ status: string }>(
      sql`select status from orders where id = ${id}`,
    )
  ).status

const linesIn = async (id: string) =>
  market.engine.database.rows<{
    key: string
    quantity: number
    discount: number
    taxFree: boolean
  }>(sql`
    select p.key, l.quantity, l.discount, l.tax_free as "taxFree"
      from order_lines l join places p on p.store_id = l.store_id and p.id = l.place_id
     where l.order_id = ${id} order by l.unit_price desc, p.key
  `)

test('a cart is ordered at once: goods, coupon and delivery, held for half an hour, with its booker', async () => {
  await terms()
  const { ann, mug, cup } = await givenCart()
  await coupon({ value: 1_000 })
  const booking = await done(order(ann, 27_300, { coupon: 'welcome' }))
  expect(booking).toMatchObject({
    ...{ status: 'ready', price: { amount: 27_300 }, fee: { amount: 3_000 } },
    booker: { name: '김민지', phone: '010-1234-5678', message: form.memo },
  })
  expect(Date.parse(booking.expiresAt) - Date.parse(booking.createdAt)).toBe(1_800_000)
  // 1,000 over 19,800 and 5,500: 782.6 and 217.4
  expect(await linesIn(booking.id)).toMatchObject([
    { key: `stock/${mug.variantId}`, quantity: 2, discount: 783, taxFree: false },
    { key: `stock/${cup.variantId}`, quantity: 1, discount: 217, taxFree: true },
    { quantity: 1, discount: 0 },
    { quantity: 1, discount: 0 },
  ])
  // Goods come first, what goes along with them last.
  expect(booking.lines.map(({ item }) => 'couponId' in item)).toEqual([false, false, true])
  expect([await left(mug), await left(cup)]).toEqual([3, 49])
  expect((await cart(ann)).lines).toHaveLength(2)
})

test('the total that was seen is the whole: goods, coupon, delivery and where it goes', async () => {
  await terms()
  const { ann } = await givenCart()
  const jeju = { form: { ...form, postal_code: '63309' } }
  expect(typeOf(await order(ann, 28_300, jeju))).toBe('price-changed')
  const quote = (body: object) =>
    done(ann<AnswerOf<typeof contract.quoteOrder>>('POST', at('/order-quotes'), body))
  const quoted = await quote({ postalCode: '63309' })
  expect(quoted).toMatchObject({
    ...{ subtotal: { amount: 25_300 }, total: { amount: 32_300 } },
    fee: { kind: 'free-from', base: { amount: 3_000 }, surcharge: { amount: 4_000 }, area: '제주' },
  })
  expect(await done(order(ann, quoted.total.amount, jeju))).toMatchObject({
    price: { amount: 32_300 },
  })
})

test('a postcode outside of every province is refused, one that is not known within them is not', async () => {
  const { ann, mug } = await givenCart()
  const to = (postal_code: string) => order(ann, 25_300, { form: { ...form, postal_code } })
  expect(typeOf(await to('99999'))).toBe('postcode-unknown')
  expect(typeOf(await to('00123'))).toBe('postcode-unknown')
  expect(await left(mug)).toBe(5)
  await done(to('09999'))
})

test('a repeated request is one order, also one whose first answer was lost before the address was kept', async () => {
  const { ann, mug } = await givenCart()
  const key = { 'idempotency-key': 'one-order' }
  const [first, second] = await Promise.all([
    order(ann, 25_300, {}, key),
    order(ann, 25_300, {}, key),
  ])
  const answers = [first, second].filter(({ status }) => status === 201)
  const { id } = (answers[0] as { body: Ordered }).body
  await market.engine.database.run(sql`delete from deliveries where order_id = ${id}`)
  await market.engine.database.run(sql`delete from bookers where order_id = ${id}`)
  expect(await done(order(ann, 25_300, {}, key))).toMatchObject({ id, booker: { name: '김민지' } })
  expect(await readDeliveries(market.engine.database, market.marketId, [id])).toHaveLength(1)
  expect(await left(mug)).toBe(3)
})

test('who changes the cart and orders again has the second order only, and its stock is held once', async () => {
  const { ann, mug } = await givenCart()
  const first = await done(order(ann, 25_300))
  expect((await done(order(ann, 25_300))).id).toBe(first.id)
  await done(put(ann, mug, 4))
  expect(await cart(ann)).toMatchObject({ lines: [{ quantity: 4 }, {}] })
  const second = await done(order(ann, 9_900 * 4 + 5_500))
  expect(second.id).not.toBe(first.id)
  expect(await left(mug)).toBe(1)
  expect(await done(ann('GET', `/v1/bookings/${first.id}`))).toMatchObject({ status: 'canceled' })
})

test('what somebody holds unpaid is left for themselves: the last of it, ordered again, is the same order', async () => {
  const [ann, bob] = [await market.house.customer(), await market.house.customer()]
  const [mug, cup] = [await goods({ stocked: 1 }), await goods({ title: '찻잔', price: 5_500 })]
  await done(put(ann, mug, 1))
  await done(put(ann, cup, 1))
  await done(put(bob, mug, 1))
  const total = 9_900 + 5_500
  const first = await done(order(ann, total))
  expect(await cart(ann)).toMatchObject({ lines: [{ quantity: 1 }, { quantity: 1 }] })
  const quoted = await ann<{ total: { amount: number } }>('POST', at('/order-quotes'), {
    postalCode: '06236',
    ...itemsOf([mug, 1], [cup, 1]),
  })
  expect(quoted.body.total.amount).toBe(total)
  expect((await done(order(ann, total))).id).toBe(first.id)
  expect(await statusOf(first.id)).toBe('ready')
  expect(await cart(bob)).toMatchObject({ lines: [{ quantity: 0 }] })
  expect(await left(mug)).toBe(0)
})

test('an order with another total is another order; a total that is wrong gives nothing up', async () => {
  const ann = await market.house.customer()
  const mug = await goods({ price: 12_000, stocked: 1 })
  const items = itemsOf([mug, 1])
  const first = await done(order(ann, 12_000, items))
  const price = async (to: number) => {
    const { database } = market.engine
    await database.run(sql`update variants set price = ${to} where id = ${mug.variantId}`)
    await database.run(sql`update products set price = ${to} where id = ${mug.productId}`)
  }
  await price(9_000)
  expect(typeOf(await order(ann, 12_001, items))).toBe('price-changed')
  expect(await done(order(ann, 12_000, items))).toMatchObject({ id: first.id })
  const second = await done(order(ann, 9_000, items))
  expect(second).toMatchObject({ status: 'ready', price: { amount: 9_000 } })
  expect(await statusOf(first.id)).toBe('canceled')
  await price(8_000)
  const third = await done(order(ann, 8_000, itemsOf([mug, 1, 8_000])))
  expect(third).toMatchObject({ price: { amount: 8_000 } })
  expect(await left(mug)).toBe(0)
})

test('an order that is paid while another takes its place stays paid', async () => {
  await coupon({ kind: 'percent', value: 100, usesMost: 100, perPerson: null })
  const outcomes = await Promise.all(
    Array.from({ length: 8 }, async () => {
      const ann = await market.house.customer()
      const mug = await goods({ price: 1_000 })
      const { id } = await done(order(ann, 0, { ...itemsOf([mug, 1]), coupon: 'WELCOME' }))
      const [paid, second] = await Promise.all([
        confirm(ann, id),
        order(ann, 2_000, itemsOf([mug, 2])),
      ])
      expect([201, 409]).toContain(second.status)
      return [paid.status < 300, await statusOf(id)]
    }),
  )
  for (const [isPaid, status] of outcomes) expect(status).toBe(isPaid ? 'paid' : 'canceled')
})

test('what may cancel unpaid orders only leaves a paid one as it is', async () => {
  const ann = await market.house.customer()
  await coupon({ kind: 'percent', value: 100 })
  const mug = await goods()
  const { id } = await done(order(ann, 0, { ...itemsOf([mug, 1]), coupon: 'WELCOME' }))
  await done(confirm(ann, id))
  const buyerId = await idOf(ann)
  const once = { scope: buyerId, key: 'replace', fingerprint: id }
  const ask = { buyerId, orderId: id, once, onlyUnpaid: true, answer: () => 'null' }
  await expect(cancelOrder(market.engine, ask)).rejects.toMatchObject({ type: 'order-over' })
  expect(await statusOf(id)).toBe('paid')
})

test('an order that is refused gives nothing up: what was held is held on', async () => {
  const ann = await market.house.customer()
  await coupon({ least: 1_000_000 })
  const mug = await goods({ stocked: 3 })
  const { id } = await done(order(ann, 19_800, itemsOf([mug, 2])))
  const gone = await goods({ stocked: 1, title: '찻잔' })
  await done(order(await market.house.customer(), 9_900, itemsOf([gone, 1])))
  expect(typeOf(await order(ann, 9_900 * 50, itemsOf([mug, 50])))).toBe('lines-sold-out')
  expect(typeOf(await order(ann, 29_700, itemsOf([mug, 2], [gone, 1])))).toBe('lines-sold-out')
  expect(typeOf(await order(ann, 1, itemsOf([mug, 1])))).toBe('price-changed')
  const wrong = { ...itemsOf([mug, 1]), coupon: 'WELCOME' }
  expect(typeOf(await order(ann, 9_900, wrong))).toBe('coupon-least')
  expect(await statusOf(id)).toBe('ready')
  expect(await left(mug)).toBe(1)
})

test('one order takes the place of two that are held apart', async () => {
  const ann = await market.house.customer()
  const [mug, cup] = [await goods({ stocked: 1 }), await goods({ stocked: 1, title: '찻잔' })]
  const first = await done(order(ann, 9_900, itemsOf([mug, 1])))
  const second = await done(order(ann, 9_900, itemsOf([cup, 1])))
  const both = await done(order(ann, 19_800, itemsOf([mug, 1], [cup, 1])))
  expect([await statusOf(first.id), await statusOf(second.id)]).toEqual(['canceled', 'canceled'])
  expect(both).toMatchObject({ status: 'ready', price: { amount: 19_800 } })
})

test('several orders at once in the place of one: one is held in the end, and none is in flight', async () => {
  const ann = await market.house.customer()
  const mug = await goods({ stocked: 9 })
  await done(order(ann, 9_900, itemsOf([mug, 1])))
  const answers = await Promise.all(
    [2, 3, 4, 5, 5, 5].map((some) => order(ann, 9_900 * some, itemsOf([mug, some]))),
  )
  const made = answers.filter(({ status }) => status === 201)
  // One whose order was replaced before it was answered.
  const rest = answers.filter(({ status }) => status !== 201).map(typeOf)
  expect(rest.filter((type) => type !== 'order-over')).toEqual([])
  const states = await Promise.all([...new Set(made.map(({ body }) => body.id))].map(statusOf))
  expect(states.filter((status) => status === 'ready')).toHaveLength(1)
  expect(await left(mug)).toBeLessThan(8)
})

test('while a payment is confirmed, nothing takes the place of its order', async () => {
  const ann = await market.house.customer()
  const [mug, cup] = [await goods(), await goods({ title: '찻잔' })]
  const paying = await done(order(ann, 9_900, itemsOf([mug, 1])))
  const held = await done(order(ann, 9_900, itemsOf([cup, 1])))
  const { database } = market.engine
  const pin = (at: string) =>
    database.run(sql`update orders set pinned_at = ${at}::timestamptz where id = ${paying.id}`)
  await pin('2026-01-01')
  const refused = await order(ann, 19_800, itemsOf([mug, 1], [cup, 1]))
  expect(typeOf(refused)).toBe('payment-in-progress')
  expect([await statusOf(paying.id), await statusOf(held.id)]).toEqual(['ready', 'ready'])
  await database.run(sql`update orders set pinned_at = null where id = ${paying.id}`)
})

test('sold-out names every line, and nothing of the order is held', async () => {
  const [ann, bob] = [await market.house.customer(), await market.house.customer()]
  const [mug, cup, pot] = [
    await goods({ stocked: 1 }),
    await goods({ stocked: 1, title: '찻잔' }),
    await goods({ title: '주전자' }),
  ]
  await done(order(ann, 19_800, itemsOf([mug, 1], [cup, 1])))
  const refused = await order(bob, 29_700, itemsOf([mug, 1], [pot, 1], [cup, 1]))
  expect(refused.body).toMatchObject({
    code: 'lines-sold-out',
    lines: [
      { item: { variantId: mug.variantId }, title: '머그컵' },
      { item: { variantId: cup.variantId }, title: '찻잔' },
    ],
  })
  expect(await left(pot)).toBe(50)
})

test.each([
  ['nothing', async () => ({}), 'cart-empty'],
  [
    'what is unknown',
    async () => ({ items: [{ item: { sku: 'x' }, quantity: 1 }] }),
    'item-unknown',
  ],
  [
    'a variant of another shop',
    async () => itemsOf([{ productId: '', variantId: crypto.randomUUID() }, 1]),
    'lines-not-for-sale',
  ],
  [
    'more than one order may have',
    async () => itemsOf([await goods({ most: 2 }), 3]),
    'too-many-of-product',
  ],
  ['at a price that is gone', async () => itemsOf([await goods(), 1, 9_000]), 'price-changed'],
  [
    'one thing twice',
    async () => {
      const mug = await goods()
      return itemsOf([mug, 1], [mug, 2])
    },
    'place-named-twice',
  ],
  [
    'with a wrong code',
    async () => ({ ...itemsOf([await goods(), 1]), coupon: 'NOPE' }),
    'coupon-wrong',
  ],
  [
    'with a form that is not whole',
    async () => ({ ...itemsOf([await goods(), 1]), form: {} }),
    'malformed',
  ],
])('an order of %s', async (_, more, expected) => {
  expect(typeOf(await order(await market.house.customer(), 9_900, await more()))).toBe(expected)
})

test('what was bought leaves the cart once it is paid, however often that is told; what came later stays', async () => {
  const { ann, mug } = await givenCart()
  await coupon({ kind: 'percent', value: 100 })
  const { id } = await done(order(ann, 0, { coupon: 'WELCOME' }))
  await done(put(ann, mug, 3))
  expect((await cart(ann)).lines).toHaveLength(2)
  await done(confirm(ann, id))
  const event = {
    id: '',
    topic: 'order.paid',
    storeId: market.marketId,
    subjectId: id,
    body: {},
    at: new Date(),
  }
  for (let told = 0; told < 3; told += 1) await takeFromCarts.handle(market.engine, event)
  expect(await cart(ann)).toMatchObject({
    lines: [{ item: { variantId: mug.variantId }, wanted: 1 }],
  })
  expect((await cart(ann)).lines).toHaveLength(1)
})
