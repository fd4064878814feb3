import type { Static } from 'typebox'
import type { OrderView } from './contract.ts'
import { unitsLeft } from './money-rules.ts'
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
    fee: { amount: order.fee, currency },
    createdAt: order.createdAt.toISOString(),
    expiresAt: order.expiresAt.toISOString(),
    paidAt: order.paidAt?.toISOString() ?? null,
    canceledAt: order.canceledAt?.toISOString() ?? null,
    lines: order.lines.map((line) => ({
      placeId: line.placeId,
      quantity: unitsLeft(line),
      unitPrice: { amount: line.unitPrice, currency },
      discount: { amount: line.discount, currency },
      taxFree: line.taxFree,
      givenBack: line.givenBack,
    })),
  }
}
