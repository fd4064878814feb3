import { Type } from 'typebox'
import { endpoint } from '../kernel/endpoint.ts'
import { Day, Instant, MoneyShape, OrNull, PageQuery, Shape, Uuid } from '../kernel/shape.ts'
import { storeMissing } from '../stores/rules.ts'
import * as rules from './rules.ts'
import * as storeRules from './store-rules.ts'

const OfStore = Shape({ storeId: Uuid })

export const StorePaymentView = Shape({
  id: Uuid,
  orderId: Uuid,
  orderNumber: Type.String(),
  title: Type.String(),
  /** 1 for the first try to pay its order. */
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
  /** Null until money was taken. */
  taken: OrNull(MoneyShape),
  refunded: MoneyShape,
  /** What could be given back now. */
  refundable: MoneyShape,
  /** How much of that is tax-free. */
  refundableTaxFree: MoneyShape,
  orderStatus: Type.Enum(['ready', 'paid', 'failed', 'canceled']),
  /** When what was ordered begins; null where nothing begins. */
  startsAt: OrNull(Instant),
  /** Whether the refund that takes all that is left also cancels the order. */
  lastCancels: Type.Boolean(),
  /** The gateway's own number of the payment. */
  reference: OrNull(Type.String()),
  reason: OrNull(Type.String()),
  createdAt: Instant,
  changedAt: Instant,
})

const filter = {
  /** The first and the last date on which a payment was begun, by the store's clock. */
  from: Type.Optional(Day),
  to: Type.Optional(Day),
  gateway: Type.Optional(Type.String({ minLength: 1, maxLength: 40 })),
  state: Type.Optional(StorePaymentView.properties.state),
  orderNumber: Type.Optional(Type.String({ minLength: 1, maxLength: 40 })),
  /** What was asked for, in minor units. */
  amount: Type.Optional(Type.Integer({ minimum: 1, maximum: 1_000_000_000_000 })),
}

export const listStorePayments = endpoint({
  method: 'GET',
  path: '/v1/stores/:storeId/payments',
  summary: 'The payments of a store you own, latest first, with sums of all that fit the filter',
  role: 'owner',
  params: OfStore,
  query: Shape({
    ...filter,
    limit: PageQuery.properties.limit,
    cursor: Type.Optional(
      Type.String({ pattern: '^\\d{1,13}\\.[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$' }),
    ),
  }),
  answer: Shape({
    now: Instant,
    store: Shape({ name: Type.String(), frontDoor: Type.String(), timeZone: Type.String() }),
    data: Type.Array(StorePaymentView),
    /** The latest 31 of the dates on which payments that fit were begun, oldest first. */
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
  method: 'GET',
  path: '/v1/stores/:storeId/payments.csv',
  summary: 'The same payments as a table for a spreadsheet, in the reader’s language',
  role: 'owner',
  params: OfStore,
  query: Shape(filter),
  answer: Type.Unsafe<Buffer>({ type: 'string', contentMediaType: 'text/csv' }),
  problems: [storeMissing],
})

export const refundPayment = endpoint({
  method: 'POST',
  path: '/v1/stores/:storeId/payments/:paymentId/refunds',
  summary: 'Give back all or a part of a payment; the last of it cancels an order to come',
  role: 'owner',
  once: true,
  params: Shape({ storeId: Uuid, paymentId: Uuid }),
  body: Shape({
    amount: Type.Integer({ minimum: 1, maximum: 1_000_000_000_000 }),
    /** The buyer reads it, and the gateway's console shows it. */
    reason: Type.String({ minLength: 1, maxLength: 100, pattern: '\\S' }),
  }),
  answer: Shape({
    paymentId: Uuid,
    orderId: Uuid,
    /** What is on its way back by this. */
    refund: MoneyShape,
    /** What can still be given back afterwards. */
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
