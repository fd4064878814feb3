import type { Engine } from '../engine.ts'
import type { Id } from '../kernel/id.ts'
import { readReadyOrders } from '../orders/queries.ts'
import type { Tx } from '../postgres/sql.ts'
import { cancelIn } from './cancel.ts'

/**
 * Gives back what a person who leaves still holds and has not paid for. What is paid stays.
 * Throws payment-in-progress while money is being settled: then they cannot leave just yet.
 */
export async function abandon(engine: Engine, tx: Tx, buyerId: Id<'Account'>): Promise<void> {
  for (const order of await readReadyOrders(tx, buyerId)) await cancelIn(engine, tx, order)
}
