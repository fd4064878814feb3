import { expect, test } from 'vitest'
import type { getCalendar } from '../../../bookings/calendar/contract.ts'
import type { AnswerOf } from '../../../kernel/endpoint.ts'
import { addDays } from '../../../kernel/time.ts'
import { moveTo } from '../shop.fixture.ts'
import { everyDay, openAppointments, personOf, serviceOf } from './appointments.fixture.ts'
import type * as contract from './desk-contract.ts'

type Calendar = AnswerOf<typeof getCalendar>
type Schedule = AnswerOf<typeof contract.getSchedule>

const { shop, at, offer } = openAppointments()

const cut = serviceOf('커트')

/** Somebody who works past midnight, and has an appointment from 23:30 to 00:30. */
async function givenLatePerson(hours: readonly (readonly [string, string])[]) {
  const late = personOf('수아', [cut], { weekly: everyDay(hours) })
  await offer([cut], [late])
  const enter = (body: object) =>
    shop.owner<{ id: string; date: string; time: string }>('POST', at('desk-appointments'), {
      ...{ services: [cut.id], person: late.id, ...body },
    })
  const { body } = await enter({
    kind: 'phone',
    date: shop.tomorrow,
    time: '23:30',
    name: '늦은 손님',
  })
  expect(body.time).toBe('23:30')
  return { enter, id: body.id }
}

const scheduleOf = async (date?: string) =>
  (await shop.owner<Schedule>('GET', at(`schedule${date ? `?date=${date}` : ''}`))).body
const timesOf = ({ appointments }: Schedule) => appointments.map(({ time }) => time)

test('after midnight the schedule is of the service that goes on, and who walks in comes to it', async () => {
  const { enter } = await givenLatePerson([['17:00', '26:00']])
  const date = shop.tomorrow
  const next = addDays(date, 1)
  await moveTo(shop.engine, `${next}T00:35:00+09:00`)
  expect(await scheduleOf()).toMatchObject({ date, today: date })
  const { body } = await enter({ kind: 'walk-in' })
  expect(body).toMatchObject({ date, time: '24:30' })
  expect(timesOf(await scheduleOf())).toEqual(['23:30', '24:30'])
  await moveTo(shop.engine, `${next}T02:00:00+09:00`)
  expect((await scheduleOf()).date).toBe(date)
  await shop.owner('PUT', at(`desk-appointments/${body.id}/attendance`), { state: 'finished' })
  expect(await scheduleOf()).toMatchObject({ date: next, today: next, appointments: [] })
})

test('where somebody works from midnight on, who is there from the day before is shown', async () => {
  await givenLatePerson([
    ['00:00', '03:00'],
    ['17:00', '25:00'],
  ])
  const { appointments } = await scheduleOf(addDays(shop.tomorrow, 1))
  expect(appointments).toMatchObject([
    { date: shop.tomorrow, startsAt: new Date(`${shop.tomorrow}T23:30:00+09:00`).toISOString() },
  ])
})

test('an appointment after midnight is on the list and in the calendar of the evening before', async () => {
  const { enter } = await givenLatePerson([['17:00', '26:00']])
  await enter({ kind: 'phone', date: shop.tomorrow, time: '24:30', name: '새벽 손님' })
  const read = async <Answer>(path: string) =>
    (await shop.owner<Answer>('GET', `/v1/stores/${shop.shopId}/${path}`)).body
  const listed = async (date: string) =>
    (await read<{ bookings: { time: string }[] }>(`bookings?date=${date}`)).bookings
  const next = addDays(shop.tomorrow, 1)
  expect(await listed(shop.tomorrow)).toMatchObject([{ time: '23:30' }, { time: '24:30' }])
  expect(await listed(next)).toEqual([])
  const { hours } = await read<Calendar>(`calendar?from=${shop.tomorrow}&to=${next}`)
  // an hour from 23:30, and one from 24:30, of somebody who works until 26:00
  expect(hours.filter(({ taken }) => taken > 0)).toMatchObject([
    { date: shop.tomorrow, hour: 23, bookings: 1, offered: 4, taken: 2 },
    { date: shop.tomorrow, hour: 24, bookings: 1, offered: 4, taken: 4 },
    { date: shop.tomorrow, hour: 25, bookings: 0, offered: 4, taken: 2 },
  ])
})
