import { Type } from 'typebox'
import * as bookings from '../../bookings/contract.ts'
import { bookingClaim, bookingView } from '../../bookings/contract.ts'
import { endpoint } from '../../kernel/endpoint.ts'
import { Day, Instant, PageOf, Shape, TimeOfDay, Uuid } from '../../kernel/shape.ts'
import * as orders from '../../orders/rules.ts'
import { StoreView } from '../../stores/contract.ts'
import * as rules from './rules.ts'

export const OfShop = Shape({ shopId: Uuid })
export const OfTimetable = Shape({ timetableId: Uuid })

export const ShopKind = Type.Enum([...rules.shopKinds])

export const Hour = Type.Integer({ minimum: 0, maximum: 23 })
export const Minute = Type.Integer({ minimum: 0, maximum: 59 })

/** A timetable with its place of today, in the shop's time zone. */
export const TimetableView = Shape({
  id: Uuid,
  shopId: Uuid,
  reservationHour: Hour,
  reservationMinute: Minute,
  /** Capacity a day; it never changes. */
  basicRemaining: Type.Integer(),
  /** What remains of it today. */
  remaining: Type.Integer(),
  price: Type.Integer({ description: 'minor units of the shop’s currency; 0: nothing to pay' }),
  date: Day,
  /** Today's start; a place that was claimed keeps its start when the timetable's time changes. */
  startsAt: Instant,
  /** It has begun and can no longer be booked today. */
  begun: Type.Boolean(),
  placeId: Uuid,
})

export const getShop = endpoint({
  method: 'GET',
  path: '/v1/shops/:shopId',
  summary: 'A shop with what remains of its times today',
  role: 'anyone',
  params: OfShop,
  answer: Shape({
    shop: StoreView,
    date: Day,
    times: Type.Array(TimetableView),
    moreTimes: Type.Boolean({ description: 'the pages of its timetables have more than these' }),
    /** The server's clock, so that clients need not trust their own. */
    now: Instant,
  }),
  problems: [rules.shopMissing],
})

export const listTimetables = endpoint({
  method: 'GET',
  path: '/v1/shops/:shopId/timetables',
  also: 'GET /timetables/:shopId',
  summary: 'The timetables of a shop by time of day, 15 a page',
  role: 'anyone',
  params: OfShop,
  query: Shape({
    /** From the previous page; takes precedence over `page`. */
    cursor: Type.Optional(
      Type.String({
        pattern: '^([01]\\d|2[0-3]):[0-5]\\d_[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$',
      }),
    ),
    /** From 1. `cursor` is faster for far pages. */
    page: Type.Optional(Type.Integer({ minimum: 1, maximum: 1_000_000 })),
  }),
  answer: PageOf(TimetableView),
  problems: [rules.shopMissing],
})

export const getTimetable = endpoint({
  method: 'GET',
  path: '/v1/timetables/:timetableId',
  also: 'GET /timetable/detail/:timetableId',
  summary: 'One timetable, with what remains of it today',
  role: 'anyone',
  params: OfTimetable,
  answer: TimetableView,
  problems: [rules.timetableMissing],
})

/** Members of the first line, for clients from before `lines`. */
export const bookingMembers = {
  shop: Shape({ id: Uuid, name: Type.String(), kind: ShopKind, timeZone: Type.String() }),
  timetableId: Uuid,
  placeId: Uuid,
  date: Day,
  time: TimeOfDay,
  startsAt: Instant,
}

export const placeShopBooking = endpoint({
  method: 'POST',
  path: '/v1/shops/:shopId/bookings',
  summary: 'Take one place of today: it stays yours for 10 minutes; asking again gives the same',
  role: 'customer',
  once: true,
  params: OfShop,
  body: OfTimetable,
  answer: Shape({ ...bookingClaim, ...bookingMembers }),
  problems: [
    rules.shopMissing,
    rules.timetableMissing,
    rules.timetableBegun,
    orders.storeClosed,
    orders.tooManyReadyOrders,
    orders.soldOut,
  ],
})

const ShopBookingView = Shape({ ...bookingView, ...bookingMembers })

// `/v1/bookings` for shops only, from before it listed every door.

export const getShopBooking = endpoint({
  ...bookings.getBooking,
  path: '/v1/shop-bookings/:bookingId',
  summary: 'Read one booking of your own at a shop',
  answer: ShopBookingView,
})

export const listShopBookings = endpoint({
  ...bookings.listBookings,
  path: '/v1/shop-bookings',
  summary: 'Your bookings at shops: upcoming ones by start, then past ones, latest first',
  query: bookings.BookingsQuery,
  answer: PageOf(ShopBookingView),
})

export const nameShopBooker = endpoint({
  ...bookings.nameBooker,
  path: '/v1/shop-bookings/:bookingId/booker',
  answer: ShopBookingView,
})
