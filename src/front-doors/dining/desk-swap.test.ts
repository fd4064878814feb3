import { expect, test } from 'vitest'
import { expectCleanAudit } from '../../../test/audited.ts'
import type { AnswerOf } from '../../kernel/endpoint.ts'
import { moveTo } from '../timetables/shop.fixture.ts'
import type * as contract from './desk-contract.ts'
import { openParties } from './party.fixture.ts'

type Party = AnswerOf<typeof contract.enterParty>
type Swapped = AnswerOf<typeof contract.swapParties> & { type?: string }
type Floor = AnswerOf<typeof contract.getFloor>

const { dining, at, seat } = openParties()

const three = {
  areas: {
    홀: [
      [1, 4],
      [1, 4],
      [1, 6],
    ],
  },
} as const

const enter = async (body: object) =>
  (
    await dining.owner<Party>('POST', at('desk-bookings'), {
      ...{ kind: 'phone', date: dining.tomorrow, time: '19:00', party: 2, minutes: 90 },
      ...body,
    })
  ).body
const swap = (one: Party, withId: string, tableIds: readonly string[], more: object = {}) =>
  dining.owner<Swapped>('PUT', at(`desk-bookings/${one.id}/swap`), { withId, tableIds, ...more })
const problemOf = ({ body }: { body: { type?: string } }) => body.type?.replace('/problems/', '')
const tablesNow = async () => {
  const { body } = await dining.owner<Floor>('GET', at(`floor?date=${dining.tomorrow}`))
  return new Map(body.parties.map(({ id, tableIds }) => [id, tableIds]))
}

test('two parties change tables, each at its own time; a repeat changes nothing, and it can be undone', async () => {
  const { tables } = await seat(three)
  const [first, second] = tables.map(({ id }) => id)
  const one = await enter({ tableIds: [first], party: 3 })
  const other = await enter({ tableIds: [second], time: '19:30', minutes: 120 })
  const { status, body } = await swap(one, other.id, other.tableIds)
  expect([status, body.parties]).toMatchObject([
    200,
    [
      { id: one.id, tableIds: [second], time: '19:00', party: 3, endsAt: one.endsAt },
      { id: other.id, tableIds: [first], time: '19:30', party: 2, endsAt: other.endsAt },
    ],
  ])
  expect((await swap(one, other.id, other.tableIds)).body).toEqual(body)
  expect(problemOf(await swap(other, one.id, [first ?? '']))).toBeUndefined()
  expect((await tablesNow()).get(one.id)).toEqual([second])
  await swap(one, other.id, one.tableIds)
  expect(await tablesNow()).toEqual(
    new Map([
      [one.id, [first]],
      [other.id, [second]],
    ]),
  )
  await expectCleanAudit(dining.engine)
})

test('a third party at one of the tables keeps both where they are', async () => {
  const { tables } = await seat(three)
  const [first, second] = tables.map(({ id }) => id)
  const one = await enter({ tableIds: [first] })
  const longer = await enter({ tableIds: [second], minutes: 180 })
  await enter({ tableIds: [first], time: '21:00' })
  const before = await tablesNow()
  expect(problemOf(await swap(one, longer.id, longer.tableIds))).toBe('swap-taken')
  expect(await tablesNow()).toEqual(before)
})

test('a party that would get too few seats is refused, unless the store seats it anyway', async () => {
  const { tables } = await seat(three)
  const [first, , third] = tables.map(({ id }) => id)
  const large = await enter({ tableIds: [third], party: 6 })
  const small = await enter({ tableIds: [first] })
  expect(problemOf(await swap(small, large.id, large.tableIds))).toBe('party-over-seats')
  const anyway = await swap(small, large.id, large.tableIds, { mayCrowd: true })
  expect(anyway.body.parties.map(({ tableIds }) => tableIds)).toEqual([[third], [first]])
})

test('a party swaps neither with itself, nor with one that has moved meanwhile, nor with one that has left', async () => {
  const { tables } = await seat(three)
  const [first, second, third] = tables.map(({ id }) => id)
  const one = await enter({ tableIds: [first] })
  const other = await enter({ tableIds: [second] })
  expect(problemOf(await swap(one, one.id, one.tableIds))).toBe('swap-with-itself')
  expect(problemOf(await swap(one, dining.restaurantId, [second ?? '']))).toBe('order-missing')
  await dining.owner('PATCH', at(`desk-bookings/${other.id}`), { tableIds: [third] })
  expect(problemOf(await swap(one, other.id, other.tableIds))).toBe('lines-changed')
  await moveTo(dining.engine, `${dining.tomorrow}T19:05:00+09:00`)
  for (const state of ['seated', 'finished'])
    await dining.owner('PUT', at(`desk-bookings/${other.id}/sitting`), { state })
  expect(problemOf(await swap(one, other.id, [third ?? '']))).toBe('guest-gone')
})
