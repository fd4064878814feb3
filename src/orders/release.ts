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
import { readWaiting } from '../waitlist/queries.ts'
import type { Waiting } from '../waitlist/rules.ts'
import * as claims from './claim-queries.ts'
import * as freed from './freed-queries.ts'
import type { Freed } from './freed-rules.ts'
import * as queries from './queries.ts'
import type { Order } from './rules.ts'

/**
 * Marks dead orders as failed and returns what is due of their quantities to the places, which must be
 * locked; the rest comes back later.
 *
 * @returns the quantity returned to each place
 */
export async function releaseDead(
  tx: Tx,
  storeId: Id<'Store'>,
  dead: readonly { readonly id: Id<'Order'> }[],
): Promise<ReadonlyMap<Id<'Place'>, number>> {
  if (dead.length === 0) return new Map()
  const ended = await queries.endDead(
    tx,
    storeId,
    dead.map(({ id }) => id),
  )
  return putBack(tx, storeId, ended)
}

/** Returns what was let go and is due to its places, which must be locked. */
export const returnDue = async (tx: Tx, storeId: Id<'Store'>, placeIds: readonly Id<'Place'>[]) =>
  putBack(tx, storeId, await freed.takeDue(tx, storeId, placeIds))

/** Places that are locked for claims. */
export interface Refreshed {
  readonly sizes: ReadonlyMap<Id<'Place'>, Size>
  /** What is not back yet: of these places, only who let it go may claim it, and who waits. */
  readonly freed: readonly Freed[]
  /** Who waits for these places, in order. */
  readonly waiting: readonly Waiting[]
}

/**
 * Places locked for claims, after the release of dead orders on them and the return of what is due, and in
 * the size of what is offered now: a place may have been made while its offer changed. Orders that died while
 * the lock was taken, and may hold places that are not locked, wait for the next batch.
 */
export async function refreshPlaces(
  tx: Tx,
  storeId: Id<'Store'>,
  locked: readonly claims.LockedPlace[],
  offered: readonly PlaceDraft[],
): Promise<Refreshed> {
  const sizes = new Map<Id<'Place'>, Size>(locked.map((place) => [place.id, place]))
  const back = (quantities: ReadonlyMap<Id<'Place'>, number>): void => {
    for (const [id, quantity] of quantities) {
      const size = sizes.get(id)
      if (size) sizes.set(id, withBack(size, quantity))
    }
  }
  const isHeldByDead = locked.some((place) => place.isHeldByDead)
  if (isHeldByDead) {
    const dead = await claims.findDead(tx, storeId, [...sizes.keys()])
    const releasable = dead.filter(({ placeIds }) => placeIds.every((id) => sizes.has(id)))
    back(await releaseDead(tx, storeId, releasable))
  }
  const waited = locked.flatMap(({ id, isWaited }) => (isWaited ? id : []))
  const ids = locked.flatMap(({ id, isFreed, isWaited }) =>
    isFreed || isWaited || isHeldByDead ? id : [],
  )
  const due = ids.length > 0 ? await freed.takeDue(tx, storeId, ids) : []
  const [left, waiting] = await Promise.all([
    ids.length > 0 ? freed.readFreed(tx, storeId, ids) : [],
    waited.length > 0 ? readWaiting(tx, storeId, waited) : [],
    putBack(tx, storeId, due).then(back),
  ])
  const resized = new Map<Id<'Place'>, Size>()
  for (const { id, capacity } of offered) {
    const size = sizes.get(id)
    if (size && wantedOf(size) !== capacity) resized.set(id, resize(size, capacity))
  }
  if (resized.size > 0) await places.resizePlaces(tx, storeId, [...resized.values()])
  return { sizes: new Map([...sizes, ...resized]), freed: left, waiting }
}

/**
 * Returns what an order lets go now to its places, which are locked: at once, or after the delay that was
 * drawn for it.
 */
export async function letGo(
  tx: Tx,
  { storeId, id }: Pick<Order, 'storeId' | 'id'>,
  lines: readonly freed.LetGo[],
): Promise<void> {
  const late = lines.filter(({ quantity, releaseDelayMs }) => quantity > 0 && releaseDelayMs > 0)
  if (late.length > 0) await freed.insertFreed(tx, storeId, id, late)
  await putBack(
    tx,
    storeId,
    lines.filter(({ releaseDelayMs }) => releaseDelayMs === 0),
  )
}

/** Returns quantities to their places. */
async function putBack(
  tx: Tx,
  storeId: Id<'Store'>,
  quantities: readonly { readonly placeId: Id<'Place'>; readonly quantity: number }[],
): Promise<ReadonlyMap<Id<'Place'>, number>> {
  const moves = new Map<Id<'Place'>, number>()
  for (const { placeId, quantity } of quantities)
    if (quantity > 0) moves.set(placeId, (moves.get(placeId) ?? 0) + quantity)
  if (moves.size > 0) await places.movePlaces(tx, storeId, moves)
  return moves
}
