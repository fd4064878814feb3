import type { Static } from 'typebox'
import type { OrderView } from './contract.ts'
import { asOf, type Order } from './rules.ts'

export function orderView(unseen: Order, now: Date): Static<typeof OrderView> {
  const order = asOf(unseen, now)
  const { currency } = order
  return {
    id: order.id,
    storeId: order.storeId,
    number: order.number,
    title: order.title,
    status: order.status,
    failure: order.failure,
    price: { amount: order.amount, currency },
    createdAt: order.createdAt.toISOString(),
    expiresAt: order.expiresAt.toISOString(),
    paidAt: order.paidAt?.toISOString() ?? null,
    canceledAt: order.canceledAt?.toISOString() ?? null,
    lines: order.lines.map(({ placeId, quantity, unitPrice }) => ({
      placeId,
      quantity,
      unitPrice: { amount: unitPrice, currency },
    })),
  }
}
