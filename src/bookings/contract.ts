import { Type } from 'typebox'
import { endpoint } from '../kernel/endpoint.ts'
import {
  Day,
  Instant,
  MoneyShape,
  OrNull,
  PageOf,
  Shape,
  TimeOfDay,
  Uuid,
} from '../kernel/shape.ts'
import * as orders from '../orders/rules.ts'
import { PaymentView } from '../payments/contract.ts'
import { OfStore } from '../stores/contract.ts'
import { PictureView } from '../stores/pictures/contract.ts'
import { storeMissing } from '../stores/rules.ts'
import { Booker } from './booker.ts'
import { CURSOR_PATTERN } from './rules.ts'

/** What to claim for the same again, in the door's terms: `{ tableTimeId, date }`. */
const Item = Type.Record(Type.String(), Type.String())

export const LineView = Shape({
  placeId: Uuid,
  what: Shape({ ko: Type.String(), en: Type.String() }),
  item: Item,
  /** Null for what has no time, like a parcel; date and time are in the store's time zone. */
  startsAt: OrNull(Instant),
  date: OrNull(Day),
  time: OrNull(TimeOfDay),
  quantity: Type.Integer(),
  unitPrice: MoneyShape,
})

const StoreOfBooking = Shape({
  id: Uuid,
  /** The front door that sells it. */
  door: Type.String(),
  name: Type.String(),
  kind: OrNull(Type.String()),
  timeZone: Type.String(),
  image: OrNull(PictureView),
})

/** A booking without booker and payment. */
export const bookingClaim = {
  /** The order's id. */
  id: Uuid,
  orderNumber: Type.String(),
  status: Type.Enum(['ready', 'paid', 'failed', 'canceled']),
  failure: OrNull(Type.Enum(['expired'])),
  store: StoreOfBooking,
  lines: Type.Array(LineView),
  price: MoneyShape,
  createdAt: Instant,
  expiresAt: Instant,
  paidAt: OrNull(Instant),
  canceledAt: OrNull(Instant),
  /** The server's clock, for countdowns. */
  now: Instant,
}

export const bookingView = {
  ...bookingClaim,
  booker: OrNull(Booker),
  /** The latest attempt to pay. */
  payment: OrNull(PaymentView),
}

/** A door may add members of its own, for older clients. */
export const BookingView = Type.Object(bookingView, { additionalProperties: true })

export const OfBooking = Shape({ bookingId: Uuid })

export const BookingsQuery = Shape({
  cursor: Type.Optional(Type.String({ pattern: CURSOR_PATTERN })),
  limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 100 })),
})

export const getBooking = endpoint({
  method: 'GET',
  path: '/v1/bookings/:bookingId',
  summary: 'Read one booking of your own',
  role: 'customer',
  params: OfBooking,
  answer: BookingView,
  problems: [orders.orderMissing],
})

export const listBookings = endpoint({
  method: 'GET',
  path: '/v1/bookings',
  summary: 'All your bookings: upcoming ones by start, then past ones, latest first',
  role: 'customer',
  query: Shape({
    ...BookingsQuery.properties,
    /** Only of this front door: `dining`. */
    door: Type.Optional(Type.String({ maxLength: 40 })),
  }),
  answer: PageOf(BookingView),
  problems: [],
})

export const nameBooker = endpoint({
  method: 'PUT',
  path: '/v1/bookings/:bookingId/booker',
  summary: 'Name the person who comes; encrypted in the row, and erased with your account',
  role: 'customer',
  params: OfBooking,
  body: Booker,
  answer: BookingView,
  problems: [orders.orderMissing, orders.notYours, orders.orderExpired, orders.orderOver],
})

const Booked = Shape({
  /** The order's id. */
  id: Uuid,
  orderNumber: Type.String(),
  status: Type.Enum(['ready', 'paid', 'canceled']),
  what: Shape({ ko: Type.String(), en: Type.String() }),
  item: Item,
  time: TimeOfDay,
  price: MoneyShape,
  paidAt: OrNull(Instant),
  booker: OrNull(Booker),
  left: Type.Boolean({ description: 'the guest has deleted their account' }),
})

/** Each line of an order is listed at its start. */
export const dayView = {
  date: Day,
  times: Type.Array(
    Shape({
      time: TimeOfDay,
      capacity: Type.Integer(),
      taken: Type.Integer(),
      /** Part of `taken`: by calling services, without a booking. */
      reserved: Type.Integer(),
      item: Item,
    }),
  ),
  bookings: Type.Array(Booked),
}

export const listDayBookings = endpoint({
  method: 'GET',
  path: '/v1/stores/:storeId/bookings',
  summary:
    'The bookings of one date at a store you own, with their guests and how full each time is',
  role: 'owner',
  params: OfStore,
  query: Shape({ date: Day }),
  answer: Shape(dayView),
  problems: [storeMissing],
})

export const OpeningView = Shape({
  store: StoreOfBooking,
  /** By the store's clock, as are date and time; these are null for what has no time. */
  today: Day,
  startsAt: OrNull(Instant),
  date: OrNull(Day),
  time: OrNull(TimeOfDay),
  remaining: Type.Integer(),
  /** The same in words: `테이블 3개`. */
  left: Shape({ ko: Type.String(), en: Type.String() }),
  /** Of one. */
  price: MoneyShape,
})

export const listOpenings = endpoint({
  method: 'GET',
  path: '/v1/openings',
  summary: 'Of each front door, some stores with what can be booked next, soonest first',
  role: 'anyone',
  answer: Shape({
    data: Type.Array(Shape({ door: Type.String(), openings: Type.Array(OpeningView) })),
  }),
  problems: [],
})
