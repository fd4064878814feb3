import { isDeepStrictEqual } from 'node:util'
import type { LineDescription } from '../../../bookings/door.ts'
import { exemptOf } from '../../../bookings/history/deposits.ts'
import type { Engine } from '../../../engine.ts'
import type { Id } from '../../../kernel/id.ts'
import { Problem } from '../../../kernel/problem.ts'
import { wallDate } from '../../../kernel/time.ts'
import { batchOn, type Offered, type PlaceName } from '../../../orders/offers.ts'
import type { Queryable } from '../../../postgres/sql.ts'
import type { Till } from '../checkout/till-queries.ts'
import { readHeld, readLeft, readLines, renameLines } from './queries.ts'
import { type ItemNames, type ItemNow, type LineNow, linesNow, type Wanted } from './rules.ts'
import { type OfferedThing, type Thing, thingOf } from './things.ts'

/**
 * The lines of carts, each under the names of what it is: what was put under others once is written so
 * before it is read.
 */
export async function linesOfCarts(
  engine: Engine,
  on: Queryable,
  storeId: Id<'Store'>,
  buyers: readonly Id<'Account'>[],
) {
  const lines = await readLines(on, storeId, buyers)
  const odd = lines.flatMap(({ buyerId, id, item }) => {
    const names = thingOf(engine, item)?.names
    return names && !isDeepStrictEqual(names, item) ? { buyerId, id, item: names } : []
  })
  if (odd.length === 0) return lines
  for (const [buyerId, some] of Map.groupBy(odd, (line) => line.buyerId))
    await renameLines(on, { storeId, buyerId }, some)
  return readLines(on, storeId, buyers)
}

/** A line of a cart, or of an order that is not made yet, at the present price. */
export interface PricedLine<Asked> extends LineNow {
  readonly asked: Asked
  readonly thing: Thing | undefined
  readonly place: PlaceName | undefined
  /** Undefined: it is not sold. */
  readonly offer: OfferedThing | undefined
  readonly left: number
}

interface Asked extends Wanted {
  readonly item: ItemNames
}

/** Reads what these lines are offered as now: a few statements for each door, and one for what is left. */
export async function priceLines<Line extends Asked>(
  engine: Engine,
  on: Queryable,
  { buyerId, ...at }: Moment & { readonly buyerId: Id<'Account'> },
  lines: readonly Line[],
): Promise<readonly PricedLine<Line>[]> {
  const [priced = []] = await priceCarts(engine, on, { ...at, buyers: [buyerId] }, [lines])
  return priced
}

interface Moment {
  readonly till: Till
  readonly now: Date
}

/** The same for several carts of a shop, each of its buyer, with as many statements. */
export async function priceCarts<Line extends Asked>(
  engine: Engine,
  on: Queryable,
  { till, now, buyers }: Moment & { readonly buyers: readonly Id<'Account'>[] },
  carts: readonly (readonly Line[])[],
): Promise<readonly (readonly PricedLine<Line>[])[]> {
  const things = carts.map((lines) => lines.map(({ item }) => thingOf(engine, item)))
  const items = things.flat().flatMap((thing) => thing?.item ?? [])
  const { id: storeId, timeZone } = till.store
  const batch = batchOn(wallDate(now, timeZone), storeId, items)
  const placeIds = batch.places.map(({ id }) => id)
  const [offers, places, held] = await Promise.all([
    batch.readOffers(on),
    readLeft(on, storeId, placeIds, now),
    readHeld(on, storeId, { buyers, placeIds, now }),
  ])
  const offered = things.map((some) => some.map((thing) => offerOf(thing, offers, now)))
  const isAsked = buyers.length > 0 && offered.flat().some(isPricedDeposit)
  const exempt = new Set(isAsked ? await exemptOf(on, { storeId, buyerIds: buyers }, now) : [])
  const leftAt = new Map(places.map(({ id, left }) => [id, left]))
  const heldAt = new Map(held.map((one) => [`${one.buyerId} ${one.placeId}`, one.quantity]))
  const ownOf = (cart: number, { id }: PlaceName) => heldAt.get(`${buyers[cart]} ${id}`) ?? 0
  return carts.map((lines, cart) => {
    const priced = lines.map((asked, at) => {
      const thing = things[cart]?.[at]
      const found = offered[cart]?.[at]
      const isFree = exempt.has(buyers[cart] as Id<'Account'>) && isPricedDeposit(found)
      const offer = found && isFree ? { ...found, price: 0 } : found
      const place = thing && batch.placeOf(thing.item)
      const left =
        place && offer ? (leftAt.get(place.id) ?? offer.capacity) + ownOf(cart, place) : 0
      return { asked, thing, place, offer, left }
    })
    const present = linesNow(priced.map((line) => ({ ...line.asked, now: factsOf(line) })))
    return priced.map((line, at) => ({ ...line, ...(present[at] as LineNow) }))
  })
}

function offerOf(thing: Thing | undefined, offers: Offered, now: Date): OfferedThing | undefined {
  const found = thing?.offered(offers, now)
  return found instanceof Problem ? undefined : found
}

const isPricedDeposit = (offer: OfferedThing | undefined): boolean =>
  offer?.isDeposit === true && offer.price > 0

const factsOf = ({
  offer,
  left,
}: Pick<PricedLine<unknown>, 'offer' | 'left'>): ItemNow | undefined =>
  offer && { productId: offer.productId, price: offer.price, most: offer.most, left }

/** What lines are called, by the door of each: one call for each door. */
export async function describeLines(
  engine: Engine,
  on: Queryable,
  { id: storeId, pricing }: Till['store'],
  lines: readonly PricedLine<unknown>[],
): Promise<ReadonlyMap<PricedLine<unknown>, LineDescription>> {
  const named = new Map<PricedLine<unknown>, LineDescription>()
  const offered = lines.filter(({ offer, place }) => offer && place)
  for (const [door, some] of Map.groupBy(offered, ({ thing }) => thing?.door ?? '')) {
    const places = some.map(({ place, offer, quantity }) => ({
      ...{ storeId, pricing, placeId: place?.id as Id<'Place'>, key: place?.key ?? '' },
      ...{ startsAt: offer?.startsAt ?? null, quantity, unitPrice: offer?.price ?? 0 },
      ...{ bought: quantity, discount: 0, taxFree: offer?.taxFree ?? false, isAside: false },
    }))
    const found = (await engine.doors.get(door)?.describe(on, places)) ?? []
    some.forEach((line, at) => {
      const description = found[at]
      if (description) named.set(line, description)
    })
  }
  return named
}
