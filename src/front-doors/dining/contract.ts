import { Type } from 'typebox'
import { bookingClaim, SeenPrice } from '../../bookings/contract.ts'
import { SUSPECT_LIMITS } from '../../holds/rules.ts'
import { endpoint } from '../../kernel/endpoint.ts'
import { CurrencyCode, Day, Instant, OrNull, Shape, TimeOfDay, Uuid } from '../../kernel/shape.ts'
import { claimOfOneProblems } from '../../orders/claim-problems.ts'
import { StoreDetail } from '../../stores/contract.ts'
import { PictureView } from '../../stores/pictures/contract.ts'
import * as rules from './rules.ts'

export const OfRestaurant = Shape({ restaurantId: Uuid })

export const DayView = Shape(
  {
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
        price: Type.Integer({ description: 'minor units of `currency`' }),
        currency: CurrencyCode,
        capacity: Type.Integer(),
        /** Held or bought: more than the capacity, where that was lowered since. */
        taken: Type.Integer(),
        remaining: Type.Integer(),
      }),
    ),
  },
  'RestaurantDay',
)

export const getRestaurant = endpoint({
  name: 'getRestaurant',
  method: 'GET',
  path: '/v1/restaurants/:restaurantId',
  summary: 'A restaurant with what remains of its next ten days, beginning tomorrow',
  role: 'anyone',
  behindRoomOf: 'restaurantId',
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
  name: 'bookTable',
  method: 'POST',
  path: '/v1/restaurants/:restaurantId/bookings',
  summary: 'Take one table of a time: it stays yours for 10 minutes; asking again gives the same',
  role: 'customer',
  asksTerms: true,
  behindRoomOf: 'restaurantId',
  once: true,
  proof: SUSPECT_LIMITS,
  creates: '/v1/bookings/:id',
  params: OfRestaurant,
  body: Shape({ tableTimeId: Uuid, date: Day, price: SeenPrice }),
  answer: Shape({ ...bookingClaim, ...bookingMembers }, 'RestaurantBooking'),
  problems: [rules.restaurantMissing, ...rules.tableTimeProblems, ...claimOfOneProblems],
})
