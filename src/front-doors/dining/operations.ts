import type { Static } from 'typebox'
import type { Selling } from '../../bookings/door.ts'
import * as bookings from '../../bookings/place.ts'
import { countPlaces } from '../../bookings/place-queries.ts'
import { type Engine, perEngine } from '../../engine.ts'
import type { Hold } from '../../holds/rules.ts'
import type { Id } from '../../kernel/id.ts'
import { Problem } from '../../kernel/problem.ts'
import { sharedJson } from '../../kernel/shared-read.ts'
import type { Offers } from '../../orders/offers.ts'
import type { Once } from '../../postgres/once.ts'
import type { Queryable } from '../../postgres/sql.ts'
import { storeDetail } from '../../stores/view.ts'
import type { getRestaurant } from './contract.ts'
import { describeLine, members } from './lines.ts'
import * as queries from './queries.ts'
import * as rules from './rules.ts'
import { dayView } from './view.ts'

/**
 * A restaurant with what remains of its ten days, as JSON. Concurrent callers share one read of
 * three statements.
 */
export const showRestaurant = (engine: Engine, id: Id<'Store'>): Promise<Uint8Array> =>
  shown(engine)(id)

const shown = perEngine(({ cell }) => sharedJson((id) => readGrid(cell(id), id)))

/** A restaurant and its ten days; undefined where there is none. */
export async function readDays(on: Queryable, id: Id<'Store'>) {
  const restaurant = await queries.readRestaurant(on, id)
  if (!restaurant) return undefined
  const { timeZone, now, closedDates } = restaurant
  const [tableTimes, places] = await Promise.all([
    queries.listTableTimes(on, id),
    countPlaces(
      on,
      [{ storeId: id, ...rules.bookableInterval(now, timeZone) }],
      now,
      rules.TABLE_TIMES,
    ),
  ])
  const counts = new Map(places.map((count) => [count.key, count]))
  const days = rules
    .bookableDates(now, timeZone)
    .map((date) => dayView(restaurant, date, closedDates.includes(date), tableTimes, counts))
  return { restaurant, days }
}

async function readGrid(
  on: Queryable,
  id: Id<'Store'>,
): Promise<Static<(typeof getRestaurant)['answer']>> {
  const found = await readDays(on, id)
  if (!found) throw rules.restaurantMissing()
  return { restaurant: storeDetail(found.restaurant), days: found.days }
}

/** Table times on dates; no row only where the restaurant does not exist. */
const tables: Offers<queries.OfferAsk, queries.Offer> = {
  placeKey: ({ tableTimeId, date }) => rules.placeKey(tableTimeId, date),
  async read(on, storeId, asked) {
    const found = await queries.readOffers(
      on,
      storeId,
      asked.map(({ what }) => what),
    )
    return new Map(found.map((offer) => [rules.placeKey(offer.tableTimeId, offer.date), offer]))
  },
}

/**
 * A table at a time of a date, as a claim asks for it; problems as of `rules.bookableAt`.
 *
 * @param isBookable whether it can be booked: by guests, unless it is said
 */
export const tableAt = (
  what: queries.OfferAsk,
  isBookable = rules.bookableAt,
): Selling<queries.Offer> => ({
  names: { tableTimeId: what.tableTimeId, date: what.date },
  item: { offers: tables, what },
  bookable(offer, _place, now) {
    if (!offer) return rules.restaurantMissing()
    const { restaurant, image, tableTime, isClosed } = offer
    const { timeZone, name } = restaurant
    const bookable = isBookable({ timeZone, tableTime, isClosed }, what.date, now)
    if (bookable instanceof Problem) return bookable
    const { startsAt, tableTime: sold } = bookable
    return {
      ...{ startsAt, capacity: sold.capacity, price: sold.price },
      store: { ...restaurant, kind: null, image },
      title: `${name} ${what.date} ${sold.time}`,
      holdSeconds: rules.HOLD_SECONDS,
    }
  },
})

/**
 * Holds one table at a time for ten minutes.
 * Problems in order: those of the key, restaurant-missing, those of `rules.bookableAt`, those of
 * `claim`.
 */
export const placeBooking = (
  engine: Engine,
  {
    restaurantId: storeId,
    buyerId,
    once,
    holder,
    price,
    ...what
  }: queries.OfferAsk & {
    readonly restaurantId: Id<'Store'>
    readonly buyerId: Id<'Account'>
    /** The price that the buyer saw. */
    readonly price?: number
    readonly once: Once
    readonly holder?: Hold | undefined
  },
) =>
  bookings.placeBooking(engine, door, {
    ...{ storeId, buyerId, once, holder, price },
    ...tableAt(what),
  })

const door = { name: 'dining', describeLine, members }
