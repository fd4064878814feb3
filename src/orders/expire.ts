import type { Engine } from '../engine.ts'
import type { Id } from '../kernel/id.ts'
import * as places from '../places/queries.ts'
import { readCells } from '../postgres/cells.ts'
import { findAllDue } from './freed-queries.ts'
import * as queries from './queries.ts'
import { releaseDead, returnDue } from './release.ts'

const BATCH = 1000

/**
 * Marks dead orders as failed, and returns what is due to its places. Nothing depends on it: every reader
 * treats a dead order as failed, and claims take what is due on the places they need. It only updates counts
 * and tables, and so tells open pages.
 *
 * @returns the number of dead orders and of places that something was due back to
 */
export async function expireOrders(engine: Engine): Promise<number> {
  const dead = await readCells(engine, (on) => queries.findAllDead(on, BATCH))
  const byStore = Map.groupBy(dead, ({ storeId }) => storeId)
  await Promise.all([...byStore].map(([storeId, orders]) => expireIn(engine, storeId, orders)))
  const due = await readCells(engine, (on) => findAllDue(on, BATCH))
  const dueByStore = Map.groupBy(due, ({ storeId }) => storeId)
  await Promise.all(
    [...dueByStore].map(([storeId, places]) =>
      returnIn(engine, storeId, [...new Set(places.map(({ placeId }) => placeId))]),
    ),
  )
  return dead.length + due.length
}

const returnIn = (engine: Engine, storeId: Id<'Store'>, placeIds: readonly Id<'Place'>[]) =>
  engine.cell(storeId).transaction(async (tx) => {
    await places.lockPlaces(tx, storeId, placeIds)
    await returnDue(tx, storeId, placeIds)
  }, storeId)

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
