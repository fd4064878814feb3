import { expect, test } from 'vitest'
import { expectCleanAudit } from '../../../test/audited.ts'
import { confirm } from '../../../test/booker.ts'
import { remindGuests } from '../../bookings/reminders/remind.ts'
import type { AnswerOf } from '../../kernel/endpoint.ts'
import { moveTo } from '../timetables/shop.fixture.ts'
import type * as contract from './desk-contract.ts'
import { openParties } from './party.fixture.ts'

type Party = AnswerOf<typeof contract.enterParty> & { type?: string }
type Floor = AnswerOf<typeof contract.getFloor>

const { dining, at, seat, bookParty, freeTimes, mailsOf } = openParties()

const two = {
  areas: {
    홀: [
      [1, 4],
      [1, 4],
    ],
  },
} as const
const enter = (body: object, by = dining.owner) =>
  by<Party>('POST', at('desk-bookings'), {
    ...{ kind: 'phone', date: dining.tomorrow, time: '19:00', party: 2 },
    ...body,
  })
const arrange = (id: string, body: object) =>
  dining.owner<Party>('PATCH', at(`desk-bookings/${id}`), body)
const sit = (id: string, state: string) =>
  dining.owner<Party>('PUT', at(`desk-bookings/${id}/sitting`), { state })
const floor = async () =>
  (await dining.owner<Floor>('GET', at(`floor?date=${dining.tomorrow}`))).body
const outcome = ({ status, body }: { status: number; body: { type?: string } }) =>
  body.type ?? status
const isFree = async (time: string, party = 2) =>
  (await freeTimes(party)).times.find((one) => one.time === time)?.isFree
const evening = (time: string) => moveTo(dining.engine, `${dining.tomorrow}T${time}:00+09:00`)

test('a caller gets the smallest free table at once, sealed by name, and costs nothing', async () => {
  const { tables } = await seat({
    areas: {
      홀: [
        [3, 6],
        [1, 2],
      ],
    },
  })
  const { status, body } = await enter({ name: '김하나', phone: '010-1234-5678', note: '창가' })
  expect([status, body]).toMatchObject([
    200,
    {
      ...{ source: 'phone', state: 'expected', party: 2, amount: 0, note: '창가' },
      ...{ tableIds: [tables[1]?.id], booker: { name: '김하나', phone: '010-1234-5678' } },
    },
  ])
  expect((await floor()).parties).toEqual([body])
  expect(await isFree('19:00')).toBe(false)
})

test('the same key enters a party once', async () => {
  await seat(two)
  const key = { 'idempotency-key': 'the-same-call' }
  const enterOnce = () =>
    dining.owner<Party>(
      'POST',
      at('desk-bookings'),
      { kind: 'phone', date: dining.tomorrow, time: '19:00', party: 2 },
      key,
    )
  const [first, again] = [await enterOnce(), await enterOnce()]
  expect(again.body.id).toBe(first.body.id)
  expect((await floor()).parties).toHaveLength(1)
})

test('the desk goes over waste, walk-in tables, last seating and pace; a table is still sold once', async () => {
  const { tables } = await seat(
    { areas: { 홀: [[1, 8]] }, walkInOnly: [0] },
    { wasteMost: 0, pace: 1 },
  )
  expect(outcome(await enter({ party: 2, time: '22:15' }))).toBe(200)
  expect(outcome(await enter({ party: 2, time: '22:30' }))).toBe('/problems/no-table-free')
  const named = { tableIds: [tables[0]?.id], time: '22:30' }
  expect(outcome(await enter(named))).toBe('/problems/table-taken')
  expect(outcome(await enter({ tableIds: [dining.restaurantId] }))).toBe('/problems/table-missing')
  expect(outcome(await enter({ party: 9 }))).toBe('/problems/no-table-fits')
})

test('a blocked table is taken, seats nobody, and is free again when the block ends', async () => {
  const { tables } = await seat({ areas: { 홀: [[1, 4]] } })
  const block = { kind: 'block', party: 1, tableIds: [tables[0]?.id], minutes: 120 }
  const { body } = await enter(block)
  expect(body).toMatchObject({ source: 'block', state: 'expected' })
  expect(await isFree('19:30')).toBe(false)
  expect(outcome(await sit(body.id, 'seated'))).toBe('/problems/not-seated')
  expect(outcome(await sit(body.id, 'finished'))).toBe(200)
  expect(await isFree('19:30')).toBe(true)
})

test('a party moves to another table and time whole, or not at all', async () => {
  const { tables } = await seat(two)
  const { body } = await enter({})
  const other = await enter({ time: '20:00' })
  const moved = await arrange(body.id, { tableIds: other.body.tableIds })
  expect(outcome(moved)).toBe('/problems/table-taken')
  expect((await floor()).parties).toMatchObject([body, other.body])
  const later = await arrange(body.id, { time: '20:30', party: 3 })
  expect([later.status, later.body]).toMatchObject([200, { time: '20:30', party: 3 }])
  expect(later.body.tableIds).not.toEqual(other.body.tableIds)
  expect(await isFree('17:30')).toBe(true)
  const back = await arrange(body.id, { time: '19:00', party: 2, tableIds: [tables[0]?.id] })
  expect([back.status, back.body]).toMatchObject([200, { time: '19:00', party: 2 }])
  await expectCleanAudit(dining.engine)
})

test('a stay is extended while its table is free, and shortened at any time', async () => {
  await seat({ areas: { 홀: [[1, 4]] } })
  const { body } = await enter({})
  await enter({ time: '21:00' })
  expect(outcome(await arrange(body.id, { minutes: 135 }))).toBe('/problems/table-taken')
  const longer = await arrange(body.id, { minutes: 120 })
  expect(Date.parse(longer.body.endsAt) - Date.parse(longer.body.startsAt)).toBe(120 * 60_000)
  expect(outcome(await arrange(body.id, { minutes: 60 }))).toBe(200)
  expect(outcome(await enter({ time: '20:00', minutes: 60 }))).toBe(200)
})

test('a party with a deposit moves with its money, and keeps its size', async () => {
  await seat(two, { deposit: { amount: 5_000, per: 'table' } })
  const guest = await dining.house.customer()
  const { body: held } = await bookParty(guest, { party: 3 })
  expect(outcome(await arrange(held.id, { time: '20:00' }))).toBe('/problems/order-missing')
  await seat(two)
  const { body } = await bookParty(guest, { party: 3, time: '17:00' })
  await confirm(guest, body.id)
  expect(outcome(await arrange(body.id, { time: '18:00' }))).toBe(200)
  const own = await guest<{ lines: { startsAt: string }[] }>('GET', `/v1/bookings/${body.id}`)
  expect(own.body.lines).toMatchObject([{ startsAt: `${dining.tomorrow}T09:00:00.000Z` }])
})

test('a guest whom the desk gives another time is told it once, and the store is not; another table is no news', async () => {
  const { tables } = await seat(two)
  const guest = await dining.house.customer()
  const { body } = await bookParty(guest)
  await confirm(guest, body.id)
  await arrange(body.id, { tableIds: [tables[1]?.id] })
  await arrange(body.id, { time: '20:00' })
  const moved = (await mailsOf(guest)).filter(({ subject }) => subject.startsWith('예약 시간 변경'))
  expect(moved.map(({ subject }) => subject)).toEqual([expect.stringContaining('20:00')])
  const sequenceOf = (calendar = '') => Number(/SEQUENCE:(\d+)/.exec(calendar)?.[1])
  expect(sequenceOf(moved[0]?.calendar)).toBeGreaterThan(0)
  const { body: notices } = await dining.owner<{ data: { kind: string }[] }>(
    'GET',
    `/v1/stores/${dining.restaurantId}/notices`,
  )
  expect(notices.data.map(({ kind }) => kind)).toEqual(['booked'])
})

test('a guest whom the desk gives a time that is near is told of it by that mail, without a reminder of its own', async () => {
  await seat(two)
  const guest = await dining.house.customer()
  const booked = async (time: string) => {
    const { body } = await bookParty(guest, { time })
    await confirm(guest, body.id)
    return body.id
  }
  const [moved, stays] = [await booked('21:00'), await booked('19:00')]
  await evening('17:15')
  await arrange(moved, { time: '19:00' })
  while ((await remindGuests(dining.engine)) > 0);
  const mails = (await mailsOf(guest)).filter(({ subject }) =>
    /^예약 (알림|시간 변경)/.test(subject),
  )
  const told = mails.map(({ subject, text }) => [subject.slice(0, 5), text.includes(stays)])
  expect(told.toSorted()).toEqual([
    ['예약 시간', false],
    ['예약 알림', true],
  ])
})

test('an evening: seated, gone early, the table free at once, and taken back while it still is', async () => {
  await seat({ areas: { 홀: [[1, 4]] } })
  const { body } = await enter({ time: '19:00', minutes: 120 })
  expect(outcome(await sit(body.id, 'finished'))).toBe('/problems/not-seated')
  expect(outcome(await sit(body.id, 'seated'))).toBe('/problems/visit-too-early')
  await evening('19:05')
  expect((await sit(body.id, 'seated')).body).toMatchObject({ state: 'seated' })
  await evening('19:50')
  const left = await sit(body.id, 'finished')
  expect(left.body).toMatchObject({ state: 'finished' })
  expect(left.body.endsAt).toBe(`${dining.tomorrow}T10:45:00.000Z`)
  const back = await sit(body.id, 'seated')
  expect(back.body).toMatchObject({ state: 'seated', endsAt: `${dining.tomorrow}T12:00:00.000Z` })
  await sit(body.id, 'finished')
  const walkIn = await dining.owner<Party>('POST', at('desk-bookings'), {
    kind: 'walk-in',
    party: 2,
  })
  expect([walkIn.status, walkIn.body]).toMatchObject([200, { time: '19:45', state: 'seated' }])
  expect(outcome(await sit(body.id, 'seated'))).toBe('/problems/table-taken')
  expect((await floor()).parties.map(({ state }) => state)).toEqual(['finished', 'seated'])
})

test('who did not come gives back what remains, and is expected again when they come after all', async () => {
  await seat({ areas: { 홀: [[1, 4]] } })
  const guest = await dining.house.customer()
  const { body } = await bookParty(guest, { time: '19:00' })
  await confirm(guest, body.id)
  await evening('18:00')
  expect(outcome(await sit(body.id, 'no-show'))).toBe('/problems/visit-too-early')
  await evening('19:30')
  expect((await sit(body.id, 'no-show')).body).toMatchObject({ state: 'no-show' })
  expect((await sit(body.id, 'expected')).body).toMatchObject({
    ...{ state: 'expected', source: 'online', endsAt: `${dining.tomorrow}T11:30:00.000Z` },
  })
  expect((await sit(body.id, 'seated')).body).toMatchObject({ state: 'seated' })
})

test('only people of the store see the floor and enter parties', async () => {
  await seat(two)
  const others = [await dining.house.customer(), await dining.house.owner('다른 사장')]
  const outcomes = others.map((other) => enter({}, other))
  expect((await Promise.all(outcomes)).map(({ status }) => status)).toEqual([403, 404])
})
