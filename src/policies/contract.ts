import { Type } from 'typebox'
import { endpoint } from '../kernel/endpoint.ts'
import { Instant, MoneyShape, OrNull, Shape, Uuid } from '../kernel/shape.ts'
import * as orders from '../orders/rules.ts'
import { storeMissing } from '../stores/rules.ts'
import * as rules from './rules.ts'

const Kind = Type.Enum(['free', 'performance', 'restaurant', 'reservation-restaurant'])
const KeptPercent = Type.Integer({ minimum: 0, maximum: 100 })

/** Until when it holds, and what is then kept. */
const Tier = Type.Union([
  Shape({ hoursBefore: Type.Integer({ minimum: 0, maximum: 720 }), keptPercent: KeptPercent }),
  Shape({
    /** To the end of the store's calendar day so many days before. */
    daysBefore: Type.Integer({ minimum: 1, maximum: 365 }),
    keptPercent: KeptPercent,
  }),
])

const PolicyView = Shape({
  kind: Kind,
  tiers: Type.Array(Tier),
  /** All comes back within so many hours of booking, to the end of the day so many days before. */
  grace: OrNull(Shape({ hours: Type.Integer(), daysBefore: Type.Integer() })),
})

export const StorePolicy = Shape({
  /** For orders that are made now. */
  policy: PolicyView,
  /** For orders from `appliesAt` on; null: the policy above stays. */
  next: OrNull(Shape({ ...PolicyView.properties, appliesAt: Instant })),
  /** What the store may choose from: the most that each kind may keep. */
  choices: Type.Array(PolicyView),
})

const OfStore = Shape({ storeId: Uuid })

export const getPolicy = endpoint({
  method: 'GET',
  path: '/v1/stores/:storeId/cancellation-policy',
  summary: 'What a store keeps of the price when a buyer cancels',
  role: 'anyone',
  params: OfStore,
  answer: StorePolicy,
  problems: [storeMissing],
})

export const changePolicy = endpoint({
  method: 'PUT',
  path: '/v1/stores/:storeId/cancellation-policy',
  summary: 'Choose what is kept, for orders from a minute later on; those before keep their terms',
  role: 'owner',
  params: OfStore,
  body: Shape({
    kind: Kind,
    /** Left out: the most that this kind may keep. */
    tiers: Type.Optional(Type.Array(Tier, { minItems: 1, maxItems: rules.TIERS_MOST })),
  }),
  answer: StorePolicy,
  problems: [storeMissing, rules.kindUnfit, rules.tiersUnfit, rules.penaltyIllegal],
})

export const QuoteView = Shape({
  /** What comes back to who cancels now; nothing while nothing is paid. */
  refund: MoneyShape,
  kept: MoneyShape,
  keptPercent: Type.Integer(),
  /** Until when it is that much; null: it does not change. */
  until: OrNull(Instant),
  /** Once it is paid: until when how much comes back, in order; none: all, at any time. */
  steps: Type.Array(
    Shape({ until: Instant, keptPercent: Type.Integer(), kept: MoneyShape, refund: MoneyShape }),
  ),
  timeZone: Type.String(),
  now: Instant,
})

export const quoteCancellation = endpoint({
  method: 'GET',
  path: '/v1/orders/:orderId/cancellation-quote',
  summary: 'What comes back of an order of your own if you cancel it now, or later',
  role: 'customer',
  params: Shape({ orderId: Uuid }),
  answer: QuoteView,
  problems: [orders.orderMissing, orders.orderOver, orders.paymentInProgress, orders.alreadyBegun],
})
