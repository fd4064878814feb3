import { Type } from 'typebox'
import { endpoint } from '../../kernel/endpoint.ts'
import {
  CurrencyCode,
  Day,
  Instant,
  MoneyShape,
  Nothing,
  OrNull,
  PageOf,
  PageQuery,
  Shape,
  TimeOfDay,
  TimeZoneName,
  Uuid,
} from '../../kernel/shape.ts'
import { Booker } from '../../orders/booker.ts'
import * as orders from '../../orders/rules.ts'
import { timeZoneFixed, timeZoneUnknown } from '../../stores/rules.ts'
import { Hour, Minute, OfShop, OfTimetable, ShopKind, ShopView, TimetableView } from './contract.ts'
import * as rules from './rules.ts'

const Name = Type.String({ minLength: 1, maxLength: 80, pattern: '\\S' })
const Description = Type.String({ maxLength: 2000 })

export const listMyShops = endpoint({
  method: 'GET',
  path: '/v1/me/shops',
  summary: 'The shops you own',
  role: 'owner',
  query: PageQuery,
  answer: PageOf(ShopView),
  problems: [],
})

export const openShop = endpoint({
  method: 'POST',
  path: '/v1/shops',
  summary: 'Open a shop',
  role: 'owner',
  body: Shape({
    name: Name,
    kind: ShopKind,
    description: Description,
    timeZone: TimeZoneName,
    currency: CurrencyCode,
  }),
  answer: ShopView,
  problems: [timeZoneUnknown],
})

export const changeShop = endpoint({
  method: 'PATCH',
  path: '/v1/shops/:shopId',
  summary: 'Change a shop’s name, kind, description or time zone',
  role: 'owner',
  params: OfShop,
  body: Shape({
    name: Type.Optional(Name),
    kind: Type.Optional(ShopKind),
    description: Type.Optional(Description),
    timeZone: Type.Optional(TimeZoneName),
  }),
  answer: ShopView,
  problems: [rules.shopMissing, timeZoneUnknown, timeZoneFixed],
})

export const closeShop = endpoint({
  method: 'DELETE',
  path: '/v1/shops/:shopId',
  summary: 'Close a shop for good: nothing is sold from now on, and all its timetables go',
  role: 'owner',
  params: OfShop,
  answer: Nothing,
  problems: [rules.shopMissing],
})

export const createTimetable = endpoint({
  method: 'POST',
  path: '/v1/shops/:shopId/timetables',
  also: 'POST /timetable/create/:shopId',
  summary: 'Offer a time every day; without a minute it is on the hour',
  role: 'owner',
  scope: 'timetables:write',
  params: OfShop,
  body: Shape({
    reservationHour: Hour,
    reservationMinute: Type.Optional(Minute),
    /** How many a day. It can never change. */
    basicRemaining: Type.Integer({ minimum: 1, maximum: 100_000 }),
    /** Minor units of the shop's currency; left out: nothing to pay. */
    price: Type.Optional(Type.Integer({ minimum: 0, maximum: 1_000_000_000 })),
  }),
  answer: TimetableView,
  problems: [rules.shopMissing, orders.storeClosed],
})

/** What was sold for today keeps its time. */
export const updateTime = endpoint({
  method: 'PUT',
  path: '/v1/timetables/:timetableId',
  also: 'PUT /timetable/update-time/:timetableId',
  summary: 'Change the hour, the minute, or both',
  role: 'owner',
  scope: 'timetables:write',
  params: OfTimetable,
  body: Type.Object(
    {
      reservationHour: Type.Optional(Hour),
      reservationMinute: Type.Optional(Minute),
      basicRemaining: Type.Optional(
        Type.Unknown({ description: 'never changes: answered with `basic-remaining-fixed`' }),
      ),
    },
    { additionalProperties: false, minProperties: 1 },
  ),
  answer: TimetableView,
  problems: [rules.basicRemainingFixed, rules.timetableMissing],
})

export const deleteTimetable = endpoint({
  method: 'DELETE',
  path: '/v1/timetables/:timetableId',
  also: 'DELETE /timetable/delete/:timetableId',
  summary: 'Stop offering a time; what was sold stays',
  role: 'owner',
  scope: 'timetables:write',
  params: OfTimetable,
  answer: Nothing,
  problems: [rules.timetableMissing],
})

export const reservePlace = endpoint({
  method: 'POST',
  path: '/v1/timetables/:timetableId/reservations',
  summary: 'Take one of today’s places, if one is left: true or false',
  role: 'owner',
  scope: 'timetables:reserve',
  once: 'optional',
  params: OfTimetable,
  answer: Type.Boolean(),
  problems: [rules.timetableMissing],
})

export const releasePlace = endpoint({
  method: 'POST',
  path: '/v1/timetables/:timetableId/releases',
  summary: 'Give one of the places back that you reserved today: false when you have none',
  role: 'owner',
  scope: 'timetables:reserve',
  once: 'optional',
  params: OfTimetable,
  answer: Type.Boolean(),
  problems: [rules.timetableMissing],
})

/** A user name is an e-mail. An owner finds their own shop, an admin everybody's. */
export const getShopOf = endpoint({
  method: 'GET',
  path: '/v1/owners/:username/shop',
  also: 'GET /provide/shop/:username',
  summary: 'The id of an owner’s first open shop',
  role: 'owner',
  scope: 'shops:read',
  params: Shape({ username: Type.String({ format: 'email', maxLength: 254 }) }),
  answer: Uuid,
  problems: [rules.shopMissing],
})

const TimeOfShop = Shape({
  timetableId: Uuid,
  time: TimeOfDay,
  capacity: Type.Integer(),
  taken: Type.Integer(),
})

/** Past days are counted from what was sold, whether or not their summary was written yet. */
export const listShopDays = endpoint({
  method: 'GET',
  path: '/v1/shops/:shopId/days',
  summary: 'How full a shop was, day by day, latest first; today is as it stands',
  role: 'owner',
  params: OfShop,
  query: Shape({
    /** The last date of the page before. */
    cursor: Type.Optional(Day),
    limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 100 })),
    /** Also each timetable of each day. */
    times: Type.Optional(Type.Boolean()),
  }),
  answer: PageOf(
    Shape({
      date: Day,
      timetables: Type.Integer(),
      capacity: Type.Integer(),
      taken: Type.Integer(),
      /** Its summary was written. */
      closed: Type.Boolean(),
      times: OrNull(Type.Array(TimeOfShop)),
    }),
  ),
  problems: [rules.shopMissing],
})

export const listDayShopBookings = endpoint({
  method: 'GET',
  path: '/v1/shops/:shopId/bookings',
  summary: 'What was taken on one date: bookings with who comes, and what services reserved',
  role: 'owner',
  params: OfShop,
  query: Shape({ date: Day }),
  answer: Shape({
    date: Day,
    times: Type.Array(
      Shape({
        ...TimeOfShop.properties,
        /** Of what is taken: by services, without a booking. */
        reserved: Type.Integer(),
      }),
    ),
    bookings: Type.Array(
      Shape({
        id: Uuid,
        orderNumber: Type.String(),
        status: Type.Enum(['ready', 'paid', 'canceled']),
        timetableId: Uuid,
        time: TimeOfDay,
        price: MoneyShape,
        paidAt: OrNull(Instant),
        booker: OrNull(Booker),
      }),
    ),
  }),
  problems: [rules.shopMissing],
})
