import type { Order } from '../../orders/rules.ts'
import { quoteOrder } from '../../policies/quote.ts'
import type { Queryable } from '../../postgres/sql.ts'
import { readDepositHours } from './queries.ts'
import { depositLimit } from './rules.ts'

/** Until when this order may await a bank transfer. */
export async function readDepositLimit(on: Queryable, order: Order): Promise<Date> {
  const [{ quote, terms }, hours] = await Promise.all([
    quoteOrder(on, order, order.amount, order.createdAt),
    readDepositHours(on, order.storeId),
  ])
  return depositLimit(order, { hours, startsAt: terms.startsAt, steps: quote.steps })
}
