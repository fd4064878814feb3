import { expect, test } from 'vitest'
import { confirm } from '../../../../test/booker.ts'
import type { Person } from '../../../../test/server.ts'
import type { AnswerOf } from '../../../kernel/endpoint.ts'
import { addDays, weekdayOf } from '../../../kernel/time.ts'
import { sql } from '../../../postgres/sql.ts'
import type * as contract from './contract.ts'
import { type Cart, done, openMarket, typeOf } from './market.fixture.ts'

const { market, at, goods, put, cart, order, coupon } = openMarket()

test('a thing is one line of a cart, whatever else is said of it', async () => {
  const { owner, marketId, today } = market
  await done(owner('PUT', `/v1/stores/${marketId}/doors`, { also: ['dining'] }))
  const date = addDays(today, 5)
  const weekly = { weekday: weekdayOf(date), time: '19:30', capacity: 9, price: 25_000 }
  const { id: tableTimeId } = await done(
    owner<{ id: string }>('POST', `/v1/restaurants/${marketId}/table-times`, weekly),
  )
  const ann = await market.house.customer()
  const table = { door: 'dining', tableTimeId, date }
  const ways = [
    { ...table, k1: 'x' },
    { ...table, k2: 'x', timetableId: tableTimeId },
    { ...table, tableTimeId: tableTimeId.toUpperCase() },
    table,
  ]
  for (const item of ways) await done(ann<Cart>('POST', at('/cart/lines'), { item, quantity: 1 }))
  const { lines } = await cart(ann)
  expect(lines.map(({ item, wanted }) => [item, wanted])).toEqual([[table, 4]])
})

test('lines that were put under other names become one line of what they are, which can be ordered', async () => {
  const ann = await market.house.customer()
  const mug = await goods({ price: 12_000 })
  await done(put(ann, mug, 2))
  const { database } = market.engine
  const odd = (more: object) =>
    database.run(sql`
      insert into cart_lines (store_id, buyer_id, item, id, quantity, seen_price, added_at, changed_at)
      select store_id, buyer_id, item || ${JSON.stringify(more)}::jsonb, gen_random_uuid(), 1, seen_price,
             added_at, changed_at from cart_lines where item = ${{ variantId: mug.variantId }}::jsonb
         and store_id = ${market.marketId}`)
  await odd({ k1: 'x' })
  await odd({ k2: 'y' })
  expect((await cart(ann)).lines.map(({ item, wanted }) => [item, wanted])).toEqual([
    [{ variantId: mug.variantId }, 4],
  ])
  await odd({ k3: 'z' })
  expect(await done(order(ann, 60_000))).toMatchObject({ price: { amount: 60_000 } })
})

test('a cart with nothing to send is ordered without an address; goods are not', async () => {
  const { owner, marketId, today } = market
  await done(owner('PUT', `/v1/stores/${marketId}/doors`, { also: ['dining'] }))
  const date = addDays(today, 5)
  const weekly = { weekday: weekdayOf(date), time: '18:00', capacity: 2, price: 25_000 }
  const time = owner<{ id: string }>('POST', `/v1/restaurants/${marketId}/table-times`, weekly)
  const { id: tableTimeId } = await done(time)
  const ann = await market.house.customer()
  const table = { door: 'dining', tableTimeId, date }
  const shown = await done(ann<Cart>('PUT', at('/cart/lines'), { item: table, quantity: 1 }))
  expect(shown).toMatchObject({ delivery: { kind: 'none' }, timeZone: 'Asia/Seoul' })
  const unaddressed = { form: undefined }
  const booking = await done(order(ann, 25_000, unaddressed))
  expect(booking).toMatchObject({ booker: null, lines: [{ door: 'dining' }] })
  // The same cart again, with another table: instead of the first order.
  await done(ann<Cart>('PUT', at('/cart/lines'), { item: table, quantity: 2 }))
  const both = await done(order(ann, 50_000, unaddressed))
  expect(both.id).not.toBe(booking.id)
  await done(put(ann, await goods({ price: 12_000 })))
  expect(typeOf(await order(ann, 62_000, unaddressed))).toBe('form-missing')
  expect((await cart(ann)).lines.map(({ wanted }) => wanted)).toEqual([2, 1])
})

test('a cart of a table and two mugs is one order: the coupon and the delivery are of the goods only', async () => {
  const { owner, marketId, today } = market
  await done(owner('PUT', `/v1/stores/${marketId}/doors`, { also: ['dining'] }))
  const date = addDays(today, 5)
  const weekly = { weekday: weekdayOf(date), time: '19:30', capacity: 1, price: 25_000 }
  const time = owner<{ id: string }>('POST', `/v1/restaurants/${marketId}/table-times`, weekly)
  const { id: tableTimeId } = await done(time)
  const terms = { kind: 'free-from', fee: 3_000, freeFrom: 30_000, areas: [] }
  await done(owner('PUT', at('/delivery-terms'), terms))
  await coupon({ kind: 'percent', value: 10 })
  const [ann, bob] = [await market.house.customer(), await market.house.customer()]
  const mug = await goods({ price: 12_000 })
  const table = { door: 'dining', tableTimeId, date }
  for (const by of [ann, bob]) {
    await done(by<Cart>('PUT', at('/cart/lines'), { item: table, quantity: 1 }))
    await done(put(by, mug, 2))
  }
  const shown = await cart(ann)
  expect(shown).toMatchObject({
    lines: [{ door: 'dining', productId: null, price: { amount: 25_000 } }, { door: 'shop' }],
    ...{ subtotal: { amount: 49_000 }, total: { amount: 52_000 } },
    delivery: { missing: { amount: 6_000 } },
  })
  expect(shown.lines[0]?.what.ko).toMatch(/테이블/)

  const asked = { coupon: 'WELCOME', postalCode: '06236' }
  const quote = await done(
    ann<AnswerOf<typeof contract.quoteOrder>>('POST', at('/order-quotes'), asked),
  )
  expect(quote).toMatchObject({ discount: { amount: 2_400 }, total: { amount: 49_600 } })
  const booking = await done(order(ann, 49_600, { coupon: 'WELCOME' }))
  expect(booking).toMatchObject({ price: { amount: 49_600 }, fee: { amount: 3_000 } })
  // As short as the table is held.
  expect(Date.parse(booking.expiresAt) - Date.parse(booking.createdAt)).toBe(600_000)
  expect(await cart(bob)).toMatchObject({ lines: [{ state: 'sold-out' }, { state: 'ok' }] })
  const both = [
    { item: table, quantity: 1 },
    { item: { variantId: mug.variantId }, quantity: 2 },
  ]
  const refused = await order(bob, 52_000, { items: both })
  expect(typeOf(refused)).toBe('lines-sold-out')
  expect(refused.body).toMatchObject({ lines: [{ item: table }] })
})

test('an order of a table and a mug tells the restaurant the message, and not the note for the courier', async () => {
  const { owner, marketId, today } = market
  await done(owner('PUT', `/v1/stores/${marketId}/doors`, { also: ['dining'] }))
  const date = addDays(today, 5)
  const weekly = { weekday: weekdayOf(date), time: '20:30', capacity: 2, price: 25_000 }
  const time = owner<{ id: string }>('POST', `/v1/restaurants/${marketId}/table-times`, weekly)
  const table = { door: 'dining', tableTimeId: (await done(time)).id, date }
  const mug = await goods({ price: 12_000 })
  const ordered = async (more: object) => {
    const buyer = await market.house.customer()
    await done(buyer<Cart>('PUT', at('/cart/lines'), { item: table, quantity: 1 }))
    await done(put(buyer, mug))
    const { total } = await cart(buyer)
    return done(order(buyer, total.amount, more))
  }
  const said = await ordered({ message: '창가 자리' })
  expect(said).toMatchObject({ booker: { message: '창가 자리' } })
  expect(await ordered({})).toMatchObject({ booker: { message: '' } })
})

test('whoever a store asks no deposit pays none for a table in a cart with goods, and others are told why', async () => {
  const { owner, marketId, today, house, engine } = market
  await done(owner('PUT', `/v1/stores/${marketId}/doors`, { also: ['dining'] }))
  await engine.database.run(sql`update stores set price_means = 'part' where id = ${marketId}`)
  const onlyOf = { noShows: 1, days: 90 }
  await done(owner('PUT', `/v1/stores/${marketId}/guest-deposits`, { onlyOf }))
  const date = addDays(today, 5)
  const weekly = { weekday: weekdayOf(date), time: '19:30', capacity: 9, price: 10_000 }
  const time = owner<{ id: string }>('POST', `/v1/restaurants/${marketId}/table-times`, weekly)
  const item = { door: 'dining', tableTimeId: (await done(time)).id, date }
  const mug = await goods({ price: 12_000 })
  const [came, fresh] = [await house.customer(), await house.customer()]
  for (const by of [came, fresh]) {
    await done(by<Cart>('PUT', at('/cart/lines'), { item, quantity: 1 }))
    await done(put(by, mug))
  }
  expect(await cart(came)).toMatchObject({ subtotal: { amount: 22_000 } })
  await givenVisit(came, date)
  expect(await cart(came)).toMatchObject({ subtotal: { amount: 12_000 } })
  const asked = { postalCode: '06236' }
  const quote = (by: typeof came) =>
    done(by<AnswerOf<typeof contract.quoteOrder>>('POST', at('/order-quotes'), asked))
  const [total, whole] = [(await quote(came)).total.amount, (await quote(fresh)).total.amount]
  expect(whole - total).toBe(10_000)
  const unasked = await order(fresh, total)
  expect([typeOf(unasked), unasked.body]).toMatchObject(['deposit-asked', { why: 'first-visit' }])
  expect(await done(order(fresh, whole))).toMatchObject({ price: { amount: whole } })
  expect(await done(order(came, total))).toMatchObject({ price: { amount: total } })
})

/** They had a free table of the store once, and came. */
async function givenVisit(guest: Person, date: string) {
  const { owner, marketId, engine } = market
  const path = (what: string) => `/v1/restaurants/${marketId}/${what}`
  const weekly = { weekday: weekdayOf(date), time: '12:00', capacity: 9, price: 0 }
  const { id: tableTimeId } = await done(owner<{ id: string }>('POST', path('table-times'), weekly))
  const booked = guest<{ id: string }>('POST', path('bookings'), { tableTimeId, date })
  const { id } = await done(booked)
  await confirm(guest, id)
  await engine.database.run(sql`
    insert into visits (store_id, order_id, outcome, begins_at, marked_at)
    values (${marketId}, ${id}, 'arrived', null, now())
  `)
}
