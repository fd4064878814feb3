import type { Engine } from '../engine.ts'
import { each, sumInTurn } from '../kernel/each.ts'
import type { Id } from '../kernel/id.ts'
import { Problem } from '../kernel/problem.ts'
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
export const expireOrders = (engine: Engine): Promise<number> =>
  sumInTurn(
    [
      { name: 'dead orders', run: expireDead },
      { name: 'places', run: returnAllDue },
    ],
    ({ name }) => name,
    ({ run }) => run(engine),
  )

async function expireDead(engine: Engine): Promise<number> {
  const dead = await readCells(engine, (on) => queries.findAllDead(on, BATCH))
  const which = ({ id }: { readonly id: string }) => `order ${id}`
  await inStores(dead, which, (storeId, some) => expireIn(engine, storeId, some))
  return dead.length
}

async function returnAllDue(engine: Engine): Promise<number> {
  const due = await readCells(engine, (on) => findAllDue(on, BATCH))
  const once = [...new Map(due.map((one) => [one.placeId, one])).values()]
  const which = ({ placeId }: { readonly placeId: string }) => `place ${placeId}`
  await inStores(once, which, (storeId, some) => returnIn(engine, storeId, some))
  return due.length
}

/** Those of one store in one commit; where that fails, one by one, so that one stops no other. */
const inStores = <Thing extends { readonly storeId: Id<'Store'> }>(
  things: readonly Thing[],
  which: (thing: Thing) => string,
  work: (storeId: Id<'Store'>, some: readonly Thing[]) => Promise<void>,
) =>
  each(
    [...Map.groupBy(things, ({ storeId }) => storeId)],
    { which: ([storeId]) => `store ${storeId}` },
    async ([storeId, some]) => {
      try {
        await work(storeId, some)
      } catch (error) {
        // Busy, or the database is away: nothing of one of them.
        if (error instanceof Problem) throw error
        await each(some, { which, most: 1 }, (one) => work(storeId, [one]))
      }
    },
  )

const returnIn = (
  engine: Engine,
  storeId: Id<'Store'>,
  due: readonly { readonly placeId: Id<'Place'> }[],
) =>
  engine.cell(storeId).transaction(async (tx) => {
    const placeIds = due.map(({ placeId }) => placeId)
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
