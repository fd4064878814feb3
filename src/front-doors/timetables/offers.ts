import type { Id } from '../../kernel/id.ts'
import type { Offers } from '../../orders/offers.ts'
import type { StandingOffer } from '../../orders/standing.ts'
import * as queries from './queries.ts'
import * as rules from './rules.ts'

/** Offers to people; no row only where the shop does not exist. */
export const booked: Offers<Id<'Timetable'>, queries.Offer> = {
  placeKey: rules.placeKey,
  async read(on, storeId, items) {
    const rows = await queries.readOffers(on, storeId, items)
    return new Map(rows.map((row) => [row.key, row]))
  },
}

/** Offers to calling services. */
export const reserved: Offers<Id<'Timetable'>, StandingOffer> = {
  placeKey: rules.placeKey,
  async read(on, storeId, items) {
    const rows = await queries.readOffers(on, storeId, items)
    return new Map(
      rows.flatMap((row): [string, StandingOffer][] => {
        const { shop, timetable, key, closedAt } = row
        if (!timetable) return []
        const { ownerId, currency, timeZone } = shop
        const { date } = rules.readPlaceKey(key)
        const startsAt = rules.startOn(date, { ...row, timetable })
        const title = rules.titleOf(shop, date, startsAt)
        const capacity = timetable.basicRemaining
        return [[key, { ownerId, currency, timeZone, closedAt, title, capacity, startsAt }]]
      }),
    )
  },
}
