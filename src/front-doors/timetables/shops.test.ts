import { afterAll, beforeAll, expect, test } from 'vitest'
import { type TestEngine, testEngine } from '../../../test/engine.ts'
import { expectSound, pay } from '../../../test/paying.ts'
import { type Person, type TestServer, testServer } from '../../../test/server.ts'
import { readOwnOrder } from '../../orders/queries.ts'
import { sql } from '../../postgres/sql.ts'
import { moveTo } from './shop.fixture.ts'

// People at a shop: looking, booking, paying, canceling; and what its owner sees.

let engine: TestEngine
let house: TestServer
let owner: Person
beforeAll(async () => {
  engine = await testEngine()
  house = await testServer(engine)
  owner = await house.owner()
})
afterAll(async () => {
  await house.server.close()
  await engine.close()
})

interface Time {
  id: string
  remaining: number
  basicRemaining: number
  begun: boolean
  startsAt: string
  placeId: string
  date: string
}
interface ShopAnswer {
  shop: { id: string; closed: boolean }
  date: string
  times: Time[]
  moreTimes: boolean
}
interface Booking {
  id: string
  orderNumber: string
  status: string
  date: string
  time: string
  price: { amount: number }
  booker: { name: string } | null
}

async function givenShop() {
  const { body } = await owner<{ id: string }>('POST', '/v1/shops', {
    name: '머리하는 날',
    kind: 'hair',
    description: '작은 미용실입니다.',
    timeZone: 'Asia/Seoul',
    currency: 'KRW',
  })
  return body.id
}
const givenTime = async (shopId: string, draft: object) =>
  (await owner<Time>('POST', `/v1/shops/${shopId}/timetables`, draft)).body.id
const show = async (shopId: string) =>
  (await house.anyone<ShopAnswer>('GET', `/v1/shops/${shopId}`)).body
const book = (person: Person, shopId: string, timetableId: string, key?: string) =>
  person<Booking>(
    'POST',
    `/v1/shops/${shopId}/bookings`,
    { timetableId },
    key ? { 'idempotency-key': key } : {},
  )
const typeOf = ({ body }: { body: { type?: string } }) => body.type?.split('/').at(-1)

test('a shop shows today’s times, what is left of them, and which have begun; looking writes nothing', async () => {
  await moveTo(engine, '2027-01-01T11:00:00+09:00')
  const shopId = await givenShop()
  const [late, early] = [
    await givenTime(shopId, { reservationHour: 18, reservationMinute: 30, basicRemaining: 3 }),
    await givenTime(shopId, { reservationHour: 11, basicRemaining: 2 }),
  ]
  await book(await house.customer(), shopId, late)
  expect(await show(shopId)).toMatchObject({
    shop: { id: shopId, closed: false },
    date: '2027-01-01',
    times: [
      { id: early, remaining: 2, begun: true, startsAt: '2027-01-01T11:00:00+09:00' },
      { id: late, remaining: 2, begun: false, startsAt: '2027-01-01T18:30:00+09:00' },
    ],
    moreTimes: false,
  })
  await moveTo(engine, '2027-01-01T11:11:00+09:00')
  expect((await show(shopId)).times.map(({ remaining }) => remaining)).toEqual([2, 3])
  await moveTo(engine, '2027-01-02T00:00:00+09:00')
  expect((await show(shopId)).times).toMatchObject([
    { remaining: 2, begun: false, date: '2027-01-02' },
    { remaining: 3, begun: false, date: '2027-01-02' },
  ])
})

test('a place stays a person’s for ten minutes; the same key, or asking again, gives the same', async () => {
  await moveTo(engine, '2027-01-03T10:00:00+09:00')
  const shopId = await givenShop()
  const id = await givenTime(shopId, { reservationHour: 18, basicRemaining: 1, price: 25_000 })
  const [first, second] = [await house.customer(), await house.customer()]
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
  await engine.advance(600)
  expect((await book(second, shopId, id)).status).toBe(200)
  const { body } = await first<Booking>('GET', `/v1/shop-bookings/${held.body.id}`)
  expect(body.status).toBe('failed')
  await expectSound(engine)
})

test('the same key gives the same also when the time has begun since', async () => {
  await moveTo(engine, '2027-01-03T12:00:00+09:00')
  const shopId = await givenShop()
  const id = await givenTime(shopId, { reservationHour: 13, basicRemaining: 1 })
  const person = await house.customer()
  const held = await book(person, shopId, id, 'mine')
  await moveTo(engine, '2027-01-03T13:00:00+09:00')
  expect((await book(person, shopId, id, 'mine')).body).toEqual(held.body)
  expect(typeOf(await book(person, shopId, id))).toBe('timetable-begun')
})

test('paid and canceled through the same core: the money goes back and the place is on sale', async () => {
  await moveTo(engine, '2027-01-04T10:00:00+09:00')
  const shopId = await givenShop()
  const id = await givenTime(shopId, { reservationHour: 18, basicRemaining: 1, price: 25_000 })
  const person = await house.customer()
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
  const { buyerId } = await engine.database.one<{ buyerId: string }>(
    sql`select buyer_id as "buyerId" from orders where id = ${held.id}`,
  )
  const order = await readOwnOrder(engine.database, buyerId, held.id)
  if (!order) throw new Error('the order is gone')
  await pay(engine, { storeId: shopId, buyerId, order })
  const paid = await person<Booking & { payment: { status: string } }>('GET', path)
  expect(paid.body).toMatchObject({ status: 'paid', payment: { status: 'paid' } })
  const seen = await owner<{ times: object[]; bookings: object[] }>(
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
  await expectSound(engine)
})

test('where nothing is to pay a booking is confirmed without a payment', async () => {
  await moveTo(engine, '2027-01-05T10:00:00+09:00')
  const shopId = await givenShop()
  const id = await givenTime(shopId, { reservationHour: 18, basicRemaining: 4 })
  const person = await house.customer()
  const { body } = await book(person, shopId, id)
  const confirmed = await person<Booking>('POST', `/v1/orders/${body.id}/confirmation`)
  expect(confirmed.body.status).toBe('paid')
  await expectSound(engine)
})

test('what cannot be booked says why', async () => {
  await moveTo(engine, '2027-01-06T10:00:00+09:00')
  const [shopId, otherShop] = [await givenShop(), await givenShop()]
  const id = await givenTime(shopId, { reservationHour: 10, basicRemaining: 4 })
  const coming = await givenTime(shopId, { reservationHour: 20, basicRemaining: 4 })
  const others = await givenTime(otherShop, { reservationHour: 20, basicRemaining: 4 })
  const person = await house.customer()
  const restaurant = await owner<{ id: string }>('POST', '/v1/restaurants', {
    name: '맛있는 집밥',
    description: '',
    timeZone: 'Asia/Seoul',
    currency: 'KRW',
  })
  expect(typeOf(await book(person, restaurant.body.id, id))).toBe('shop-missing')
  expect(typeOf(await book(person, shopId, others))).toBe('timetable-missing')
  expect(typeOf(await book(person, shopId, id))).toBe('timetable-begun')
  await owner('DELETE', `/v1/shops/${shopId}`)
  expect(typeOf(await book(person, shopId, coming))).toBe('store-closed')
  const refused = await owner('POST', `/v1/shops/${shopId}/timetables`, {
    reservationHour: 1,
    basicRemaining: 1,
  })
  expect(typeOf(refused)).toBe('store-closed')
  expect(await show(shopId)).toMatchObject({ shop: { closed: true }, times: [] })
})

test('another’s booking is not there; who comes is said while it stands', async () => {
  await moveTo(engine, '2027-01-06T12:00:00+09:00')
  const shopId = await givenShop()
  const id = await givenTime(shopId, { reservationHour: 20, basicRemaining: 4, price: 1_000 })
  const [person, other] = [await house.customer(), await house.customer()]
  const { body } = await book(person, shopId, id)
  const path = `/v1/shop-bookings/${body.id}`
  const booker = { name: '김손님', phone: '010-1234-5678', message: '' }
  expect(typeOf(await other('GET', path))).toBe('order-missing')
  expect(typeOf(await other('PUT', `${path}/booker`, booker))).toBe('order-missing')
  await engine.advance(600)
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
  await moveTo(engine, '2027-01-07T10:00:00+09:00')
  const shopId = await givenShop()
  const id = await givenTime(shopId, { reservationHour: 20, basicRemaining: 4 })
  const person = await house.customer()
  const { body } = await book(person, shopId, id)
  await person('POST', `/v1/orders/${body.id}/confirmation`)
  await owner('DELETE', `/v1/shops/${shopId}`)
  const mine = await person<{ data: Booking[] }>('GET', '/v1/shop-bookings')
  expect(mine.body.data).toMatchObject([{ id: body.id, status: 'paid' }])
  const seen = await owner<{ bookings: object[] }>(
    'GET',
    `/v1/shops/${shopId}/bookings?date=2027-01-07`,
  )
  expect(seen.body.bookings).toHaveLength(1)
})

test('another time of day: what was taken today keeps its time, what nobody took follows', async () => {
  await moveTo(engine, '2027-01-08T10:00:00+09:00')
  const shopId = await givenShop()
  const [taken, untouched, released] = [
    await givenTime(shopId, { reservationHour: 18, basicRemaining: 4 }),
    await givenTime(shopId, { reservationHour: 18, basicRemaining: 4 }),
    await givenTime(shopId, { reservationHour: 18, basicRemaining: 4 }),
  ]
  const person = await house.customer()
  const { body } = await book(person, shopId, taken)
  await person('POST', `/v1/orders/${body.id}/confirmation`)
  await owner('POST', '/reserve/timetable', { timetableId: released })
  await owner('POST', '/release/timetable', { timetableId: released })
  const change = async (id: string) =>
    (await owner<Time>('PUT', `/v1/timetables/${id}`, { reservationMinute: 20 })).body.startsAt
  expect(await change(taken)).toBe('2027-01-08T18:00:00+09:00')
  expect(await change(untouched)).toBe('2027-01-08T18:20:00+09:00')
  expect(await change(released)).toBe('2027-01-08T18:20:00+09:00')
  const kept = await person<Booking>('GET', `/v1/shop-bookings/${body.id}`)
  expect(kept.body.time).toBe('18:00')
  await moveTo(engine, '2027-01-09T10:00:00+09:00')
  expect((await show(shopId)).times.map(({ startsAt }) => startsAt)).toEqual(
    Array(3).fill('2027-01-09T18:20:00+09:00'),
  )
  await expectSound(engine)
})

test('who comes is sealed in the row, and gone with the account', async () => {
  await moveTo(engine, '2027-01-10T10:00:00+09:00')
  const shopId = await givenShop()
  const id = await givenTime(shopId, { reservationHour: 18, basicRemaining: 4 })
  const person = await house.customer()
  const { body } = await book(person, shopId, id)
  const booker = { name: '김손님', phone: '010-1234-5678', message: '' }
  await person('PUT', `/v1/shop-bookings/${body.id}/booker`, booker)
  await person('POST', `/v1/orders/${body.id}/confirmation`)
  const row = () =>
    engine.database.one<{ name: string | null }>(
      sql`select booker_name as name from shop_bookings where order_id = ${body.id}`,
    )
  expect((await row()).name).not.toContain('김손님')
  await person('DELETE', '/v1/me', { password: 'correct horse battery' })
  expect((await row()).name).toBeNull()
  await expectSound(engine)
})

test('the owner’s day tells bookings from what services reserved', async () => {
  await moveTo(engine, '2027-01-11T10:00:00+09:00')
  const shopId = await givenShop()
  const id = await givenTime(shopId, { reservationHour: 18, basicRemaining: 9 })
  await owner('POST', '/reserve/timetable', { timetableId: id })
  await owner('POST', '/reserve/timetable', { timetableId: id })
  await book(await house.customer(), shopId, id)
  const seen = await owner<{ times: object[]; bookings: object[] }>(
    'GET',
    `/v1/shops/${shopId}/bookings?date=2027-01-11`,
  )
  expect(seen.body).toMatchObject({
    times: [{ capacity: 9, taken: 3, reserved: 2 }],
    bookings: [{ status: 'ready' }],
  })
  expect((await owner<{ data: object[] }>('GET', '/v1/shop-bookings')).body.data).toEqual([])
})

test('an owner opens, changes and lists their shops', async () => {
  const mine = await house.owner()
  const draft = { name: '손톱', kind: 'other', description: '', currency: 'KRW' }
  const refused = await mine('POST', '/v1/shops', { ...draft, timeZone: 'Asia/Nowhere' })
  expect(typeOf(refused)).toBe('time-zone-unknown')
  const { body } = await mine<{ id: string }>('POST', '/v1/shops', {
    ...draft,
    timeZone: 'Asia/Seoul',
  })
  const changed = await mine('PATCH', `/v1/shops/${body.id}`, { name: '봄', kind: 'hair' })
  expect(changed.body).toMatchObject({ name: '봄', kind: 'hair', description: '' })
  expect((await mine<{ data: object[] }>('GET', '/v1/me/shops')).body.data).toEqual([changed.body])
  const listed = await house.anyone<{ data: { id: string }[] }>('GET', '/v1/shops?limit=100')
  expect(listed.body.data.map(({ id }) => id)).toContain(body.id)
})
