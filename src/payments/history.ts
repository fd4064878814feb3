import type { Static } from 'typebox'
import type { Engine } from '../engine.ts'
import { orderMissing } from '../orders/rules.ts'
import type { Queryable } from '../postgres/sql.ts'
import type { PaymentHistoryView } from './history-contract.ts'
import * as queries from './history-queries.ts'

/**
 * All payments and refunds of an order, in one snapshot. Problem: order-missing.
 *
 * @param find reads the order if the caller may see it
 */
export const readHistory = (
  engine: Engine,
  find: (on: Queryable) => Promise<queries.HistoryOrder | undefined>,
): Promise<Static<typeof PaymentHistoryView>> =>
  engine.database.snapshot(async (on) => {
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
