import { beforeEach, expect, test } from 'vitest'
import { confirm } from '../../../test/booker.ts'
import type * as calendar from '../../bookings/calendar/contract.ts'
import type * as day from '../../bookings/day-contract.ts'
import type * as report from '../../bookings/reports/contract.ts'
import type * as store from '../../bookings/store-contract.ts'
import type { AnswerOf } from '../../kernel/endpoint.ts'
import { addDays, instantOf, weekdayOf } from '../../kernel/time.ts'
import { readNow } from '../../postgres/now.ts'
import { everyDay, openParties } from './party.fixture.ts'

const { dining, seat, put, bookParty, mailsOf } = openParties()

const storeAt = (path: string) => `/v1/stores/${dining.restaurantId}/${path}`
const dates = (date: string) => `from=${date}&to=${date}`
const read = async <Answer>(path: string) => (await dining.owner<Answer>('GET', storeAt(path))).body
const dayOf = (date: string) => read<AnswerOf<typeof day.listDayBookings>>(`bookings?date=${date}`)
const daysOf = (date: string) =>
  read<AnswerOf<typeof store.listBookedDays>>(`bookings/days?month=${date.slice(0, 7)}`)
const calendarOf = (date: string) =>
  read<AnswerOf<typeof calendar.getCalendar>>(`calendar?${dates(date)}`)
const reportOf = (date: string) => read<AnswerOf<typeof report.getReport>>(`report?${dates(date)}`)
async function rowsOf(date: string) {
  const csv = await read<Buffer>(`bookings.csv?${dates(date)}`)
  const [, ...rows] = csv.toString().trim().split('\r\n')
  return rows.map((row) => row.split(',').slice(0, 2))
}

const late = everyDay({ lastSeating: '24:30', closes: '26:00' })
const next = () => addDays(dining.tomorrow, 1)
let bookingId: string

/** A party at 00:30 of the day after tomorrow, which is of the evening before; it stays until 02:00. */
beforeEach(async () => {
  await seat({ areas: { 홀: [[1, 4]] } }, {}, late)
  const guest = await dining.house.customer()
  const { body } = await bookParty(guest, { time: '24:30' })
  bookingId = body.id
  expect((await confirm(guest, bookingId)).status).toBe(200)
})

test('a party after midnight is on the list of the evening before', async () => {
  expect(await dayOf(dining.tomorrow)).toMatchObject({
    bookings: [{ id: bookingId, time: '24:30' }],
    times: [{ time: '24:30', taken: 2 }],
  })
  expect(await dayOf(next())).toMatchObject({ bookings: [], times: [] })
  const { data } = await daysOf(dining.tomorrow)
  expect(data).toEqual([{ date: dining.tomorrow, bookings: 1 }])
})

test('the CSV has it with the date of its service', async () => {
  expect(await rowsOf(dining.tomorrow)).toEqual([[dining.tomorrow, '24:30']])
  expect(await rowsOf(next())).toEqual([])
})

test('calendar and report count it, and what its table gives, to the hours of its service', async () => {
  const { days, hours } = await calendarOf(dining.tomorrow)
  // from 17:00 to 26:00 a table has 36 quarters; the party stays until it closes
  expect(days).toMatchObject([{ bookings: 1, offered: 36, taken: 6 }])
  expect(hours.filter(({ taken }) => taken > 0)).toMatchObject([
    { hour: 24, bookings: 1, offered: 4, taken: 2 },
    { hour: 25, bookings: 0, offered: 4, taken: 4 },
  ])
  const { days: reported, week, sources } = await reportOf(dining.tomorrow)
  expect(reported).toMatchObject([{ bookings: 1, offered: 36, taken: 6 }])
  expect(week.at(-1)).toMatchObject({ weekday: weekdayOf(dining.tomorrow), hour: 25, taken: 4 })
  expect(sources).toEqual([{ source: 'online', bookings: 1 }])
  expect((await calendarOf(next())).days).toMatchObject([{ bookings: 0, taken: 0 }])
  expect((await reportOf(next())).days).toMatchObject([{ bookings: 0, taken: 0 }])
})

test('what the store is told of it leads to its row on that list', async () => {
  const texts = (await mailsOf(dining.owner)).map(({ text }) => text)
  expect(texts.join()).toContain(
    `/desk/${dining.restaurantId}?date=${dining.tomorrow}&order=${bookingId}`,
  )
  const { data } = await read<AnswerOf<typeof store.listNotices>>('notices')
  expect(data).toMatchObject([{ bookingId, date: dining.tomorrow, time: '24:30' }])
})

test('closing the date of its service counts it', async () => {
  const close = (date: string) =>
    dining.owner<{ bookings: number }>(
      'PUT',
      `/v1/restaurants/${dining.restaurantId}/closed-dates/${date}`,
    )
  expect((await close(next())).body.bookings).toBe(0)
  expect((await close(dining.tomorrow)).body.bookings).toBe(1)
})

test('until the service ends, today is its date', async () => {
  const moveTo = async (time: string) => {
    const { now } = await readNow(dining.engine.database)
    const to = instantOf(next(), time, 'Asia/Seoul')
    await dining.engine.advance((to.getTime() - now.getTime()) / 1000)
  }
  await moveTo('01:30')
  expect((await daysOf(next())).today).toBe(dining.tomorrow)
  await moveTo('06:00')
  expect((await daysOf(next())).today).toBe(next())
})

test('who comes after midnight by the date of the day itself stays on its list', async () => {
  await put('service-hours', { services: everyDay({ opens: '00:00', lastSeating: '21:00' }) })
  const guest = await dining.house.customer()
  const { body } = await bookParty(guest, { date: next(), time: '03:00' })
  expect(await dayOf(next())).toMatchObject({ bookings: [{ id: body.id, time: '03:00' }] })
  expect((await dayOf(dining.tomorrow)).bookings).toMatchObject([{ id: bookingId }])
})
