import type { Id } from '../kernel/id.ts'
import * as places from '../places/queries.ts'
import type { Place } from '../places/rules.ts'
import type { Tx } from '../postgres/sql.ts'
import { readFreedOf, removeFreedOf } from './freed-queries.ts'
import type { Order } from './rules.ts'

/** A place of an order that may take it again. */
export interface Reclaimable extends Place {
  /** Units that this order has let go and that are not back: it may have them. */
  readonly freed: number
}

/** Locks the places of an order that was paid late, to take them again. */
export async function lockToReclaim(
  tx: Tx,
  { storeId, orderId }: { readonly storeId: Id<'Store'>; readonly orderId: Id<'Order'> },
  placeIds: readonly Id<'Place'>[],
): Promise<Reclaimable[]> {
  const locked = await places.lockPlaces(tx, storeId, placeIds)
  const freed = await readFreedOf(tx, storeId, orderId)
  const unitsOf = new Map(freed.map(({ placeId, quantity }) => [placeId, quantity]))
  return locked.map((place) => ({ ...place, freed: unitsOf.get(place.id) ?? 0 }))
}

/** Takes an order's places again: first what it has let go itself. There is enough of them. */
export async function reclaimFreed(
  tx: Tx,
  { storeId, id, lines }: Order,
  locked: readonly Reclaimable[],
): Promise<void> {
  const freed = new Map(locked.map((place) => [place.id, place.freed]))
  const moves = new Map<Id<'Place'>, number>()
  for (const { placeId, quantity } of lines) {
    const by = (freed.get(placeId) ?? 0) - quantity
    if (by !== 0) moves.set(placeId, by)
  }
  await removeFreedOf(tx, storeId, id)
  if (moves.size > 0) await places.movePlaces(tx, storeId, moves)
}
