import type { Consumer } from '../../../events/consumer.ts'
import { takeBought } from './queries.ts'

/** Once an order is paid, what it has bought leaves its buyer's cart; not before. */
export const takeFromCarts: Consumer = {
  name: 'shop-carts',
  topics: ['order.paid'],
  async handle(engine, { storeId, subjectId }) {
    if (storeId) await engine.cell(storeId).transaction((tx) => takeBought(tx, storeId, subjectId))
  },
}
