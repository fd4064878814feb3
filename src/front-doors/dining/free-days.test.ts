import { expect, test } from 'vitest'
import { confirm } from '../../../test/booker.ts'
import { addDays, weekdayOf } from '../../kernel/time.ts'
import { everyDay, type FreeTimes, openParties } from './party.fixture.ts'

const { dining, at, put, seat, freeTimes, bookParty } = openParties()

const daysFrom = async (date: string, party: number, days = 14) => {
  const url = at(`free-times?date=${date}&party=${party}&days=${days}`)
  const { body } = await dining.house.anyone<FreeTimes>('GET', url)
  return body.days
}

test('one answer says of each date whether it is free, full or closed for the party', async () => {
  const hours = everyDay({ opens: '17:00', lastSeating: '17:00', closes: '19:00' })
  const [full, closed, off] = [1, 2, 3].map((ahead) => addDays(dining.tomorrow, ahead))
  await seat(
    {
      areas: {
        홀: [
          [1, 2],
          [3, 4],
        ],
      },
    },
    { horizonDays: 6 },
    hours.filter(({ weekday }) => weekday !== weekdayOf(off ?? '')),
  )
  await put(`closed-dates/${closed}`, undefined)
  const guest = await dining.house.customer()
  const { body } = await bookParty(guest, { date: full, time: '17:00' })
  await confirm(guest, body.id)
  const stateOf = new Map((await daysFrom(dining.tomorrow, 2)).map((day) => [day.date, day.state]))
  expect([...stateOf.values()]).toEqual(['free', 'full', 'closed', 'closed', 'free', 'free'])
  // The other table is free for a larger party.
  expect((await daysFrom(full ?? '', 4, 1)).map(({ state }) => state)).toEqual(['free'])
})

test('a day of which all times are too near is over; no dates are answered where none are asked for', async () => {
  await seat(
    { areas: { 홀: [[1, 2]] } },
    { leadMinutes: 1440 },
    everyDay({ opens: '00:00', lastSeating: '23:00', closes: '24:00' }),
  )
  const today = addDays(dining.tomorrow, -1)
  const [first, second] = await daysFrom(today, 2, 2)
  expect([first, second?.state]).toEqual([{ date: today, state: 'late' }, 'free'])
  expect((await freeTimes(2)).days).toEqual([])
})

test('a time says how long the party stays, which is no longer than the service', async () => {
  await seat({ areas: { 홀: [[1, 4]] } }, {}, everyDay({ lastSeating: '22:00', closes: '23:00' }))
  const { times } = await freeTimes(4)
  const staysOf = new Map(times.map(({ time, stayMinutes }) => [time, stayMinutes]))
  expect([staysOf.get('19:00'), staysOf.get('22:00')]).toEqual([120, 60])
})

test('the largest party that books online is one that the tables for guests seat', async () => {
  const tables: [number, number][] = [
    [1, 2],
    [3, 4],
    [5, 9],
  ]
  await seat({ areas: { 홀: tables }, joins: [[0, 1]], walkInOnly: [2] }, { partyMost: 8 })
  expect((await freeTimes(2)).partyMost).toBe(6)
  await seat({ areas: { 홀: tables } }, { partyMost: 8 })
  expect((await freeTimes(2)).partyMost).toBe(8)
})
