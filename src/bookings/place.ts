import type { Engine } from '../engine.ts'
import type { Id } from '../kernel/id.ts'
import { Problem } from '../kernel/problem.ts'
import { claimOffered, type KeyedClaim } from '../orders/claim.ts'
import type { ClaimAsk, LineAsk } from '../orders/claim-rules.ts'
import type { Offered } from '../orders/offers.ts'
import type { Pricing } from '../stores/pricing-rules.ts'
import type { BookedPlace, BookedStore, BookingDoor, LineDescription, Selling } from './door.ts'
import { lineOf } from './line.ts'
import { claimView } from './view.ts'

export interface BookingAsk<Offer>
  extends Pick<KeyedClaim, 'storeId' | 'buyerId' | 'once' | 'holder'>,
    Selling<Offer> {
  /** The price that the buyer saw; undefined: the present one is accepted. */
  readonly price?: number | undefined
}

export interface SellingDoor extends Pick<BookingDoor, 'name' | 'members'> {
  describeLine(place: BookedPlace, pricing: Pricing): LineDescription
}

/**
 * Claims one unit of one item, for a booker to be named before it is paid. The answer is the booking, stored under the idempotency key.
 * Problems in order: those of the key, those of `bookable`, those of `claim`.
 */
export function placeBooking<Offer>(engine: Engine, door: SellingDoor, ask: BookingAsk<Offer>) {
  const { item, price: seenPrice, bookable, ...keyed } = ask
  return placeMany(engine, door, {
    ...keyed,
    items: [item],
    draft(offers, now) {
      const place = offers.placeOf(item)
      const found = bookable(offers.of(item), place, now)
      if (found instanceof Problem) return found
      const { store, title, holdSeconds } = found
      return {
        ...{ store, title, holdSeconds },
        lines: [lineOf(found, place, { quantity: 1, seenPrice })],
        describeLine: (booked) => door.describeLine(booked, store.pricing),
      }
    },
  })
}

/** A booking of any number of places, as its door drafts it. */
export interface BookingDraft
  extends Pick<ClaimAsk, 'choose' | 'gone' | 'seenTotal' | 'asksBooker' | 'isOwed'> {
  readonly store: Omit<BookedStore, 'door'>
  readonly title: string
  readonly holdSeconds: number
  /** All that may be claimed; `choose` chooses among them. Unless it says otherwise, it asks for a booker. */
  readonly lines: readonly LineAsk[]
  describeLine(place: BookedPlace): LineDescription
}

export interface BookingOfMany extends Omit<KeyedClaim, 'draft'> {
  /** Drafts the booking from the offers; pure. */
  draft(offers: Offered, now: Date): BookingDraft | Problem
}

/**
 * The same for many items: all of them, or none.
 * Problems in order: those of the key, those of `draft`, those of `claim`.
 */
export const placeMany = (
  engine: Engine,
  door: Pick<BookingDoor, 'name' | 'members'>,
  ask: BookingOfMany,
) =>
  claimOffered(engine, {
    ...ask,
    draft(offers, now) {
      const found = ask.draft(offers, now)
      if (found instanceof Problem) return found
      const { describeLine, ...draft } = found
      const store = { ...found.store, door: door.name }
      const placeOf = new Map<Id<'Place'>, LineAsk['place']>(
        draft.lines.map(({ place }) => [place.id, place]),
      )
      return {
        asksBooker: true,
        ...draft,
        answer(order, at) {
          const lines = order.lines.map((line) => {
            const { key = '', startsAt = null } = placeOf.get(line.placeId) ?? {}
            const booked = { ...line, bought: line.quantity, key, startsAt }
            return { ...booked, ...describeLine(booked), door: door.name }
          })
          const booked = { store, lines }
          return JSON.stringify({ ...door.members?.(booked), ...claimView(order, booked, at) })
        },
      }
    },
  })
