import type { Consumer } from '../events/consumer.ts'
import { paid, repaid } from '../holds/budget.ts'
import * as queries from './queries.ts'

/**
 * Paying gives back what a hold has cost its budgets; whoever is known as a payer by an order that is canceled is none. An order for nothing gives nothing back: whoever takes
 * all places for free is a hoarder too.
 */
export const giveBackPaid: Consumer = {
  name: 'holds',
  topics: ['order.paid', 'order.canceled'],
  async handle(engine, { topic, storeId, subjectId }) {
    if (!storeId) return
    if (topic === 'order.canceled') {
      await repaid(engine, subjectId)
      return
    }
    const [order] = await queries.readOrders(engine.cell(storeId), storeId, [subjectId])
    if (!order?.buyerId || order.amount === 0) return
    await paid(engine, { orderId: order.id, buyerId: order.buyerId })
  },
}
