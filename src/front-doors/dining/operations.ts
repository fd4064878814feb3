import type { Static } from 'typebox'
import { type Engine, perEngine } from '../../engine.ts'
import type { Id } from '../../kernel/id.ts'
import { Problem } from '../../kernel/problem.ts'
import { sharedRead } from '../../kernel/shared-read.ts'
import { addDays, startOfDay } from '../../kernel/time.ts'
import { claimOffered } from '../../orders/claim.ts'
import type { Offers } from '../../orders/offers.ts'
import type { Once } from '../../postgres/once.ts'
import type { Queryable } from '../../postgres/sql.ts'
import { storeDetail } from '../../stores/view.ts'
import type { getRestaurant } from './contract.ts'
import { bookingClaim } from './lines.ts'
import * as queries from './queries.ts'
import * as rules from './rules.ts'
import { dayView } from './view.ts'

/**
 * A restaurant with what remains of its ten days, as the text to send. Everybody who asks at once
 * shares one reading: three queries, whatever the number of people and of times.
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

/** Table times on dates: nothing is read only where there is no such restaurant. */
const booked: Offers<queries.OfferAsk, queries.Offer> = {
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
 * Takes one table of a time: it stays the buyer's for ten minutes.
 * Problems in order: those of the key, restaurant-missing, those of `rules.bookableAt`, those of
 * `claim`.
 */
export function placeBooking(
  engine: Engine,
  ask: queries.OfferAsk & {
    readonly restaurantId: Id<'Store'>
    readonly buyerId: Id<'Account'>
    readonly once: Once
  },
) {
  const { restaurantId: storeId, buyerId, once, date } = ask
  const item = { offers: booked, what: ask }
  return claimOffered(engine, {
    storeId,
    buyerId,
    once,
    items: [item],
    want(offers, now) {
      const offer = offers.of(item)
      if (!offer) return rules.restaurantMissing()
      const { restaurant, image, tableTime, isClosed } = offer
      const { timeZone, name } = restaurant
      const bookable = rules.bookableAt({ timeZone, tableTime, isClosed }, date, now)
      if (bookable instanceof Problem) return bookable
      const { startsAt } = bookable
      const { capacity, price, time } = bookable.tableTime
      const { id, key } = offers.placeOf(item)
      const where = { restaurant, image, placeId: id, key, startsAt }
      return {
        title: `${name} ${date} ${time}`,
        holdSeconds: rules.HOLD_SECONDS,
        lines: [{ place: { id, key, capacity, startsAt }, quantity: 1, unitPrice: price }],
        answer: (order, at) => JSON.stringify(bookingClaim(order, where, at)),
      }
    },
  })
}
