import { Type } from 'typebox'
import { endpoint } from '../kernel/endpoint.ts'
import { Instant, MoneyShape, OrNull, Shape, Uuid } from '../kernel/shape.ts'
import * as orders from '../orders/rules.ts'
import { storeMissing } from '../stores/rules.ts'
import * as rules from './rules.ts'

const Kind = Type.Enum(['free', 'performance', 'restaurant', 'reservation-restaurant'])
const KeptPercent = Type.Integer({ minimum: 0, maximum: 100 })

/** The end of a tier, and the percentage kept until then. */
const Tier = Type.Union([
  Shape({ hoursBefore: Type.Integer({ minimum: 0, maximum: 720 }), keptPercent: KeptPercent }),
  Shape({
    /** Ends with the store's calendar day this many days before the start. */
    daysBefore: Type.Integer({ minimum: 1, maximum: 365 }),
    keptPercent: KeptPercent,
  }),
])

export const PolicyView = Shape(
  {
    kind: Kind,
    tiers: Type.Array(Tier),
    /** Full refund within `hours` of booking, until the end of the day `daysBefore` the start. */
    grace: OrNull(Shape({ hours: Type.Integer(), daysBefore: Type.Integer() })),
  },
  'Policy',
)

export const StorePolicy = Shape(
  {
    /** For orders made now. */
    policy: PolicyView,
    /** For orders made from `appliesAt` on; null if no change is scheduled. */
    next: OrNull(Shape({ ...PolicyView.properties, appliesAt: Instant })),
    /** Available kinds, each with the maximum it may keep. */
    choices: Type.Array(PolicyView),
  },
  'CancellationPolicy',
)

const OfStore = Shape({ storeId: Uuid })

export const getPolicy = endpoint({
  name: 'getCancellationPolicy',
  method: 'GET',
  path: '/v1/stores/:storeId/cancellation-policy',
  summary: 'Read the cancellation policy of a store',
  role: 'anyone',
  params: OfStore,
  answer: StorePolicy,
  problems: [storeMissing],
})

export const changePolicy = endpoint({
  name: 'changeCancellationPolicy',
  method: 'PUT',
  path: '/v1/stores/:storeId/cancellation-policy',
  summary: 'Change the cancellation policy for orders made a minute from now or later',
  role: 'owner',
  right: 'manager',
  params: OfStore,
  body: Shape({
    kind: Kind,
    /** Defaults to the maximum this kind may keep. */
    tiers: Type.Optional(Type.Array(Tier, { minItems: 1, maxItems: rules.TIERS_MOST })),
  }),
  answer: StorePolicy,
  problems: [storeMissing, rules.kindUnfit, rules.tiersUnfit, rules.penaltyIllegal],
})

export const QuoteView = Shape(
  {
    /** The refund if canceled now; 0 while the order is unpaid. */
    refund: MoneyShape,
    kept: MoneyShape,
    keptPercent: Type.Integer(),
    /** When the refund falls next; null: never. */
    until: OrNull(Instant),
    /** The refund schedule of a paid order, in order; empty: a full refund at any time. */
    steps: Type.Array(
      Shape({ until: Instant, keptPercent: Type.Integer(), kept: MoneyShape, refund: MoneyShape }),
    ),
    timeZone: Type.String(),
    now: Instant,
  },
  'CancellationQuote',
)

export const quoteCancellation = endpoint({
  name: 'quoteCancellation',
  method: 'GET',
  path: '/v1/orders/:orderId/cancellation-quote',
  summary: 'Quote the refund for canceling your own order, now and later',
  role: 'customer',
  guestOrder: 'orderId',
  params: Shape({ orderId: Uuid }),
  answer: QuoteView,
  problems: [
    orders.orderMissing,
    orders.orderOver,
    orders.paymentInProgress,
    orders.alreadyBegun,
    orders.handedOn,
    orders.ticketUsed,
  ],
})
