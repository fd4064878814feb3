import type { Static, TObject } from 'typebox'
import type { Engine } from '../engine.ts'
import type { Id } from '../kernel/id.ts'
import { readOwnOrder } from '../orders/own.ts'
import { readOrders } from '../orders/queries.ts'
import { type Order, orderMissing } from '../orders/rules.ts'
import { readLatest } from '../payments/queries.ts'
import { findOwnedOrder } from '../policies/queries.ts'
import { pageOfCells } from '../postgres/cells.ts'
import { readNow } from '../postgres/now.ts'
import type { Queryable } from '../postgres/sql.ts'
import type { By } from '../stores/rules.ts'
import { openBooker } from './booker.ts'
import type { bookingView } from './contract.ts'
import type { Booked, Line } from './door.ts'
import { describeLines, doorOf } from './doors.ts'
import { answerUrl } from './moves/token.ts'
import { proposalView } from './moves/view.ts'
import { noShowView } from './no-shows/view.ts'
import * as queries from './queries.ts'
import * as rules from './rules.ts'
import { claimView, wholeView } from './view.ts'

export type BookingAnswer = Static<TObject<typeof bookingView>>

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
      ...membersOf(engine, booked),
      ...wholeView(claimView(order, booked, now), {
        booker: row.booker && openBooker(engine, row.booker),
        location: row.location,
        payment: paymentOf.get(order.id),
        move: move && { ...move, answerUrl: answerUrl(engine, { storeId, id: move.id }) },
        moves: row.moves,
        noShow: noShowView(order, row.noShow),
        cancellation: row.cancellation && {
          ...row.cancellation,
          at: new Date(row.cancellation.at).toISOString(),
        },
      }),
    }
  })
}

/** The members of older clients, from the lines that the store's own door sells. */
function membersOf(engine: Engine, { store, lines }: Booked) {
  const own = lines.filter(({ door }) => door === store.door)
  return doorOf(engine, store.door).members?.({ store, lines: own })
}

/** The lines of each row, each described by its door. */
export async function describeAll(
  engine: Engine,
  on: Queryable,
  rows: readonly queries.BookingRow[],
) {
  const places = rows.flatMap((row) => {
    const { id: storeId, door: storeDoor, pricing } = row.store
    return row.places.map((place) => ({
      row,
      place,
      // of a line of which nothing is left: what was bought
      asked: {
        ...place,
        quantity: place.quantity || place.bought,
        storeId,
        storeDoor,
        pricing,
        orderId: row.orderId,
      },
    }))
  })
  const described = await describeLines(
    engine,
    on,
    places.map(({ asked }) => asked),
  )
  const linesOf = new Map<queries.BookingRow, Line[]>(rows.map((row) => [row, []]))
  places.forEach(({ row, place }, at) => {
    const description = described[at]
    if (description) linesOf.get(row)?.push({ ...place, ...description })
  })
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

/** Reads a booking for its store. Problem: order-missing. */
export async function readStoreBooking(
  engine: Engine,
  ask: { readonly by: By; readonly storeId: Id<'Store'>; readonly bookingId: Id<'Order'> },
) {
  const cell = engine.cell(ask.storeId)
  const own = await findOwnedOrder(cell, { ...ask, orderId: ask.bookingId })
  const [order] = own ? await readOrders(cell, own.storeId, [own.id]) : []
  if (!order || !rules.isBooking(order)) throw orderMissing()
  const [rows, { now }] = await Promise.all([queries.readBookings(cell, [order]), readNow(cell)])
  const linesOf = await describeAll(engine, cell, rows)
  const [row] = rows
  if (!row) throw orderMissing()
  return claimView(order, { store: row.store, lines: linesOf.get(row) ?? [] }, now)
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
