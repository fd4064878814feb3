import { expect, test } from 'vitest'
import type { AnswerOf } from '../../../kernel/endpoint.ts'
import { addDays } from '../../../kernel/time.ts'
import { moveTo } from '../shop.fixture.ts'
import { everyDay, openAppointments, personOf, serviceOf } from './appointments.fixture.ts'
import type * as contract from './desk-contract.ts'

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
