import { expect, test } from 'vitest'
import { confirm } from '../../../../test/booker.ts'
import type { getCalendar } from '../../../bookings/calendar/contract.ts'
import type { getReport } from '../../../bookings/reports/contract.ts'
import type { listStoresToday } from '../../../bookings/today/contract.ts'
import type { AnswerOf } from '../../../kernel/endpoint.ts'
import { moveTo } from '../shop.fixture.ts'
import { everyDay, openAppointments, personOf, serviceOf } from './appointments.fixture.ts'

type Calendar = AnswerOf<typeof getCalendar>
type Report = AnswerOf<typeof getReport>
type Today = AnswerOf<typeof listStoresToday>

const { shop, at, offer, put, book } = openAppointments()

const store = (path: string) => `/v1/stores/${shop.shopId}/${path}`
const dates = () => `from=${shop.tomorrow}&to=${shop.tomorrow}`
const cut = serviceOf('커트', { minutes: 60 })
const enter = async (body: object) => {
  const answer = await shop.owner<{ id: string; type?: string }>('POST', at('desk-appointments'), {
    kind: 'phone',
    date: shop.tomorrow,
    time: '14:00',
    services: [cut.id],
    ...body,
  })
  expect(answer.status, answer.body.type).toBe(200)
  return answer.body
}

/** Two people from 10:00 to 20:00: a guest and a caller at 14:00, and two hours blocked from 11:00. */
async function day() {
  const people = ['민지', '수아'].map((name) =>
    personOf(name, [cut], { weekly: everyDay([['10:00', '20:00']]) }),
  )
  await offer([cut], people)
  const guest = await shop.house.customer('김하나')
  const { body } = await book(guest, [cut])
  await confirm(guest, body.id)
  await enter({ name: '이두리' })
  await enter({
    ...{ kind: 'block', time: '11:00', services: [], person: people[0]?.id, minutes: 120 },
  })
  return people
}

test('a calendar says how full a date is by the hour; blocked time is neither offered nor a booking', async () => {
  await day()
  const { body } = await shop.owner<Calendar>('GET', store(`calendar?${dates()}`))
  const hour = (hour: number) => body.hours.find((one) => one.hour === hour)
  expect(hour(10)).toMatchObject({ offered: 8, taken: 0, bookings: 0 })
  expect(hour(11)).toMatchObject({ offered: 4, taken: 0, bookings: 0 })
  expect(hour(14)).toMatchObject({ offered: 8, taken: 8, bookings: 2 })
  expect(hour(20)).toBeUndefined()
  expect(body.days).toMatchObject([{ date: shop.tomorrow, bookings: 2, offered: 72 }])
})

test('nothing is offered on a closed date, nor by who is off', async () => {
  const [minji, sua] = await day()
  await put('people', {
    people: [minji, sua && { ...sua, special: [{ date: shop.tomorrow, hours: [] }] }],
  })
  const offered = async () =>
    (await shop.owner<Calendar>('GET', store(`calendar?${dates()}`))).body.days[0]?.offered
  expect(await offered()).toBe(36) // 40 quarters of Minji without 8 that are blocked, and 4 that Sua still has
  await offer([cut], [], { closedDates: [shop.tomorrow] })
  expect(await offered()).toBe(8) // what is taken
})

test('a report says how appointments came; blocked time is none of them', async () => {
  await day()
  await enter({ kind: 'walk-in', time: '16:00' })
  const { body } = await shop.owner<Report>('GET', store(`report?${dates()}`))
  expect(body.sources).toEqual([
    { source: 'online', bookings: 1 },
    { source: 'phone', bookings: 1 },
    { source: 'walk-in', bookings: 1 },
  ])
  expect(body.parties).toEqual([])
  expect(body.days).toMatchObject([{ bookings: 3 }])
  const csv = await shop.owner('GET', store(`bookings.csv?${dates()}`))
  expect(`${csv.body}`).toContain('이두리')
  expect(`${csv.body}`).not.toContain('막아 둔 시간')
})

test('blocked time is no guest who comes today', async () => {
  await day()
  await moveTo(shop.engine, `${shop.tomorrow}T09:00:00+09:00`)
  const { body } = await shop.owner<Today>('GET', '/v1/me/stores-today')
  const own = body.data.find(({ store: { id } }) => id === shop.shopId)
  expect(own).toMatchObject({ bookings: 2, coming: 2 })
})
