import type { Static } from 'typebox'
import { type Engine, perEngine } from '../../engine.ts'
import { GroupCommit } from '../../kernel/group-commit.ts'
import type { Id } from '../../kernel/id.ts'
import { Problem } from '../../kernel/problem.ts'
import { addDays, startOfDay } from '../../kernel/time.ts'
import { claimOffered, type Offers } from '../../orders/claim.ts'
import { placeId } from '../../places/place-id.ts'
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
  shown(engine).submit(id, undefined)

const shown = perEngine(
  (engine) =>
    new GroupCommit<undefined, string>(
      async (asks, id) => {
        const text = await readGrid(engine.database, id)
        return asks.map(() => text ?? rules.restaurantMissing())
      },
      { most: Number.POSITIVE_INFINITY },
    ),
)

async function readGrid(on: Queryable, id: Id<'Store'>): Promise<string | undefined> {
  const restaurant = await queries.readRestaurant(on, id)
  if (!restaurant) return undefined
  const { timeZone, now, closedDates } = restaurant
  const dates = rules.bookableDates(now, timeZone)
  const from = startOfDay(dates[0] ?? '', timeZone)
  const to = startOfDay(addDays(dates.at(-1) ?? '', 1), timeZone)
  const [tableTimes, places] = await Promise.all([
    queries.listTableTimes(on, id),
    queries.countPlaces(on, id, from, to),
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

/** What is offered of table times on dates, read once for everybody who claims at the same moment. */
const offers: Offers<queries.OfferAsk, queries.Offer> = {
  key: ({ tableTimeId, date }) => rules.placeKey(tableTimeId, date),
  async read(on, storeId, asks) {
    const found = await queries.readOffers(on, storeId, asks)
    return new Map(found.map((offer) => [offers.key(offer), offer]))
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
  const key = offers.key(ask)
  const id = placeId(storeId, key)
  return claimOffered(engine, {
    storeId,
    buyerId,
    once,
    placeIds: [id],
    item: ask,
    offers,
    want(offer, now) {
      if (!offer) return rules.restaurantMissing()
      const { restaurant, image, tableTime, isClosed } = offer
      const { timeZone, name } = restaurant
      const startsAt = rules.bookableAt({ timeZone, tableTime, isClosed }, date, now)
      if (startsAt instanceof Problem) return startsAt
      const { capacity, price, time } = tableTime as rules.TableTime
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
