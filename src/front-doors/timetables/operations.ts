import * as bookings from '../../bookings/place.ts'
import type { Engine } from '../../engine.ts'
import type { Id } from '../../kernel/id.ts'
import { Problem } from '../../kernel/problem.ts'
import type { Once } from '../../postgres/once.ts'
import { describeLine, members } from './lines.ts'
import { booked } from './offers.ts'
import type { Offer } from './queries.ts'
import * as rules from './rules.ts'

/**
 * Holds one of today's places for a person for ten minutes. Today is the date of the request: a
 * request that waits for the lock past midnight is refused.
 * Problems in order: those of the key, shop-missing, those of `rules.bookableToday`, those of `claim`.
 */
export const placeBooking = (
  engine: Engine,
  {
    shopId: storeId,
    timetableId: what,
    ...asker
  }: {
    readonly shopId: Id<'Store'>
    readonly timetableId: Id<'Timetable'>
    readonly buyerId: Id<'Account'>
    readonly once: Once
  },
) =>
  bookings.placeBooking(engine, door, {
    ...asker,
    storeId,
    item: { offers: booked, what },
    bookable(offer: Offer | undefined, { key }, now) {
      if (!offer) return rules.shopMissing()
      const { date } = rules.readPlaceKey(key)
      const bookable = rules.bookableToday(offer, date, now)
      if (bookable instanceof Problem) return bookable
      const { startsAt, timetable } = bookable
      const { id, name, kind, timeZone } = offer.shop
      return {
        ...{ startsAt, capacity: timetable.basicRemaining, price: timetable.price },
        store: { id, name, kind, timeZone, image: null },
        title: rules.titleOf(offer.shop, date, startsAt),
        holdSeconds: rules.HOLD_SECONDS,
      }
    },
  })

const door = { name: 'timetables', describeLine, members }
