import type { Static, TObject } from 'typebox'
import type { Engine } from '../engine.ts'
import type { Id } from '../kernel/id.ts'
import { readOwnOrder } from '../orders/queries.ts'
import { type Order, orderMissing } from '../orders/rules.ts'
import { readLatest } from '../payments/queries.ts'
import { readNow } from '../postgres/now.ts'
import type { Queryable } from '../postgres/sql.ts'
import { openBooker } from './booker.ts'
import type { bookingView } from './contract.ts'
import type { BookingDoor, Line } from './door.ts'
import * as queries from './queries.ts'
import * as rules from './rules.ts'
import { claimView, wholeView } from './view.ts'

export type BookingAnswer = Static<TObject<typeof bookingView>>

export function doorOf({ doors }: Engine, name: string): BookingDoor {
  const door = doors.get(name)
  if (!door) throw new Error(`no front door is named ${name}`)
  return door
}

/** Orders as their buyers see them, in the given order: three statements. */
export const viewBookings = (engine: Engine, orders: readonly Order[]): Promise<BookingAnswer[]> =>
  engine.database.flight((on) => viewAt(engine, on, orders, readNow(on)))

/** The same at an instant, or at one that is read in the same flight. */
export async function viewAt(
  engine: Engine,
  on: Queryable,
  orders: readonly Order[],
  at: { readonly now: Date } | Promise<{ readonly now: Date }>,
): Promise<BookingAnswer[]> {
  const [rows, attempts, { now }] = await Promise.all([
    orders.length > 0 ? queries.readBookings(on, orders) : [],
    orders.length > 0 ? readLatest(on, orders) : [],
    at,
  ])
  const rowOf = new Map(rows.map((row) => [row.orderId, row]))
  const paymentOf = new Map(attempts.map((payment) => [payment.orderId, payment]))
  const linesOf = await describeAll(engine, on, rows)
  return orders.flatMap((order) => {
    const row = rowOf.get(order.id)
    if (!row) return []
    const booked = { store: row.store, lines: linesOf.get(row) ?? [] }
    const booker = row.booker && openBooker(engine, row.booker)
    const claimed = claimView(order, booked, now)
    return {
      ...doorOf(engine, row.store.door).members(booked),
      ...wholeView(claimed, booker, paymentOf.get(order.id)),
    }
  })
}

/** The lines of each row, described by their door: one call for each door. */
export async function describeAll(
  engine: Engine,
  on: Queryable,
  rows: readonly queries.BookingRow[],
) {
  const linesOf = new Map<queries.BookingRow, Line[]>()
  for (const [name, some] of Map.groupBy(rows, ({ store }) => store.door)) {
    const places = some.flatMap((row) =>
      row.places.map((place) => ({ row, place: { ...place, storeId: row.store.id } })),
    )
    const described = await doorOf(engine, name).describe(
      on,
      places.map(({ place }) => place),
    )
    for (const row of some) linesOf.set(row, [])
    places.forEach(({ row, place: { storeId: _, ...place } }, at) => {
      const description = described[at]
      if (description) linesOf.get(row)?.push({ ...place, ...description })
    })
  }
  return linesOf
}

/** Reads a booking of the buyer's own. Problem: order-missing. */
export async function readBooking(
  engine: Engine,
  ask: {
    readonly buyerId: Id<'Account'>
    readonly bookingId: Id<'Order'>
    readonly door?: string
  },
): Promise<BookingAnswer> {
  const order = await readOwnOrder(engine.database, ask.buyerId, ask.bookingId)
  const [booking] = order && !order.standing ? await viewBookings(engine, [order]) : []
  if (!booking || (ask.door && booking.store.door !== ask.door)) throw orderMissing()
  return booking
}

/** The buyer's bookings: upcoming ones by start, then past ones, latest first. */
export async function listBookings(
  engine: Engine,
  ask: {
    readonly buyerId: Id<'Account'>
    readonly door?: string | undefined
    readonly cursor?: string | undefined
    readonly limit: number
  },
): Promise<{ data: BookingAnswer[]; nextCursor: string | null }> {
  const { database } = engine
  const { now } = await readNow(database)
  const after = ask.cursor === undefined ? undefined : rules.readCursor(ask.cursor)
  const own = { buyerId: ask.buyerId, door: ask.door ?? null, now }
  const isPast = after?.part === 'past'
  const limit = ask.limit + 1
  const upcoming = isPast
    ? []
    : await queries.listUpcoming(database, { ...own, limit }, after && { ...after })
  const left = limit - upcoming.length
  const past =
    left > 0
      ? await queries.listPast(database, { ...own, limit: left }, isPast ? after.id : undefined)
      : []
  const ends = [
    ...upcoming.map(({ id, startsAt }) => ({ part: 'upcoming' as const, id, startsAt })),
    ...past.map(({ id }) => ({ part: 'past' as const, id })),
  ]
  const last = ends[ask.limit - 1]
  return {
    data: await viewBookings(engine, [...upcoming, ...past].slice(0, ask.limit)),
    nextCursor: last && ends.length > ask.limit ? rules.writeCursor(last) : null,
  }
}
