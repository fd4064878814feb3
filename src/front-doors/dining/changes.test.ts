import { expect, test } from 'vitest'
import type { BookingAnswer } from '../../bookings/read.ts'
import type { Engine } from '../../engine.ts'
import { openSlowProcesses } from '../../orders/slow-processes.fixture.ts'
import { sql } from '../../postgres/sql.ts'
import { openChanges, typeOf } from './changes.fixture.ts'
import { placeParty } from './parties.ts'
import { onceOf, outcomeOf } from './party.fixture.ts'

const {
  dining,
  seat,
  bookParty,
  targetsOf,
  tomorrowOf,
  changeTo,
  confirmed,
  paid,
  changeIn,
  isFree,
  quartersOf,
  twice,
} = openChanges()

const two = {
  areas: {
    홀: [
      [1, 4],
      [1, 4],
    ],
  },
  joins: [[0, 1]],
} as const

test('a guest changes a party to a time that overlaps with its own, with all quarters of all its tables', async () => {
  await seat(two)
  const { guest, id } = await confirmed('18:00', 7)
  const targets = await targetsOf(guest, id)
  expect(targets.isOpen).toBe(true)
  expect(tomorrowOf(targets)).toContain('19:00')
  const changed = await changeTo(guest, id, '19:00')
  expect([changed.status, changed.body.startsAt]).toEqual([
    200,
    new Date(`${dining.tomorrow}T19:00:00+09:00`).toISOString(),
  ])
  expect(await quartersOf(id)).toMatchObject([{ quarters: '19:00 10' }, { quarters: '19:00 10' }])
  expect(await isFree(2, '17:00')).toBe(true)
  expect(await isFree(2, '18:30')).toBe(false)
  const { body } = await guest<BookingAnswer>('GET', `/v1/bookings/${id}`)
  expect(body.lines).toMatchObject([{ time: '19:00', quantity: 7, what: { ko: '7명 · 홀' } }])
})

test('a change to a time whose tables others have leaves the party where it was', async () => {
  await seat({ areas: { 홀: [[1, 4]] } })
  const [{ guest, id }] = [await confirmed('17:00'), await confirmed('20:00')]
  expect(tomorrowOf(await targetsOf(guest, id))).not.toContain('20:00')
  expect(typeOf(await changeTo(guest, id, '20:00'))).toEqual([409, 'no-table-free'])
  expect(typeOf(await changeTo(guest, id, '03:00'))).toEqual([422, 'time-not-served'])
  expect(await quartersOf(id)).toMatchObject([{ quarters: '17:00 6' }])
  const held = await dining.engine.database.rows(sql`
    select from orders where store_id = ${dining.restaurantId} and status = 'ready'
       and expires_at > clock_now()`)
  expect(held).toEqual([])
})

test('it stays in its area, and leaves what others wait for', async () => {
  await seat({ areas: { 홀: [[1, 4]], 룸: [[3, 6]] } })
  const { guest, id } = await confirmed('17:00', 2)
  const other = await confirmed('19:00', 2)
  const waiting = await dining.house.customer()
  expect(tomorrowOf(await targetsOf(guest, id))).not.toContain('19:30')
  const item = { date: dining.tomorrow, time: '19:00', party: '2' }
  const path = `/v1/stores/${dining.restaurantId}/waitlist-entries`
  expect((await waiting('POST', path, { item })).status).toBe(201)
  expect((await other.guest('POST', `/v1/orders/${other.id}/cancellation`)).status).toBe(200)
  expect(tomorrowOf(await targetsOf(guest, id))).not.toContain('19:30')
  expect(typeOf(await changeTo(guest, id, '19:30'))[0]).toBe(409)
})

test('what a party leaves comes back late, so that nobody lies in wait for it', async () => {
  await seat({ areas: { 홀: [[1, 4]] } })
  const { guest, id } = await confirmed('17:00')
  await dining.engine.database.run(sql`
    update order_lines set release_delay_ms = 60000 where order_id = ${id}`)
  expect((await changeTo(guest, id, '19:00')).status).toBe(200)
  expect(await isFree(2, '17:00')).toBe(false)
  const stranger = await dining.house.customer()
  expect(typeOf(await bookParty(stranger, { time: '17:00' }))).toEqual([409, 'no-table-free'])
  await dining.engine.advance(61)
  expect((await bookParty(stranger, { time: '17:00' })).status).toBe(201)
})

test('a deposit a table moves to as many tables, and not where it would cost something else', async () => {
  await seat(
    {
      areas: {
        홀: [
          [1, 4],
          [1, 2],
          [1, 2],
        ],
      },
      joins: [[1, 2]],
    },
    { deposit: { amount: 10_000, per: 'table' }, leadMinutes: null, horizonDays: 10 },
  )
  const { guest, id } = await paid('17:00', 3)
  await confirmedFour()
  const times = tomorrowOf(await targetsOf(guest, id))
  expect(times).toContain('17:30')
  // only the two small ones are free then: two deposits
  expect(times).not.toContain('20:00')
  expect(typeOf(await changeTo(guest, id, '20:00'))).toEqual([409, 'no-table-free'])
  expect((await changeTo(guest, id, '17:30')).status).toBe(200)
})

/** The largest table is taken at eight. */
async function confirmedFour() {
  const { engine, restaurantId, tomorrow: date } = dining
  const buyerId = engine.newId<'Account'>()
  const ask = { restaurantId, buyerId, once: onceOf(buyerId), date, party: 4, time: '20:00' }
  await placeParty(engine, ask)
}

test('forty parties change while others claim, in three processes: no quarter twice, each whole, both or neither', async () => {
  await seat({ areas: { 홀: Array(8).fill([1, 2]) } })
  const booked = []
  for (let at = 0; at < 8; at += 1) booked.push(await confirmed('17:00'))
  for (let at = 0; at < 8; at += 1) booked.push(await confirmed('18:30'))
  const { processOf, refusals, close } = openSlowProcesses(dining.engine, 3, { transactions: true })
  const outcomes = await Promise.all([
    ...booked.map(({ id, guest }, at) => changeIn(processOf(at), { id, guest }, { time: '20:00' })),
    ...Array.from({ length: 6 }, (_, at) => claimIn(processOf(at))),
  ])
  await close()
  expect(refusals).toEqual([])
  expect(await twice()).toEqual([])
  const quarters = await Promise.all(booked.map(({ id }) => quartersOf(id)))
  for (const [at, [of, ...more]] of quarters.entries()) {
    expect(more).toEqual([])
    const before = at < 8 ? '17:00 6' : '18:30 6'
    expect(of?.quarters).toBe(outcomes[at] === 'done' ? '20:00 6' : before)
  }
  expect(outcomes.filter((outcome) => outcome === 'done')).toHaveLength(8)
})

const claimIn = (engine: Engine) =>
  outcomeOf(() => {
    const buyerId = engine.newId<'Account'>()
    const { restaurantId, tomorrow: date } = dining
    const ask = { restaurantId, buyerId, once: onceOf(buyerId), date, party: 2, time: '20:00' }
    return placeParty(engine, ask)
  })
