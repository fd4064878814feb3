import { expect, test } from 'vitest'
import type { AnswerOf } from '../../../kernel/endpoint.ts'
import { sql } from '../../../postgres/sql.ts'
import { type Cart, done, openMarket, typeOf } from '../checkout/market.fixture.ts'
import { openShop } from '../shop.fixture.ts'
import type * as contract from './contract.ts'
import { forgetCarts } from './operations.ts'
import { moveCarts } from './queries.ts'

const { market, at, goods, cart, put, add, idOf } = openMarket()

type Carts = AnswerOf<typeof contract.listCarts>

const quantities = ({ lines }: Cart) => lines.map(({ quantity }) => quantity)

test('a cart is the same on every device, is summed up, and claims nothing', async () => {
  const ann = await market.house.customer()
  const [mug, cup] = [await goods(), await goods({ title: '찻잔', price: 5_500 })]
  await done(put(ann, mug, 2))
  await done(put(ann, cup, 3))
  expect(await cart(ann)).toMatchObject({
    lines: [
      { item: { variantId: mug.variantId }, quantity: 2, price: { amount: 9_900 }, state: 'ok' },
      { what: { ko: '찻잔', en: '찻잔' }, quantity: 3, seenPrice: null, left: 50 },
    ],
    ...{ subtotal: { amount: 36_300 }, total: { amount: 36_300 }, count: 5 },
  })
  const { remaining } = await market.engine.database.one<{ remaining: number }>(
    sql`select sum(remaining)::integer as remaining from places where store_id = ${market.marketId}`,
  )
  expect(remaining).toBe(100)
})

test('the carts of all shops are listed with how much is in each, the one that changed last first', async () => {
  const [ann, bob] = [await market.house.customer(), await market.house.customer()]
  const listed = () => done(ann<Carts>('GET', '/v1/me/carts'))
  expect(await listed()).toEqual({ count: 0, data: [] })
  const mug = await goods()
  await done(put(ann, mug, 2))
  await done(put(bob, mug, 9))
  await done(put(ann, await goods({ title: '찻잔' }), 3))
  await market.engine.database.run(sql`
    insert into cart_lines (store_id, buyer_id, item, id, quantity, seen_price, added_at, changed_at)
    select ${await openShop(await market.house.owner(), '햇살상점')}, buyer_id, item, ${market.engine.newId()}, 1, seen_price,
           added_at, changed_at + interval '1 second'
      from cart_lines where buyer_id = ${await idOf(ann)} and quantity = 2
  `)
  expect(await listed()).toMatchObject({
    count: 6,
    data: [
      { marketName: '햇살상점', count: 1 },
      { marketId: market.marketId, count: 5 },
    ],
  })
})

test('thirty adds at once of one thing and of thirty things lose none', async () => {
  const ann = await market.house.customer()
  const mug = await goods()
  await Promise.all(Array.from({ length: 30 }, () => add(ann, mug)))
  expect(quantities(await cart(ann))).toEqual([30])
  const many = await Promise.all(
    Array.from({ length: 30 }, (_, at) => goods({ title: `컵 ${at}` })),
  )
  await Promise.all(many.map((one) => add(ann, one)))
  expect((await cart(ann)).lines).toHaveLength(31)
})

test('an add that is repeated under its key counts once', async () => {
  const ann = await market.house.customer()
  const { variantId } = await goods()
  const body = { item: { variantId }, quantity: 2 }
  const headers = { 'idempotency-key': 'add-once' }
  for (let tries = 0; tries < 3; tries += 1)
    await done(ann('POST', at('/cart/lines'), body, headers))
  expect(quantities(await cart(ann))).toEqual([2])
})

test('what is wanted stays written: less is shown while less is left, with the change of price', async () => {
  const ann = await market.house.customer()
  const mug = await goods({ stocked: 5 })
  await done(put(ann, mug, 5))
  await market.engine.database.run(sql`
    update places set remaining = 2 where key = ${`stock/${mug.variantId}`}
  `)
  const variants = [{ variantId: mug.variantId, price: 12_000 }]
  await done(market.owner('PATCH', at(`/products/${mug.productId}`), { variants }))
  expect((await cart(ann)).lines).toMatchObject([
    {
      ...{ quantity: 2, wanted: 5, most: 2, left: 2, state: 'cut' },
      ...{ price: { amount: 12_000 }, seenPrice: { amount: 9_900 } },
    },
  ])
  const agreed = await done(put(ann, mug, 2))
  expect(agreed.lines).toMatchObject([{ wanted: 2, state: 'ok', seenPrice: null }])
  await market.engine.database.run(sql`
    update places set remaining = 5 where key = ${`stock/${mug.variantId}`}
  `)
})

test('a hidden product is not for sale, and comes back when it is shown', async () => {
  const ann = await market.house.customer()
  const mug = await goods()
  await done(put(ann, mug, 3))
  const hide = (isHidden: boolean) =>
    market.engine.database.run(
      sql`update products set hidden = ${isHidden} where id = ${mug.productId}`,
    )
  await hide(true)
  expect(await cart(ann)).toMatchObject({
    lines: [{ state: 'not-for-sale', quantity: 0, wanted: 3 }],
    total: { amount: 0 },
  })
  expect(typeOf(await put(ann, mug))).toBe('item-unknown')
  await hide(false)
  expect(quantities(await cart(ann))).toEqual([3])
})

test('of a product no more than one order may have; of things no more than fifty', async () => {
  const ann = await market.house.customer()
  const mug = await goods({ most: 4 })
  expect(quantities(await done(put(ann, mug, 9)))).toEqual([4])
  for (let more = 0; more < 49; more += 1) await done(put(ann, await goods({ title: `${more}` })))
  expect(typeOf(await put(ann, await goods()))).toBe('cart-full')
  expect(typeOf(await put(ann, mug, 101))).toBe('malformed')
  await done(put(ann, mug, 2))
})

test('lines go one by one or all at once; nobody else’s can be touched', async () => {
  const [ann, bob] = [await market.house.customer(), await market.house.customer()]
  const [mug, cup] = [await goods(), await goods()]
  await done(put(ann, mug))
  const { lines } = await done(put(ann, cup))
  const remove = (by: typeof ann, id = '') => by<Cart>('DELETE', at(`/cart/lines/${id}`))
  expect(typeOf(await remove(bob, lines[0]?.id))).toBe('cart-line-missing')
  expect((await done(remove(ann, lines[0]?.id))).lines).toHaveLength(1)
  expect((await done(ann<Cart>('DELETE', at('/cart')))).lines).toEqual([])
  expect(typeOf(await ann('PUT', at('/cart/lines'), { item: { door: 'moon' }, quantity: 1 }))).toBe(
    'item-unknown',
  )
})

test('carts that are merged by ten processes at once add up, and nothing is there twice', async () => {
  const [guest, ann] = [await market.house.customer(), await market.house.customer()]
  const [mug, cup, pot] = [await goods(), await goods(), await goods()]
  await done(put(guest, mug, 2))
  await done(put(guest, cup, 60))
  await done(put(ann, cup, 60))
  await done(put(ann, pot, 1))
  const [from, to] = [await idOf(guest), await idOf(ann)]
  await Promise.all([
    ...Array.from({ length: 10 }, () =>
      market.engine.database.transaction((tx) => moveCarts(tx, from, to)),
    ),
    add(ann, pot, 4),
  ])
  const { lines } = await cart(ann)
  expect(new Map(lines.map(({ item, wanted }) => [item.variantId, wanted]))).toEqual(
    new Map([
      [mug.variantId, 2],
      [cup.variantId, 100],
      [pot.variantId, 5],
    ]),
  )
  expect((await cart(guest)).lines).toEqual([])
})

test('a line that nobody has touched for sixty days is deleted', async () => {
  const ann = await market.house.customer()
  await done(put(ann, await goods()))
  const old = sql`update cart_lines set changed_at = now() - interval '61 days'`
  await done(put(await market.house.customer(), await goods()))
  await market.engine.database.run(sql`${old} where buyer_id = ${await idOf(ann)}`)
  await forgetCarts(market.engine)
  expect((await cart(ann)).lines).toEqual([])
  const { count } = await market.engine.database.one<{ count: number }>(
    sql`select count(*)::integer as count from cart_lines where store_id = ${market.marketId}`,
  )
  expect(count).toBe(1)
})
