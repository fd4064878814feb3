import { afterAll, beforeAll, expect, test } from 'vitest'
import { confirm } from '../../test/booker.ts'
import { type TestEngine, testEngine } from '../../test/engine.ts'
import { expectSound } from '../../test/paying.ts'
import { type Person, type TestServer, testServer } from '../../test/server.ts'
import { moveTo } from '../front-doors/timetables/shop.fixture.ts'
import { later } from '../kernel/time.ts'
import { claim } from '../orders/claim.ts'
import { placeId } from '../places/place-id.ts'
import { sql } from '../postgres/sql.ts'
import { PLATFORM_STORE } from '../wallets/charge-rules.ts'
import { writeMail } from './mails/booking-mail.ts'

interface Booking {
  id: string
  store: { id: string; door: string }
  lines: { date: string | null; time: string | null; what: { en: string }; quantity: number }[]
  booker: { name: string } | null
}
interface Page {
  data: Booking[]
  nextCursor: string | null
}

let engine: TestEngine
let house: TestServer
let owner: Person
let restaurantId: string
let shopId: string
beforeAll(async () => {
  engine = await testEngine()
  house = await testServer(engine)
  owner = await house.owner()
  await moveTo(engine, '2027-03-01T09:00:00+09:00') // a Monday
  const store = { name: '맛있는 집밥', description: '', timeZone: 'Asia/Seoul', currency: 'KRW' }
  const opened = await owner<{ id: string }>('POST', '/v1/stores', { ...store, door: 'dining' })
  restaurantId = opened.body.id
  const shop = { ...store, door: 'timetables', kind: 'hair' }
  shopId = (await owner<{ id: string }>('POST', '/v1/stores', shop)).body.id
})
afterAll(async () => {
  await expectSound(engine)
  await house.server.close()
  await engine.close()
})

async function bookTable(person: Person, date: string, weekday: number): Promise<string> {
  const draft = { weekday, time: '19:00', capacity: 9, price: 0 }
  const path = `/v1/restaurants/${restaurantId}`
  const { body: made } = await owner<{ id: string }>('POST', `${path}/table-times`, draft)
  const known = await owner<{ data: { id: string; weekday: number }[] }>(
    'GET',
    `${path}/table-times`,
  )
  const tableTimeId = made.id ?? known.body.data.find((time) => time.weekday === weekday)?.id
  const { body } = await person<{ id: string }>('POST', `${path}/bookings`, { tableTimeId, date })
  return body.id
}

async function bookTurn(person: Person, reservationHour: number): Promise<string> {
  const draft = { reservationHour, basicRemaining: 9 }
  const path = `/v1/shops/${shopId}`
  const { body: time } = await owner<{ id: string }>('POST', `${path}/timetables`, draft)
  const { body } = await person<{ id: string }>('POST', `${path}/bookings`, {
    timetableId: time.id,
  })
  return body.id
}

const typeOf = ({ body }: { body: { type?: string } }) => body.type?.split('/').at(-1)

test('one list has the bookings of every door: upcoming by start, then past, latest first, paged', async () => {
  const person = await house.customer()
  const thursday = await bookTable(person, '2027-03-04', 4)
  const tuesday = await bookTable(person, '2027-03-02', 2)
  await confirm(person, thursday)
  await confirm(person, tuesday)
  const today = await bookTurn(person, 20)
  await confirm(person, today)
  const early = await bookTurn(person, 10)
  await confirm(person, early)
  const canceled = await bookTurn(person, 21)
  await person('POST', `/v1/orders/${canceled}/cancellation`)
  await moveTo(engine, '2027-03-01T12:00:00+09:00') // the turn at ten is over
  const ids: string[] = []
  let cursor: string | null = null
  do {
    const next: string = cursor ? `&cursor=${cursor}` : ''
    const { body } = await person<Page>('GET', `/v1/bookings?limit=2${next}`)
    ids.push(...body.data.map(({ id }) => id))
    cursor = body.nextCursor
  } while (cursor)
  expect(ids).toEqual([today, tuesday, thursday, canceled, early])
  const shops = await person<Page>('GET', '/v1/bookings?door=timetables')
  expect(shops.body.data.map(({ id }) => id)).toEqual([today, canceled, early])
})

test('an order of many places at many times is one booking with its lines by start', async () => {
  const person = await house.customer()
  const { body: me } = await person<{ id: string }>('GET', '/v1/me')
  const now = new Date('2027-03-01T12:00:00+09:00')
  const placeOf = (key: string, hours: number | null) => ({
    id: placeId(restaurantId, key),
    key,
    capacity: 4,
    startsAt: hours === null ? null : later(now, hours * 3600),
  })
  const time = '01a1fcc5-6b23-7cba-9438-0c324424d476'
  const { order } = await claim(engine, {
    storeId: restaurantId,
    buyerId: me.id,
    title: '두 끼',
    holdSeconds: 600,
    lines: [
      { place: placeOf(`table-time/${time}/2027-03-05`, 100), quantity: 1, unitPrice: 1_000 },
      { place: placeOf(`table-time/${time}/2027-03-03`, 50), quantity: 2, unitPrice: 500 },
      { place: placeOf(`table-time/${time}/2027-03-06`, null), quantity: 1, unitPrice: 0 },
    ],
  })
  const { body } = await person<Booking>('GET', `/v1/bookings/${order?.id}`)
  expect(body.lines).toMatchObject([
    { date: '2027-03-03', time: '14:00', quantity: 2, what: { en: '2 tables' } },
    { date: '2027-03-05', time: '16:00', quantity: 1, what: { en: '1 table' } },
    { date: null, time: null, quantity: 1 },
  ])
  await person('POST', `/v1/orders/${order?.id}/cancellation`)
})

test('concurrent bookers are each encrypted in their own row, and read back', async () => {
  const people = await Promise.all(Array.from({ length: 8 }, () => house.customer()))
  const ids: string[] = []
  for (const person of people) ids.push(await bookTable(person, '2027-03-05', 5))
  const named = await Promise.all(
    people.map((person, at) =>
      person<Booking>('PUT', `/v1/bookings/${ids[at]}/booker`, {
        name: `손님 ${at}`,
        phone: '010-1234-5678',
        message: '',
      }),
    ),
  )
  expect(named.map(({ body }) => body.booker?.name)).toEqual(people.map((_, at) => `손님 ${at}`))
  const rows = await engine.database.rows<{ name: string }>(
    sql`select name from bookers where order_id = any(${ids}::uuid[])`,
  )
  expect(rows).toHaveLength(8)
  expect(JSON.stringify(rows)).not.toContain('손님')
})

test('a day of a store lists its guests, for its owner only', async () => {
  const person = await house.customer()
  const id = await bookTable(person, '2027-03-06', 6)
  await confirm(person, id)
  const path = `/v1/stores/${restaurantId}/bookings?date=2027-03-06`
  const { body } = await owner<{ bookings: object[]; times: object[] }>('GET', path)
  expect(body.times).toMatchObject([{ time: '19:00', capacity: 9, taken: 1, reserved: 0 }])
  expect(body.bookings).toMatchObject([{ id, status: 'paid', time: '19:00' }])
  const stranger = await house.owner()
  expect(typeOf(await stranger('GET', path))).toBe('store-missing')
})

test('a guest without a name has left only when the account has', async () => {
  const unnamed = await house.customer()
  const leaving = await house.customer()
  for (const person of [unnamed, leaving]) {
    const id = await bookTable(person, '2027-03-07', 7)
    // As orders from before bookers were required.
    await engine.database.run(sql`update orders set asks_booker = false where id = ${id}`)
    await person('POST', `/v1/orders/${id}/confirmation`)
  }
  await leaving('DELETE', '/v1/me', { password: 'correct horse battery' })
  const path = `/v1/stores/${restaurantId}/bookings?date=2027-03-07`
  const { body } = await owner<{ bookings: object[] }>('GET', path)
  expect(body.bookings).toMatchObject([
    { status: 'paid', booker: null, left: false },
    { status: 'paid', booker: null, left: true },
  ])
})

test('a booker is kept as typed, or the field that cannot be is named', async () => {
  const person = await house.customer()
  const id = await bookTable(person, '2027-03-07', 7)
  const named = async (booker: { name?: string; phone?: string; message?: string }) => {
    const body = { name: '김손님', phone: '010-1234-5678', message: '', ...booker }
    const answer = await person<Booking & { errors?: { pointer: string }[] }>(
      'PUT',
      `/v1/bookings/${id}/booker`,
      body,
    )
    return answer.status === 200 ? answer.body.booker : answer.body.errors?.[0]?.pointer
  }
  const long = 'Muhammad Abdul Rahman Al-Farsi'
  expect(await named({ name: long })).toMatchObject({ name: long })
  const hangul = '남궁하늘별빛구름바'
  expect(await named({ name: hangul.normalize('NFD') })).toMatchObject({ name: hangul })
  expect(await named({ name: '김'.repeat(81) })).toBe('/name')
  expect(await named({ name: '\u3164' })).toBe('/name')
  expect(await named({ phone: '0507-1234-5678' })).toMatchObject({ phone: '0507-1234-5678' })
  expect(await named({ phone: '(02)\u00a0123\u20114567' })).toMatchObject({ phone: '02-123-4567' })
  expect(await named({ phone: '+1 (415) 555-2671' })).toMatchObject({ phone: '+1 415 555 2671' })
  expect(await named({ phone: '(415) 555-2671' })).toBe('/phone')
  const message = '창가로\r\n부탁드려요 \u202e'
  expect(await named({ message })).toMatchObject({ message: '창가로\n부탁드려요' })
  expect(await named({ message: '🙂'.repeat(201) })).toBe('/message')
})

test('an invalid cursor is malformed', async () => {
  const person = await house.customer()
  for (const cursor of [
    'foo',
    'past.1',
    'upcoming..',
    'upcoming.x.01a1fcc5-6b23-7cba-9438-0c324424d476',
  ])
    expect((await person('GET', `/v1/bookings?cursor=${cursor}`)).status).toBe(400)
})

test('a charge of the wallet is in no list, is no booking to read or name, and sends no mail of one', async () => {
  const person = await house.customer()
  const { body } = await person<{ id: string }>('PATCH', '/v1/wallet', { amount: 10_000 })
  expect(body.id).toBeTypeOf('string')
  const listed = await person<Page>('GET', '/v1/bookings')
  expect(listed).toMatchObject({ status: 200, body: { data: [], nextCursor: null } })
  const read = await person('GET', `/v1/bookings/${body.id}`)
  const booker = { name: '김손님', phone: '010-1234-5678', message: '' }
  const named = await person('PUT', `/v1/bookings/${body.id}/booker`, booker)
  expect([read, named].map((answer) => [answer.status, typeOf(answer)])).toEqual([
    [404, 'order-missing'],
    [404, 'order-missing'],
  ])
  const mail = { storeId: PLATFORM_STORE, orderId: body.id, name: '김손님', aboutId: null }
  for (const kind of ['paid', 'canceled', 'refunded'] as const)
    expect(await writeMail(engine, { ...mail, kind } as never)).toBeUndefined()
})

test('the path of one door neither reads nor names a booking of another', async () => {
  const person = await house.customer()
  const id = await bookTable(person, '2027-03-07', 7)
  const booker = { name: '김손님', phone: '010-1234-5678', message: '' }
  const answers = [
    await person('PUT', `/v1/shop-bookings/${id}/booker`, booker),
    await person('GET', `/v1/shop-bookings/${id}`),
  ]
  expect(answers.map((answer) => [answer.status, typeOf(answer)])).toEqual([
    [404, 'order-missing'],
    [404, 'order-missing'],
  ])
  expect((await person<Booking>('GET', `/v1/bookings/${id}`)).body.booker).toBeNull()
})
