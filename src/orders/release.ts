import type { Id } from '../kernel/id.ts'
import * as places from '../places/queries.ts'
import {
  type PlaceDraft,
  resize,
  type Size,
  wantedOf,
  putBack as withBack,
} from '../places/rules.ts'
import type { Tx } from '../postgres/sql.ts'
import * as claims from './claim-queries.ts'
import * as queries from './queries.ts'

/**
 * Marks dead orders as failed and returns their quantities to the places, which must be locked.
 *
 * @returns the quantity returned to each place
 */
export async function releaseDead(
  tx: Tx,
  storeId: Id<'Store'>,
  dead: readonly { readonly id: Id<'Order'> }[],
): Promise<ReadonlyMap<Id<'Place'>, number>> {
  if (dead.length === 0) return new Map()
  const freed = await queries.endDead(
    tx,
    storeId,
    dead.map(({ id }) => id),
  )
  return putBack(tx, storeId, freed)
}

/**
 * Places locked for claims, after the release of dead orders on them, and in the size of what is
 * offered now: a place may have been made while its offer changed. Orders that died while the lock
 * was taken, and may hold places that are not locked, wait for the next batch.
 */
export async function refreshPlaces(
  tx: Tx,
  storeId: Id<'Store'>,
  locked: Awaited<ReturnType<typeof claims.lockForClaims>>,
  offered: readonly PlaceDraft[],
): Promise<ReadonlyMap<Id<'Place'>, Size>> {
  const sizes = new Map<Id<'Place'>, Size>(locked.map((place) => [place.id, place]))
  if (locked.some(({ isHeldByDead }) => isHeldByDead)) {
    const dead = await claims.findDead(tx, storeId, [...sizes.keys()])
    const releasable = dead.filter(({ placeIds }) => placeIds.every((id) => sizes.has(id)))
    for (const [id, back] of await releaseDead(tx, storeId, releasable)) {
      const size = sizes.get(id)
      if (size) sizes.set(id, withBack(size, back))
    }
  }
  const resized = new Map<Id<'Place'>, Size>()
  for (const { id, capacity } of offered) {
    const size = sizes.get(id)
    if (size && wantedOf(size) !== capacity) resized.set(id, resize(size, capacity))
  }
  if (resized.size > 0) await places.resizePlaces(tx, storeId, [...resized.values()])
  return new Map([...sizes, ...resized])
}

/** Returns released quantities to their places. */
export async function putBack(
  tx: Tx,
  storeId: Id<'Store'>,
  freed: readonly { readonly placeId: Id<'Place'>; readonly quantity: number }[],
): Promise<ReadonlyMap<Id<'Place'>, number>> {
  const moves = new Map<Id<'Place'>, number>()
  for (const { placeId, quantity } of freed)
    if (quantity > 0) moves.set(placeId, (moves.get(placeId) ?? 0) + quantity)
  if (moves.size > 0) await places.movePlaces(tx, storeId, moves)
  return moves
}
