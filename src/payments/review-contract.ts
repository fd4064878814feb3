import { Type } from 'typebox'
import { endpoint } from '../kernel/endpoint.ts'
import { Instant, MoneyShape, OrNull, PageOf, Paragraph, Shape, Uuid } from '../kernel/shape.ts'
import * as orders from '../orders/rules.ts'
import { storeMissing } from '../stores/rules.ts'
import * as reviewRules from './review-rules.ts'
import { refundRunning } from './store-rules.ts'

const DecisionWord = Type.Enum(['look-again', 'accept', 'refund', 'close'])

export const ReviewView = Shape(
  {
    paymentId: Uuid,
    storeId: Uuid,
    storeName: Type.String(),
    timeZone: Type.String(),
    orderId: Uuid,
    orderNumber: Type.String(),
    gateway: Type.String(),
    reference: OrNull(Type.String()),
    since: Instant,
    why: Shape({
      code: Type.Enum(['differs', 'refunded-elsewhere', 'refund-rejected', 'no-answer']),
      title: Shape({ ko: Type.String(), en: Type.String() }),
      /** Names of differing facts, or the gateway's own message. */
      detail: Type.String(),
    }),
    /** According to our books. */
    believed: Shape({
      orderStatus: Type.Enum(['ready', 'paid', 'failed', 'canceled']),
      price: MoneyShape,
      taken: OrNull(MoneyShape),
      refunded: MoneyShape,
      /** A refund in progress. */
      refunding: OrNull(MoneyShape),
    }),
    /** The gateway's last reply; null if it was never looked up. `look-again` looks it up anew. */
    gatewaySays: OrNull(
      Shape({
        at: Instant,
        /** A payment state, `unknown` or `not-found`. */
        state: Type.String(),
        amount: OrNull(MoneyShape),
        refunded: OrNull(MoneyShape),
        orderNumber: OrNull(Type.String()),
        reason: OrNull(Type.String()),
      }),
    ),
    decisions: Type.Array(
      Shape({ decision: DecisionWord, decidedBy: Uuid, note: Type.String(), at: Instant }),
    ),
  },
  'Review',
)

const query = Shape({
  cursor: Type.Optional(Uuid),
  limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 100 })),
})

export const listStoreReviews = endpoint({
  name: 'listStoreReviews',
  method: 'GET',
  path: '/v1/stores/:storeId/reviews',
  summary: 'List the payments in review of a store you own, oldest first',
  role: 'owner',
  right: 'manager',
  params: Shape({ storeId: Uuid }),
  query,
  answer: PageOf(ReviewView),
  problems: [storeMissing],
})

export const listReviews = endpoint({
  name: 'listReviews',
  method: 'GET',
  path: '/v1/reviews',
  summary: 'List all payments in review, oldest first',
  role: 'admin',
  query,
  answer: PageOf(ReviewView),
  problems: [],
})

export const decideReview = endpoint({
  name: 'decideReview',
  method: 'POST',
  path: '/v1/reviews/:paymentId/decision',
  summary: 'Decide on a payment in review; the decision is recorded for good',
  role: 'admin',
  once: true,
  params: Shape({ paymentId: Uuid }),
  body: Shape({
    decision: DecisionWord,
    /** The reason, for the record. */
    note: Paragraph({ least: 1, most: 1000 }),
  }),
  answer: Shape({
    paymentId: Uuid,
    decision: DecisionWord,
    /** The state right after the decision; later changes are in the history. */
    state: Type.String(),
  }),
  problems: [
    reviewRules.reviewMissing,
    reviewRules.nothingToLookFor,
    reviewRules.gatewayUnclear,
    reviewRules.notOurs,
    reviewRules.orderGoesOn,
    reviewRules.orderNotPaid,
    reviewRules.nothingHeld,
    reviewRules.moneyHeld,
    reviewRules.anotherPays,
    orders.orderOver,
    orders.soldOut,
    refundRunning,
    reviewRules.booksDiffer,
  ],
})
