import { expect, test } from 'vitest'
import type { BookingAnswer } from '../../bookings/read.ts'
import { openSlowProcesses } from '../../orders/slow-processes.fixture.ts'
import { sql } from '../../postgres/sql.ts'
import { openChanges, typeOf } from './changes.fixture.ts'
import { DEFAULT_TERMS } from './seating-rules.ts'

const { dining, seat, targetsOf, tomorrowOf, changeTo, changeIn, confirmed, paid, ...house } =
  openChanges()
const { isFree, quartersOf, twice, put, mailsOf } = house

const seatsOf = async (id: string) =>
  dining.engine.database.one<{ party: number; tables: number }>(sql`
    select sum(l.quantity) filter (where starts_with(p.key, 'arrival/'))::integer as party,
           count(distinct split_part(p.key, '/', 2)) filter (where starts_with(p.key, 'table/'))::integer as tables
      from order_lines l join places p on p.store_id = l.store_id and p.id = l.place_id
     where l.order_id = ${id} and l.status = 'sold'`)

const joined = {
  areas: {
    홀: [
      [1, 4],
      [1, 4],
    ],
  },
  joins: [[0, 1]],
} as const

test('more people come at the same time: the party gets the tables that seat them', async () => {
  await seat(joined)
  const { guest, id } = await confirmed('18:00', 4)
  const targets = await targetsOf(guest, id)
  expect(targets.people).toEqual({ now: 4, most: 8 })
  expect(tomorrowOf(targets)).not.toContain('18:00')
  expect(tomorrowOf(await targetsOf(guest, id, 6))).toContain('18:00')
  expect((await changeTo(guest, id, '18:00', 6)).status).toBe(200)
  expect(await seatsOf(id)).toEqual({ party: 6, tables: 2 })
  const { body } = await guest<BookingAnswer>('GET', `/v1/bookings/${id}`)
  expect(body.lines).toMatchObject([{ time: '18:00', quantity: 6, what: { ko: '6명 · 홀' } }])
})

test('fewer people come: tables that they do not need are free for others', async () => {
  await seat(joined)
  const { guest, id } = await confirmed('18:00', 7)
  expect(await isFree(2, '18:00')).toBe(false)
  expect((await changeTo(guest, id, '18:00', 3)).status).toBe(200)
  expect(await seatsOf(id)).toEqual({ party: 3, tables: 1 })
  expect(await isFree(2, '18:00')).toBe(true)
})

test('a smaller party keeps a table that is larger than it would be given now', async () => {
  await seat({ areas: { 홀: [[1, 8]] } }, { wasteMost: 2 })
  const { guest, id } = await confirmed('18:00', 7)
  expect((await changeTo(guest, id, '18:00', 2)).status).toBe(200)
  expect(await seatsOf(id)).toEqual({ party: 2, tables: 1 })
  // elsewhere it is seated as anybody
  expect(tomorrowOf(await targetsOf(guest, id))).toEqual([])
})

test('time and number change together, both or neither', async () => {
  await seat(joined)
  const [{ guest, id }] = [await confirmed('17:00', 2), await confirmed('20:00', 2)]
  expect(tomorrowOf(await targetsOf(guest, id, 6))).not.toContain('20:00')
  expect(typeOf(await changeTo(guest, id, '20:00', 6))).toEqual([409, 'no-table-free'])
  expect(await seatsOf(id)).toEqual({ party: 2, tables: 1 })
  expect((await changeTo(guest, id, '17:30', 5)).status).toBe(200)
  expect(await seatsOf(id)).toEqual({ party: 5, tables: 2 })
  expect(await quartersOf(id)).toMatchObject([{ quarters: '17:30 10' }, { quarters: '17:30 10' }])
})

test('no more come than tables and pace take', async () => {
  await seat(joined, { pace: 5 })
  const [{ guest, id }] = [await confirmed('18:00', 2), await confirmed('18:00', 2)]
  expect(tomorrowOf(await targetsOf(guest, id, 4))).not.toContain('18:00')
  expect((await changeTo(guest, id, '18:00', 4)).status).toBe(409)
  expect((await changeTo(guest, id, '18:00', 3)).status).toBe(200)
  expect(typeOf(await changeTo(guest, id, '18:00', 9))[0]).toBe(422)
  expect(typeOf(await changeTo(guest, id, '18:00', 3))).toEqual([422, 'move-same'])
  expect(await seatsOf(id)).toEqual({ party: 3, tables: 1 })
})

test('the guest is told of another number by mail, the restaurant by a notice', async () => {
  await seat(joined)
  const { guest, id } = await confirmed('18:00', 4)
  await mailsOf(guest)
  await changeTo(guest, id, '18:00', 5)
  const [mail, ...more] = await mailsOf(guest)
  expect(more).toEqual([])
  expect(mail?.subject).toMatch(/^예약 변경: .* 18:00 \(Booking changed\)$/)
  expect(mail?.text).toContain('인원: 4명 → 5명')
  expect(mail?.text).toContain('Party size: 4 → 5')
  expect(mail?.calendar).toMatch(/SEQUENCE:[1-9]/)
  const { body } = await dining.owner<{ data: { kind: string; bookingId: string }[] }>(
    'GET',
    `/v1/stores/${dining.restaurantId}/notices`,
  )
  expect(body.data[0]).toMatchObject({ kind: 'changed', bookingId: id })
})

test('who paid a deposit per person does not change the number online', async () => {
  await seat(joined, { deposit: { amount: 5000, per: 'person' } })
  const { guest, id } = await paid('18:00', 2)
  expect((await targetsOf(guest, id)).people).toBeNull()
  expect((await targetsOf(guest, id, 3)).data).toEqual([])
  expect(typeOf(await changeTo(guest, id, '18:00', 3))).toEqual([409, 'party-paid-per-person'])
  expect(typeOf(await changeTo(guest, id, '19:00', 3))).toEqual([409, 'party-paid-per-person'])
  expect((await changeTo(guest, id, '19:00', 2)).status).toBe(200)
})

test('who booked before the restaurant asked for a deposit per person does not come with more for nothing', async () => {
  await seat(joined)
  const { guest, id } = await confirmed('18:00', 2)
  const deposit = { amount: 5000, per: 'person' } as const
  await put('seating-terms', { ...DEFAULT_TERMS, deposit })
  expect((await targetsOf(guest, id, 3)).data).toEqual([])
  for (const time of ['18:00', '19:00'])
    expect(typeOf(await changeTo(guest, id, time, 3))).toEqual([409, 'move-price-differs'])
})

test('a deposit per table is for as many tables', async () => {
  await seat(joined, { deposit: { amount: 10_000, per: 'table' } })
  const { guest, id } = await paid('18:00', 2)
  expect(typeOf(await changeTo(guest, id, '18:00', 6))).toEqual([409, 'no-table-free'])
  expect((await changeTo(guest, id, '18:00', 4)).status).toBe(200)
  expect(await seatsOf(id)).toEqual({ party: 4, tables: 1 })
})

test('a booking is changed three times, in its time and number together', async () => {
  await seat(joined)
  const { guest, id } = await confirmed('18:00', 2)
  expect((await changeTo(guest, id, '18:00', 3)).status).toBe(200)
  expect((await changeTo(guest, id, '19:00', 4)).status).toBe(200)
  expect((await targetsOf(guest, id)).left).toBe(1)
  expect((await changeTo(guest, id, '18:00')).status).toBe(200)
  expect(typeOf(await changeTo(guest, id, '18:00', 2))).toEqual([409, 'changes-spent'])
})

test('the same change asked twice is made once', async () => {
  await seat(joined)
  const { guest, id } = await confirmed('18:00', 2)
  const item = { date: dining.tomorrow, time: '18:00', party: '3' }
  const ask = () =>
    guest('POST', `/v1/bookings/${id}/change`, { item }, { 'idempotency-key': 'the-same-key-0001' })
  expect((await ask()).status).toBe(200)
  expect((await ask()).status).toBe(200)
  expect((await targetsOf(guest, id)).left).toBe(2)
})

test('parties that grow at once, in three processes, never get one table twice', async () => {
  // Each pair of parties could grow onto the table between them.
  await seat({
    areas: { 홀: Array(9).fill([1, 2]) },
    joins: Array.from({ length: 8 }, (_, at) => [at, at + 1] as const),
  })
  const booked = []
  for (let at = 0; at < 6; at += 1) booked.push(await confirmed('18:00', 2))
  const { processOf, refusals, close } = openSlowProcesses(dining.engine, 3, { transactions: true })
  const outcomes = await Promise.all(
    booked.map((one, at) => changeIn(processOf(at), one, { time: '18:00', party: '4' })),
  )
  await close()
  expect(refusals).toEqual([])
  expect(await twice()).toEqual([])
  const seats = await Promise.all(booked.map(({ id }) => seatsOf(id)))
  expect(seats).toEqual(
    outcomes.map((outcome) =>
      outcome === 'done' ? { party: 4, tables: 2 } : { party: 2, tables: 1 },
    ),
  )
  expect(outcomes.filter((outcome) => outcome === 'done').length).toBeGreaterThan(0)
})
