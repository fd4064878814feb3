import type { Id } from '../kernel/id.ts'
import type { Tx } from '../postgres/sql.ts'
import * as queries from './queries.ts'
import { type Order, orderMissing } from './rules.ts'

/**
 * Locks an order of the buyer's own. Found through the buyer, locked by its key.
 * Problem: order-missing, whether it is not there or somebody else's.
 */
export async function lockOwnOrder(
  tx: Tx,
  buyerId: Id<'Account'>,
  orderId: Id<'Order'>,
): Promise<Order> {
  const own = await queries.readOwnOrder(tx, buyerId, orderId)
  const order = own && (await queries.lockOrder(tx, own.storeId, own.id))
  if (!order) throw orderMissing()
  return order
}
