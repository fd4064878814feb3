import { Type } from 'typebox'
import { Instant, MoneyShape, OrNull, Shape, Uuid } from '../../../kernel/shape.ts'
import { PictureView } from '../../../stores/pictures/contract.ts'
import { carriers } from './carrier-rules.ts'

export const Said = Shape({ ko: Type.String(), en: Type.String() })
export const CarrierName = Type.Enum([...carriers], { title: 'Carrier' })

export const UnitsView = Shape(
  { placeId: Uuid, quantity: Type.Integer({ minimum: 1, maximum: 1_000 }) },
  'Units',
)

export const ParcelView = Shape(
  {
    parcelId: Uuid,
    /** 1, 2, … within the order. */
    number: Type.Integer(),
    state: Type.Enum(['packed', 'shipped', 'delivered', 'confirmed']),
    carrier: OrNull(CarrierName),
    trackingNumber: OrNull(Type.String()),
    trackingUrl: OrNull(Type.String()),
    packedAt: Instant,
    shippedAt: OrNull(Instant),
    deliveredAt: OrNull(Instant),
    confirmedAt: OrNull(Instant),
    lines: Type.Array(UnitsView),
  },
  'Parcel',
)

/** Units of one variant that an order has. */
export const GoodsView = Shape(
  {
    placeId: Uuid,
    variantId: Uuid,
    what: Said,
    image: OrNull(PictureView),
    quantity: Type.Integer(),
    unitPrice: MoneyShape,
    /** To be packed. */
    left: Type.Integer(),
    packed: Type.Integer(),
    /** Given back before they were packed. */
    canceled: Type.Integer(),
  },
  'Goods',
)

export const OrderStageName = Type.Enum([
  'to-pack',
  'packed',
  'shipped',
  'delivered',
  'confirmed',
  'canceled',
])

export const ReasonName = Type.Enum(
  ['change-of-mind', 'wrong-choice', 'defective', 'wrong-item', 'not-as-described'],
  { title: 'ReturnReason' },
)

export const ReturnQuoteView = Shape(
  {
    /** What the goods are worth, after discounts. */
    goods: MoneyShape,
    /** For delivery, where the store is at fault and all goes back. */
    fee: MoneyShape,
    /** Kept for the way back; of an exchange, to be paid to the store for both ways. */
    returnFee: MoneyShape,
    /** Kept for the way there, where delivery was free for more than is left. */
    firstLeg: MoneyShape,
    /** What the seller had refunded already without naming goods; it does not come back twice. */
    refundedBefore: MoneyShape,
    refund: MoneyShape,
    paidBy: Type.Enum(['buyer', 'store']),
  },
  'ReturnQuote',
)

export const ReturnView = Shape(
  {
    returnId: Uuid,
    orderId: Uuid,
    kind: Type.Enum(['return', 'exchange']),
    state: Type.Enum([
      'requested',
      'approved',
      'collected',
      'done',
      'refused',
      'withdrawn',
      'canceled',
    ]),
    reason: ReasonName,
    detail: Type.String(),
    refusal: OrNull(Type.String()),
    quote: ReturnQuoteView,
    /** How the goods come back; null until it is approved. */
    way: OrNull(Type.Enum(['send', 'collect'])),
    /** Where the buyer sends them. */
    sendTo: OrNull(Type.String()),
    /** How the buyer pays for the delivery of an exchange, and whether that has come. */
    feeHow: OrNull(Type.String()),
    feeReceived: OrNull(Type.Boolean()),
    exchangeOrderId: OrNull(Uuid),
    exchangeFor: OrNull(Type.String()),
    requestedAt: Instant,
    collectedAt: OrNull(Instant),
    refundDueAt: OrNull(Instant),
    endedAt: OrNull(Instant),
    lines: Type.Array(Shape({ placeId: Uuid, quantity: Type.Integer(), what: Said })),
  },
  'Return',
)
