import type { Engine } from '../engine.ts'
import type { Id } from '../kernel/id.ts'
import * as places from '../places/queries.ts'
import { readCells } from '../postgres/cells.ts'
import * as queries from './queries.ts'
import { releaseDead } from './release.ts'

const BATCH = 1000

/**
 * Marks dead orders as failed and releases their places. Nothing depends on it: every reader treats
 * a dead order as failed, and claims release the places they need. It only updates counts and tables.
 *
 * @returns the number of dead orders found
 */
export async function expireOrders(engine: Engine): Promise<number> {
  const dead = await readCells(engine, (on) => queries.findAllDead(on, BATCH))
  const byStore = Map.groupBy(dead, ({ storeId }) => storeId)
  await Promise.all([...byStore].map(([storeId, orders]) => expireIn(engine, storeId, orders)))
  return dead.length
}

const expireIn = (
  engine: Engine,
  storeId: Id<'Store'>,
  dead: readonly { id: Id<'Order'>; placeIds: readonly Id<'Place'>[] }[],
) =>
  engine.cell(storeId).transaction(async (tx) => {
    const touched = new Set(dead.flatMap(({ placeIds }) => placeIds))
    await places.lockPlaces(tx, storeId, [...touched])
    await releaseDead(tx, storeId, dead)
  }, storeId)
