import { perEngine } from '../engine.ts'
import { GroupCommit } from '../kernel/group-commit.ts'
import type { Id } from '../kernel/id.ts'
import type { Tx } from '../postgres/sql.ts'
import * as queries from './queries.ts'
import { type Order, orderMissing } from './rules.ts'

/**
 * Finds the store and the price of an order of the buyer's own; everybody who asks at once shares a
 * query. Problem: order-missing, whether it is not there or somebody else's.
 */
export const findOwnOrder = perEngine((engine) => {
  const asked = new GroupCommit<queries.OwnOrder, { storeId: Id<'Store'>; amount: number }>(
    async (asks) => {
      const found = await queries.findOwnOrders(engine.database, asks)
      const byAsk = new Map(found.map((own) => [`${own.buyerId} ${own.orderId}`, own]))
      return asks.map(
        ({ buyerId, orderId }) => byAsk.get(`${buyerId} ${orderId}`) ?? orderMissing(),
      )
    },
  )
  return (ask: queries.OwnOrder) => asked.submit('', ask)
})

/**
 * Locks an order of the buyer's own. Found through the buyer, locked by its key.
 * Problem: order-missing, whether it is not there or somebody else's.
 */
export async function lockOwnOrder(
  tx: Tx,
  buyerId: Id<'Account'>,
  orderId: Id<'Order'>,
): Promise<Order> {
  const [own] = await queries.findOwnOrders(tx, [{ buyerId, orderId }])
  const order = own && (await queries.lockOrder(tx, own.storeId, orderId))
  if (!order) throw orderMissing()
  return order
}
