import { describe, expect, test } from 'vitest'
import type { AnswerOf } from '../../../kernel/endpoint.ts'
import { moveTo } from '../shop.fixture.ts'
import { everyDay, openAppointments, personOf, serviceOf } from './appointments.fixture.ts'
import type * as contract from './desk-contract.ts'
import type { Person } from './rules.ts'

type Appointment = AnswerOf<typeof contract.enterAppointment> & { type?: string }

const { shop, at, offer } = openAppointments()

const cut = serviceOf('커트', { minutes: 40, cleanupMinutes: 20 })
const perm = serviceOf('펌', { minutes: 120 })
const minji = personOf('민지', [cut, perm]) // 10:00 to 20:00
const late = personOf('수아', [cut, perm], { weekly: everyDay([['14:00', '22:00']]) })

const enter = (body: object) =>
  shop.owner<Appointment>('POST', at('desk-appointments'), {
    ...{ kind: 'phone', date: shop.tomorrow, time: '14:00', services: [cut.id] },
    ...body,
  })
const arrange = (id: string, body: object) =>
  shop.owner<Appointment>('PATCH', at(`desk-appointments/${id}`), body)
const typeOf = ({ body }: { body: { type?: string } }) => body.type?.split('/').at(-1) ?? 'done'
const open = (people: readonly Person[], closedDates: string[] = []) =>
  offer([cut, perm], people, { closedDates })

describe('the desk of a shop', () => {
  test('enters a guest with a service, or says how long it takes without one', async () => {
    await open([minji])
    for (const kind of ['phone', 'walk-in']) {
      const when = kind === 'phone' ? {} : { date: undefined, time: undefined }
      expect(typeOf(await enter({ kind, ...when, services: [] }))).toBe('service-unchosen')
      expect(typeOf(await enter({ kind, ...when, services: undefined }))).toBe('service-unchosen')
    }
    const { body } = await enter({ services: [], minutes: 30 })
    expect(body).toMatchObject({ serviceIds: [], what: '' })
    expect(typeOf(await arrange(body.id, { services: [] }))).toBe('service-unchosen')
    expect((await arrange(body.id, { services: [perm.id, perm.id] })).body).toMatchObject({
      ...{ serviceIds: [perm.id], what: '펌' },
      endsAt: new Date(`${shop.tomorrow}T16:00:00+09:00`).toISOString(),
    })
  })

  // a cut takes 40 minutes, and 20 to clean up, also after hours
  test.each([
    ['done', { time: '10:00' }],
    ['done', { time: '19:15' }],
    ['off-hours', { time: '19:30' }],
    ['off-hours', { time: '09:45' }],
    ['off-hours', { time: '21:00' }],
    ['off-hours', { time: '19:15', minutes: 60 }],
    ['done', { time: '21:00', kind: 'block', services: [] }],
  ])('%s where a person works from ten to eight: %j', async (said, body) => {
    await open([minji])
    const asked = { person: minji.id, ...body }
    expect(typeOf(await enter(asked))).toBe(said)
    if (said !== 'done') expect((await enter({ ...asked, mayBeOffHours: true })).status).toBe(200)
  })

  test('enters a guest with who works then, before who does not', async () => {
    await open([minji, late])
    expect((await enter({ time: '20:30' })).body.personId).toBe(late.id)
    expect(typeOf(await enter({ time: '20:30' }))).toBe('nobody-free')
    const meant = await enter({ time: '20:30', mayBeOffHours: true })
    expect(meant.body.personId).toBe(minji.id)
    expect(typeOf(await enter({ time: '20:30', mayBeOffHours: true }))).toBe('nobody-free')
  })

  test('enters a guest on a closed day only when it is meant', async () => {
    await open([minji], [shop.tomorrow])
    expect(typeOf(await enter({}))).toBe('closed-then')
    expect((await enter({ mayBeOffHours: true })).status).toBe(200)
  })

  test('enters a guest at a time of today that is over only when it is meant', async () => {
    await open([minji])
    await moveTo(shop.engine, `${shop.tomorrow}T14:10:00+09:00`)
    expect(typeOf(await enter({ time: '13:00' }))).toBe('time-over')
    expect((await enter({ time: '13:00', mayBeOffHours: true })).status).toBe(200)
    expect((await enter({ time: '14:00' })).status).toBe(200) // the quarter that is going on
  })

  test('moves a guest beyond working hours only when it is meant, never over another one', async () => {
    await open([minji, late])
    const { body } = await enter({ time: '18:00', person: minji.id })
    expect(typeOf(await arrange(body.id, { time: '20:30' }))).toBe('off-hours')
    expect(typeOf(await arrange(body.id, { minutes: 180 }))).toBe('off-hours')
    expect(typeOf(await arrange(body.id, { person: late.id }))).toBe('done')
    expect(typeOf(await arrange(body.id, { time: '20:30' }))).toBe('done')
    expect(typeOf(await arrange(body.id, { person: minji.id }))).toBe('off-hours')
    const meant = { person: minji.id, mayBeOffHours: true }
    expect((await arrange(body.id, meant)).body).toMatchObject({ personId: minji.id })
    // what is off hours already may become shorter
    expect(typeOf(await arrange(body.id, { minutes: 45 }))).toBe('done')
    expect(typeOf(await arrange(body.id, { minutes: 60 }))).toBe('off-hours')
    const { body: other } = await enter({ time: '18:00', person: minji.id })
    const over = { time: '20:30', mayBeOffHours: true }
    expect(typeOf(await arrange(other.id, over))).toBe('person-busy')
  })
})

test('what the desk does with an appointment is in the list of what was done', async () => {
  await open([minji])
  const { body } = await enter({})
  await arrange(body.id, { time: '15:00' })
  const acts = await shop.owner<{ data: { kind: string; operation: string; detail: unknown }[] }>(
    'GET',
    `/v1/stores/${shop.shopId}/acts`,
  )
  expect(acts.body.data.filter(({ operation }) => /Appointment$/.test(operation))).toMatchObject([
    { kind: 'arranged', operation: 'arrangeAppointment' },
    { kind: 'entered', operation: 'enterAppointment', detail: 'phone' },
  ])
})
