import type { Id } from '../kernel/id.ts'
import * as places from '../places/queries.ts'
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
 * What remains of places locked for claims, after the release of dead orders on them. Orders that
 * died while the lock was taken, and may hold places that are not locked, wait for the next batch.
 */
export async function remainingOf(
  tx: Tx,
  storeId: Id<'Store'>,
  locked: Awaited<ReturnType<typeof claims.lockForClaims>>,
): Promise<Map<Id<'Place'>, number>> {
  const remaining = new Map(locked.map((place) => [place.id, place.remaining]))
  if (!locked.some(({ isHeldByDead }) => isHeldByDead)) return remaining
  const dead = await claims.findDead(tx, storeId, [...remaining.keys()])
  const releasable = dead.filter(({ placeIds }) => placeIds.every((id) => remaining.has(id)))
  for (const [id, back] of await releaseDead(tx, storeId, releasable))
    remaining.set(id, (remaining.get(id) ?? 0) + back)
  return remaining
}

/** Returns released quantities to their places. */
export async function putBack(
  tx: Tx,
  storeId: Id<'Store'>,
  freed: readonly { readonly placeId: Id<'Place'>; readonly quantity: number }[],
): Promise<ReadonlyMap<Id<'Place'>, number>> {
  const moves = new Map(freed.map(({ placeId, quantity }) => [placeId, quantity]))
  if (moves.size > 0) await places.movePlaces(tx, storeId, moves)
  return moves
}
