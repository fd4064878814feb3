import type { Id } from '../../kernel/id.ts'
import type { Offers } from '../../orders/offers.ts'
import type { StandingOffer } from '../../orders/standing.ts'
import { listLeft } from '../../places/queries.ts'
import type { LeftPlace } from '../../places/rules.ts'
import { sql } from '../../postgres/sql.ts'
import * as queries from './queries.ts'
import * as rules from './rules.ts'

export type Offer = queries.Offer & { readonly left: readonly LeftPlace[] }

/** Offers to people; no row only where the shop does not exist. */
export const booked: Offers<Id<'Timetable'>, Offer> = {
  placeKey: rules.placeKey,
  async read(on, storeId, items) {
    const [rows, left] = await Promise.all([
      queries.readOffers(on, storeId, items),
      listLeft(on, [storeId], sql`clock_now()`),
    ])
    return new Map(rows.map((row) => [row.key, { ...row, left }]))
  },
}

/** Offers to calling services. */
export const reserved: Offers<Id<'Timetable'>, StandingOffer> = {
  placeKey: rules.placeKey,
  async read(on, storeId, items) {
    const offers = await booked.read(on, storeId, items)
    return new Map(
      [...offers].flatMap(([key, offer]): [string, StandingOffer][] => {
        const { shop, timetable, closedAt } = offer
        if (!timetable) return []
        const { ownerId, currency, timeZone } = shop
        const { date } = rules.readPlaceKey(key)
        const { startsAt, capacity } = rules.soldOn(date, { ...offer, timeZone }, timetable)
        const title = rules.titleOf(shop, date, startsAt)
        return [[key, { ownerId, currency, timeZone, closedAt, title, capacity, startsAt }]]
      }),
    )
  },
}
