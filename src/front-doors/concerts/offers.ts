import type { Id } from '../../kernel/id.ts'
import type { Item, Offers } from '../../orders/offers.ts'
import { readCodes } from './presale-queries.ts'
import * as queries from './queries.ts'
import * as rules from './rules.ts'

/** A seat to claim. */
export type SeatItem = Item<queries.SeatAsk, Offer>

export const itemOf =
  (performanceId: Id<'Performance'>) =>
  (seatId: number): SeatItem => ({ offers: seats, what: { performanceId, seatId } })

/** A seat at a performance, as it is once its place is locked. */
export interface Offer extends queries.SellingConcert {
  readonly performance: rules.Performance | undefined
  /** Undefined: the hall has no such seat. */
  readonly seat: queries.SeatOffer | undefined
}

/** Seats at performances; no offer only where the concert does not exist. */
export const seats: Offers<queries.SeatAsk, Offer> = {
  placeKey: ({ performanceId, seatId }) => rules.seatKey(performanceId, seatId),
  async read(on, storeId, items) {
    const asks = items.map(({ what }) => what)
    const performanceIds = [...new Set(asks.map(({ performanceId }) => performanceId))].sort()
    // Pipelined in this order: what follows is read behind the lock of the performances.
    const [performances, selling, found] = await Promise.all([
      queries.keepPerformances(on, storeId, performanceIds),
      queries.readSelling(on, storeId),
      queries.readSeatOffers(on, storeId, asks),
    ])
    if (!selling) return new Map()
    const performanceOf = new Map<Id<'Performance'>, rules.Performance>(
      performances.map((one) => [one.id, one]),
    )
    const seatOf = new Map(
      found.map((seat) => [rules.seatKey(seat.performanceId, seat.seatId), seat]),
    )
    return new Map(
      items.map(({ what, place }) => [
        place.key,
        {
          ...selling,
          performance: performanceOf.get(what.performanceId),
          seat: seatOf.get(place.key),
        },
      ]),
    )
  },
}

/** Presale codes: one place each, with as many units as it may be used. */
export const codes: Offers<string, rules.Code> = {
  placeKey: rules.codeKey,
  async read(on, storeId, items) {
    const found = await readCodes(
      on,
      storeId,
      items.map(({ what }) => what),
    )
    return new Map(found.map(({ code, ...facts }) => [rules.codeKey(code), facts]))
  },
}

/** A code as it is compared: however it is typed. */
export const codeText = (typed: string): string => typed.normalize('NFC').trim().toUpperCase()
