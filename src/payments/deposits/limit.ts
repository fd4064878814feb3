import type { Id } from '../../kernel/id.ts'
import type { Order } from '../../orders/rules.ts'
import { quoteOrder } from '../../policies/quote.ts'
import type { Many, Tx } from '../../postgres/sql.ts'
import { readDepositHours } from './queries.ts'
import { depositLimit } from './rules.ts'

/** Until when this order may await a bank transfer. */
export async function readDepositLimit(tx: Tx, order: Order): Promise<Date> {
  const [{ quote, terms }, hours] = await Promise.all([
    quoteOrder(tx, order, order.amount, order.createdAt),
    tx.together(readHours, '', order.storeId),
  ])
  return depositLimit(order, { hours, startsAt: terms.startsAt, steps: quote.steps })
}

/** All that ask at once are of one store, as a rule. */
const readHours: Many<Id<'Store'>, number> = async (tx, storeIds) => {
  const hours = new Map(
    await Promise.all(
      [...new Set(storeIds)].map(async (id) => [id, await readDepositHours(tx, id)] as const),
    ),
  )
  return storeIds.map((id) => hours.get(id) as number)
}
