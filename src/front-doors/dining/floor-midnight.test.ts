import { expect, test } from 'vitest'
import { addDays, instantOf } from '../../kernel/time.ts'
import { sql } from '../../postgres/sql.ts'
import { everyDay, openParties } from './party.fixture.ts'

const { dining, seat, put, at } = openParties()

interface Floor {
  date: string
  today: string
  parties: {
    booker: { name: string } | null
    date: string
    time: string
    startsAt: string
    endsAt: string
  }[]
}

const late = everyDay({ lastSeating: '24:30', closes: '26:00' })

/** Two tables; at the first a party from 23:00 to 01:30. */
async function givenLateParty(hours = late) {
  const { tables } = await seat(
    {
      areas: {
        홀: [
          [1, 4],
          [1, 4],
        ],
      },
    },
    {},
    hours,
  )
  const entered = await dining.owner<{ id: string }>('POST', at('desk-bookings'), {
    ...{ kind: 'phone', date: dining.tomorrow, time: '23:00', party: 2, minutes: 150 },
    ...{ name: '늦은 손님', tableIds: [tables[0]?.id], mayBeOffHours: true },
  })
  expect(entered.status).toBe(200)
  return { tables, id: entered.body.id }
}

/** Moves the clock to a time of tomorrow's night, which is of the day after. */
async function moveTo(time: string) {
  const { now } = await dining.engine.database.one<{ now: Date }>(sql`select clock_now() as now`)
  const to = instantOf(addDays(dining.tomorrow, 1), time, 'Asia/Seoul')
  await dining.engine.advance((to.getTime() - now.getTime()) / 1000)
}

const floorOf = async (date?: string) =>
  (await dining.owner<Floor>('GET', at(`floor${date ? `?date=${date}` : ''}`))).body
const namesOf = ({ parties }: Floor) => parties.map(({ booker }) => booker?.name ?? null)

test('after midnight the floor is of the service that goes on, and who walks in comes to it', async () => {
  const { tables } = await givenLateParty()
  const date = dining.tomorrow
  await moveTo('00:30')
  const walkIn = { kind: 'walk-in', party: 2 }
  const taken = await dining.owner('POST', at('desk-bookings'), {
    ...{ ...walkIn, tableIds: [tables[0]?.id] },
  })
  expect(taken.status).toBe(409)
  const floor = await floorOf()
  expect(floor).toMatchObject({ date, today: date })
  expect(namesOf(floor)).toEqual(['늦은 손님'])
  const entered = await dining.owner<{ id: string }>('POST', at('desk-bookings'), walkIn)
  expect(entered.body).toMatchObject({ date, time: '24:30' })
  expect((await floorOf()).parties).toHaveLength(2)
  await moveTo('02:00')
  expect((await floorOf()).date).toBe(date)
  await dining.owner('PUT', at(`desk-bookings/${entered.body.id}/sitting`), { state: 'finished' })
  expect(await floorOf()).toMatchObject({ date: addDays(date, 1), today: addDays(date, 1) })
})

test('a floor shows who sits from the day before, since when they came', async () => {
  await givenLateParty()
  const date = dining.tomorrow
  const next = await floorOf(addDays(date, 1))
  expect(next.parties).toMatchObject([{ date, time: '23:00' }])
  expect(Date.parse(next.parties[0]?.startsAt ?? '')).toBe(
    instantOf(date, '23:00', 'Asia/Seoul').getTime(),
  )
})

test('a floor shows who comes after its midnight by the date of the day after', async () => {
  await givenLateParty()
  const date = addDays(dining.tomorrow, 1)
  for (const [time, name] of [
    ['01:00', '새벽 손님'],
    ['11:00', '점심 손님'],
  ])
    await dining.owner('POST', at('desk-bookings'), {
      ...{ kind: 'phone', date, time, party: 2, name, mayBeOffHours: true },
    })
  expect(namesOf(await floorOf(dining.tomorrow))).toEqual(['늦은 손님', '새벽 손님'])
})

test('where it has closed, the floor stays with the day before only while somebody sits', async () => {
  const { id } = await givenLateParty(everyDay())
  const date = dining.tomorrow
  await moveTo('00:30')
  expect((await floorOf()).date).toBe(addDays(date, 1))
  await dining.owner('PUT', at(`desk-bookings/${id}/sitting`), { state: 'seated' })
  expect((await floorOf()).date).toBe(date)
  await dining.owner('PUT', at(`desk-bookings/${id}/sitting`), { state: 'finished' })
  expect((await floorOf()).date).toBe(addDays(date, 1))
})

test('a date on which it is closed has no service that goes on', async () => {
  await seat({ areas: { 홀: [[1, 4]] } }, {}, late)
  await put(`closed-dates/${dining.tomorrow}`, {})
  await moveTo('00:30')
  expect((await floorOf()).date).toBe(addDays(dining.tomorrow, 1))
})

test('who waits at the door after midnight is seated in the service that goes on', async () => {
  await givenLateParty()
  await moveTo('00:30')
  const line = `/v1/stores/${dining.restaurantId}/line`
  await dining.owner('PUT', line, { isOn: true, partiesMost: 50, callMinutes: 5 })
  const ticket = await dining.owner<{ id: string }>('POST', `${line}/tickets`, { party: 2 })
  const path = at(`line-tickets/${ticket.body.id}/seating`)
  const seated = await dining.owner('POST', path, {})
  expect(seated.body).toMatchObject({ date: dining.tomorrow, time: '24:30' })
})
