import { Type } from 'typebox'
import { endpoint } from '../kernel/endpoint.ts'
import { Instant, MoneyShape, OrNull, Shape, Uuid } from '../kernel/shape.ts'
import { orderMissing } from '../orders/rules.ts'

/** Every amount that moved for an order; it only ever grows. */
export const PaymentHistoryView = Shape({
  orderId: Uuid,
  orderNumber: Type.String(),
  price: MoneyShape,
  taken: MoneyShape,
  refunded: MoneyShape,
  /** In the order in which it happened. */
  data: Type.Array(
    Shape({
      paymentId: Uuid,
      at: Instant,
      kind: Type.Enum(['taken', 'refunded']),
      amount: MoneyShape,
      gateway: Type.String(),
      method: OrNull(Type.String()),
      /** Where the gateway shows its receipt. */
      receiptUrl: OrNull(Type.String()),
      /** The gateway's own number of it. */
      reference: OrNull(Type.String()),
      refundId: OrNull(Uuid),
      reason: OrNull(Type.String()),
    }),
  ),
  /** On its way back, and not there yet. */
  underway: Type.Array(
    Shape({
      refundId: Uuid,
      paymentId: Uuid,
      amount: MoneyShape,
      reason: Type.String(),
      askedAt: Instant,
    }),
  ),
})

export const getPaymentHistory = endpoint({
  method: 'GET',
  path: '/v1/orders/:orderId/payment-history',
  summary: 'Every amount that moved for an order of your own',
  role: 'customer',
  params: Shape({ orderId: Uuid }),
  answer: PaymentHistoryView,
  problems: [orderMissing],
})

export const getStorePaymentHistory = endpoint({
  method: 'GET',
  path: '/v1/stores/:storeId/orders/:orderId/payment-history',
  summary: 'Every amount that moved for an order of a store you own',
  role: 'owner',
  params: Shape({ storeId: Uuid, orderId: Uuid }),
  answer: PaymentHistoryView,
  problems: [orderMissing],
})
