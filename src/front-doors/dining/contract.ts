import { Type } from 'typebox'
import { bookingClaim } from '../../bookings/contract.ts'
import { endpoint } from '../../kernel/endpoint.ts'
import { Day, Instant, OrNull, Shape, TimeOfDay, Uuid } from '../../kernel/shape.ts'
import * as orders from '../../orders/rules.ts'
import { StoreDetail } from '../../stores/contract.ts'
import { PictureView } from '../../stores/pictures/contract.ts'
import * as rules from './rules.ts'

export const OfRestaurant = Shape({ restaurantId: Uuid })

export const DayView = Shape({
  date: Day,
  /** 1 is Monday, 7 is Sunday. */
  weekday: Type.Integer(),
  /** Closed on this date only; other days without times are just empty. */
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

export const getRestaurant = endpoint({
  method: 'GET',
  path: '/v1/restaurants/:restaurantId',
  summary: 'A restaurant with what remains of its next ten days, beginning tomorrow',
  role: 'anyone',
  params: OfRestaurant,
  answer: Shape({ restaurant: StoreDetail, days: Type.Array(DayView) }),
  problems: [rules.restaurantMissing],
})

/** Members of the first line, for clients from before `lines`. */
export const bookingMembers = {
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
}

export const placeBooking = endpoint({
  method: 'POST',
  path: '/v1/restaurants/:restaurantId/bookings',
  summary: 'Take one table of a time: it stays yours for 10 minutes; asking again gives the same',
  role: 'customer',
  once: true,
  params: OfRestaurant,
  body: Shape({ tableTimeId: Uuid, date: Day }),
  answer: Shape({ ...bookingClaim, ...bookingMembers }),
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
