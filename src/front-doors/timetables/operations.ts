import type { Selling } from '../../bookings/door.ts'
import * as bookings from '../../bookings/place.ts'
import type { Engine } from '../../engine.ts'
import type { Hold } from '../../holds/rules.ts'
import type { Id } from '../../kernel/id.ts'
import { Problem } from '../../kernel/problem.ts'
import type { Once } from '../../postgres/once.ts'
import { describeLine, members } from './lines.ts'
import { booked, type Offer } from './offers.ts'
import * as rules from './rules.ts'

/**
 * One of today's places, as a claim asks for it; problems as of `rules.bookableToday`.
 *
 * @param isBookable whether it can be booked: by guests, unless it is said
 */
export const placeToday = (
  what: Id<'Timetable'>,
  isBookable = rules.bookableToday,
): Selling<Offer> => ({
  names: { timetableId: what },
  item: { offers: booked, what },
  bookable(offer, { key }, now) {
    if (!offer) return rules.shopMissing()
    const { date } = rules.readPlaceKey(key)
    const { id, name, kind, timeZone, pricing } = offer.shop
    const bookable = isBookable({ ...offer, timeZone }, date, now)
    if (bookable instanceof Problem) return bookable
    return {
      ...bookable,
      store: { id, name, kind, timeZone, pricing, image: null },
      title: rules.titleOf(offer.shop, date, bookable.startsAt),
      holdSeconds: rules.HOLD_SECONDS,
    }
  },
})

/**
 * Holds one of today's places for a person for ten minutes. Today is the date of the request: a
 * request that waits for the lock past midnight is refused.
 * Problems in order: those of the key, shop-missing, those of `rules.bookableToday`, those of `claim`.
 */
export const placeBooking = (
  engine: Engine,
  {
    shopId: storeId,
    timetableId,
    ...asker
  }: {
    readonly shopId: Id<'Store'>
    readonly timetableId: Id<'Timetable'>
    readonly buyerId: Id<'Account'>
    /** The price that the buyer saw. */
    readonly price?: number
    readonly once: Once
    readonly holder?: Hold | undefined
  },
) => bookings.placeBooking(engine, door, { ...asker, storeId, ...placeToday(timetableId) })

const door = { name: 'timetables', describeLine, members }
