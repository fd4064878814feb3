import { expect, test } from 'vitest'
import { confirm } from '../../../test/booker.ts'
import { expectSound, pay } from '../../../test/paying.ts'
import { readOwnOrder } from '../../orders/queries.ts'
import { sql } from '../../postgres/sql.ts'
import { moveTo } from './shop.fixture.ts'
import { type Booking, openShops, typeOf } from './shops.fixture.ts'

// People at a shop: looking, booking, paying, canceling.

const { shops, givenShop, givenTime, show, book } = openShops()

test('a shop shows today’s times, what is left of them, and which have begun; looking writes nothing', async () => {
  await moveTo(shops.engine, '2027-01-01T02:00:00.000Z')
  const shopId = await givenShop()
  const [late, early] = [
    await givenTime(shopId, { reservationHour: 18, reservationMinute: 30, basicRemaining: 3 }),
    await givenTime(shopId, { reservationHour: 11, basicRemaining: 2 }),
  ]
  await book(await shops.house.customer(), shopId, late)
  expect(await show(shopId)).toMatchObject({
    shop: { id: shopId, closed: false },
    date: '2027-01-01',
    times: [
      { id: early, remaining: 2, begun: true, startsAt: '2027-01-01T02:00:00.000Z' },
      { id: late, remaining: 2, begun: false, startsAt: '2027-01-01T09:30:00.000Z' },
    ],
    moreTimes: false,
  })
  await moveTo(shops.engine, '2027-01-01T11:11:00+09:00')
  expect((await show(shopId)).times.map(({ remaining }) => remaining)).toEqual([2, 3])
  await moveTo(shops.engine, '2027-01-02T00:00:00+09:00')
  expect((await show(shopId)).times).toMatchObject([
    { remaining: 2, begun: false, date: '2027-01-02' },
    { remaining: 3, begun: false, date: '2027-01-02' },
  ])
})

test('a place stays a person’s for ten minutes; the same key, or asking again, gives the same', async () => {
  await moveTo(shops.engine, '2027-01-03T10:00:00+09:00')
  const shopId = await givenShop()
  const id = await givenTime(shopId, { reservationHour: 18, basicRemaining: 1, price: 25_000 })
  const [first, second] = [await shops.house.customer(), await shops.house.customer()]
  const held = await book(first, shopId, id, 'mine')
  expect(held.body).toMatchObject({
    status: 'ready',
    date: '2027-01-03',
    time: '18:00',
    price: { amount: 25_000 },
  })
  expect((await book(first, shopId, id, 'mine')).body.id).toBe(held.body.id)
  expect((await book(first, shopId, id)).body.id).toBe(held.body.id)
  expect(typeOf(await book(second, shopId, id))).toBe('sold-out')
  await shops.engine.advance(600)
  expect((await book(second, shopId, id)).status).toBe(201)
  const { body } = await first<Booking>('GET', `/v1/shop-bookings/${held.body.id}`)
  expect(body.status).toBe('failed')
  await expectSound(shops.engine)
})

test('the same key gives the same also when the time has begun since', async () => {
  await moveTo(shops.engine, '2027-01-03T12:00:00+09:00')
  const shopId = await givenShop()
  const id = await givenTime(shopId, { reservationHour: 13, basicRemaining: 1 })
  const person = await shops.house.customer()
  const held = await book(person, shopId, id, 'mine')
  await moveTo(shops.engine, '2027-01-03T13:00:00+09:00')
  expect((await book(person, shopId, id, 'mine')).body).toEqual(held.body)
  expect(typeOf(await book(person, shopId, id))).toBe('timetable-begun')
})

test('paid and canceled through the same core: the money goes back and the place is on sale', async () => {
  await moveTo(shops.engine, '2027-01-04T10:00:00+09:00')
  const shopId = await givenShop()
  const id = await givenTime(shopId, { reservationHour: 18, basicRemaining: 1, price: 25_000 })
  const person = await shops.house.customer()
  const { body: held } = await book(person, shopId, id)
  const path = `/v1/shop-bookings/${held.id}`
  const named = await person<Booking>('PUT', `${path}/booker`, {
    name: ' 김손님 ',
    phone: '010-1234-5678',
    message: '앞머리만요',
  })
  expect(named.body.booker).toEqual({
    name: '김손님',
    phone: '010-1234-5678',
    message: '앞머리만요',
  })
  const { buyerId } = await shops.engine.database.one<{ buyerId: string }>(
    sql`select buyer_id as "buyerId" from orders where id = ${held.id}`,
  )
  const order = await readOwnOrder(shops.engine.database, buyerId, held.id)
  if (!order) throw new Error('the order is gone')
  await pay(shops.engine, { storeId: shopId, buyerId, order })
  const paid = await person<Booking & { payment: { status: string } }>('GET', path)
  expect(paid.body).toMatchObject({ status: 'paid', payment: { status: 'paid' } })
  const seen = await shops.owner<{ times: object[]; bookings: object[] }>(
    'GET',
    `/v1/shops/${shopId}/bookings?date=2027-01-04`,
  )
  expect(seen.body).toMatchObject({
    times: [{ timetableId: id, time: '18:00', capacity: 1, taken: 1, reserved: 0 }],
    bookings: [{ id: held.id, status: 'paid', time: '18:00', booker: { name: '김손님' } }],
  })
  expect((await person('POST', `/v1/orders/${held.id}/cancellation`)).status).toBe(200)
  expect((await show(shopId)).times).toMatchObject([{ remaining: 1 }])
  expect((await person<Booking>('GET', path)).body.status).toBe('canceled')
  await expectSound(shops.engine)
})

test('where nothing is to pay a booking is confirmed without a payment', async () => {
  await moveTo(shops.engine, '2027-01-05T10:00:00+09:00')
  const shopId = await givenShop()
  const id = await givenTime(shopId, { reservationHour: 18, basicRemaining: 4 })
  const person = await shops.house.customer()
  const { body } = await book(person, shopId, id)
  const confirmed = await confirm<Booking>(person, body.id)
  expect(confirmed.body.status).toBe('paid')
  await expectSound(shops.engine)
})

test('refusals have their problem', async () => {
  await moveTo(shops.engine, '2027-01-06T10:00:00+09:00')
  const [shopId, otherShop] = [await givenShop(), await givenShop()]
  const id = await givenTime(shopId, { reservationHour: 10, basicRemaining: 4 })
  const coming = await givenTime(shopId, { reservationHour: 20, basicRemaining: 4 })
  const others = await givenTime(otherShop, { reservationHour: 20, basicRemaining: 4 })
  const person = await shops.house.customer()
  const restaurant = await shops.owner<{ id: string }>('POST', '/v1/restaurants', {
    name: '맛있는 집밥',
    description: '',
    timeZone: 'Asia/Seoul',
    currency: 'KRW',
  })
  expect(typeOf(await book(person, restaurant.body.id, id))).toBe('shop-missing')
  expect(typeOf(await book(person, shopId, others))).toBe('timetable-missing')
  expect(typeOf(await book(person, shopId, id))).toBe('timetable-begun')
  await shops.owner('DELETE', `/v1/shops/${shopId}`)
  expect(typeOf(await book(person, shopId, coming))).toBe('store-closed')
  const refused = await shops.owner('POST', `/v1/shops/${shopId}/timetables`, {
    reservationHour: 1,
    basicRemaining: 1,
  })
  expect(typeOf(refused)).toBe('store-closed')
  expect(await show(shopId)).toMatchObject({ shop: { closed: true }, times: [] })
})

test('another’s booking is not found; the booker can be named while the order stands', async () => {
  await moveTo(shops.engine, '2027-01-06T12:00:00+09:00')
  const shopId = await givenShop()
  const id = await givenTime(shopId, { reservationHour: 20, basicRemaining: 4, price: 1_000 })
  const [person, other] = [await shops.house.customer(), await shops.house.customer()]
  const { body } = await book(person, shopId, id)
  const path = `/v1/shop-bookings/${body.id}`
  const booker = { name: '김손님', phone: '010-1234-5678', message: '' }
  expect(typeOf(await other('GET', path))).toBe('order-missing')
  expect(typeOf(await other('PUT', `${path}/booker`, booker))).toBe('not-yours')
  await shops.engine.advance(600)
  expect(typeOf(await person('PUT', `${path}/booker`, booker))).toBe('order-expired')
  const { body: again } = await book(person, shopId, id)
  await person('POST', `/v1/orders/${again.id}/cancellation`)
  const canceled = await person('PUT', `/v1/shop-bookings/${again.id}/booker`, booker)
  expect(typeOf(canceled)).toBe('order-over')
  for (let more = 0; more < 3; more++)
    await book(person, shopId, await givenTime(shopId, { reservationHour: 21, basicRemaining: 1 }))
  expect(typeOf(await book(person, shopId, id))).toBe('too-many-ready-orders')
})

test('a paid booking of a shop that closes stays valid and listed', async () => {
  await moveTo(shops.engine, '2027-01-07T10:00:00+09:00')
  const shopId = await givenShop()
  const id = await givenTime(shopId, { reservationHour: 20, basicRemaining: 4 })
  const person = await shops.house.customer()
  const { body } = await book(person, shopId, id)
  await confirm(person, body.id)
  await shops.owner('DELETE', `/v1/shops/${shopId}`)
  const mine = await person<{ data: Booking[] }>('GET', '/v1/shop-bookings')
  expect(mine.body.data).toMatchObject([{ id: body.id, status: 'paid' }])
  const seen = await shops.owner<{ bookings: object[] }>(
    'GET',
    `/v1/shops/${shopId}/bookings?date=2027-01-07`,
  )
  expect(seen.body.bookings).toHaveLength(1)
})

test('the booker is encrypted in the row, and erased with the account', async () => {
  await moveTo(shops.engine, '2027-01-10T10:00:00+09:00')
  const shopId = await givenShop()
  const id = await givenTime(shopId, { reservationHour: 18, basicRemaining: 4 })
  const person = await shops.house.customer()
  const { body } = await book(person, shopId, id)
  const booker = { name: '김손님', phone: '010-1234-5678', message: '' }
  await person('PUT', `/v1/shop-bookings/${body.id}/booker`, booker)
  await person('POST', `/v1/orders/${body.id}/confirmation`)
  const row = () =>
    shops.engine.database.one<{ name: string | null }>(
      sql`select name from bookers where order_id = ${body.id}`,
    )
  expect((await row()).name).not.toContain('김손님')
  await person('DELETE', '/v1/me', { password: 'correct horse battery' })
  expect((await row()).name).toBeNull()
  await expectSound(shops.engine)
})
