import sharp from 'sharp'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { expectCleanAudit } from '../../../test/audited.ts'
import { type TestEngine, testEngine } from '../../../test/engine.ts'
import { type Person, type TestServer, testServer } from '../../../test/server.ts'
import type { AnswerOf } from '../../kernel/endpoint.ts'
import { addDays, wallDate, weekdayOf } from '../../kernel/time.ts'
import { expireOrders } from '../../orders/expire.ts'
import { sql } from '../../postgres/sql.ts'
import type * as contract from './contract.ts'

type Grid = AnswerOf<typeof contract.getRestaurant>
type Booking = AnswerOf<typeof contract.getBooking>

let engine: TestEngine
let house: TestServer
let owner: Person
let restaurantId: string
let tomorrow: string

beforeAll(async () => {
  engine = await testEngine()
  house = await testServer(engine)
  owner = await house.owner()
})
afterAll(() => engine.close())

beforeEach(async () => {
  restaurantId = await openRestaurant(owner)
  const { now } = await engine.database.one<{ now: Date }>(sql`select clock_now() as now`)
  tomorrow = addDays(wallDate(now, 'Asia/Seoul'), 1)
})

async function openRestaurant(by: Person): Promise<string> {
  const opened = await by<{ id: string }>('POST', '/v1/restaurants', {
    name: '맛있는 집밥',
    description: '집에서 먹는 것처럼',
    timeZone: 'Asia/Seoul',
    currency: 'KRW',
  })
  return opened.body.id
}

async function offer(more: object = {}): Promise<string> {
  const draft = { weekday: weekdayOf(tomorrow), time: '19:30', capacity: 8, price: 45_000, ...more }
  const url = `/v1/restaurants/${restaurantId}/table-times`
  const added = await owner<{ id: string }>('POST', url, draft)
  expect(added.status).toBe(200)
  return added.body.id
}

const grid = async () => (await house.anyone<Grid>('GET', `/v1/restaurants/${restaurantId}`)).body
const book = (by: Person, body: unknown, headers?: Record<string, string>) =>
  by<Booking>('POST', `/v1/restaurants/${restaurantId}/bookings`, body, headers)

describe('the ten days', () => {
  test('begin tomorrow and say of each time what it costs and what remains', async () => {
    const tableTimeId = await offer()
    const { days } = await grid()
    expect(days.map(({ date }) => date)).toEqual(
      Array.from({ length: 10 }, (_, day) => addDays(tomorrow, day)),
    )
    expect(days[0]?.times).toMatchObject([
      { tableTimeId, time: '19:30', price: 45_000, capacity: 8, remaining: 8 },
    ])
    expect(days[1]?.times).toEqual([])
  })

  test('are only looked at: nothing is written, however often', async () => {
    await offer()
    await Promise.all(Array.from({ length: 20 }, grid))
    const places = await engine.database.rows(sql`
      select 1 from places where store_id = ${restaurantId}
    `)
    expect(places).toEqual([])
  })

  test('count down with a claim and up again at its deadline, with every job dead', async () => {
    const tableTimeId = await offer()
    const customer = await house.customer()
    await book(customer, { tableTimeId, date: tomorrow })
    expect((await grid()).days[0]?.times[0]?.remaining).toBe(7)
    await engine.advance(600)
    expect((await grid()).days[0]?.times[0]?.remaining).toBe(8)
  })
})

describe('a booking', () => {
  test('is the buyer’s for ten minutes, with its number and its price', async () => {
    const tableTimeId = await offer()
    const customer = await house.customer()
    const { body } = await book(customer, { tableTimeId, date: tomorrow })
    expect(body).toMatchObject({
      status: 'ready',
      date: tomorrow,
      time: '19:30',
      price: { amount: 45_000, currency: 'KRW' },
    })
    expect(body.orderNumber).toMatch(/^\d{14}-[0-9A-HJKMNP-TV-Z]{8}$/)
    expect(Date.parse(body.expiresAt) - Date.parse(body.createdAt)).toBe(600_000)
  })

  test('asked for twice is one; its price stays when the restaurant changes it', async () => {
    const tableTimeId = await offer()
    const customer = await house.customer()
    const first = await book(customer, { tableTimeId, date: tomorrow })
    const url = `/v1/restaurants/${restaurantId}/table-times/${tableTimeId}`
    await owner('PATCH', url, { price: 99_000 })
    const again = await book(customer, { tableTimeId, date: tomorrow })
    expect(again.body.orderNumber).toBe(first.body.orderNumber)
    expect(again.body.price.amount).toBe(45_000)
    expect((await grid()).days[0]?.times[0]).toMatchObject({ remaining: 7, price: 99_000 })
  })

  test('says who comes, sealed in the row', async () => {
    const tableTimeId = await offer()
    const customer = await house.customer()
    const { body } = await book(customer, { tableTimeId, date: tomorrow })
    const booker = { name: '김손님', phone: '010-1234-5678', message: '창가 자리로 부탁합니다' }
    const named = await customer<Booking>('PUT', `/v1/bookings/${body.id}/booker`, booker)
    expect(named.body.booker).toEqual(booker)
    const row = await engine.database.one(sql`
      select booker_name, booker_phone, booker_message from bookings where order_id = ${body.id}
    `)
    expect(JSON.stringify(row)).not.toMatch(/김손님|1234|창가/)
  })

  test('is nobody else’s to read, to name or to cancel', async () => {
    const tableTimeId = await offer()
    const { body } = await book(await house.customer(), { tableTimeId, date: tomorrow })
    const friend = await house.customer('친구')
    const booker = { name: '친구', phone: '010-0000-0000', message: '' }
    for (const answer of [
      await friend('GET', `/v1/bookings/${body.id}`),
      await friend('PUT', `/v1/bookings/${body.id}/booker`, booker),
      await friend('GET', `/v1/orders/${body.id}`),
      await friend('POST', `/v1/orders/${body.id}/cancellation`),
      await friend('POST', `/v1/orders/${body.id}/payments`, {
        gateway: 'kakaopay',
        device: 'desktop',
      }),
    ])
      expect(answer).toMatchObject({
        status: 404,
        body: { type: expect.stringMatching(/order-missing$/) },
      })
  })

  test('that costs nothing is confirmed without a payment', async () => {
    const tableTimeId = await offer({ price: 0 })
    const customer = await house.customer()
    const { body } = await book(customer, { tableTimeId, date: tomorrow })
    const confirmed = await customer('POST', `/v1/orders/${body.id}/confirmation`)
    expect(confirmed.body).toMatchObject({ status: 'paid' })
  })

  test('that has to be paid for is not confirmed without it', async () => {
    const tableTimeId = await offer()
    const customer = await house.customer()
    const { body } = await book(customer, { tableTimeId, date: tomorrow })
    const refused = await customer('POST', `/v1/orders/${body.id}/confirmation`)
    expect(refused).toMatchObject({
      status: 409,
      body: { type: expect.stringMatching(/not-free$/) },
    })
  })
})

describe('what cannot be booked, and why', () => {
  const otherDay = () => addDays(tomorrow, 1)
  test.each<[string, () => Promise<object>, number, string]>([
    [
      'a time that is not there',
      async () => ({ tableTimeId: engine.newId(), date: tomorrow }),
      404,
      'table-time-missing',
    ],
    [
      'a time of another restaurant',
      async () => {
        const here = restaurantId
        restaurantId = await openRestaurant(owner)
        const tableTimeId = await offer()
        restaurantId = here
        return { tableTimeId, date: tomorrow }
      },
      404,
      'table-time-missing',
    ],
    [
      'yesterday',
      async () => ({ tableTimeId: await offer(), date: addDays(tomorrow, -2) }),
      422,
      'date-past',
    ],
    [
      'the eleventh day',
      async () => ({ tableTimeId: await offer(), date: addDays(tomorrow, 10) }),
      422,
      'date-out-of-range',
    ],
    [
      'another weekday',
      async () => ({ tableTimeId: await offer(), date: otherDay() }),
      422,
      'wrong-weekday',
    ],
    [
      'a closed day',
      async () => {
        await owner('PUT', `/v1/restaurants/${restaurantId}/closed-dates/${tomorrow}`)
        return { tableTimeId: await offer(), date: tomorrow }
      },
      409,
      'day-closed',
    ],
    [
      'a sold-out time',
      async () => {
        const tableTimeId = await offer({ capacity: 1 })
        await book(await house.customer(), { tableTimeId, date: tomorrow })
        return { tableTimeId, date: tomorrow }
      },
      409,
      'sold-out',
    ],
    [
      'an unknown member',
      async () => ({ tableTimeId: await offer(), date: tomorrow, price: 1 }),
      400,
      'malformed',
    ],
    [
      'a number for a date',
      async () => ({ tableTimeId: await offer(), date: 20261124 }),
      400,
      'malformed',
    ],
    [
      'a day that no month has',
      async () => ({ tableTimeId: await offer(), date: '2026-02-31' }),
      400,
      'malformed',
    ],
    [
      'an id that is none',
      async () => ({ tableTimeId: '1 or 1=1', date: tomorrow }),
      400,
      'malformed',
    ],
    ['nothing at all', async () => ({}), 400, 'malformed'],
  ])('%s', async (_what, ask, status, type) => {
    const body = await ask()
    const customer = await house.customer()
    const korean = await book(customer, body)
    expect(korean).toMatchObject({ status, body: { type: expect.stringMatching(`${type}$`) } })
    const english = await book(customer, body, { 'accept-language': 'en' })
    expect(english.body).toMatchObject({ title: expect.stringMatching(/^[\x20-\x7e’]+$/) })
    expect(korean.body).toMatchObject({ title: expect.stringMatching(/[가-힣]/) })
  })

  test('a key is needed, means one request, and replays its answer', async () => {
    const tableTimeId = await offer()
    const customer = await house.customer()
    const url = `/v1/restaurants/${restaurantId}/bookings`
    const none = await customer(
      'POST',
      url,
      { tableTimeId, date: tomorrow },
      { 'idempotency-key': '' },
    )
    expect(none.status).toBe(400)
    const headers = { 'idempotency-key': 'mine' }
    const first = await book(customer, { tableTimeId, date: tomorrow }, headers)
    const again = await book(customer, { tableTimeId, date: tomorrow }, headers)
    expect(again.body).toEqual(first.body)
    expect(again.headers['idempotent-replayed']).toBe('true')
    const other = await book(customer, { tableTimeId, date: addDays(tomorrow, 7) }, headers)
    expect(other).toMatchObject({
      status: 422,
      body: { type: expect.stringMatching(/idempotency-key-reused$/) },
    })
  })

  test('a key replays its answer also when the day has been closed since', async () => {
    const tableTimeId = await offer()
    const customer = await house.customer()
    const headers = { 'idempotency-key': 'mine' }
    const first = await book(customer, { tableTimeId, date: tomorrow }, headers)
    await owner('PUT', `/v1/restaurants/${restaurantId}/closed-dates/${tomorrow}`)
    const again = await book(customer, { tableTimeId, date: tomorrow }, headers)
    expect(again.body).toEqual(first.body)
    const other = await book(customer, { tableTimeId, date: tomorrow })
    expect(other.body).toMatchObject({ type: expect.stringMatching(/day-closed$/) })
  })

  test('many times of a restaurant claimed at once: each gets its own, at its own price', async () => {
    const times = ['11:00', '11:30', '12:00', '12:30', '13:00', '13:30']
    const ids = await Promise.all(
      times.map((time, at) => offer({ time, capacity: 2, price: 10_000 + at })),
    )
    const people = await signedIn(12)
    const answers = await Promise.all(
      people.map((person, at) => book(person, { tableTimeId: ids[at % 6], date: tomorrow })),
    )
    expect(answers.map(({ body }) => [body.time, body.price.amount])).toEqual(
      people.map((_, at) => [times[at % 6], 10_000 + (at % 6)]),
    )
    expect((await grid()).days[0]?.times.map(({ remaining }) => remaining)).toEqual(
      times.map(() => 0),
    )
  })

  test('two hundred people and eight tables: eight have one', async () => {
    const tableTimeId = await offer()
    const people = await signedIn(200)
    const answers = await Promise.all(
      people.map((person) => book(person, { tableTimeId, date: tomorrow })),
    )
    const won = answers.filter(({ status }) => status === 200)
    expect(won.length).toBe(8)
    expect(new Set(won.map(({ body }) => body.orderNumber)).size).toBe(8)
    expect((await grid()).days[0]?.times[0]?.remaining).toBe(0)
  })
})

describe('the owner', () => {
  test('makes fewer tables without harming what is taken', async () => {
    const tableTimeId = await offer({ capacity: 3 })
    for (const person of await signedIn(2)) await book(person, { tableTimeId, date: tomorrow })
    const url = `/v1/restaurants/${restaurantId}/table-times/${tableTimeId}`
    await owner('PATCH', url, { capacity: 1 })
    expect((await grid()).days[0]?.times[0]).toMatchObject({ capacity: 2, remaining: 0 })
    await owner('PATCH', url, { capacity: 5 })
    expect((await grid()).days[0]?.times[0]).toMatchObject({ capacity: 5, remaining: 3 })
  })

  test('closes a date and learns how many bookings it has; the grid says so', async () => {
    const tableTimeId = await offer()
    await book(await house.customer(), { tableTimeId, date: tomorrow })
    const closed = await owner('PUT', `/v1/restaurants/${restaurantId}/closed-dates/${tomorrow}`)
    expect(closed.body).toEqual({ date: tomorrow, bookings: 1 })
    expect((await grid()).days[0]).toMatchObject({ closed: true, times: [] })
    await owner('DELETE', `/v1/restaurants/${restaurantId}/closed-dates/${tomorrow}`)
    expect((await grid()).days[0]?.times.length).toBe(1)
  })

  test('sees who comes on a day', async () => {
    const tableTimeId = await offer()
    const customer = await house.customer()
    const { body } = await book(customer, { tableTimeId, date: tomorrow })
    const booker = { name: '김손님', phone: '010-1234-5678', message: '' }
    await customer('PUT', `/v1/bookings/${body.id}/booker`, booker)
    const day = await owner('GET', `/v1/restaurants/${restaurantId}/bookings?date=${tomorrow}`)
    expect(day.body).toMatchObject({
      times: [{ time: '19:30', capacity: 8, remaining: 7 }],
      bookings: [{ orderNumber: body.orderNumber, booker }],
    })
  })

  test('of another restaurant sees and changes nothing here', async () => {
    const tableTimeId = await offer()
    const stranger = await house.owner('남')
    const here = `/v1/restaurants/${restaurantId}`
    for (const answer of [
      await stranger('PATCH', here, { name: '내 것' }),
      await stranger('GET', `${here}/table-times`),
      await stranger('PATCH', `${here}/table-times/${tableTimeId}`, { price: 1 }),
      await stranger('DELETE', `${here}/table-times/${tableTimeId}`),
      await stranger('PUT', `${here}/closed-dates/${tomorrow}`),
      await stranger('GET', `${here}/bookings?date=${tomorrow}`),
    ])
      expect(answer).toMatchObject({
        status: 404,
        body: { type: expect.stringMatching(/restaurant-missing$/) },
      })
    const customer = await house.customer()
    expect((await customer('GET', `${here}/table-times`)).status).toBe(403)
    expect((await house.anyone('GET', `${here}/table-times`)).status).toBe(401)
  })

  test('uploads a picture, which is written anew; what is none is refused', async () => {
    const photo = await sharp({
      create: { width: 900, height: 600, channels: 3, background: '#c96' },
    })
      .withExif({ IFD0: { Copyright: 'somebody' } })
      .jpeg()
      .toBuffer()
    const url = `/v1/restaurants/${restaurantId}/images?alt=${encodeURIComponent('상차림')}`
    const added = await owner<{ url: string }>('POST', url, photo, { 'content-type': 'image/jpeg' })
    expect(added.body).toMatchObject({ width: 900, height: 600, alt: '상차림' })
    const served = await house.anyone('GET', added.body.url)
    expect(served.headers['content-type']).toBe('image/webp')
    const bad = await owner('POST', url, Buffer.from('<svg/>'), { 'content-type': 'image/png' })
    expect(bad).toMatchObject({
      status: 422,
      body: { type: expect.stringMatching(/image-unreadable$/) },
    })
  })
})

test('who leaves is gone from every table, while the booking stays with the restaurant', async () => {
  const tableTimeId = await offer()
  const customer = await house.customer('이별이')
  const { body } = await book(customer, { tableTimeId, date: tomorrow })
  const booker = { name: '이별이', phone: '010-9999-8888', message: '안녕' }
  await customer('PUT', `/v1/bookings/${body.id}/booker`, booker)
  const left = await customer('DELETE', '/v1/me', { password: 'correct horse battery' })
  expect(left.status).toBe(200)
  expect((await customer('GET', '/v1/bookings')).status).toBe(401)
  const order = await engine.database.one(sql`
    select o.buyer_id, b.booker_name, b.booker_phone, b.booker_message
      from orders o join bookings b on b.store_id = o.store_id and b.order_id = o.id
     where o.id = ${body.id}
  `)
  expect(order).toEqual({
    buyer_id: null,
    booker_name: null,
    booker_phone: null,
    booker_message: null,
  })
  const { rows: tables } = await engine.database.pool.query<{ name: string }>(
    `select quote_ident(tablename) as name from pg_tables where schemaname = 'public'`,
  )
  for (const { name } of tables) {
    const { rows } = await engine.database.pool.query(
      `select 1 from ${name} as t where t::text ~ '이별이|9999-8888|안녕'`,
    )
    expect([name, rows.length]).toEqual([name, 0])
  }
})

test('after all of this every invariant holds', async () => {
  while ((await expireOrders(engine)) > 0);
  await engine.database.run(sql`delete from outbox`)
  await expectCleanAudit(engine)
})

/** Many people at once, without hashing a password for each. */
async function signedIn(people: number): Promise<Person[]> {
  const customers: Person[] = []
  for (let at = 0; at < people; at += 10)
    customers.push(
      ...(await Promise.all(
        Array.from({ length: Math.min(10, people - at) }, () => house.customer()),
      )),
    )
  return customers
}
