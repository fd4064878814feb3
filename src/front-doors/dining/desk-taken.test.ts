import { expect, test } from 'vitest'
import type { AnswerOf } from '../../kernel/endpoint.ts'
import { moveTo } from '../timetables/shop.fixture.ts'
import type * as contract from './desk-contract.ts'
import { openParties } from './party.fixture.ts'

type Party = AnswerOf<typeof contract.enterParty> & { type?: string }

const { dining, at, seat } = openParties()

const two = {
  areas: {
    홀: [
      [1, 4],
      [1, 4],
    ],
  },
} as const

const enter = (body: object = {}) =>
  dining.owner<Party>('POST', at('desk-bookings'), {
    ...{ kind: 'phone', date: dining.tomorrow, time: '19:00', party: 2 },
    ...body,
  })
const arrange = (id: string, body: object) =>
  dining.owner<Party>('PATCH', at(`desk-bookings/${id}`), body)
const sit = (id: string, state: string) =>
  dining.owner<Party>('PUT', at(`desk-bookings/${id}/sitting`), { state })
const outcome = ({ status, body }: { status: number; body: { type?: string } }) =>
  body.type?.split('/').at(-1) ?? status

test('who names a table that others have at that time is told that, whatever is entered', async () => {
  const { tables } = await seat(two)
  const [taken, free] = tables.map(({ id }) => id)
  await enter({ tableIds: [taken] })
  for (const kind of ['phone', 'walk-in', 'block']) {
    expect(outcome(await enter({ kind, tableIds: [taken] }))).toBe('table-taken')
    expect(outcome(await enter({ kind, tableIds: [free, taken] }))).toBe('table-taken')
  }
  expect(outcome(await enter())).toBe(200)
  expect(outcome(await enter())).toBe('no-table-free')
})

test('a party that is moved to a table of others stays where it is', async () => {
  await seat(two)
  const [one, other] = [await enter(), await enter()]
  const moved = await arrange(one.body.id, { tableIds: other.body.tableIds })
  expect(outcome(moved)).toBe('table-taken')
  expect(outcome(await arrange(one.body.id, { time: '19:30' }))).toBe(200)
})

test('a party that stays longer does so at its table, or is told that others have it', async () => {
  await seat(two)
  const { body } = await enter({ minutes: 90 })
  const { tableIds } = body
  await enter({ time: '20:30', tableIds })
  expect(outcome(await arrange(body.id, { minutes: 120 }))).toBe('table-taken')
  expect((await arrange(body.id, { minutes: 60 })).body.tableIds).toEqual(tableIds)
})

test('who has left gets no table back that others have by now', async () => {
  await seat({ areas: { 홀: [[1, 4]] } })
  const { body } = await enter({ minutes: 120 })
  await moveTo(dining.engine, `${dining.tomorrow}T19:50:00+09:00`)
  await sit(body.id, 'seated')
  await sit(body.id, 'finished')
  await enter({ time: '20:00' })
  expect(outcome(await sit(body.id, 'seated'))).toBe('table-taken')
})
