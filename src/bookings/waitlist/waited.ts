import type { Engine } from '../../engine.ts'
import type { Id } from '../../kernel/id.ts'
import { Problem } from '../../kernel/problem.ts'
import { wallDate } from '../../kernel/time.ts'
import { claimOffered } from '../../orders/claim.ts'
import { alreadyYours, type Order } from '../../orders/rules.ts'
import { placeId } from '../../places/place-id.ts'
import type { PlaceDraft } from '../../places/rules.ts'
import { offerSeconds, type Terms } from '../../waitlist/rules.ts'
import type { Selling } from '../door.ts'
import { itemUnknown } from '../rules.ts'
import type { Said } from '../said.ts'

/** Where and when it is looked at whether something can be waited for. */
export interface WaitedAt {
  readonly storeId: Id<'Store'>
  readonly timeZone: string
  readonly now: Date
}

/** A time that is sold, whether or not anything is left of it. */
export interface WaitedTime {
  /** The place that stands for it; what is offered has it. */
  readonly place: PlaceDraft & { readonly startsAt: Date }
  /**
   * How many can be booked now, where more decides than what remains of the place. Left out: what remains.
   */
  readonly available?: number
}

/** An entry whose turn it is. */
export interface Turn {
  readonly storeId: Id<'Store'>
  readonly entryId: Id<'WaitlistEntry'>
  readonly placeId: Id<'Place'>
  readonly buyerId: Id<'Account'>
  readonly quantity: number
  readonly terms: Terms
}

/** Something that guests may wait for once it is sold out, as its door knows it. */
export interface Waited {
  /** What names it in the door’s terms, and nothing else. */
  readonly names: Readonly<Record<string, string>>
  /** How many units it is, where the item says it; else the guest does. */
  readonly quantity?: number
  /** `테이블 1개`, `3명`. */
  what(quantity: number): Said
  /** Problems: why it is not sold at all, or not any more. */
  look(engine: Engine, at: WaitedAt): Promise<WaitedTime | Problem>
  /** Holds it for the guest until the deadline of the offer, by the claim that sells it to everybody. */
  offer(engine: Engine, turn: Turn): Promise<Order>
}

/** A place at a time, as a door sells it to everybody. */
export const waitedTime = (
  selling: Selling,
  what: Waited['what'] = (quantity) => ({ ko: `${quantity}자리`, en: `${quantity} places` }),
): Waited => ({
  names: selling.names,
  what,
  async look(engine, { storeId, timeZone, now }) {
    const { item } = selling
    const key = item.offers.placeKey(item.what, wallDate(now, timeZone))
    const name = { id: placeId(storeId, key), key }
    const placed = [{ what: item.what, place: name }]
    const offers = await item.offers.read(engine.cell(storeId), storeId, placed)
    const offer = offers.get(item.offers.key?.(item.what) ?? key)
    const found = selling.bookable(offer, name, now)
    if (found instanceof Problem) return found
    const { capacity, startsAt } = found
    return startsAt ? { place: { ...name, capacity, startsAt } } : itemUnknown()
  },
  async offer(engine, { storeId, entryId, placeId: waitedFor, buyerId, quantity, terms }) {
    const { order, isNew } = await claimOffered(engine, {
      ...{ storeId, buyerId, entryId, isByStore: true, items: [selling.item] },
      draft(offers, now) {
        const place = offers.placeOf(selling.item)
        const found = selling.bookable(offers.of(selling.item), place, now)
        if (found instanceof Problem) return found
        const { title, capacity, price, startsAt, isUncounted } = found
        if (!startsAt || place.id !== waitedFor) return itemUnknown()
        const holdSeconds = offerSeconds(terms, startsAt, now)
        const line = { place: { ...place, capacity, startsAt }, quantity, unitPrice: price }
        return {
          title,
          holdSeconds,
          asksBooker: true,
          lines: [{ ...line, ...(isUncounted && { isUncounted }) }],
        }
      },
    })
    if (!order) throw itemUnknown()
    if (!isNew) throw alreadyYours({ orderId: order.id })
    return order
  },
})
