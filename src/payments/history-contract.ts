import { Type } from 'typebox'
import { endpoint } from '../kernel/endpoint.ts'
import { Instant, MoneyShape, OrNull, Shape, Uuid } from '../kernel/shape.ts'
import { orderMissing } from '../orders/rules.ts'

/** All payments and refunds of an order; append-only. */
export const PaymentHistoryView = Shape(
  {
    orderId: Uuid,
    orderNumber: Type.String(),
    price: MoneyShape,
    taken: MoneyShape,
    refunded: MoneyShape,
    /** In chronological order. */
    data: Type.Array(
      Shape({
        paymentId: Uuid,
        at: Instant,
        kind: Type.Enum(['taken', 'refunded']),
        amount: MoneyShape,
        gateway: Type.String(),
        method: OrNull(Type.String()),
        /** The gateway's receipt. */
        receiptUrl: OrNull(Type.String()),
        /** The gateway's reference. */
        reference: OrNull(Type.String()),
        refundId: OrNull(Uuid),
        reason: OrNull(Type.String()),
      }),
    ),
    /** Refunds in progress. */
    underway: Type.Array(
      Shape({
        refundId: Uuid,
        paymentId: Uuid,
        amount: MoneyShape,
        reason: Type.String(),
        askedAt: Instant,
      }),
    ),
  },
  'PaymentHistory',
)

export const getPaymentHistory = endpoint({
  name: 'getPaymentHistory',
  method: 'GET',
  path: '/v1/orders/:orderId/payment-history',
  summary: 'List the payments and refunds of your own order',
  role: 'customer',
  exported: { as: 'payments', each: 'bookings' },
  guestOrder: 'orderId',
  params: Shape({ orderId: Uuid }),
  answer: PaymentHistoryView,
  problems: [orderMissing],
})

export const getStorePaymentHistory = endpoint({
  name: 'getStorePaymentHistory',
  method: 'GET',
  path: '/v1/stores/:storeId/orders/:orderId/payment-history',
  summary: 'List the payments and refunds of an order of a store you own',
  role: 'owner',
  right: 'desk',
  scope: 'orders:read',
  params: Shape({ storeId: Uuid, orderId: Uuid }),
  answer: PaymentHistoryView,
  problems: [orderMissing],
})
