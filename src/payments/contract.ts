import { Type } from 'typebox'
import { endpoint } from '../kernel/endpoint.ts'
import { Instant, MoneyShape, OrNull, Shape, Uuid } from '../kernel/shape.ts'
import { OrderView } from '../orders/contract.ts'
import * as orders from '../orders/rules.ts'
import * as rules from './rules.ts'

/** What a buyer needs to know of a payment, in six words; the states behind them are `rules.ts`. */
export const PaymentView = Shape({
  id: Uuid,
  orderId: Uuid,
  gateway: Type.String(),
  status: Type.Enum(['waiting', 'checking', 'paid', 'not-paid', 'refunding', 'refunded']),
  price: MoneyShape,
  refunded: MoneyShape,
  /** Where to send the browser while `status` is `waiting`. */
  redirectUrl: OrNull(Type.String()),
  sessionExpiresAt: OrNull(Instant),
})

export const startPayment = endpoint({
  method: 'POST',
  path: '/v1/orders/:orderId/payments',
  summary: 'Begin to pay for an order: opens a session at the gateway',
  role: 'customer',
  once: true,
  params: Shape({ orderId: Uuid }),
  body: Shape({
    gateway: Type.String({ minLength: 1, maxLength: 40 }),
    device: Type.Enum(['desktop', 'mobile']),
  }),
  answer: PaymentView,
  problems: [
    orders.orderMissing,
    orders.orderOver,
    orders.orderExpired,
    rules.gatewayMissing,
    rules.nothingToPay,
    orders.paymentInProgress,
    rules.gatewayUnavailable,
  ],
})

/** The browser came back from the gateway. The signed token stands in for a login. */
export const returnPayment = endpoint({
  method: 'POST',
  path: '/v1/payments/:paymentId/return',
  summary: 'Hand over what the payment window brought back; the money is then taken, or not',
  role: 'anyone',
  params: Shape({ paymentId: Uuid }),
  body: Shape({
    token: Type.String({ maxLength: 200 }),
    query: Type.Record(Type.String({ maxLength: 100 }), Type.String({ maxLength: 2000 }), {
      maxProperties: 20,
    }),
  }),
  answer: PaymentView,
  problems: [rules.returnForged, rules.paymentMissing],
})

export const getPayment = endpoint({
  method: 'GET',
  path: '/v1/payments/:paymentId',
  summary: 'Read one payment of your own',
  role: 'customer',
  params: Shape({ paymentId: Uuid }),
  answer: PaymentView,
  problems: [rules.paymentMissing],
})

export const cancelOrder = endpoint({
  method: 'POST',
  path: '/v1/orders/:orderId/cancellation',
  summary: 'Cancel an order: its places go back on sale at once, what was paid is given back',
  role: 'customer',
  once: true,
  params: Shape({ orderId: Uuid }),
  answer: OrderView,
  problems: [orders.orderMissing, orders.orderOver, orders.paymentInProgress, orders.alreadyBegun],
})
