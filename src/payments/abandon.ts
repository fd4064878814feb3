import type { Engine } from '../engine.ts'
import type { Id } from '../kernel/id.ts'
import { readReadyOrders } from '../orders/queries.ts'
import type { Tx } from '../postgres/sql.ts'
import { cancelIn } from './cancel.ts'
import { lockToCancel } from './lock-to-cancel.ts'

/**
 * Cancels the unpaid orders of an account that leaves. Paid orders stay, also one that is paid while
 * this waits for its lock.
 * Throws payment-in-progress while a payment is being settled.
 */
export async function abandon(engine: Engine, tx: Tx, buyerId: Id<'Account'>): Promise<void> {
  for (const ready of await readReadyOrders(tx, buyerId)) {
    const { order } = await lockToCancel(tx, ready)
    if (order.status === 'ready') await cancelIn(engine, tx, order)
  }
}
