import { Type } from 'typebox'
import { endpoint } from '../kernel/endpoint.ts'
import { Instant, MoneyShape, OrNull, Shape, Uuid } from '../kernel/shape.ts'
import { storeMissing } from '../stores/rules.ts'
import * as rules from './rules.ts'

export const OrderView = Shape(
  {
    id: Uuid,
    storeId: Uuid,
    number: Type.String(),
    title: Type.String(),
    status: Type.Enum(['ready', 'paid', 'failed', 'canceled']),
    /** Why a failed order failed. */
    failure: OrNull(Type.Enum(['expired'])),
    /** The lines at their prices, less their discounts, and the fee. */
    price: MoneyShape,
    /** For delivery. */
    fee: MoneyShape,
    createdAt: Instant,
    /** Until when a ready order holds its places. */
    expiresAt: Instant,
    paidAt: OrNull(Instant),
    canceledAt: OrNull(Instant),
    lines: Type.Array(
      Shape({
        placeId: Uuid,
        /** Without what was given back. */
        quantity: Type.Integer(),
        unitPrice: MoneyShape,
        /** Of all units together, given back or not. */
        discount: MoneyShape,
        taxFree: Type.Boolean(),
        givenBack: Type.Integer(),
      }),
    ),
  },
  'Order',
)

export const getOrder = endpoint({
  name: 'getOrder',
  method: 'GET',
  path: '/v1/orders/:orderId',
  summary: 'Read one order of your own',
  role: 'customer',
  params: Shape({ orderId: Uuid }),
  answer: OrderView,
  problems: [rules.orderMissing],
})

/** Without who bought it: what an event is about can be read with an API key. */
export const getStoreOrder = endpoint({
  name: 'getStoreOrder',
  method: 'GET',
  path: '/v1/stores/:storeId/orders/:orderId',
  summary: 'Read one order of a store you own',
  role: 'owner',
  right: 'desk',
  scope: 'orders:read',
  params: Shape({ storeId: Uuid, orderId: Uuid }),
  answer: OrderView,
  problems: [storeMissing, rules.orderMissing],
})

export const confirmOrder = endpoint({
  name: 'confirmOrder',
  method: 'POST',
  path: '/v1/orders/:orderId/confirmation',
  summary: 'Confirm an order that costs nothing',
  role: 'customer',
  takesWaitingToken: true,
  once: true,
  params: Shape({ orderId: Uuid }),
  answer: OrderView,
  problems: [
    rules.orderMissing,
    rules.notYours,
    rules.orderOver,
    rules.orderExpired,
    rules.notFree,
    rules.bookerMissing,
  ],
})
