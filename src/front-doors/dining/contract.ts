import { Type } from 'typebox'
import { endpoint } from '../../kernel/endpoint.ts'
import {
  CurrencyCode,
  Day,
  Instant,
  MoneyShape,
  OrNull,
  PageOf,
  PageQuery,
  Shape,
  TimeOfDay,
  Uuid,
} from '../../kernel/shape.ts'
import { Booker } from '../../orders/booker.ts'
import * as orders from '../../orders/rules.ts'
import { PaymentView } from '../../payments/contract.ts'
import { PictureView } from '../../stores/pictures/contract.ts'
import * as rules from './rules.ts'

export const OfRestaurant = Shape({ restaurantId: Uuid })

export const RestaurantCard = Shape({
  id: Uuid,
  name: Type.String(),
  description: Type.String(),
  timeZone: Type.String(),
  currency: CurrencyCode,
  image: OrNull(PictureView),
  closed: Type.Boolean({ description: 'closed for good: nothing can be booked' }),
})

export const RestaurantView = Shape({
  ...RestaurantCard.properties,
  images: Type.Array(PictureView),
})

export const DayView = Shape({
  date: Day,
  /** 1 is Monday, 7 is Sunday. */
  weekday: Type.Integer(),
  /** Closed for this date only; a day without times is simply empty. */
  closed: Type.Boolean(),
  times: Type.Array(
    Shape({
      tableTimeId: Uuid,
      placeId: Uuid,
      time: TimeOfDay,
      startsAt: Instant,
      price: Type.Integer({ description: 'minor units of the restaurant’s currency' }),
      capacity: Type.Integer(),
      remaining: Type.Integer(),
    }),
  ),
})

export const listRestaurants = endpoint({
  method: 'GET',
  path: '/v1/restaurants',
  summary: 'List restaurants',
  role: 'anyone',
  query: PageQuery,
  answer: PageOf(RestaurantCard),
  problems: [],
})

export const getRestaurant = endpoint({
  method: 'GET',
  path: '/v1/restaurants/:restaurantId',
  summary: 'A restaurant with what remains of its next ten days, beginning tomorrow',
  role: 'anyone',
  params: OfRestaurant,
  answer: Shape({ restaurant: RestaurantView, days: Type.Array(DayView) }),
  problems: [rules.restaurantMissing],
})

/** A booking, apart from who comes and how it is paid. */
export const BookingClaim = Shape({
  /** The order's id. */
  id: Uuid,
  orderNumber: Type.String(),
  status: Type.Enum(['ready', 'paid', 'failed', 'canceled']),
  failure: OrNull(Type.Enum(['expired'])),
  restaurant: Shape({
    id: Uuid,
    name: Type.String(),
    timeZone: Type.String(),
    image: OrNull(PictureView),
  }),
  tableTimeId: Uuid,
  placeId: Uuid,
  date: Day,
  time: TimeOfDay,
  startsAt: Instant,
  price: MoneyShape,
  createdAt: Instant,
  expiresAt: Instant,
  paidAt: OrNull(Instant),
  canceledAt: OrNull(Instant),
  /** The server's clock, so that a countdown does not trust the reader's. */
  now: Instant,
})

export const BookingView = Shape({
  ...BookingClaim.properties,
  booker: OrNull(Booker),
  /** The latest attempt to pay. */
  payment: OrNull(PaymentView),
})

const OfBooking = Shape({ bookingId: Uuid })

export const placeBooking = endpoint({
  method: 'POST',
  path: '/v1/restaurants/:restaurantId/bookings',
  summary: 'Take one table of a time: it stays yours for 10 minutes; asking again gives the same',
  role: 'customer',
  once: true,
  params: OfRestaurant,
  body: Shape({ tableTimeId: Uuid, date: Day }),
  answer: BookingClaim,
  problems: [
    rules.restaurantMissing,
    rules.tableTimeMissing,
    rules.datePast,
    rules.dateOutOfRange,
    rules.wrongWeekday,
    rules.dayClosed,
    orders.storeClosed,
    orders.tooManyReadyOrders,
    orders.soldOut,
  ],
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
  summary: 'Your bookings, latest first',
  role: 'customer',
  query: PageQuery,
  answer: PageOf(BookingView),
  problems: [],
})

export const nameBooker = endpoint({
  method: 'PUT',
  path: '/v1/bookings/:bookingId/booker',
  summary: 'Say who comes; encrypted in the row, and gone when you leave',
  role: 'customer',
  params: OfBooking,
  body: Booker,
  answer: BookingView,
  problems: [orders.orderMissing, orders.orderExpired, orders.orderOver],
})
