import type { Engine } from '../engine.ts'
import { Problem } from '../kernel/problem.ts'
import { claimOffered, type KeyedClaim } from '../orders/claim.ts'
import type { Item, PlaceName } from '../orders/offers.ts'
import type { BookedPlace, BookedStore, BookingDoor, LineDescription } from './door.ts'
import { claimView } from './view.ts'

/** What is sold, when it can be booked. */
export interface Bookable {
  readonly store: Omit<BookedStore, 'door'>
  readonly title: string
  readonly holdSeconds: number
  readonly capacity: number
  /** Minor units. */
  readonly price: number
  readonly startsAt: Date
}

export interface BookingAsk<Offer> extends Pick<KeyedClaim, 'storeId' | 'buyerId' | 'once'> {
  readonly item: Item<unknown, Offer>
  /** Decides whether the item can be booked at `now`; pure. */
  bookable(offer: Offer | undefined, place: PlaceName, now: Date): Bookable | Problem
}

export interface SellingDoor extends Pick<BookingDoor, 'name' | 'members'> {
  describeLine(place: BookedPlace): LineDescription
}

/**
 * Claims one unit of one item. The answer is the booking, stored under the idempotency key.
 * Problems in order: those of the key, those of `bookable`, those of `claim`.
 */
export function placeBooking<Offer>(engine: Engine, door: SellingDoor, ask: BookingAsk<Offer>) {
  const { item, bookable, ...keyed } = ask
  return claimOffered(engine, {
    ...keyed,
    items: [item],
    draft(offers, now) {
      const place = offers.placeOf(item)
      const found = bookable(offers.of(item), place, now)
      if (found instanceof Problem) return found
      const { title, holdSeconds, capacity, price, startsAt } = found
      const store = { ...found.store, door: door.name }
      return {
        title,
        holdSeconds,
        lines: [{ place: { ...place, capacity, startsAt }, quantity: 1, unitPrice: price }],
        answer(order, at) {
          const lines = order.lines.map((line) => {
            const booked = { ...line, key: place.key, startsAt }
            return { ...booked, ...door.describeLine(booked) }
          })
          const booked = { store, lines }
          return JSON.stringify({ ...door.members(booked), ...claimView(order, booked, at) })
        },
      }
    },
  })
}
