import type { Static } from 'typebox'
import type { Engine } from '../../engine.ts'
import type { Id } from '../../kernel/id.ts'
import { Problem } from '../../kernel/problem.ts'
import { type BookerTexts, openBooker, sealBooker } from '../../orders/booker.ts'
import { claimOffered } from '../../orders/claim.ts'
import { lockOwnOrder } from '../../orders/own.ts'
import * as orders from '../../orders/queries.ts'
import * as orderRules from '../../orders/rules.ts'
import * as payments from '../../payments/queries.ts'
import { paymentView } from '../../payments/view.ts'
import type { Once } from '../../postgres/once.ts'
import type { ShopBookingView } from './contract.ts'
import { booked } from './offers.ts'
import * as queries from './queries.ts'
import * as rules from './rules.ts'
import { bookingClaim } from './view.ts'

/**
 * Takes one place of today for a person: it stays theirs for ten minutes. Today is the day on which
 * they asked: who waits for the lock across midnight is too late.
 * Problems in order: those of the key, shop-missing, those of `rules.bookableToday`, those of `claim`.
 */
export function placeBooking(
  engine: Engine,
  ask: {
    readonly shopId: Id<'Store'>
    readonly timetableId: Id<'Timetable'>
    readonly buyerId: Id<'Account'>
    readonly once: Once
  },
) {
  const { shopId: storeId, buyerId, once } = ask
  const item = { offers: booked, what: ask.timetableId }
  return claimOffered(engine, {
    storeId,
    buyerId,
    once,
    items: [item],
    want(offers, now) {
      const offer = offers.of(item)
      if (!offer) return rules.shopMissing()
      const { shop } = offer
      const { id, key } = offers.placeOf(item)
      const { date } = rules.readPlaceKey(key)
      const bookable = rules.bookableToday(offer, date, now)
      if (bookable instanceof Problem) return bookable
      const { startsAt, timetable } = bookable
      const { basicRemaining: capacity, price } = timetable
      const where = { shop, placeId: id, key, startsAt }
      return {
        title: rules.titleOf(shop, date, startsAt),
        holdSeconds: rules.HOLD_SECONDS,
        lines: [{ place: { id, key, capacity, startsAt }, quantity: 1, unitPrice: price }],
        answer: (order, at) => JSON.stringify(bookingClaim(order, where, at)),
      }
    },
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
