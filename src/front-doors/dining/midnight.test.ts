import { beforeAll, expect, test } from 'vitest'
import { type TestEngine, testEngine } from '../../../test/engine.ts'
import { type Person, type TestServer, testServer } from '../../../test/server.ts'
import { addDays, instantOf, weekdayOf } from '../../kernel/time.ts'
import { sql } from '../../postgres/sql.ts'

// A day west and a day east of Seoul, where the tests of this door are: the dates of owner and buyer
// are the restaurant's own, on both sides of its midnight.

let engine: TestEngine
let product: TestServer
let owner: Person
let buyer: Person
beforeAll(async () => {
  engine = await testEngine()
  product = await testServer(engine)
  owner = await product.owner()
  buyer = await product.customer()
  return engine.close
})

/** Moves the test clock forward to an instant. */
async function moveTo(at: Date): Promise<void> {
  const { now } = await engine.database.one<{ now: Date }>(sql`select clock_now() as now`)
  await engine.advance((at.getTime() - now.getTime()) / 1000)
}

interface Grid {
  readonly days: readonly { date: string; times: readonly { tableTimeId: string }[] }[]
}

/** A restaurant with a time at 00:05 and one at 23:55 of every day. */
async function openDaily(timeZone: string) {
  const draft = { name: '맛있는 집밥', description: '', timeZone, currency: 'KRW' }
  const { body } = await owner<{ id: string }>('POST', '/v1/restaurants', draft)
  const url = `/v1/restaurants/${body.id}`
  for (let weekday = 1; weekday <= 7; weekday += 1)
    for (const time of ['00:05', '23:55'])
      await owner('POST', `${url}/table-times`, { weekday, time, capacity: 4, price: 0 })
  const grid = async () => (await product.anyone<Grid>('GET', url)).body.days
  const { data } = (
    await owner<{ data: { id: string; weekday: number; time: string }[] }>(
      'GET',
      `${url}/table-times`,
    )
  ).body
  /** Books a time of a date; answers the status, or the problem. */
  const book = async (date: string, time: string) => {
    const found = data.find((one) => one.weekday === weekdayOf(date) && one.time === time)
    const ask = { tableTimeId: found?.id, date }
    const booked = await buyer<{ id: string }>('POST', `${url}/bookings`, ask)
    if (booked.status >= 300) return booked.body.type?.split('/').at(-1)
    await buyer('POST', `/v1/orders/${booked.body.id}/cancellation`)
    return 'booked'
  }
  return { url, grid, book }
}

test.each([
  ['America/New_York', '2030-03-09'], // clocks go forward in the night of the next day
  ['America/New_York', '2030-11-02'], // and back
  ['Pacific/Kiritimati', '2030-12-31'],
])(
  'in %s on %s the ten days change at the restaurant’s own midnight',
  async (timeZone, today) => {
    const { url, grid, book } = await openDaily(timeZone)
    const at = (date: string, time: string) => instantOf(date, time, timeZone)
    const expected = async (date: string) => {
      const days = Array.from({ length: 10 }, (_, day) => addDays(date, day + 1))
      expect((await grid()).map((day) => day.date)).toEqual(days)
      expect(await book(date, '23:55')).toBe('date-out-of-range')
      expect(await book(addDays(date, 1), '00:05')).toBe('booked')
      expect(await book(addDays(date, 10), '23:55')).toBe('booked')
      expect(await book(addDays(date, 11), '00:05')).toBe('date-out-of-range')
    }
    await moveTo(at(today, '23:50'))
    await expected(today)

    const closed = `${url}/closed-dates`
    await owner('PUT', `${closed}/${today}`)
    await owner('PUT', `${closed}/${addDays(today, 1)}`)
    expect(await book(addDays(today, 1), '23:55')).toBe('day-closed')
    const listed = async () => (await owner<{ data: string[] }>('GET', closed)).body.data
    expect(await listed()).toEqual([today, addDays(today, 1)])
    await owner('DELETE', `${closed}/${addDays(today, 1)}`)

    await moveTo(at(addDays(today, 1), '00:01'))
    expect(await listed()).toEqual([])
    expect(await book(today, '23:55')).toBe('date-past')
    await expected(addDays(today, 1))
  },
  60_000,
)

test.each(['America/New_York', 'Pacific/Kiritimati'])(
  'in %s the owner’s day and the order number are of the restaurant’s date',
  async (timeZone) => {
    const { url } = await openDaily(timeZone)
    const { now } = await engine.database.one<{ now: Date }>(sql`select clock_now() as now`)
    const today = addDays(now.toISOString().slice(0, 10), 2)
    await moveTo(instantOf(today, '23:58', timeZone))
    const date = addDays(today, 1)
    const times = (
      await owner<{ data: { id: string; weekday: number; time: string }[] }>(
        'GET',
        `${url}/table-times`,
      )
    ).body.data
    for (const time of ['00:05', '23:55']) {
      const found = times.find((one) => one.weekday === weekdayOf(date) && one.time === time)
      const booked = await buyer<{ id: string; orderNumber: string }>('POST', `${url}/bookings`, {
        tableTimeId: found?.id,
        date,
      })
      const booker = { name: '김손님', phone: '010-1234-5678', message: '' }
      await buyer('PUT', `/v1/bookings/${booked.body.id}/booker`, booker)
      await buyer('POST', `/v1/orders/${booked.body.id}/confirmation`)
      expect(booked.body.orderNumber).toMatch(new RegExp(`^${today.replaceAll('-', '')}2358`))
    }
    const guestsOf = async (day: string) =>
      (await owner<{ bookings: { time: string }[] }>('GET', `${url}/bookings?date=${day}`)).body
        .bookings
    expect(await guestsOf(today)).toEqual([])
    expect((await guestsOf(date)).map(({ time }) => time)).toEqual(['00:05', '23:55'])
    expect(await guestsOf(addDays(date, 1))).toEqual([])
    const closed = await owner('PUT', `${url}/closed-dates/${date}`)
    expect(closed.body).toEqual({ date, bookings: 2 })
  },
  60_000,
)
