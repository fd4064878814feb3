import { expect, test } from 'vitest'
import { booker, confirm } from '../../../test/booker.ts'
import { pay } from '../../../test/paying.ts'
import type { Person } from '../../../test/server.ts'
import { changeTime } from '../../bookings/changes/change.ts'
import type { BookingAnswer } from '../../bookings/read.ts'
import type { Engine } from '../../engine.ts'
import { readOrders } from '../../orders/queries.ts'
import { openSlowProcesses } from '../../orders/slow-processes.fixture.ts'
import { sql } from '../../postgres/sql.ts'
import { placeParty } from './parties.ts'
import { onceOf, openParties, outcomeOf } from './party.fixture.ts'

const { dining, seat, freeTimes, bookParty } = openParties()

interface Targets {
  isOpen: boolean
  data: { date: string; time: string; item: Record<string, string> }[]
}
const targetsOf = async (guest: Person, id: string) =>
  (await guest<Targets>('GET', `/v1/bookings/${id}/change-targets`)).body
const changeTo = (guest: Person, id: string, time: string) =>
  guest<{ startsAt: string; type?: string }>('POST', `/v1/bookings/${id}/change`, {
    item: { date: dining.tomorrow, time },
  })
const tomorrowOf = ({ data }: Targets) =>
  data.flatMap(({ date, time }) => (date === dining.tomorrow ? time : []))
const typeOf = ({ status, body }: { status: number; body: { type?: string } }) => [
  status,
  body.type?.split('/').at(-1),
]

async function confirmed(time: string, party = 2) {
  const guest = await dining.house.customer()
  const { body } = await bookParty(guest, { time, party })
  await confirm(guest, body.id)
  return { guest, id: body.id }
}

const isFree = async (party: number, time: string) =>
  (await freeTimes(party)).times.find((one) => one.time === time)?.isFree

/** The quarters of tables that an order has, by table. */
const quartersOf = (id: string) =>
  dining.engine.database.rows<{ table: string; quarters: string }>(sql`
    select split_part(p.key, '/', 2) as table, min(split_part(p.key, '/', 4)) || ' ' || count(*) as quarters
      from order_lines l join places p on p.store_id = l.store_id and p.id = l.place_id
     where l.order_id = ${id} and l.status = 'sold' and starts_with(p.key, 'table/')
     group by 1 order by 1
  `)
const twice = () =>
  dining.engine.database.rows(sql`
    select p.key from order_lines l join places p on p.store_id = l.store_id and p.id = l.place_id
     where p.store_id = ${dining.restaurantId} and l.status in ('held', 'sold')
       and starts_with(p.key, 'table/')
     group by p.key having count(*) > 1`)

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
  const guest = await dining.house.customer()
  const { body } = await bookParty(guest, { party: 3, time: '17:00' })
  await guest('PUT', `/v1/bookings/${body.id}/booker`, booker)
  const { engine, restaurantId: storeId } = dining
  const [order] = await readOrders(engine.database, storeId, [body.id])
  if (!order?.buyerId) throw new Error('the party holds nothing')
  await pay(engine, { storeId, buyerId: order.buyerId, order })
  await confirmedFour()
  const times = tomorrowOf(await targetsOf(guest, body.id))
  expect(times).toContain('17:30')
  // only the two small ones are free then: two deposits
  expect(times).not.toContain('20:00')
  expect(typeOf(await changeTo(guest, body.id, '20:00'))).toEqual([409, 'no-table-free'])
  expect((await changeTo(guest, body.id, '17:30')).status).toBe(200)
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
    ...booked.map(({ id, guest }, at) => changeIn(processOf(at), { id, guest })),
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

async function changeIn(engine: Engine, { id, guest }: { id: string; guest: Person }) {
  const { body: me } = await guest<{ id: string }>('GET', '/v1/me')
  const item = { date: dining.tomorrow, time: '20:00' }
  const once = onceOf(`change ${id}`)
  return outcomeOf(() => changeTime(engine, { buyerId: me.id, bookingId: id, item, once }))
}

const claimIn = (engine: Engine) =>
  outcomeOf(() => {
    const buyerId = engine.newId<'Account'>()
    const { restaurantId, tomorrow: date } = dining
    const ask = { restaurantId, buyerId, once: onceOf(buyerId), date, party: 2, time: '20:00' }
    return placeParty(engine, ask)
  })
