import type { Id } from '../kernel/id.ts'
import * as places from '../places/queries.ts'
import type { Tx } from '../postgres/sql.ts'
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
