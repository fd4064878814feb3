import { Type } from 'typebox'
import { dayView } from '../../bookings/day-contract.ts'
import { endpoint } from '../../kernel/endpoint.ts'
import { Day, Nothing, OrNull, PageOf, Shape, TimeOfDay, Uuid } from '../../kernel/shape.ts'
import * as orders from '../../orders/rules.ts'
import { Hour, Minute, OfShop, OfTimetable, TimetableView } from './contract.ts'
import * as rules from './rules.ts'

/** Minor units of the shop's currency. */
const Price = Type.Optional(Type.Integer({ minimum: 0, maximum: 1_000_000_000 }))

export const createTimetable = endpoint({
  name: 'createTimetable',
  method: 'POST',
  path: '/v1/shops/:shopId/timetables',
  also: 'POST /timetable/create/:shopId',
  summary: 'Offer a time every day; without a minute it is on the hour',
  role: 'owner',
  right: 'manager',
  scope: 'timetables:write',
  creates: '/v1/timetables/:id',
  once: 'optional',
  params: OfShop,
  body: Shape({
    reservationHour: Hour,
    reservationMinute: Type.Optional(Minute),
    /** Capacity a day; it can never change. */
    basicRemaining: Type.Integer({ minimum: 1, maximum: 100_000 }),
    /** Left out: nothing to pay. */
    price: Price,
  }),
  answer: TimetableView,
  problems: [rules.midnightNotOffered, rules.shopMissing, orders.storeClosed],
})

/** A place of today that was claimed keeps its start. */
export const updateTime = endpoint({
  name: 'changeTimetable',
  method: 'PUT',
  path: '/v1/timetables/:timetableId',
  also: 'PUT /timetable/update-time/:timetableId',
  summary: 'Change the hour, the minute or the price; bookings keep what they have',
  role: 'owner',
  right: 'manager',
  act: 'none',
  scope: 'timetables:write',
  params: OfTimetable,
  body: Type.Object(
    {
      reservationHour: Type.Optional(Hour),
      reservationMinute: Type.Optional(Minute),
      price: Price,
      basicRemaining: Type.Optional(
        Type.Unknown({ description: 'never changes: answered with `basic-remaining-fixed`' }),
      ),
    },
    { additionalProperties: false, minProperties: 1 },
  ),
  answer: TimetableView,
  problems: [rules.basicRemainingFixed, rules.timetableMissing, rules.midnightNotOffered],
})

export const deleteTimetable = endpoint({
  name: 'deleteTimetable',
  method: 'DELETE',
  path: '/v1/timetables/:timetableId',
  also: 'DELETE /timetable/delete/:timetableId',
  summary: 'Stop offering a time; what was sold stays',
  role: 'owner',
  right: 'manager',
  act: 'none',
  scope: 'timetables:write',
  params: OfTimetable,
  answer: Nothing,
  problems: [rules.timetableMissing],
})

export const reservePlace = endpoint({
  name: 'reservePlace',
  method: 'POST',
  path: '/v1/timetables/:timetableId/reservations',
  summary: 'Take one of today’s places, if one is left: true or false',
  role: 'owner',
  act: 'none',
  scope: 'timetables:reserve',
  once: 'optional',
  limit: 'services',
  params: OfTimetable,
  answer: Type.Boolean(),
  problems: [rules.timetableMissing],
})

export const releasePlace = endpoint({
  name: 'releasePlace',
  method: 'POST',
  path: '/v1/timetables/:timetableId/releases',
  summary: 'Give one of the places back that you reserved today: false when you have none',
  role: 'owner',
  act: 'none',
  scope: 'timetables:reserve',
  once: 'optional',
  limit: 'services',
  params: OfTimetable,
  answer: Type.Boolean(),
  problems: [rules.timetableMissing],
})

/** The user name is the e-mail; any other text is nobody's. Owners find their own shop, admins any. */
export const getShopOf = endpoint({
  name: 'getShopOf',
  method: 'GET',
  path: '/v1/owners/:username/shop',
  also: 'GET /provide/shop/:username',
  summary: 'The id of an owner’s first open shop',
  role: 'owner',
  scope: 'shops:read',
  params: Shape({ username: Type.String({ minLength: 1, maxLength: 254 }) }),
  answer: Uuid,
  problems: [rules.shopMissing],
})

const TimeOfShop = Shape({
  timetableId: Uuid,
  time: TimeOfDay,
  capacity: Type.Integer(),
  taken: Type.Integer(),
})

export const listShopDays = endpoint({
  name: 'listShopDays',
  method: 'GET',
  path: '/v1/shops/:shopId/days',
  summary: 'How full a shop was, day by day, latest first; today is as it stands',
  role: 'owner',
  right: 'desk',
  params: OfShop,
  query: Shape({
    /** The last date of the previous page. */
    cursor: Type.Optional(Day),
    limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 100 })),
    /** Includes the timetables of each day. */
    times: Type.Optional(Type.Boolean()),
  }),
  answer: PageOf(
    Shape({
      date: Day,
      timetables: Type.Integer(),
      capacity: Type.Integer(),
      taken: Type.Integer(),
      /** Its summary is stored. */
      closed: Type.Boolean(),
      times: OrNull(Type.Array(TimeOfShop)),
    }),
  ),
  problems: [rules.shopMissing],
})

/** `/v1/stores/{storeId}/bookings` at its older path, with its older shape. */
export const listDayShopBookings = endpoint({
  name: 'listShopDayBookings',
  method: 'GET',
  path: '/v1/shops/:shopId/bookings',
  summary: 'What was taken on one date: bookings with their guests, and what services reserved',
  role: 'owner',
  right: 'desk',
  params: OfShop,
  query: Shape({ date: Day }),
  answer: Shape({
    ...dayView,
    times: Type.Array(
      Shape({
        ...TimeOfShop.properties,
        /** Part of `taken`: reserved by services, without a booking. */
        reserved: Type.Integer(),
      }),
    ),
    bookings: Type.Array(Shape({ ...dayView.bookings.items.properties, timetableId: Uuid })),
  }),
  problems: [rules.shopMissing],
})
