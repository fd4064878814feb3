import { Type } from 'typebox'
import { MESSAGE_MOST } from '../../../bookings/booker.ts'
import { BookingView, OfBooking } from '../../../bookings/contract.ts'
import { budgetProblems, holdTooLarge, SUSPECT_LIMITS } from '../../../holds/rules.ts'
import { endpoint } from '../../../kernel/endpoint.ts'
import { Line, MoneyShape, OrNull, Paragraph, Shape } from '../../../kernel/shape.ts'
import * as orders from '../../../orders/rules.ts'
import { PostalCode } from '../../../postcodes/contract.ts'
import { postcodeUnknown } from '../../../postcodes/rules.ts'
import { depositAsked } from '../../../stores/hold-terms/deposit-rules.ts'
import { noShowsReached, phoneNotVerified } from '../../../stores/hold-terms/rules.ts'
import { Item, Quantity } from '../carts/contract.ts'
import * as carts from '../carts/rules.ts'
import * as coupons from '../coupons/rules.ts'
import { OfMarket } from '../products/contract.ts'
import { marketMissing } from '../rules.ts'
import { termsWrong } from './fee-rules.ts'
import { OldOrderForm, OrderForm } from './form.ts'
import * as rules from './rules.ts'

const Amount = Type.Integer({ minimum: 0, maximum: 1_000_000_000 })
export const CouponCode = Line({ most: 60 })

const Items = Type.Array(
  Shape({
    item: Item,
    quantity: Quantity,
    /** Of one, as the buyer saw it. */
    price: Type.Optional(Amount),
  }),
  { minItems: 1, maxItems: carts.LINES_MOST },
)

const couponProblems = [
  coupons.tooManyCoupons,
  coupons.couponWrong,
  coupons.couponOver,
  coupons.couponPaused,
  coupons.couponNotYet,
  coupons.couponNeedsAccount,
  coupons.couponElsewhere,
  coupons.couponLeast,
] as const

const QuotedFee = Shape({
  kind: Type.Enum(['none', 'free', 'flat', 'free-from']),
  base: MoneyShape,
  /** On top, for where it goes. */
  surcharge: MoneyShape,
  area: OrNull(Type.String()),
})

export const OrderQuote = Shape(
  {
    subtotal: MoneyShape,
    /** What a coupon takes off. */
    discount: MoneyShape,
    fee: QuotedFee,
    total: MoneyShape,
    coupon: OrNull(Shape({ name: Type.String() })),
  },
  'OrderQuote',
)

export const quoteOrder = endpoint({
  name: 'quoteOrder',
  method: 'POST',
  path: '/v1/markets/:marketId/order-quotes',
  summary: 'What an order of your cart would cost, with a coupon and delivery; claims nothing',
  role: 'customer',
  params: OfMarket,
  body: Shape({
    coupon: Type.Optional(CouponCode),
    postalCode: Type.Optional(PostalCode),
    /** Default: what can be ordered of your cart. */
    items: Type.Optional(Items),
  }),
  answer: OrderQuote,
  problems: [marketMissing, carts.itemUnknown, ...couponProblems],
})

export const orderProblems = [
  marketMissing,
  carts.itemUnknown,
  carts.cartEmpty,
  ...couponProblems,
  rules.linesNotForSale,
  rules.tooManyOfProduct,
  orders.storeClosed,
  orders.placeNamedTwice,
  orders.tooManyPlaces,
  orders.alreadyYours,
  orders.paymentInProgress,
  noShowsReached,
  phoneNotVerified,
  orders.tooManyReadyOrders,
  holdTooLarge,
  ...budgetProblems,
  rules.linesSoldOut,
  coupons.couponUsedUp,
  coupons.couponUsedByYou,
  depositAsked,
  orders.priceChanged,
  orders.orderMissing,
  orders.orderOver,
  orders.orderExpired,
] as const

export const placeOrder = endpoint({
  name: 'placeOrder',
  method: 'POST',
  path: '/v1/markets/:marketId/orders',
  summary: 'Order your cart, or some things: all of them or none, held for half an hour',
  description:
    'The answer is a booking, ready to be paid. What was bought leaves the cart when it is paid. An order of ' +
    'your own that holds some of the same, or the same at another total, and is not paid is canceled ' +
    'first; one that is paid meanwhile stays. Where nothing is sent it needs no form: its booker is named ' +
    'as that of any booking.',
  role: 'customer',
  asksTerms: true,
  behindRoomOf: 'marketId',
  once: true,
  proof: SUSPECT_LIMITS,
  creates: '/v1/bookings/:id',
  params: OfMarket,
  body: Shape({
    /** Of goods: who gets them, and where. */
    form: Type.Optional(OrderForm),
    /** To the store, about what is booked; of an order of goods alone, the note for who delivers counts. */
    message: Type.Optional(Paragraph({ most: MESSAGE_MOST })),
    coupon: Type.Optional(CouponCode),
    /** Default: what can be ordered of your cart. */
    items: Type.Optional(Items),
    seenTotal: Type.Integer({
      minimum: 0,
      description: 'the total that the buyer saw; `price-changed` when it is another by now',
    }),
  }),
  answer: BookingView,
  problems: [...orderProblems, rules.formMissing, postcodeUnknown],
})

export const getDelivery = endpoint({
  name: 'getDelivery',
  method: 'GET',
  path: '/v1/bookings/:bookingId/delivery',
  summary: 'Where an order of your own goes, and what that costs',
  role: 'customer',
  exported: { as: 'deliveries', each: 'bookings' },
  guestOrder: 'bookingId',
  params: OfBooking,
  answer: Shape({ form: OldOrderForm, fee: QuotedFee }, 'Delivery'),
  problems: [orders.orderMissing, orders.notYours],
})

export const getLastDelivery = endpoint({
  name: 'getLastDelivery',
  method: 'GET',
  path: '/v1/me/last-delivery',
  summary: 'Where your last order of goods went, or null: to fill the form of the next',
  role: 'customer',
  answer: OrNull(OldOrderForm),
  problems: [],
})

// ── the owner's ──

const Range = Shape({ from: PostalCode, to: PostalCode }, 'PostcodeRange')

export const DeliveryTermsView = Shape(
  {
    kind: Type.Enum(['free', 'flat', 'free-from']),
    fee: Amount,
    /** Goods for this much, before coupons, are delivered free; of `free-from` only. */
    freeFrom: Amount,
    areas: Type.Array(
      Shape({
        name: Line({ most: 20 }),
        surcharge: Amount,
        ranges: Type.Array(Range, { minItems: 1, maxItems: 200 }),
      }),
      { maxItems: 20 },
    ),
  },
  'DeliveryTerms',
)

const ofTerms = { path: '/v1/markets/:marketId/delivery-terms', params: OfMarket } as const

export const getDeliveryTerms = endpoint({
  ...ofTerms,
  name: 'getDeliveryTerms',
  method: 'GET',
  summary: 'What a shop asks for delivery, in minor units; free until its owner has said',
  role: 'anyone',
  answer: DeliveryTermsView,
  problems: [marketMissing],
})

export const putDeliveryTerms = endpoint({
  ...ofTerms,
  name: 'putDeliveryTerms',
  method: 'PUT',
  summary: 'Say what a shop of your own asks for delivery, from the next order on',
  role: 'owner',
  right: 'manager',
  body: DeliveryTermsView,
  answer: DeliveryTermsView,
  problems: [marketMissing, termsWrong],
})
