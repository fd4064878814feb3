import type { Static } from 'typebox'
import type { Engine } from '../engine.ts'
import type { Id } from '../kernel/id.ts'
import { orderMissing } from '../orders/rules.ts'
import { cellWith } from '../postgres/cells.ts'
import type { Database } from '../postgres/database.ts'
import type { Queryable } from '../postgres/sql.ts'
import type { PaymentHistoryView } from './history-contract.ts'
import * as queries from './history-queries.ts'

/** The history of an order for its buyer. Problem: order-missing. */
export async function readOwnHistory(engine: Engine, buyerId: Id<'Account'>, orderId: Id<'Order'>) {
  const find = (on: Queryable) => queries.readOrderOfBuyer(on, buyerId, orderId)
  return readHistory(await cellWith(engine, find), find)
}

/**
 * All payments and refunds of an order, in one snapshot. Problem: order-missing.
 *
 * @param find reads the order if the caller may see it
 */
export const readHistory = (
  cell: Database,
  find: (on: Queryable) => Promise<queries.HistoryOrder | undefined>,
): Promise<Static<typeof PaymentHistoryView>> =>
  cell.snapshot(async (on) => {
    const order = await find(on)
    if (!order) throw orderMissing()
    const movements = await queries.readMovements(on, order)
    const underway = await queries.readPendingRefunds(on, order)
    const money = (amount: number) => ({ amount, currency: order.currency })
    const sum = (amounts: readonly number[]) => amounts.reduce((total, amount) => total + amount, 0)
    const amounts = movements.map(({ amount }) => amount)
    return {
      orderId: order.id,
      orderNumber: order.number,
      price: money(order.amount),
      taken: money(sum(amounts.filter((amount) => amount > 0))),
      refunded: money(-sum(amounts.filter((amount) => amount < 0))),
      data: movements.map(({ at, amount, ...entry }) => ({
        ...entry,
        at: at.toISOString(),
        kind: amount > 0 ? 'taken' : 'refunded',
        amount: money(Math.abs(amount)),
      })),
      underway: underway.map(({ id, amount, createdAt, ...refund }) => ({
        ...refund,
        refundId: id,
        amount: money(amount),
        askedAt: createdAt.toISOString(),
      })),
    }
  })
