import type { Id } from '../kernel/id.ts'
import * as places from '../places/queries.ts'
import type { Tx } from '../postgres/sql.ts'
import * as claims from './claim-queries.ts'
import * as queries from './queries.ts'

/**
 * Ends dead orders and puts their places back on sale. The places must be locked.
 *
 * @returns how many of which place came back
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
 * What remains of places that were locked for claims, with what expired on them put back: before
 * anybody is told that one is sold out. What expires only while the lock is taken, and may hold
 * places that are not locked, waits for the next batch.
 */
export async function remainingOf(
  tx: Tx,
  storeId: Id<'Store'>,
  locked: Awaited<ReturnType<typeof claims.lockForClaims>>,
): Promise<Map<Id<'Place'>, number>> {
  const remaining = new Map(locked.map((place) => [place.id, place.remaining]))
  if (!locked.some(({ isHeldByDead }) => isHeldByDead)) return remaining
  const dead = await claims.findDead(tx, storeId, [...remaining.keys()])
  const over = dead.filter(({ placeIds }) => placeIds.every((id) => remaining.has(id)))
  for (const [id, back] of await releaseDead(tx, storeId, over))
    remaining.set(id, (remaining.get(id) ?? 0) + back)
  return remaining
}

/** Puts what lines held back on sale. */
export async function putBack(
  tx: Tx,
  storeId: Id<'Store'>,
  freed: readonly { readonly placeId: Id<'Place'>; readonly quantity: number }[],
): Promise<ReadonlyMap<Id<'Place'>, number>> {
  const moves = new Map(freed.map(({ placeId, quantity }) => [placeId, quantity]))
  if (moves.size > 0) await places.movePlaces(tx, storeId, moves)
  return moves
}
