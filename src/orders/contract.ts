import { Type } from 'typebox'
import { endpoint } from '../kernel/endpoint.ts'
import { Instant, MoneyShape, OrNull, Shape, Uuid } from '../kernel/shape.ts'
import * as rules from './rules.ts'

export const OrderView = Shape({
  id: Uuid,
  storeId: Uuid,
  number: Type.String(),
  title: Type.String(),
  status: Type.Enum(['ready', 'paid', 'failed', 'canceled']),
  /** Why a failed order failed. */
  failure: OrNull(Type.Enum(['expired'])),
  price: MoneyShape,
  createdAt: Instant,
  /** Until when a ready order holds its places. */
  expiresAt: Instant,
  paidAt: OrNull(Instant),
  canceledAt: OrNull(Instant),
  lines: Type.Array(Shape({ placeId: Uuid, quantity: Type.Integer(), unitPrice: MoneyShape })),
})

export const getOrder = endpoint({
  method: 'GET',
  path: '/v1/orders/:orderId',
  summary: 'Read one order of your own',
  role: 'customer',
  params: Shape({ orderId: Uuid }),
  answer: OrderView,
  problems: [rules.orderMissing],
})

export const confirmOrder = endpoint({
  method: 'POST',
  path: '/v1/orders/:orderId/confirmation',
  summary: 'Confirm an order that costs nothing',
  role: 'customer',
  once: true,
  params: Shape({ orderId: Uuid }),
  answer: OrderView,
  problems: [
    rules.orderMissing,
    rules.notYours,
    rules.orderOver,
    rules.orderExpired,
    rules.notFree,
  ],
})
