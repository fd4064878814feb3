import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { type TestEngine, testEngine } from '../../../test/engine.ts'
import { expectSound } from '../../../test/paying.ts'
import { type Person, type TestServer, testServer } from '../../../test/server.ts'
import { drain } from '../../events/relay.ts'
import { moveTo } from '../../front-doors/timetables/shop.fixture.ts'
import { type Mailbox, openMailbox } from '../../mail/mailbox.fixture.ts'
import { queueNotices } from '../../mail/notices.ts'
import { queueMails } from '../../mail/queue.ts'
import { sendMails } from '../../mail/send.ts'
import { writeMail } from '../mails/booking-mail.ts'
import { withdrawOfCanceled } from '../moves/answer.ts'

const TODAY = '2027-03-01' // a Monday
const NEXT = '2027-03-08'
const LATER = '2027-03-29'

let engine: TestEngine
let house: TestServer
let owner: Person
let mailbox: Mailbox
let storeId: string
/** Of Mondays: two tables each, at 18:00 and 20:00 for different prices. */
let times: ReadonlyMap<string, string>

beforeAll(async () => {
  engine = await testEngine()
  house = await testServer(engine)
  owner = await house.owner()
  await moveTo(engine, '2027-03-01T18:30:00+09:00')
})
beforeEach(async () => {
  mailbox = await openMailbox()
  const store = { name: '집밥', description: '', timeZone: 'Asia/Seoul', currency: 'KRW' }
  storeId = (await owner<{ id: string }>('POST', '/v1/restaurants', store)).body.id
  const path = `/v1/restaurants/${storeId}/table-times`
  const offer = async (time: string, price: number) =>
    (await owner<{ id: string }>('POST', path, { weekday: 1, time, capacity: 2, price })).body.id
  times = new Map([
    ['18:00', await offer('18:00', 0)],
    ['20:00', await offer('20:00', 5000)],
  ])
  return () => mailbox.remove()
})
afterAll(async () => {
  await expectSound(engine)
  await house.server.close()
  await engine.close()
})

const itemAt = (time: string, date: string) => ({ tableTimeId: times.get(time) ?? '', date })
const typeOf = ({ body }: { body: { type?: string } }) => body.type?.split('/').at(-1)

const enter = (entry: object, headers?: Record<string, string>) =>
  owner<{ id: string; orderNumber: string; type?: string; available?: number }>(
    'POST',
    `/v1/stores/${storeId}/desk-bookings`,
    { kind: 'phone', door: 'dining', quantity: 1, ...entry },
    headers,
  )

const timesOf = async (date: string) =>
  (
    await owner<{
      today: string
      now: string
      data: { time: string; startsAt: string; remaining: number }[]
    }>('GET', `/v1/stores/${storeId}/desk-times?date=${date}`)
  ).body

const remainingOn = async (date: string) =>
  (await timesOf(date)).data.map(({ time, remaining }) => [time, remaining])

interface Shown {
  id: string
  time: string
  status: string
  isEntered: boolean
  visit: string | null
  note: string | null
  price: { amount: number }
  booker: { name: string; phone: string } | null
}

const bookedOn = async (date: string) =>
  (
    await owner<{ bookings: Shown[] }>('GET', `/v1/stores/${storeId}/bookings?date=${date}`)
  ).body.bookings.map(({ time, status, visit, note, booker, price, isEntered }) => ({
    ...{ time, status, visit, note, isEntered },
    ...{ name: booker?.name ?? null, amount: price.amount },
  }))

test('who calls is entered at a weekly time, confirmed and free, and takes its tables from the guests', async () => {
  const guest = { name: '박손님', phone: '010-2222-3333', note: '창가' }
  const { status } = await enter({ item: itemAt('20:00', NEXT), ...guest })
  expect(status).toBe(200)
  const shown = { time: '20:00', status: 'paid', visit: null, isEntered: true, amount: 0 }
  expect(await bookedOn(NEXT)).toEqual([{ ...shown, name: '박손님', note: '창가' }])
  expect(await remainingOn(NEXT)).toEqual([
    ['18:00', 2],
    ['20:00', 1],
  ])
  const customer = await house.customer()
  const book = (by: Person) =>
    by('POST', `/v1/restaurants/${storeId}/bookings`, itemAt('20:00', NEXT))
  expect((await book(customer)).status).toBe(201)
  expect(await enter({ item: itemAt('20:00', NEXT) })).toMatchObject({
    status: 409,
    body: { available: 0 },
  })
})

test('it takes several tables at once, of any Monday from today on, and none where the restaurant is closed', async () => {
  expect((await enter({ item: itemAt('20:00', LATER), quantity: 2 })).status).toBe(200)
  expect(typeOf(await enter({ item: itemAt('18:00', '2027-02-22') }))).toBe('date-past')
  expect(typeOf(await enter({ item: itemAt('18:00', '2027-03-09') }))).toBe('wrong-weekday')
  expect(typeOf(await enter({ item: { tableTimeId: 'x', date: NEXT } }))).toBe('item-unknown')
  expect(typeOf(await enter({ item: itemAt('18:00', NEXT), door: 'shop' }))).toBe('item-unknown')
  await owner('PUT', `/v1/restaurants/${storeId}/closed-dates/${LATER}`)
  expect(typeOf(await enter({ item: itemAt('18:00', LATER) }))).toBe('day-closed')
  expect((await timesOf(LATER)).data).toEqual([])
  expect(await bookedOn(LATER)).toHaveLength(1)
})

test('who walks in is there at once, also at a time that has begun; on another day nobody walks in', async () => {
  expect(await timesOf(TODAY)).toMatchObject({
    today: TODAY,
    data: [
      { time: '18:00', startsAt: '2027-03-01T09:00:00.000Z', remaining: 2 },
      { time: '20:00', startsAt: '2027-03-01T11:00:00.000Z', remaining: 2 },
    ],
  })
  expect((await enter({ kind: 'walk-in', item: itemAt('18:00', TODAY) })).status).toBe(200)
  expect(await bookedOn(TODAY)).toMatchObject([{ time: '18:00', visit: 'arrived', name: null }])
  const early = await enter({ kind: 'walk-in', item: itemAt('18:00', NEXT) })
  expect(typeOf(early)).toBe('visit-too-early')
  expect(await remainingOn(NEXT)).toEqual([
    ['18:00', 2],
    ['20:00', 2],
  ])
})

test('the same key enters once', async () => {
  const headers = { 'idempotency-key': engine.newId() }
  const item = itemAt('20:00', NEXT)
  const [one, other] = [await enter({ item }, headers), await enter({ item }, headers)]
  expect(other.body).toEqual(one.body)
  expect(await bookedOn(NEXT)).toHaveLength(1)
})

test('desks and guests at once never sell a table twice', async () => {
  const guests = await Promise.all(Array.from({ length: 4 }, () => house.customer()))
  const item = itemAt('20:00', NEXT)
  const answers = await Promise.all([
    ...guests.map((guest) => guest('POST', `/v1/restaurants/${storeId}/bookings`, item)),
    ...guests.map(() => enter({ item })),
  ])
  expect(answers.filter(({ status }) => status < 300)).toHaveLength(2)
  expect(await remainingOn(NEXT)).toContainEqual(['20:00', 0])
})

test('another time is written at once, at any price and also today, and nobody is mailed', async () => {
  const { id } = (await enter({ item: itemAt('18:00', NEXT), name: '이손님' })).body
  const path = `/v1/stores/${storeId}/bookings/${id}`
  const targets = await owner<{ data: { date: string; time: string }[] }>(
    'GET',
    `${path}/move-targets`,
  )
  const found = targets.body.data.map(({ date, time }) => `${date} ${time}`)
  expect(found).toEqual([`${TODAY} 20:00`, `${NEXT} 20:00`])
  const moved = await owner('POST', `${path}/moves`, { item: itemAt('20:00', TODAY), message: '' })
  expect(moved.status).toBe(200)
  expect(await bookedOn(TODAY)).toMatchObject([{ time: '20:00', name: '이손님', amount: 0 }])
  expect(await bookedOn(NEXT)).toEqual([])
  while ((await drain(engine, [queueMails(engine), queueNotices(engine), withdrawOfCanceled])) > 0);
  const { signal } = new AbortController()
  while ((await sendMails(engine, { mailer: mailbox.mailer, write: writeMail }, signal)) > 0);
  expect(await mailbox.received()).toEqual([])
})

test('a group at more tables than guests may take in one order moves too', async () => {
  const path = `/v1/restaurants/${storeId}/table-times`
  for (const id of times.values()) await owner('PATCH', `${path}/${id}`, { capacity: 10 })
  const { id } = (await enter({ item: itemAt('18:00', NEXT), quantity: 6 })).body
  const moved = await owner('POST', `/v1/stores/${storeId}/bookings/${id}/moves`, {
    ...{ item: itemAt('20:00', NEXT), message: '' },
  })
  expect(moved.status).toBe(200)
  expect(await remainingOn(NEXT)).toContainEqual(['20:00', 4])
})

test('a report says how they came', async () => {
  await enter({ item: itemAt('20:00', TODAY) })
  await enter({ kind: 'walk-in', item: itemAt('18:00', TODAY), quantity: 2 })
  const path = `/v1/stores/${storeId}/report?from=${TODAY}&to=${TODAY}`
  expect((await owner('GET', path)).body).toMatchObject({
    sources: [
      { source: 'phone', bookings: 1 },
      { source: 'walk-in', bookings: 1 },
    ],
    parties: [],
  })
})

test('one that is canceled gives its table back', async () => {
  const { id } = (await enter({ item: itemAt('20:00', NEXT) })).body
  await owner('POST', `/v1/stores/${storeId}/orders/${id}/cancellation`, { reason: '전화로 취소' })
  expect(await bookedOn(NEXT)).toMatchObject([{ status: 'canceled' }])
  await engine.advance(10 * 60)
  expect(await remainingOn(NEXT)).toContainEqual(['20:00', 2])
})

test('a shop enters who walks in today, also at a time that has begun, until it is full', async () => {
  const shop = { name: '머리', kind: 'hair', description: '', timeZone: 'Asia/Seoul' }
  storeId = (await owner<{ id: string }>('POST', '/v1/shops', { ...shop, currency: 'KRW' })).body.id
  const path = `/v1/shops/${storeId}/timetables`
  const draft = { reservationHour: 17, basicRemaining: 1, price: 20_000 }
  const timetableId = (await owner<{ id: string }>('POST', path, draft)).body.id
  expect((await timesOf(NEXT)).data).toEqual([])
  expect((await timesOf(TODAY)).data).toMatchObject([{ time: '17:00', remaining: 1 }])
  const walkIn = { kind: 'walk-in', door: 'timetables', item: { timetableId, date: TODAY } }
  expect((await enter(walkIn)).status).toBe(200)
  expect(await bookedOn(TODAY)).toMatchObject([{ time: '17:00', visit: 'arrived', amount: 0 }])
  expect((await enter(walkIn)).body).toMatchObject({ available: 0 })
  const listed = { timetableId, date: '2027-02-28' } // left open over midnight
  expect(typeOf(await enter({ ...walkIn, item: listed }))).toBe('date-past')
})
