import { Type } from 'typebox'
import { dayView } from '../../bookings/day-contract.ts'
import { depositIllegal } from '../../bookings/no-shows/rules.ts'
import { endpoint } from '../../kernel/endpoint.ts'
import { CurrencyCode, Day, Nothing, Shape, TimeOfDay, Uuid } from '../../kernel/shape.ts'
import { OfRestaurant } from './contract.ts'
import * as rules from './rules.ts'

const TableTimeView = Shape(
  {
    id: Uuid,
    weekday: Type.Integer({ minimum: 1, maximum: 7 }),
    time: TimeOfDay,
    capacity: Type.Integer(),
    price: Type.Integer({ description: 'minor units of `currency`' }),
    currency: CurrencyCode,
  },
  'TableTime',
)
const TableTimeDraft = Shape(
  {
    weekday: Type.Integer({ minimum: 1, maximum: 7 }),
    time: TimeOfDay,
    capacity: Type.Integer({ minimum: 1, maximum: 100_000 }),
    price: Type.Integer({ minimum: 0, maximum: 1_000_000_000 }),
  },
  'TableTimeDraft',
)
const OfTableTime = Shape({ restaurantId: Uuid, tableTimeId: Uuid })

export const listTableTimes = endpoint({
  name: 'listTableTimes',
  method: 'GET',
  path: '/v1/restaurants/:restaurantId/table-times',
  summary: 'The weekly times of a restaurant you own',
  role: 'owner',
  right: 'desk',
  params: OfRestaurant,
  answer: Shape({ data: Type.Array(TableTimeView) }),
  problems: [rules.restaurantMissing],
})

export const addTableTime = endpoint({
  name: 'addTableTime',
  method: 'POST',
  path: '/v1/restaurants/:restaurantId/table-times',
  summary: 'Add a weekly time',
  role: 'owner',
  right: 'manager',
  creates: '',
  once: 'optional',
  params: OfRestaurant,
  body: TableTimeDraft,
  answer: TableTimeView,
  problems: [rules.restaurantMissing, rules.tableTimeTaken, depositIllegal],
})

/** Capacity never falls below what is taken; existing bookings keep their price. */
export const changeTableTime = endpoint({
  name: 'changeTableTime',
  method: 'PATCH',
  path: '/v1/restaurants/:restaurantId/table-times/:tableTimeId',
  summary: 'Change the capacity or the price of a weekly time; bookings keep what they have',
  role: 'owner',
  right: 'manager',
  params: OfTableTime,
  body: Shape({
    capacity: Type.Optional(TableTimeDraft.properties.capacity),
    price: Type.Optional(TableTimeDraft.properties.price),
  }),
  answer: TableTimeView,
  problems: [rules.restaurantMissing, rules.tableTimeMissing, depositIllegal],
})

export const removeTableTime = endpoint({
  name: 'removeTableTime',
  method: 'DELETE',
  path: '/v1/restaurants/:restaurantId/table-times/:tableTimeId',
  summary: 'Stop offering a weekly time; bookings stay',
  role: 'owner',
  right: 'manager',
  params: OfTableTime,
  answer: Nothing,
  problems: [rules.restaurantMissing, rules.tableTimeMissing],
})

const OfDate = Shape({ restaurantId: Uuid, date: Day })

export const listClosedDates = endpoint({
  name: 'listClosedDates',
  method: 'GET',
  path: '/v1/restaurants/:restaurantId/closed-dates',
  summary: 'The single dates from today on which the restaurant is closed',
  role: 'owner',
  right: 'desk',
  params: OfRestaurant,
  answer: Shape({ data: Type.Array(Day) }),
  problems: [rules.restaurantMissing],
})

export const closeDate = endpoint({
  name: 'closeDate',
  method: 'PUT',
  path: '/v1/restaurants/:restaurantId/closed-dates/:date',
  summary: 'Close a single date; bookings of that date stay and are listed for you',
  role: 'owner',
  right: 'manager',
  params: OfDate,
  answer: Shape({ date: Day, bookings: Type.Integer() }),
  problems: [rules.restaurantMissing],
})

export const openDate = endpoint({
  name: 'openDate',
  method: 'DELETE',
  path: '/v1/restaurants/:restaurantId/closed-dates/:date',
  summary: 'Open a closed date again',
  role: 'owner',
  right: 'manager',
  params: OfDate,
  answer: Nothing,
  problems: [rules.restaurantMissing],
})

/** `/v1/stores/{storeId}/bookings` at its older path, with its older shape. */
export const listDayBookings = endpoint({
  name: 'listRestaurantBookings',
  method: 'GET',
  path: '/v1/restaurants/:restaurantId/bookings',
  summary: 'The bookings of one date, with their guests',
  role: 'owner',
  right: 'desk',
  params: OfRestaurant,
  query: Shape({ date: Day }),
  answer: Shape({
    ...dayView,
    times: Type.Array(
      Shape({ time: TimeOfDay, capacity: Type.Integer(), remaining: Type.Integer() }),
    ),
  }),
  problems: [rules.restaurantMissing],
})
