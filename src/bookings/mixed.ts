import type { Engine } from '../engine.ts'
import type { Hold } from '../holds/rules.ts'
import type { Id } from '../kernel/id.ts'
import { Problem } from '../kernel/problem.ts'
import { claimOffered } from '../orders/claim.ts'
import type { LineAsk } from '../orders/claim-rules.ts'
import type { Offered } from '../orders/offers.ts'
import { mixedTitle } from '../orders/title-rules.ts'
import type { Once } from '../postgres/once.ts'
import type { Bookable, Selling } from './door.ts'
import { lineOf } from './line.ts'
import { type BookingAnswer, readBooking } from './read.ts'
import * as rules from './rules.ts'

/** A thing of one of the doors of a store. */
export interface MixedItem {
  readonly door: string
  /** In the door's terms: `{ tableTimeId, date }`. */
  readonly item: Readonly<Record<string, string>>
  readonly quantity: number
  /** Of one, as the buyer saw it; undefined: the present one is accepted. */
  readonly price?: number | undefined
}

export interface MixedAsk {
  readonly storeId: Id<'Store'>
  readonly buyerId: Id<'Account'>
  readonly items: readonly MixedItem[]
  /** The total that the buyer saw. */
  readonly seenTotal?: number | undefined
  readonly once: Once
  readonly holder?: Hold | undefined
}

/** What is sold, and how many of it are asked for. */
interface Wanted extends Pick<MixedItem, 'quantity' | 'price'> {
  readonly selling: Selling
}

/**
 * Claims things of several front doors of a store as one order: all of them, or none, held as long as the
 * one that is held shortest. Each door says whether its own can be bought; each line is described, canceled
 * and given back by the rules of its door.
 * Problems in order: item-unknown, those of the key, item-refused, those of `claim` with items-gone for sold-out.
 */
export async function claimMixed(engine: Engine, ask: MixedAsk): Promise<BookingAnswer> {
  const { storeId, buyerId, once, holder, seenTotal } = ask
  const wanted = ask.items.map((item) => wantedOf(engine, item))
  const { stored } = await claimOffered(engine, {
    ...{ storeId, buyerId, once, holder },
    items: wanted.map(({ selling }) => selling.item),
    draft(offers, now) {
      const found = bookablesOf(wanted, offers, now)
      if (found instanceof Problem) return found
      const lines = found.map((bookable, at) => {
        const { selling, quantity, price: seenPrice } = wanted[at] as Wanted
        return lineOf(bookable, offers.placeOf(selling.item), { quantity, seenPrice })
      })
      return {
        title: mixedTitle(found.map(({ title }) => title)),
        holdSeconds: Math.min(...found.map(({ holdSeconds }) => holdSeconds)),
        ...{ lines, seenTotal, asksBooker: true },
        gone: (placeIds) => goneOf(placeIds, lines),
        answer: ({ id }) => JSON.stringify(id),
      }
    },
  })
  return readBooking(engine, { buyerId, bookingId: JSON.parse(stored) })
}

/** Problem: item-unknown. */
function wantedOf({ doors }: Engine, { door, item, ...rest }: MixedItem): Wanted {
  const selling = doors.get(door)?.selling(item)
  if (!selling) throw rules.itemUnknown()
  return { ...rest, selling }
}

/** Problem: item-refused, for the first that cannot be bought. */
function bookablesOf(wanted: readonly Wanted[], offers: Offered, now: Date): Bookable[] | Problem {
  const found: Bookable[] = []
  for (const [at, { selling }] of wanted.entries()) {
    const { item } = selling
    const bookable = selling.bookable(offers.of(item), offers.placeOf(item), now)
    if (bookable instanceof Problem)
      return rules.itemRefused({ item: at, because: bookable.type, said: bookable.is.title })
    found.push(bookable)
  }
  return found
}

/** Lines are in the order of the items. */
function goneOf(placeIds: readonly Id<'Place'>[], lines: readonly LineAsk[]): Problem {
  const gone = new Set(placeIds)
  return rules.itemsGone({
    items: lines.flatMap(({ place }, at) => (gone.has(place.id) ? [at] : [])),
  })
}
