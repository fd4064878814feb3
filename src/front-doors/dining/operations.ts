import type { Static } from 'typebox'
import * as bookings from '../../bookings/place.ts'
import { type Engine, perEngine } from '../../engine.ts'
import type { Id } from '../../kernel/id.ts'
import { Problem } from '../../kernel/problem.ts'
import { sharedRead } from '../../kernel/shared-read.ts'
import { addDays, startOfDay } from '../../kernel/time.ts'
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
 * A restaurant with what remains of its ten days, as JSON text. Concurrent callers share one read of
 * three statements.
 */
export const showRestaurant = (engine: Engine, id: Id<'Store'>): Promise<string> =>
  shown(engine)(id)

const shown = perEngine(({ database }) => sharedRead((id) => readGrid(database, id)))

async function readGrid(on: Queryable, id: Id<'Store'>): Promise<string> {
  const restaurant = await queries.readRestaurant(on, id)
  if (!restaurant) throw rules.restaurantMissing()
  const { timeZone, now, closedDates } = restaurant
  const dates = rules.bookableDates(now, timeZone)
  const from = startOfDay(dates[0] ?? '', timeZone)
  const to = startOfDay(addDays(dates.at(-1) ?? '', 1), timeZone)
  const [tableTimes, places] = await Promise.all([
    queries.listTableTimes(on, id),
    queries.countPlaces(on, id, { from, to }, now),
  ])
  const counts = new Map(places.map((count) => [count.key, count]))
  const days = dates.map((date) =>
    dayView(restaurant, date, closedDates.includes(date), tableTimes, counts),
  )
  const answer: Static<(typeof getRestaurant)['answer']> = {
    restaurant: storeDetail(restaurant),
    days,
  }
  return JSON.stringify(answer)
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
    ...what
  }: queries.OfferAsk & {
    readonly restaurantId: Id<'Store'>
    readonly buyerId: Id<'Account'>
    readonly once: Once
  },
) =>
  bookings.placeBooking(engine, door, {
    ...{ storeId, buyerId, once },
    item: { offers: tables, what },
    bookable(offer: queries.Offer | undefined, _place, now) {
      if (!offer) return rules.restaurantMissing()
      const { restaurant, image, tableTime, isClosed } = offer
      const { timeZone, name } = restaurant
      const bookable = rules.bookableAt({ timeZone, tableTime, isClosed }, what.date, now)
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

const door = { name: 'dining', describeLine, members }
