import { Type } from 'typebox'
import { bookingClaim, SeenPrice } from '../../bookings/contract.ts'
import { SUSPECT_LIMITS } from '../../holds/rules.ts'
import { endpoint } from '../../kernel/endpoint.ts'
import { cursorParts } from '../../kernel/page.ts'
import {
  CurrencyCode,
  CursorOf,
  Day,
  Instant,
  PageOf,
  Shape,
  TimeOfDay,
  Uuid,
} from '../../kernel/shape.ts'
import { claimOfOneProblems } from '../../orders/claim-problems.ts'
import { StoreView } from '../../stores/contract.ts'
import * as rules from './rules.ts'

export const OfShop = Shape({ shopId: Uuid })
export const OfTimetable = Shape({ timetableId: Uuid })

export const ShopKind = Type.Enum([...rules.shopKinds])

export const Hour = Type.Integer({ minimum: 0, maximum: 23 })
export const Minute = Type.Integer({ minimum: 0, maximum: 59 })

/** A timetable with its place of today, in the shop's time zone. */
export const TimetableView = Shape(
  {
    id: Uuid,
    shopId: Uuid,
    reservationHour: Hour,
    reservationMinute: Minute,
    /** Capacity a day; it never changes. */
    basicRemaining: Type.Integer(),
    /** Held or bought of it today. */
    taken: Type.Integer(),
    /** What remains of it today, less what a removed timetable had sold at that time. */
    remaining: Type.Integer(),
    price: Type.Integer({ description: 'minor units of `currency`; 0: nothing to pay' }),
    currency: CurrencyCode,
    date: Day,
    /** Today's start; a place that was claimed keeps its start when the timetable's time changes. */
    startsAt: Instant,
    /** It can no longer be booked today: it has begun, or clocks go forward over it. */
    begun: Type.Boolean(),
    placeId: Uuid,
  },
  'Timetable',
)

export const getShop = endpoint({
  name: 'getShop',
  method: 'GET',
  path: '/v1/shops/:shopId',
  summary: 'A shop with what remains of its times today',
  role: 'anyone',
  behindRoomOf: 'shopId',
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
  name: 'listTimetables',
  method: 'GET',
  path: '/v1/shops/:shopId/timetables',
  also: 'GET /timetables/:shopId',
  summary: 'The timetables of a shop by time of day, 15 a page',
  role: 'anyone',
  behindRoomOf: 'shopId',
  params: OfShop,
  query: Shape({
    /** From the previous page; takes precedence over `page`. */
    cursor: Type.Optional(CursorOf(`${cursorParts.time}_${cursorParts.uuid}`)),
    /** From 1. `cursor` is faster for far pages. */
    page: Type.Optional(Type.Integer({ minimum: 1, maximum: 1_000_000 })),
  }),
  answer: PageOf(TimetableView),
  problems: [rules.shopMissing],
})

export const getTimetable = endpoint({
  name: 'getTimetable',
  method: 'GET',
  path: '/v1/timetables/:timetableId',
  also: 'GET /timetable/detail/:timetableId',
  summary: 'One timetable, with what remains of it today',
  role: 'anyone',
  takesWaitingToken: true,
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
  name: 'bookShopTime',
  method: 'POST',
  path: '/v1/shops/:shopId/bookings',
  summary: 'Take one place of today: it stays yours for 10 minutes; asking again gives the same',
  role: 'customer',
  asksTerms: true,
  behindRoomOf: 'shopId',
  once: true,
  proof: SUSPECT_LIMITS,
  creates: '/v1/shop-bookings/:id',
  params: OfShop,
  body: Shape({ ...OfTimetable.properties, price: SeenPrice }),
  answer: Shape({ ...bookingClaim, ...bookingMembers }, 'ShopBookingClaim'),
  problems: [rules.shopMissing, ...rules.timetableProblems, ...claimOfOneProblems],
})
