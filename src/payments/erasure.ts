import type { Order } from '../orders/rules.ts'
import type { Tx } from '../postgres/sql.ts'
import * as queries from './erasure-queries.ts'

/** Erases what people typed about orders whose buyer leaves: why they were canceled, refunded, decided. */
export async function eraseTyped(
  tx: Tx,
  orders: readonly Pick<Order, 'storeId' | 'id'>[],
): Promise<void> {
  await queries.eraseFromGiveBacks(tx, orders)
  await queries.eraseFromPayments(tx, orders)
  await queries.eraseFromRefunds(tx, orders)
  await queries.eraseFromEvents(tx, orders)
  await queries.eraseFromDecisions(tx, orders)
}
