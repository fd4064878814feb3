import type { Id } from '../kernel/id.ts'
import type { WallDate } from '../kernel/time.ts'
import { placeId } from '../places/place-id.ts'
import type { Queryable } from '../postgres/sql.ts'

/** One kind of offer of a front door: table times, seats, products, coupons. */
export interface Offers<What, Offer> {
  /**
   * The key of its place. `today` is the date in the store, for offers that have another place each
   * day.
   */
  placeKey(what: What, today: WallDate): string
  /** The key of its offer, where one place has several. */
  key?(what: What): string
  /** Reads the offers of a batch, by `key` or else `placeKey`; a missing one is not offered. */
  read(
    on: Queryable,
    storeId: Id<'Store'>,
    items: readonly PlacedItem<What>[],
  ): Promise<ReadonlyMap<string, Offer>>
}

/** One thing to claim. */
export interface Item<What = unknown, Offer = unknown> {
  readonly offers: Offers<What, Offer>
  readonly what: What
}

export interface PlaceName {
  readonly id: Id<'Place'>
  readonly key: string
}

export interface PlacedItem<What> {
  readonly what: What
  readonly place: PlaceName
}

/** The offers of a batch's items. */
export interface Offered {
  /** Undefined when the item is not offered. */
  of<Offer>(item: Item<unknown, Offer>): Offer | undefined
  /** Also of an item that is not offered. */
  placeOf(item: Item): PlaceName
}

/** The items of a batch, with their places. */
export interface Batch {
  readonly storeId: Id<'Store'>
  readonly places: readonly PlaceName[]
  placeOf(item: Item): PlaceName
  /** Whether the items have the same places on this date. */
  isSameOn(today: WallDate): boolean
  /** Reads the offers of the items: one call for each kind. */
  readOffers(on: Queryable): Promise<Offered>
}

/** Determines the places of a batch's items, each once. */
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
    if (!place) throw new Error('the item is not in the batch')
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
  const byOffers = new Map<Item['offers'], Map<string, PlacedItem<unknown>>>()
  for (const [item, place] of byItem) {
    const { offers, what } = item
    const some = byOffers.get(offers) ?? new Map<string, PlacedItem<unknown>>()
    const key = keyOf(item, place)
    if (!some.has(key)) some.set(key, { what, place })
    byOffers.set(offers, some)
  }
  const read = [...byOffers].map(
    async ([offers, some]) => [offers, await offers.read(on, storeId, [...some.values()])] as const,
  )
  return new Map(await Promise.all(read))
}
