import type { Id } from '../kernel/id.ts'
import type { WallDate } from '../kernel/time.ts'
import { placeId } from '../places/place-id.ts'
import type { Queryable } from '../postgres/sql.ts'

/** What a front door offers of one kind: table times, seats, products, coupons. */
export interface Offers<What, Offer> {
  /**
   * The key of its place. `today` is the date in the store: what is offered anew every day is another
   * place each day.
   */
  placeKey(what: What, today: WallDate): string
  /** The key of what is read of it, where that is not the same for all who want the place. */
  key?(what: What): string
  /** Reads a batch's offers, by their keys, or else those of their places; missing: not offered. */
  read(
    on: Queryable,
    storeId: Id<'Store'>,
    asked: readonly Asked<What>[],
  ): Promise<ReadonlyMap<string, Offer>>
}

/** One thing that is asked for. */
export interface Item<What = unknown, Offer = unknown> {
  readonly offers: Offers<What, Offer>
  readonly what: What
}

export interface PlaceName {
  readonly id: Id<'Place'>
  readonly key: string
}

export interface Asked<What> {
  readonly what: What
  readonly place: PlaceName
}

/** What was read of the items of a batch. */
export interface Offered {
  /** Undefined when it is not offered. */
  of<Offer>(item: Item<unknown, Offer>): Offer | undefined
  /** The place that it is, whether or not it is offered. */
  placeOf(item: Item): PlaceName
}

/** The items of a batch, with their places. */
export interface Batch {
  readonly storeId: Id<'Store'>
  readonly places: readonly PlaceName[]
  placeOf(item: Item): PlaceName
  /** Whether the items have the same places on another date. */
  isSameOn(today: WallDate): boolean
  /** Reads what is offered of the items: one call for each kind. */
  readOffers(on: Queryable): Promise<Offered>
}

/** Names the places of a batch's items, each place once. */
export function batchOn(today: WallDate, storeId: Id<'Store'>, items: readonly Item[]): Batch {
  const byKey = new Map<string, PlaceName>()
  const byItem = new Map<Item, PlaceName>()
  for (const item of items) {
    const key = item.offers.placeKey(item.what, today)
    const place = byKey.get(key) ?? { id: placeId(storeId, key), key }
    byKey.set(key, place)
    byItem.set(item, place)
  }
  const placeOf = (item: Item): PlaceName => {
    const place = byItem.get(item)
    if (!place) throw new Error('an item that the batch does not have')
    return place
  }
  return {
    storeId,
    places: [...byKey.values()],
    placeOf,
    isSameOn: (date) =>
      date === today ||
      items.every((item) => item.offers.placeKey(item.what, date) === placeOf(item).key),
    async readOffers(on) {
      const read = await readEach(on, storeId, byItem)
      return {
        of: <Offer>(item: Item<unknown, Offer>) =>
          read.get(item.offers)?.get(keyOf(item, placeOf(item))) as Offer | undefined,
        placeOf,
      }
    },
  }
}

const keyOf = ({ offers, what }: Item, place: PlaceName): string => offers.key?.(what) ?? place.key

async function readEach(
  on: Queryable,
  storeId: Id<'Store'>,
  byItem: ReadonlyMap<Item, PlaceName>,
): Promise<ReadonlyMap<Item['offers'], ReadonlyMap<string, unknown>>> {
  const asked = new Map<Item['offers'], Map<string, Asked<unknown>>>()
  for (const [item, place] of byItem) {
    const { offers, what } = item
    const some = asked.get(offers) ?? new Map<string, Asked<unknown>>()
    const key = keyOf(item, place)
    if (!some.has(key)) some.set(key, { what, place })
    asked.set(offers, some)
  }
  const read = [...asked].map(
    async ([offers, some]) => [offers, await offers.read(on, storeId, [...some.values()])] as const,
  )
  return new Map(await Promise.all(read))
}
