import type { Engine } from '../engine.ts'
import type { Id } from '../kernel/id.ts'
import { orThrow } from '../kernel/problem.ts'
import { type Once, recall, remember } from '../postgres/once.ts'
import type { Many, Tx } from '../postgres/sql.ts'
import { lockOwnOrder } from './own.ts'
import * as queries from './queries.ts'
import * as rules from './rules.ts'

/**
 * The only transition to paid. The caller has locked the order and made sure that it holds its
 * places.
 */
export const payOrder = (tx: Tx, order: rules.Order): Promise<rules.Order> =>
  tx.together(payEach, order.storeId, order)

const payEach: Many<rules.Order, rules.Order> = (tx, orders, storeId) =>
  payOrders(tx, storeId, orders)

/** `payOrder` for many orders of one store, in one statement. */
export async function payOrders(
  tx: Tx,
  storeId: Id<'Store'>,
  orders: readonly rules.Order[],
): Promise<rules.Order[]> {
  await queries.payOrders(tx, storeId, orders)
  return orders.map((order) => rules.pay(order, tx.now))
}

/**
 * Confirms an order with amount 0, which needs no payment.
 * Problems in order: those of the key, order-missing, not-yours, order-over, order-expired, not-free.
 */
export const confirmFree = (
  engine: Engine,
  ask: {
    readonly buyerId: Id<'Account'>
    readonly orderId: Id<'Order'>
    readonly once: Once
    answer(order: rules.Order, now: Date): string
  },
): Promise<{ stored: string; replayed: boolean }> =>
  engine.database.transaction(async (tx) => {
    const replay = await recall(tx, ask.once)
    if (typeof replay === 'string') return { stored: replay, replayed: true }
    const order = await lockOwnOrder(tx, ask.buyerId, ask.orderId)
    orThrow(rules.pin(order, tx.now))
    if (order.amount > 0) throw rules.notFree()
    const stored = ask.answer(await payOrder(tx, order), tx.now)
    await remember(tx, ask.once, stored)
    return { stored, replayed: false }
  })
