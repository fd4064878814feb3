import type { Static } from 'typebox'
import { type Engine, perEngine } from '../../engine.ts'
import { GroupCommit } from '../../kernel/group-commit.ts'
import type { Id } from '../../kernel/id.ts'
import { Problem } from '../../kernel/problem.ts'
import { wallDate } from '../../kernel/time.ts'
import { type BookerTexts, openBooker, sealBooker } from '../../orders/booker.ts'
import { claim } from '../../orders/claim.ts'
import { lockOwnOrder } from '../../orders/own.ts'
import * as orders from '../../orders/queries.ts'
import * as orderRules from '../../orders/rules.ts'
import * as payments from '../../payments/queries.ts'
import { paymentView } from '../../payments/view.ts'
import { placeId } from '../../places/place-id.ts'
import { type Once, replayOr } from '../../postgres/once.ts'
import type { ShopBookingView } from './contract.ts'
import * as queries from './queries.ts'
import * as rules from './rules.ts'
import { bookingClaim } from './view.ts'

interface Offer extends queries.OfferRow {
  /** Of today's place, when somebody has taken of it before. */
  readonly count: rules.Count | null
}

/** What is offered, read once for everybody who books at the same moment. */
const offered = perEngine(
  (engine) =>
    new GroupCommit<Id<'Timetable'>, Offer>(async (timetableIds, storeId) => {
      const { database } = engine
      const rows = await queries.readOffers(database, storeId, [...new Set(timetableIds)])
      const keyOf = ({ timetableId, shop, now }: queries.OfferRow) =>
        rules.placeKey(timetableId, wallDate(now, shop.timeZone))
      const counts = await queries.countPlaces(database, storeId, rows.map(keyOf))
      const byKey = new Map(counts.map((count) => [count.key, count]))
      const byId = new Map(
        rows.map((row) => [row.timetableId, { ...row, count: byKey.get(keyOf(row)) ?? null }]),
      )
      return timetableIds.map((id) => byId.get(id) ?? rules.shopMissing())
    }),
)

/**
 * Takes one place of today for a person: it stays theirs for ten minutes.
 * Problems in order: shop-missing, those of the key, those of `rules.bookableToday`, those of `claim`.
 */
export async function placeBooking(
  engine: Engine,
  ask: {
    readonly shopId: Id<'Store'>
    readonly timetableId: Id<'Timetable'>
    readonly buyerId: Id<'Account'>
    readonly once: Once
  },
) {
  const storeId = ask.shopId
  const offer = await offered(engine).submit(storeId, ask.timetableId)
  const { shop, now } = offer
  const today = rules.bookableToday(offer, shop.timeZone, now)
  if (today instanceof Problem) return replayOr(engine.database, ask.once, today)
  const { date, startsAt } = today
  const timetable = offer.timetable as rules.Timetable
  const key = rules.placeKey(timetable.id, date)
  const place = {
    id: placeId(storeId, key),
    key,
    capacity: timetable.basicRemaining,
    startsAt,
  }
  const where = { shop, placeId: place.id, key, startsAt }
  return claim(engine, {
    storeId,
    buyerId: ask.buyerId,
    title: `${shop.name} ${date} ${rules.timeOf(timetable)}`,
    holdSeconds: rules.HOLD_SECONDS,
    // It begins before the day ends: who waits for the lock across midnight is too late as well.
    lastCall: { at: startsAt, problem: rules.timetableBegun },
    lines: [{ place, quantity: 1, unitPrice: timetable.price }],
    once: ask.once,
    answer: (order, at) => JSON.stringify(bookingClaim(order, where, at)),
  })
}

/** Reads a booking of the buyer's own. Problem: order-missing. */
export async function getBooking(
  engine: Engine,
  ask: { readonly buyerId: Id<'Account'>; readonly bookingId: Id<'Order'> },
) {
  const order = await orders.readOwnOrder(engine.database, ask.buyerId, ask.bookingId)
  const [booking] = order ? await viewBookings(engine, [order]) : []
  if (!booking) throw orderRules.orderMissing()
  return booking
}

/** The buyer's bookings, latest first. */
export async function listBookings(
  engine: Engine,
  ask: { readonly buyerId: Id<'Account'>; readonly before?: string; readonly limit: number },
) {
  const found = await orders.listOwnOrders(engine.database, 'timetables', ask)
  return viewBookings(engine, found)
}

async function viewBookings(
  engine: Engine,
  found: readonly orderRules.Order[],
): Promise<Static<typeof ShopBookingView>[]> {
  if (found.length === 0) return []
  const [rows, attempts, { now }] = await Promise.all([
    queries.readBookings(engine.database, found),
    payments.readLatest(engine.database, found),
    orders.readNow(engine.database),
  ])
  const rowOf = new Map(rows.map((row) => [row.orderId, row]))
  const paymentOf = new Map(attempts.map((payment) => [payment.orderId, payment]))
  return found.flatMap((order) => {
    const row = rowOf.get(order.id)
    if (!row) return []
    const payment = paymentOf.get(order.id)
    return {
      ...bookingClaim(order, row, now),
      booker: row.booker && openBooker(engine, row.booker),
      payment: payment ? paymentView(payment) : null,
    }
  })
}

/**
 * Says who comes; may be corrected while the booking stands.
 * Problems in order: order-missing, order-over, order-expired.
 */
export async function nameBooker(
  engine: Engine,
  ask: {
    readonly buyerId: Id<'Account'>
    readonly bookingId: Id<'Order'>
    readonly booker: BookerTexts
  },
) {
  await engine.database.transaction(async (tx) => {
    const order = await lockOwnOrder(tx, ask.buyerId, ask.bookingId)
    if (order.status === 'canceled' || order.standing) throw orderRules.orderOver()
    if (order.status !== 'paid' && !orderRules.isAlive(order, tx.now))
      throw orderRules.orderExpired()
    await queries.writeBooker(tx, order, sealBooker(engine, ask.booker))
  })
  return getBooking(engine, ask)
}
