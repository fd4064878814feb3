import type { Engine } from '../engine.ts'
import type { Id } from '../kernel/id.ts'
import { readReadyOrders } from '../orders/queries.ts'
import type { Tx } from '../postgres/sql.ts'
import { cancelIn } from './cancel.ts'

/**
 * Cancels the unpaid orders of an account that leaves. Paid orders stay.
 * Throws payment-in-progress while a payment is being settled.
 */
export async function abandon(engine: Engine, tx: Tx, buyerId: Id<'Account'>): Promise<void> {
  for (const order of await readReadyOrders(tx, buyerId)) await cancelIn(engine, tx, order)
}
