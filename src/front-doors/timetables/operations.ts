import type { Engine } from '../../engine.ts'
import type { Id } from '../../kernel/id.ts'
import { Problem } from '../../kernel/problem.ts'
import { claimOffered } from '../../orders/claim.ts'
import type { Once } from '../../postgres/once.ts'
import { bookingClaim } from './lines.ts'
import { booked } from './offers.ts'
import * as rules from './rules.ts'

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
