import type { Engine } from '../engine.ts'
import type { Id } from '../kernel/id.ts'
import { orThrow } from '../kernel/problem.ts'
import { type Once, remember, takeKey } from '../postgres/once.ts'
import { type Many, sql, type Tx } from '../postgres/sql.ts'
import { endBought, lockOfBuyers } from '../waiting-room/pass-queries.ts'
import { checkBooker } from './booker.ts'
import { findOwnOrder, lockOwnOrder } from './own.ts'
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

/** `payOrder` for many orders of one store. Whoever has nothing left to pay leaves its waiting room. */
export async function payOrders(
  tx: Tx,
  storeId: Id<'Store'>,
  orders: readonly rules.Order[],
): Promise<rules.Order[]> {
  const buyerIds = orders.flatMap(({ buyerId }) => buyerId ?? [])
  await Promise.all([
    queries.payOrders(tx, storeId, orders),
    lockOfBuyers(tx, storeId, buyerIds), // pipelined: what follows sees what they claimed meanwhile
    endBought(
      tx,
      storeId,
      buyerIds,
      queries.hasNothingReady(sql`b.buyer_id`, storeId, orders, tx.now),
    ),
  ])
  return orders.map((order) => rules.pay(order, tx.now))
}

/**
 * Confirms an order with amount 0, which needs no payment.
 * Problems in order: order-missing, not-yours, those of the key, order-over, order-expired, not-free,
 * booker-missing.
 */
export async function confirmFree(
  engine: Engine,
  ask: {
    readonly buyerId: Id<'Account'>
    readonly orderId: Id<'Order'>
    readonly once: Once
    answer(order: rules.Order, now: Date): string
  },
): Promise<{ stored: string; replayed: boolean }> {
  const { storeId } = await findOwnOrder(engine, ask)
  return engine.cell(storeId).transaction(async (tx) => {
    const replay = await takeKey(tx, ask.once)
    if (replay !== undefined) return { stored: replay, replayed: true }
    const order = await lockOwnOrder(tx, storeId, ask)
    orThrow(rules.pin(order, tx.now))
    if (order.amount > 0) throw rules.notFree()
    await checkBooker(engine, tx, order)
    const stored = ask.answer(await payOrder(tx, order), tx.now)
    await remember(tx, ask.once, stored)
    return { stored, replayed: false }
  })
}
