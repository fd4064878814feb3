import { expect, test } from 'vitest'
import { onDatabase } from '../../../test/engine.ts'
import type { OpeningStore } from '../../bookings/free-times.ts'
import { countRows } from '../../bookings/openings.fixture.ts'
import { showOpenings } from '../../bookings/openings.ts'
import { addDays, instantOf, weekdayOf } from '../../kernel/time.ts'
import { sql } from '../../postgres/sql.ts'
import { pricingOfStore } from '../../stores/queries.ts'
import { openings } from './openings.ts'
import { openDining } from './restaurant.fixture.ts'
import { nextTable, placeKey, type TableTime } from './rules.ts'

const { dining, offer, book } = openDining()

interface Shown {
  data: {
    door: string
    openings: {
      store: { id: string }
      today: string
      date: string
      time: string
      remaining: number
      left: { ko: string; en: string }
      price: { amount: number; currency: string }
    }[]
  }[]
}
/** The public opening of this test's restaurant. */
async function shown() {
  const { body } = await dining.house.anyone<Shown>('GET', '/v1/openings')
  const all = body.data.find(({ door }) => door === 'dining')?.openings ?? []
  return all.find(({ store }) => store.id === dining.restaurantId)
}

test('a restaurant is shown with its next table, and not before it offers one', async () => {
  expect(await shown()).toBeUndefined()
  await offer({ time: '19:30', capacity: 8 })
  await offer({ time: '12:00', capacity: 3, price: 9_000 })
  expect(await shown()).toMatchObject({
    today: addDays(dining.tomorrow, -1),
    date: dining.tomorrow,
    time: '12:00',
    remaining: 3,
    left: { ko: '테이블 3개', en: '3 tables' },
    price: { amount: 9_000, currency: 'KRW' },
    item: { date: dining.tomorrow },
  })
})

test('sold-out, closed and held times are skipped; a dead hold counts as remaining', async () => {
  const lunch = await offer({ time: '12:00', capacity: 1 })
  await offer({ time: '19:30' })
  const customer = await dining.house.customer()
  const { status } = await book(customer, { tableTimeId: lunch, date: dining.tomorrow })
  expect(status).toBe(201)
  expect(await shown()).toMatchObject({ date: dining.tomorrow, time: '19:30', remaining: 8 })
  const path = `/v1/restaurants/${dining.restaurantId}`
  await dining.owner('PUT', `${path}/closed-dates/${dining.tomorrow}`)
  expect(await shown()).toMatchObject({ date: addDays(dining.tomorrow, 7), time: '12:00' })
  await dining.owner('DELETE', `${path}/closed-dates/${dining.tomorrow}`)
  await dining.engine.advance(601)
  expect(await shown()).toMatchObject({ date: dining.tomorrow, time: '12:00', remaining: 1 })
  await dining.owner('PATCH', path, { closed: true })
  expect(await shown()).toBeUndefined()
})

test('restaurants without tables cost four statements, whatever their number, and callers share a read', async () => {
  await offer()
  const { engine } = dining
  const { database } = engine
  const { counting, counted } = countRows(database)
  const { now } = await database.one<{ now: Date }>(sql`select clock_now() as now`)
  const stores = await database.rows<OpeningStore>(
    sql`select s.id, s.time_zone as "timeZone", ${pricingOfStore} as pricing from stores s where s.front_door = 'dining'`,
  )
  expect(stores.length).toBeGreaterThan(2)
  await openings(counting, stores, now)
  expect(counted.statements).toBe(4)

  const watched = onDatabase(engine, counting)
  const texts = await Promise.all(Array.from({ length: 50 }, () => showOpenings(watched)))
  expect(new Set(texts).size).toBe(1)
  expect(counted.statements).toBeLessThan(4 + 10)
})

const timeOf = (id: string, weekday: number, time: string, capacity = 2): TableTime => ({
  id,
  weekday,
  time,
  capacity,
  price: 1_000,
})
const everyDay = (time: string) =>
  [1, 2, 3, 4, 5, 6, 7].map((day) => timeOf(`${time}-${day}`, day, time))
const tokyo = 'Asia/Tokyo'
const honolulu = 'Pacific/Honolulu'
/** 23:30 on Sunday the 29th in Tokyo, 04:30 of the same day in Honolulu. */
const now = new Date('2026-11-29T14:30:00Z')

test.each([
  ['nothing is offered', { tableTimes: [] }, undefined],
  ['tomorrow is the first day', { tableTimes: everyDay('18:30') }, ['2026-11-30', '18:30']],
  [
    'tomorrow is a day of the store’s own clock',
    { tableTimes: everyDay('18:30'), timeZone: honolulu },
    ['2026-11-30', '18:30'],
  ],
  [
    'a closed date is passed over',
    { tableTimes: everyDay('18:30'), closedDates: ['2026-11-30'] },
    ['2026-12-01', '18:30'],
  ],
  [
    'a time of another weekday waits for it',
    { tableTimes: [timeOf('a', weekdayOf('2026-12-03'), '11:00')] },
    ['2026-12-03', '11:00'],
  ],
  [
    'a time that is sold out is passed over',
    {
      tableTimes: [timeOf('a', 1, '11:00'), timeOf('b', 1, '12:00')],
      countOf: new Map([[placeKey('a', '2026-11-30'), { taken: 2 }]]),
    },
    ['2026-11-30', '12:00'],
  ],
  [
    'all is closed for ten days',
    {
      tableTimes: everyDay('18:30'),
      closedDates: Array.from({ length: 10 }, (_, day) => addDays('2026-11-30', day)),
    },
    undefined,
  ],
])('the next table: %s', (_, given, next) => {
  const restaurant = { timeZone: tokyo, closedDates: [], countOf: new Map(), ...given }
  const [date = '', time = ''] = next ?? []
  expect(nextTable(restaurant, now)?.startsAt).toEqual(
    next && instantOf(date, time, restaurant.timeZone),
  )
})
