import { listVerified } from '../accounts/address/queries.ts'
import type { Engine } from '../engine.ts'
import { inCells, readCells } from '../postgres/cells.ts'
import * as queries from './listing-queries.ts'

/** The owner has verified their address: strangers find their stores. */
export async function listStoresOf(engine: Engine, ownerId: string): Promise<void> {
  await inCells(engine, (on) => queries.listStoresOf(on, [ownerId]))
}

/**
 * A job: the same, for what a crash left.
 *
 * @returns how many stores it listed
 */
export async function listStoresOfVerified(engine: Engine): Promise<number> {
  const owners = await readCells(engine, queries.listUnlistedOwners)
  if (owners.length === 0) return 0
  const ids = owners.map(({ ownerId }) => ownerId)
  const verified = (await listVerified(engine.house, ids)).map(({ id }) => id)
  return verified.length > 0 ? inCells(engine, (on) => queries.listStoresOf(on, verified)) : 0
}
