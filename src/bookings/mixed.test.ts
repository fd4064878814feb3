import { randomUUID } from 'node:crypto'
import { beforeEach, expect, test } from 'vitest'
import { cancel, givenBuyer, pay } from '../../test/paying.ts'
import type { Person } from '../../test/server.ts'
import { openConcerts } from '../front-doors/concerts/concert.fixture.ts'
import { facts } from '../front-doors/shop/shop.fixture.ts'
import type { Id } from '../kernel/id.ts'
import { Problem } from '../kernel/problem.ts'
import { addDays, weekdayOf } from '../kernel/time.ts'
import { readOrders } from '../orders/queries.ts'
import { openSlowProcesses } from '../orders/slow-processes.fixture.ts'
import { sql } from '../postgres/sql.ts'
import { ticketHolders } from '../tickets/ticket.fixture.ts'
import { claimMixed, type MixedItem } from './mixed.ts'
import { nameBooker } from './name.ts'
import type { BookingAnswer } from './read.ts'

// A concert hall with a restaurant and a shop: one store, three doors.

const opened = openConcerts()
const { concerts } = opened
const { ticketsOf, checkIn } = ticketHolders(opened)
let storeId: string
let table: Record<string, string>
let variantId: string
const TABLES = 3
const MUGS = 6

beforeEach(async () => {
  const { owner, concertId, today } = concerts
  storeId = concertId
  const doors = await owner<{ also: string[] }>('PUT', `/v1/stores/${storeId}/doors`, {
    also: ['dining', 'shop'],
  })
  expect(doors.body.also).toEqual(['dining', 'shop'])
  const date = addDays(today, 5)
  const weekly = { weekday: weekdayOf(date), time: '19:30', capacity: TABLES, price: 25_000 }
  const path = `/v1/restaurants/${storeId}/table-times`
  const time = await owner<{ id: string }>('POST', path, weekly)
  table = { tableTimeId: time.body.id, date }
  const product = await owner<{ variants: { variantId: string }[] }>(
    'POST',
    `/v1/markets/${storeId}/products`,
    { title: '머그컵', facts, hidden: false, variants: [{ price: 12_000, stocked: MUGS }] },
  )
  variantId = product.body.variants[0]?.variantId ?? ''
})

const freeSeats = async () => (await opened.free()).data.map(({ id }) => id)

const seatItem = (seatId: number): MixedItem => ({
  door: 'concerts',
  item: { performanceId: concerts.performanceId, seatId: `${seatId}` },
  quantity: 1,
})
const tableItem = (): MixedItem => ({ door: 'dining', item: table, quantity: 1 })
const mugItem = (quantity = 2): MixedItem => ({ door: 'shop', item: { variantId }, quantity })

const onceOf = (scope: string) => ({ scope, key: randomUUID(), fingerprint: 'mixed' })

const claimAs = (buyerId: Id<'Account'>, items: readonly MixedItem[]) =>
  claimMixed(concerts.engine, { storeId, buyerId, items, once: onceOf(buyerId) })

const book = (buyer: Person, items: readonly object[], more: object = {}) =>
  buyer<BookingAnswer>('POST', `/v1/stores/${storeId}/orders`, { items, ...more })

/** Names the booker and pays. */
async function payFor(buyerId: Id<'Account'>, bookingId: Id<'Order'>) {
  const { engine } = concerts
  const booker = { name: '김손님', phone: '010-1234-5678', message: '' }
  await nameBooker(engine, { buyerId, bookingId, booker })
  const [order] = await readOrders(engine.database, storeId, [bookingId])
  if (!order) throw new Error('no order')
  expect(await pay(engine, { storeId, buyerId, order })).toMatchObject({ state: 'fulfilled' })
}

const takenOf = async (prefix: string) => {
  const { taken } = await concerts.engine.database.one<{ taken: number }>(sql`
    select coalesce(sum(capacity - remaining), 0)::integer as taken from places
     where store_id = ${storeId} and starts_with(key, ${prefix})
  `)
  return taken
}

test('a table, a seat and two mugs are one order, held as the shortest, paid once', async () => {
  const { engine, owner } = concerts
  const [seat = 0] = await freeSeats()
  const buyerId = await givenBuyer(engine)
  const booking = await claimAs(buyerId, [tableItem(), seatItem(seat), mugItem()])
  expect(booking.price.amount).toBe(25_000 + 50_000 + 24_000)
  const held = Date.parse(booking.expiresAt) - Date.parse(booking.createdAt)
  expect(held).toBe(5 * 60_000)
  expect(Object.fromEntries(booking.lines.map(({ door, what }) => [door, what.ko]))).toEqual({
    dining: expect.stringContaining('1'),
    concerts: expect.stringContaining('번'),
    shop: expect.stringContaining('머그컵'),
  })
  await payFor(buyerId, booking.id)
  const payments = await engine.database.rows(sql`
    select id from payments where store_id = ${storeId} and order_id = ${booking.id}`)
  expect(payments.length).toBe(1)
  const day = await owner<{ bookings: { item: object }[]; times: object[] }>(
    'GET',
    `/v1/stores/${storeId}/bookings?date=${table.date}`,
  )
  expect(day.body.bookings.map(({ item }) => item)).toEqual([table])
  expect(day.body.times.length).toBe(1)
})

test('a store that sells goods, too, takes orders of more than four of them', async () => {
  const booking = await claimAs(await givenBuyer(concerts.engine), [mugItem(MUGS)])
  expect(booking.price.amount).toBe(MUGS * 12_000)
})

test('over HTTP, what is delivered is ordered at its own checkout only', async () => {
  const buyer = await concerts.house.customer()
  const [seat = 0] = await freeSeats()
  const refused = await book(buyer, [tableItem(), mugItem()])
  expect([refused.status, refused.body.type]).toEqual([422, '/problems/item-unknown'])
  const made = await book(buyer, [tableItem(), seatItem(seat)], { seenTotal: 75_000 })
  expect([made.status, made.headers.location]).toEqual([201, `/v1/bookings/${made.body.id}`])
  const listed = await buyer<{ data: BookingAnswer[] }>('GET', '/v1/bookings')
  expect(listed.body.data[0]?.lines.map(({ door }) => door).sort()).toEqual(['concerts', 'dining'])
})

test('one that cannot be bought refuses all, and says which', async () => {
  const buyerId = await givenBuyer(concerts.engine)
  const [seat = 0, other = 0] = await freeSeats()
  const past = { ...tableItem(), item: { ...table, date: '2020-01-01' } }
  await expect(claimAs(buyerId, [seatItem(seat), past])).rejects.toMatchObject({
    type: 'item-refused',
    facts: { item: 1 },
  })
  await claimAs(await givenBuyer(concerts.engine), [seatItem(seat)])
  await expect(
    claimAs(buyerId, [tableItem(), seatItem(other), seatItem(seat)]),
  ).rejects.toMatchObject({ type: 'items-gone', facts: { items: [2] } })
  await expect(
    claimAs(buyerId, [{ ...tableItem(), price: 1 }, seatItem(other)]),
  ).rejects.toMatchObject({ type: 'price-changed' })
  expect([await takenOf('table-time/'), await takenOf('seat/'), await takenOf('stock/')]).toEqual([
    0, 1, 0,
  ])
  const unknown = claimAs(buyerId, [{ door: 'nowhere', item: {}, quantity: 1 }])
  await expect(unknown).rejects.toMatchObject({ type: 'item-unknown' })
})

test('a door that a store does not sell by sells nothing there', async () => {
  const { engine, owner } = concerts
  await owner('PUT', `/v1/stores/${storeId}/doors`, { also: [] })
  const buyerId = await givenBuyer(engine)
  await expect(claimAs(buyerId, [tableItem()])).rejects.toMatchObject({ type: 'item-refused' })
  await expect(claimAs(buyerId, [mugItem()])).rejects.toMatchObject({ type: 'item-refused' })
})

/** Each place is there before the race: making one is a lock of its own. */
async function makePlaces(seats: readonly number[]) {
  const { engine } = concerts
  for (const seat of seats) {
    const buyerId = await givenBuyer(engine)
    const { id } = await claimAs(buyerId, [tableItem(), seatItem(seat), mugItem(1)])
    const [order] = await readOrders(engine.database, storeId, [id])
    if (order) await cancel(engine, { storeId, buyerId, order })
  }
}

test('buyers of three processes race for all three things: each gets all of them, or none', async () => {
  const { engine } = concerts
  const { processOf, refusals, close } = openSlowProcesses(engine, 3)
  const seats = (await freeSeats()).slice(0, 4)
  await makePlaces(seats)
  const buyers = await Promise.all(Array.from({ length: 24 }, () => givenBuyer(engine)))
  const outcomes = await Promise.all(
    buyers.map(async (buyerId, at) => {
      await new Promise((resolve) => setTimeout(resolve, at * 8)) // a batch for each few of them
      const items = [tableItem(), seatItem(seats[at % seats.length] ?? 0), mugItem(1 + (at % 2))]
      const turned = [...items.slice(at % 3), ...items.slice(0, at % 3)]
      const ask = { storeId, buyerId, items: turned, once: onceOf(buyerId) }
      return claimMixed(processOf(at), ask).then(
        ({ lines }) => lines.length,
        (error) => {
          if (error instanceof Problem) return error.type
          throw error
        },
      )
    }),
  )
  await close()
  expect(refusals).toEqual([])
  const won = outcomes.filter((it) => it === 3).length
  expect(won).toBe(TABLES)
  expect(new Set(outcomes)).toEqual(new Set([3, 'items-gone']))
  expect([await takenOf('table-time/'), await takenOf('seat/')]).toEqual([TABLES, TABLES])
  const lines = await engine.database.rows<{ lines: number }>(sql`
    select count(*)::integer as lines from order_lines
     where store_id = ${storeId} and status = 'held'
     group by order_id`)
  expect(lines.map((row) => row.lines)).toEqual([3, 3, 3])
}, 60_000)

test('a seat of a mixed order is a ticket; once it was used, its buyer cancels nothing', async () => {
  const { house, owner } = concerts
  const buyer = await house.customer()
  const { body: me } = await buyer<{ id: string }>('GET', '/v1/me')
  const [seat = 0] = await freeSeats()
  const made = await book(buyer, [tableItem(), seatItem(seat)])
  await payFor(me.id, made.body.id)
  const [ticket, ...others] = await ticketsOf(buyer, made.body.id)
  expect([ticket?.state, others]).toEqual(['valid', []])
  const path = `/v1/orders/${made.body.id}/cancellation`
  expect((await buyer('GET', `${path}-quote`)).status).toBe(200)
  await owner('POST', checkIn('/check-ins'), {
    ...{ device: '동문', scans: [{ serial: ticket?.serial, at: '2026-12-24T10:00:00.000Z' }] },
  })
  const refused = await buyer('POST', path, null)
  expect([refused.status, refused.body.type]).toEqual([409, '/problems/ticket-used'])
})

test('each line is given back by its own start, and by the rules of its own door', async () => {
  const { house, owner } = concerts
  const policy = await owner('PUT', `/v1/stores/${storeId}/cancellation-policy`, {
    kind: 'performance',
  })
  expect(policy.status).toBe(200)
  await concerts.engine.advance(2 * 60)
  const buyer = await house.customer()
  const { body: me } = await buyer<{ id: string }>('GET', '/v1/me')
  const [seat = 0] = await freeSeats()
  const made = await book(buyer, [tableItem(), seatItem(seat)])
  await payFor(me.id, made.body.id)
  await concerts.engine.advance(25 * 3_600) // past the free first day
  const lineOf = (door: string) => made.body.lines.find((line) => line.door === door)?.placeId ?? ''
  const quoteOf = async (door: string) => {
    const path = `/v1/bookings/${made.body.id}/line-cancellation-quote`
    const { body } = await buyer<{
      refund: { amount: number }
      kept: { amount: number }
    }>('GET', `${path}?lines=${lineOf(door)}:1`)
    return [body.refund?.amount, body.kept?.amount, body.type]
  }
  // 20 % within seven days of the table; 28 days before the seat nothing is kept
  expect(await quoteOf('dining')).toEqual([20_000, 5_000, undefined])
  expect(await quoteOf('concerts')).toEqual([50_000, 0, undefined])
  const [ticket] = await ticketsOf(buyer, made.body.id)
  await owner('POST', checkIn('/check-ins'), {
    ...{ device: '동문', scans: [{ serial: ticket?.serial, at: '2026-12-24T10:00:00.000Z' }] },
  })
  expect((await quoteOf('concerts'))[2]).toBe('/problems/ticket-used')
  const canceled = await buyer('POST', `/v1/bookings/${made.body.id}/line-cancellations`, {
    lines: [{ placeId: lineOf('dining'), quantity: 1 }],
    refund: 20_000,
  })
  expect([canceled.status, canceled.body.type]).toEqual([200, undefined])
  const { body: left } = await buyer<BookingAnswer>('GET', `/v1/bookings/${made.body.id}`)
  expect(left.status).toBe('paid')
  expect(left.lines.map(({ door, quantity }) => [door, quantity]).sort()).toEqual([
    ['concerts', 1],
    ['dining', 0],
  ])
})
