import { Type } from 'typebox'
import { endpoint } from '../kernel/endpoint.ts'
import { cursorParts } from '../kernel/page.ts'
import {
  CursorOf,
  Day,
  Instant,
  MoneyShape,
  OrNull,
  PageQuery,
  Paragraph,
  Shape,
  Uuid,
} from '../kernel/shape.ts'
import { storeMissing } from '../stores/rules.ts'
import * as rules from './rules.ts'
import * as storeRules from './store-rules.ts'

const OfStore = Shape({ storeId: Uuid })

export const StorePaymentView = Shape(
  {
    id: Uuid,
    orderId: Uuid,
    orderNumber: Type.String(),
    title: Type.String(),
    /** The name of the booker; null without one, and once their account has left. */
    booker: OrNull(Type.String()),
    /** 1 for the order's first attempt. */
    attempt: Type.Integer(),
    gateway: Type.String(),
    method: OrNull(Type.String()),
    state: Type.Enum([
      'waiting',
      'checking',
      'paid',
      'not-paid',
      'refunding',
      'partly-refunded',
      'refunded',
      'review',
    ]),
    price: MoneyShape,
    taxFree: MoneyShape,
    /** The captured amount; null before. */
    taken: OrNull(MoneyShape),
    refunded: MoneyShape,
    /** The refundable amount. */
    refundable: MoneyShape,
    /** Its tax-free part. */
    refundableTaxFree: MoneyShape,
    orderStatus: Type.Enum(['ready', 'paid', 'failed', 'canceled']),
    /** The start of the order's earliest place; null: no start. */
    startsAt: OrNull(Instant),
    /** Whether refunding all that is left also cancels the order. */
    lastCancels: Type.Boolean(),
    /** The gateway's reference. */
    reference: OrNull(Type.String()),
    reason: OrNull(Type.String()),
    createdAt: Instant,
    changedAt: Instant,
  },
  'StorePayment',
)

const filter = {
  /** The first and last date of creation, in the store's time zone. */
  from: Type.Optional(Day),
  to: Type.Optional(Day),
  gateway: Type.Optional(Type.String({ minLength: 1, maxLength: 40 })),
  state: Type.Optional(StorePaymentView.properties.state),
  orderNumber: Type.Optional(Type.String({ minLength: 1, maxLength: 40 })),
  /** A part of the booker’s name, of the latest ten thousand bookings. */
  booker: Type.Optional(Type.String({ minLength: 1, maxLength: 80, pattern: '\\S' })),
  /** The amount of the attempt, in minor units. */
  amount: Type.Optional(Type.Integer({ minimum: 1, maximum: 1_000_000_000_000 })),
}

export const listStorePayments = endpoint({
  name: 'listStorePayments',
  method: 'GET',
  path: '/v1/stores/:storeId/payments',
  summary: 'List the payments of a store you own, latest first, with the sums of all that match',
  role: 'owner',
  right: 'manager',
  scope: 'orders:read',
  params: OfStore,
  query: Shape({
    ...filter,
    limit: PageQuery.properties.limit,
    cursor: Type.Optional(CursorOf(`${cursorParts.milliseconds}\\.${cursorParts.uuid}`)),
  }),
  answer: Shape({
    now: Instant,
    store: Shape({ name: Type.String(), frontDoor: Type.String(), timeZone: Type.String() }),
    data: Type.Array(StorePaymentView),
    /** The latest 31 dates with matching payments, oldest first. */
    days: Type.Array(Shape({ date: Day, taken: MoneyShape, refunded: MoneyShape })),
    sums: Shape({
      payments: Type.Integer(),
      taken: MoneyShape,
      refunded: MoneyShape,
      kept: MoneyShape,
    }),
    nextCursor: OrNull(Type.String()),
  }),
  problems: [storeMissing],
})

export const downloadStorePayments = endpoint({
  name: 'downloadStorePayments',
  method: 'GET',
  path: '/v1/stores/:storeId/payments.csv',
  summary: 'Download the same payments as CSV, in the reader’s language',
  role: 'owner',
  right: 'manager',
  params: OfStore,
  query: Shape(filter),
  answer: Type.Unsafe<Buffer>({ type: 'string', contentMediaType: 'text/csv' }),
  problems: [storeMissing],
})

export const refundPayment = endpoint({
  name: 'refundPayment',
  method: 'POST',
  path: '/v1/stores/:storeId/payments/:paymentId/refunds',
  summary: 'Refund a payment fully or partly; the last refund cancels an order that has not begun',
  role: 'owner',
  right: 'manager',
  act: 'refunded',
  once: true,
  creates: '',
  params: Shape({ storeId: Uuid, paymentId: Uuid }),
  body: Shape({
    amount: Type.Integer({ minimum: 1, maximum: 1_000_000_000_000 }),
    /** Shown to the buyer and in the gateway's console. */
    reason: Paragraph({ least: 1, most: 100 }),
  }),
  answer: Shape({
    paymentId: Uuid,
    orderId: Uuid,
    /** The amount of this refund. */
    refund: MoneyShape,
    /** The refundable amount after it. */
    left: MoneyShape,
  }),
  problems: [
    rules.paymentMissing,
    storeRules.inReview,
    storeRules.nothingToRefund,
    storeRules.refundTooMuch,
    storeRules.refundRunning,
  ],
})
