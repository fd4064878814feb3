import type { Static, TObject } from 'typebox'
import type { Engine } from '../engine.ts'
import type { Id } from '../kernel/id.ts'
import { readOwnOrder } from '../orders/own.ts'
import { type Order, orderMissing } from '../orders/rules.ts'
import { readLatest } from '../payments/queries.ts'
import { pageOfCells } from '../postgres/cells.ts'
import { readNow } from '../postgres/now.ts'
import type { Queryable } from '../postgres/sql.ts'
import { openBooker } from './booker.ts'
import type { bookingView } from './contract.ts'
import type { BookingDoor, Line } from './door.ts'
import { answerUrl } from './moves/token.ts'
import { proposalView } from './moves/view.ts'
import * as queries from './queries.ts'
import * as rules from './rules.ts'
import { claimView, wholeView } from './view.ts'

export type BookingAnswer = Static<TObject<typeof bookingView>>

export function doorOf({ doors }: Engine, name: string): BookingDoor {
  const door = doors.get(name)
  if (!door) throw new Error(`no front door is named ${name}`)
  return door
}

/** Orders as their buyers see them, in the given order: three statements for each cell. */
export async function viewBookings(
  engine: Engine,
  orders: readonly Order[],
): Promise<BookingAnswer[]> {
  const byCell = Map.groupBy(orders, ({ storeId }) => engine.cell(storeId))
  const views = await Promise.all(
    [...byCell].map(([cell, some]) => cell.flight((on) => viewAt(engine, on, some, readNow(on)))),
  )
  const byId = new Map(views.flat().map((view) => [view.id, view]))
  return orders.flatMap(({ id }) => byId.get(id) ?? [])
}

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
    const isPaid = order.status === 'paid'
    const move = isPaid ? proposalView(row.proposed, row.store.timeZone, now) : null
    const { storeId } = order
    return {
      ...doorOf(engine, row.store.door).members(booked),
      ...wholeView(claimView(order, booked, now), {
        booker: row.booker && openBooker(engine, row.booker),
        payment: paymentOf.get(order.id),
        move: move && { ...move, answerUrl: answerUrl(engine, { storeId, id: move.id }) },
        moves: row.moves,
        cancellation: row.cancellation && {
          ...row.cancellation,
          at: new Date(row.cancellation.at).toISOString(),
        },
      }),
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
      row.places.map((place) => ({
        row,
        place: { ...place, storeId: row.store.id, pricing: row.store.pricing },
      })),
    )
    const described = await doorOf(engine, name).describe(
      on,
      places.map(({ place }) => place),
    )
    for (const row of some) linesOf.set(row, [])
    places.forEach(({ row, place: { storeId: _, pricing: __, ...place } }, at) => {
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
  const order = await readOwnOrder(engine, ask.buyerId, ask.bookingId)
  const [booking] = order && rules.isBooking(order) ? await viewBookings(engine, [order]) : []
  if (!booking || (ask.door && booking.store.door !== ask.door)) throw orderMissing()
  return booking
}

/** The buyer's bookings: upcoming ones by start, then past ones, latest first. */
export async function listBookings(
  engine: Engine,
  ask: {
    readonly buyerId: Id<'Account'>
    readonly door?: string | undefined
    /** Only what is held and not paid yet. */
    readonly held?: boolean | undefined
    readonly cursor?: string | undefined
    readonly limit: number
  },
): Promise<{ data: BookingAnswer[]; nextCursor: string | null }> {
  const { now } = await readNow(engine.house)
  const after = ask.cursor === undefined ? undefined : rules.readCursor(ask.cursor)
  const held = ask.held ?? false
  const own = { buyerId: ask.buyerId, door: ask.door ?? null, held, now }
  const isPast = after?.part === 'past'
  const limit = ask.limit + 1
  const upcoming = isPast
    ? []
    : await pageOfCells(engine, limit, rules.bySoonest, (on) =>
        queries.listUpcoming(on, { ...own, limit }, after && { ...after }),
      )
  const left = limit - upcoming.length
  const past =
    left > 0 && !held
      ? await pageOfCells(engine, left, rules.byLatest, (on) =>
          queries.listPast(on, { ...own, limit: left }, isPast ? after.id : undefined),
        )
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
