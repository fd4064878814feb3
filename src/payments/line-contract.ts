import { Type } from 'typebox'
import { endpoint } from '../kernel/endpoint.ts'
import { Instant, MoneyShape, OrNull, Paragraph, Shape, Uuid } from '../kernel/shape.ts'
import * as orders from '../orders/rules.ts'
import * as policies from '../policies/rules.ts'
import { Canceled } from './contract.ts'
import * as rules from './give-back-rules.ts'

const LINES_MOST = 100
const ofLine = '[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}:[1-9]\\d{0,5}'

const Lines = Type.Array(
  Shape({
    placeId: Uuid,
    /** Of what is left of the line. */
    quantity: Type.Integer({ minimum: 1, maximum: 999_999 }),
  }),
  { minItems: 1, maxItems: LINES_MOST },
)

/** Why lines are not canceled, whoever asks. */
const refusals = [
  orders.orderMissing,
  orders.standingOrder,
  orders.orderOver,
  orders.paymentInProgress,
  rules.notPaidYet,
  orders.placeNamedTwice,
  rules.lineMissing,
  rules.tooManyUnits,
]
const ofBuyer = [orders.alreadyBegun, orders.handedOn, orders.ticketUsed]

export const LineQuote = Shape(
  {
    /** What comes back if they are canceled now. */
    refund: MoneyShape,
    kept: MoneyShape,
    /** Part of `refund`: the fee for delivery, which comes back while nothing was sent. */
    fee: MoneyShape,
    /** Nothing would be left: the booking is canceled. */
    isWhole: Type.Boolean(),
    lines: Type.Array(
      Shape({
        placeId: Uuid,
        quantity: Type.Integer(),
        /** Their price, less their part of the discount. */
        worth: MoneyShape,
        refund: MoneyShape,
        kept: MoneyShape,
        keptPercent: Type.Integer(),
        /** When the refund falls next; null: never. */
        until: OrNull(Instant),
      }),
    ),
    timeZone: Type.String(),
    now: Instant,
  },
  'LineCancellationQuote',
)

const AskedLines = Shape({
  lines: Type.String({
    pattern: `^${ofLine}(?:,${ofLine}){0,${LINES_MOST - 1}}$`,
    description: 'which ones, and how many of each: `<placeId>:2,<placeId>:1`',
    examples: ['019ac5f0-3b7e-7c31-9a64-5f1e2d3c4b5a:1'],
  }),
})

export const quoteLines = endpoint({
  name: 'quoteLineCancellation',
  method: 'GET',
  path: '/v1/bookings/:bookingId/line-cancellation-quote',
  summary: 'Quote the refund for canceling some lines of your own booking, or units of them',
  role: 'customer',
  guestOrder: 'bookingId',
  params: Shape({ bookingId: Uuid }),
  query: AskedLines,
  answer: LineQuote,
  problems: [...refusals, ...ofBuyer],
})

export const cancelLines = endpoint({
  name: 'cancelLines',
  method: 'POST',
  path: '/v1/bookings/:bookingId/line-cancellations',
  summary: 'Cancel some lines of a paid booking, or units of them; the last ones cancel it',
  role: 'customer',
  guestOrder: 'bookingId',
  once: true,
  params: Shape({ bookingId: Uuid }),
  body: Shape({
    lines: Lines,
    /** The quoted refund, in minor units. If it has changed, nothing is canceled. */
    refund: Type.Optional(Type.Integer({ minimum: 0 })),
  }),
  answer: Canceled,
  problems: [...refusals, orders.notYours, ...ofBuyer, policies.refundChanged],
})

export const quoteLinesByStore = endpoint({
  name: 'quoteLineCancellationByStore',
  method: 'GET',
  path: '/v1/stores/:storeId/bookings/:bookingId/line-cancellation-quote',
  summary:
    'Quote the refund for canceling some lines of a booking at a store you own: all of their worth',
  role: 'owner',
  right: 'desk',
  params: Shape({ storeId: Uuid, bookingId: Uuid }),
  query: AskedLines,
  answer: LineQuote,
  problems: refusals,
})

export const cancelLinesByStore = endpoint({
  name: 'cancelLinesByStore',
  method: 'POST',
  path: '/v1/stores/:storeId/bookings/:bookingId/line-cancellations',
  summary: 'Cancel some lines of a booking at a store you own, at any time, with a full refund',
  role: 'owner',
  right: 'desk',
  act: 'canceled',
  once: true,
  params: Shape({ storeId: Uuid, bookingId: Uuid }),
  body: Shape({ lines: Lines, reason: Paragraph({ least: 1, most: 200 }) }),
  answer: Canceled,
  problems: refusals,
})
