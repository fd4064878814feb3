import { expect, test } from 'vitest'
import type { AnswerOf } from '../../kernel/endpoint.ts'
import { moveTo } from '../timetables/shop.fixture.ts'
import type * as contract from './desk-contract.ts'
import { openParties } from './party.fixture.ts'

type Party = AnswerOf<typeof contract.enterParty> & { type?: string }

const { dining, at, put, seat } = openParties()

// open from 17:00, the last party at 21:00, until 23:00
const given = () =>
  seat({
    areas: {
      홀: [
        [1, 4],
        [1, 4],
      ],
    },
  })
const enter = (body: object) =>
  dining.owner<Party>('POST', at('desk-bookings'), {
    ...{ kind: 'phone', date: dining.tomorrow, time: '19:00', party: 2 },
    ...body,
  })
const arrange = (id: string, body: object) =>
  dining.owner<Party>('PATCH', at(`desk-bookings/${id}`), body)
const outcome = ({ body }: { body: { type?: string } }) => body.type?.split('/').at(-1) ?? 'done'
const evening = (time: string) => moveTo(dining.engine, `${dining.tomorrow}T${time}:00+09:00`)

test.each([
  ['done', { time: '17:00' }],
  ['done', { time: '22:45' }], // after the last seating: the desk decides
  ['off-hours', { time: '16:45' }],
  ['off-hours', { time: '23:00' }],
  ['off-hours', { time: '21:30', minutes: 120 }],
  ['done', { time: '21:30', minutes: 90 }],
])('%s where a restaurant is open from five to eleven: %j', async (said, body) => {
  const { tables } = await given()
  expect(outcome(await enter(body))).toBe(said)
  if (said === 'done') return
  expect(outcome(await enter({ ...body, mayBeOffHours: true }))).toBe('done')
  const block = { kind: 'block', tableIds: [tables[1]?.id] }
  expect(outcome(await enter({ ...body, ...block }))).toBe('done')
})

test('a party is entered on a closed date only when it is meant', async () => {
  await given()
  await put(`closed-dates/${dining.tomorrow}`, undefined)
  expect(outcome(await enter({}))).toBe('closed-then')
  expect(outcome(await enter({ mayBeOffHours: true }))).toBe('done')
})

test('a party is entered at a time that is over only when it is meant', async () => {
  await given()
  await evening('19:20')
  expect(outcome(await enter({ time: '19:00' }))).toBe('time-over')
  expect(outcome(await enter({ time: '19:00', mayBeOffHours: true }))).toBe('done')
  expect(outcome(await enter({ time: '19:15' }))).toBe('done') // the quarter that is going on
})

test('who stands at the door is let in without a question, at any hour', async () => {
  await given()
  await evening('15:00')
  const now = { date: undefined, time: undefined }
  expect(outcome(await enter({ kind: 'walk-in', ...now }))).toBe('done')
})

test('a party moves beyond the hours only when it is meant; one that sits stays as long as it likes', async () => {
  await given()
  const { body } = await enter({ minutes: 120 })
  expect(outcome(await arrange(body.id, { time: '16:00' }))).toBe('off-hours')
  expect(outcome(await arrange(body.id, { minutes: 300 }))).toBe('off-hours')
  expect(outcome(await arrange(body.id, { time: '22:00' }))).toBe('done') // it may be short
  expect(outcome(await arrange(body.id, { party: 3 }))).toBe('done')
  expect(outcome(await arrange(body.id, { time: '16:00', mayBeOffHours: true }))).toBe('done')
  expect(outcome(await arrange(body.id, { minutes: 60 }))).toBe('done')
  const { body: late } = await enter({ time: '22:00', minutes: 60 })
  await evening('22:10')
  await dining.owner('PUT', at(`desk-bookings/${late.id}/sitting`), { state: 'seated' })
  expect(outcome(await arrange(late.id, { minutes: 90 }))).toBe('done')
})
