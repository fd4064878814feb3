import type { Engine } from '../engine.ts'
import type { Id } from '../kernel/id.ts'
import * as places from '../places/queries.ts'
import * as queries from './queries.ts'
import { releaseDead } from './release.ts'

const atOnce = 1000

/**
 * Tidies up orders whose time has passed: nobody waits for it, because a dead order is dead for
 * every reader and its places are taken back by whoever claims them. This only makes the counts
 * on the screens and the tables follow.
 *
 * @returns how many orders it found dead
 */
export async function expireOrders(engine: Engine): Promise<number> {
  const dead = await queries.findAllDead(engine.database, atOnce)
  const byStore = Map.groupBy(dead, ({ storeId }) => storeId)
  await Promise.all([...byStore].map(([storeId, orders]) => expireIn(engine, storeId, orders)))
  return dead.length
}

const expireIn = (
  engine: Engine,
  storeId: Id<'Store'>,
  dead: readonly { id: Id<'Order'>; placeIds: readonly Id<'Place'>[] }[],
) =>
  engine.database.transaction(async (tx) => {
    const touched = new Set(dead.flatMap(({ placeIds }) => placeIds))
    await places.lockPlaces(tx, storeId, [...touched])
    await releaseDead(tx, storeId, dead)
  }, storeId)
