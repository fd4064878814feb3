import { afterAll, beforeAll, expect, test } from 'vitest'
import { type TestEngine, testEngine } from '../../../test/engine.ts'
import { type Person, type TestServer, testServer } from '../../../test/server.ts'
import { countRows } from '../../bookings/openings.fixture.ts'
import { instantOf, wallTime } from '../../kernel/time.ts'
import { sql } from '../../postgres/sql.ts'
import { openings } from './openings.ts'
import { type Count, freeToday, placeKey, type Timetable } from './rules.ts'

let engine: TestEngine
let house: TestServer
let owner: Person
let shopId: string
beforeAll(async () => {
  engine = await testEngine()
  house = await testServer(engine)
  owner = await house.owner()
  const opened = await owner<{ id: string }>('POST', '/v1/stores', {
    door: 'timetables',
    name: '머리하는 날',
    kind: 'hair',
    description: '',
    timeZone: morning(),
    currency: 'KRW',
  })
  shopId = opened.body.id
})
afterAll(() => engine.close())

/** A time zone in which it is some hours after midnight, whenever this runs. */
function morning(): string {
  const west = (new Date().getUTCHours() - 6 + 24) % 24
  return west <= 12 ? `Etc/GMT+${west}` : `Etc/GMT-${24 - west}`
}

interface Shown {
  data: { door: string; openings: { store: { id: string }; time: string; remaining: number }[] }[]
}
async function shown() {
  const { body } = await house.anyone<Shown>('GET', '/v1/openings')
  const all = body.data.find(({ door }) => door === 'timetables')?.openings ?? []
  return all.find(({ store }) => store.id === shopId)
}
const offer = async (reservationHour: number, basicRemaining: number) => {
  const made = await owner<{ id: string }>('POST', `/v1/shops/${shopId}/timetables`, {
    reservationHour,
    basicRemaining,
  })
  expect(made.status).toBe(201)
}
const timetableAt = async (hour: number) => {
  const { body } = await house.anyone<{ times: { id: string; reservationHour: number }[] }>(
    'GET',
    `/v1/shops/${shopId}`,
  )
  return body.times.find(({ reservationHour }) => reservationHour === hour)?.id
}

test('a shop is shown with the next place of today; a dead hold counts as left, a sold one does not', async () => {
  expect(await shown()).toBeUndefined()
  await offer(3, 5) // begun
  await offer(20, 4)
  await offer(12, 1)
  expect(await shown()).toMatchObject({
    time: '12:00',
    remaining: 1,
    left: { ko: '예약 가능 1건', en: '1 left' },
  })
  const customer = await house.customer()
  const timetableId = await timetableAt(12)
  const held = await customer('POST', `/v1/shops/${shopId}/bookings`, { timetableId })
  expect(held.status).toBe(201)
  expect(await shown()).toMatchObject({ time: '20:00', remaining: 4 })
  await engine.advance(601)
  expect(await shown()).toMatchObject({ time: '12:00', remaining: 1 })
  await engine.advance(15 * 60 * 60)
  expect(await shown()).toBeUndefined() // all has begun
})

test('shops of which none has people cost four statements, whatever their number', async () => {
  const { database } = engine
  const { counting, counted } = countRows(database)
  const { now } = await database.one<{ now: Date }>(sql`select clock_now() as now`)
  const shop = { id: shopId, timeZone: 'Asia/Seoul', pricing: { means: null, per: null } }
  const stores = Array.from({ length: 24 }, () => shop)
  await openings(counting, stores, now)
  expect(counted.statements).toBe(4)
})

const timetableOf = (id: string, hour: number, basicRemaining = 2): Timetable => ({
  storeId: 's',
  id,
  hour,
  minute: 0,
  basicRemaining,
  price: 0,
})
const seoul = 'Asia/Seoul'
const date = '2026-11-29'
const count = (time: string, taken: number): Count => ({
  placeId: 'p',
  startsAt: instantOf(date, time, seoul),
  taken,
})
/** 12:00 on the 29th in Seoul, 03:00 in London. */
const now = new Date('2026-11-29T03:00:00Z')

test.each([
  ['nothing is offered', {}, undefined],
  ['what has begun is over', { timetables: [timetableOf('a', 12)] }, undefined],
  ['the soonest is next', { timetables: [timetableOf('a', 20), timetableOf('b', 13)] }, '13:00'],
  [
    'by the clock of the shop',
    { timetables: [timetableOf('a', 4), timetableOf('b', 2)], timeZone: 'Europe/London' },
    '04:00',
  ],
  [
    'what is sold out is passed over',
    {
      timetables: [timetableOf('a', 13), timetableOf('b', 14)],
      countOf: new Map([[placeKey('a', date), count('13:00', 2)]]),
    },
    '14:00',
  ],
  [
    'what was sold keeps its time although its timetable moved',
    {
      timetables: [timetableOf('a', 20)],
      countOf: new Map([[placeKey('a', date), count('15:00', 1)]]),
    },
    '15:00',
  ],
  [
    'what others that left its time have sold counts',
    {
      timetables: [timetableOf('a', 13), timetableOf('b', 14)],
      left: [{ key: 'timetable/c', startsAt: instantOf(date, '13:00', seoul), capacity: 2 }],
    },
    '14:00',
  ],
])('the next place of today: %s', (_, given, time) => {
  const shop = { timeZone: seoul, timetables: [], left: [], countOf: new Map(), ...given }
  const [next] = freeToday(shop, now)
  expect(next && wallTime(next.startsAt, shop.timeZone)).toBe(time)
})
