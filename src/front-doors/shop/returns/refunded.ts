import type { Consumer } from '../../../events/consumer.ts'
import type { Id } from '../../../kernel/id.ts'
import { quoteAgain } from './facts.ts'
import { lockAll } from './lock.ts'
import { listReturns } from './queries.ts'
import { isOpen } from './state-rules.ts'

/** Once a seller has refunded an order without naming goods, or canceled some of it, its open returns say so. */
export const quoteRefunded: Consumer = {
  name: 'shop-return-quotes',
  topics: ['order.refunded', 'order.given-back'],
  async handle(engine, { storeId, subjectId }) {
    const orderId = subjectId as Id<'Order'>
    const returns = storeId ? await listReturns(engine.cell(storeId), storeId, [orderId]) : []
    if (!storeId || !returns.some(({ state }) => isOpen(state))) return
    await engine.cell(storeId).transaction(async (tx) => {
      await lockAll(tx, storeId, [orderId])
      await quoteAgain(tx, { storeId, orderId })
    })
  },
}
