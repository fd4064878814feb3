import type { Consumer } from '../events/consumer.ts'
import { paid } from '../holds/budget.ts'
import * as queries from './queries.ts'

/**
 * Paying gives back what a hold has cost its budgets. An order for nothing gives nothing back: whoever takes
 * all places for free is a hoarder too.
 */
export const giveBackPaid: Consumer = {
  name: 'holds',
  topics: ['order.paid'],
  async handle(engine, { storeId, subjectId }) {
    if (!storeId) return
    const [order] = await queries.readOrders(engine.cell(storeId), storeId, [subjectId])
    if (!order?.buyerId || order.amount === 0) return
    await paid(engine, { orderId: order.id, buyerId: order.buyerId })
  },
}
