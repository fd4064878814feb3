import { Type } from 'typebox'
import { BookingView, SeenPrice } from '../../bookings/contract.ts'
import { DayStateView, DaysAsked, ServiceTime } from '../../bookings/quarter-contract.ts'
import { budgetProblems, holdTooLarge, SUSPECT_LIMITS } from '../../holds/rules.ts'
import { endpoint } from '../../kernel/endpoint.ts'
import { Day, Instant, Line, MoneyShape, Shape, Uuid } from '../../kernel/shape.ts'
import * as orders from '../../orders/rules.ts'
import { depositAsked } from '../../stores/hold-terms/deposit-rules.ts'
import { noShowsReached, phoneNotVerified } from '../../stores/hold-terms/rules.ts'
import { OfRestaurant } from './contract.ts'
import { restaurantMissing } from './rules.ts'
import * as rules from './seating-rules.ts'

/** How many come. */
export const Party = Type.Integer({ minimum: 1, maximum: 100 })

export const AreaView = Shape({ id: Uuid, name: Line({ most: 40 }) }, 'RestaurantArea')

export const getFreeTimes = endpoint({
  name: 'getFreeTimes',
  method: 'GET',
  path: '/v1/restaurants/:restaurantId/free-times',
  summary: 'The times of a date at which a party can be seated',
  role: 'anyone',
  behindRoomOf: 'restaurantId',
  params: OfRestaurant,
  query: Shape({ date: Day, party: Party, area: Type.Optional(Uuid), days: DaysAsked }),
  answer: Shape(
    {
      date: Day,
      party: Party,
      /** Which dates can be booked now. */
      firstDate: Day,
      lastDate: Day,
      /** The largest party that books online: of those that the store takes, and that its tables seat. */
      partyMost: Type.Integer(),
      /** How long a party of this size stays. */
      stayMinutes: Type.Integer(),
      closed: Type.Boolean(),
      /** It is served on the date, but it is too late for all of its times. */
      tooLate: Type.Boolean(),
      /** All areas with tables that can be booked online. */
      areas: Type.Array(AreaView),
      /** None where the date is closed, out of range, or the party too large. */
      times: Type.Array(
        Shape({
          time: ServiceTime,
          startsAt: Instant,
          isFree: Type.Boolean(),
          /** How long a party stays from then on: until the service ends at most. */
          stayMinutes: Type.Integer(),
          /** In which areas a table or a join is free. */
          areaIds: Type.Array(Uuid),
          /** The deposit of the party, at the first table that it would get. */
          price: MoneyShape,
        }),
      ),
      /** Those that can be booked of the dates that `days` asks for. */
      days: Type.Array(DayStateView),
      now: Instant,
    },
    'FreeTimes',
  ),
  problems: [restaurantMissing],
})

export const bookParty = endpoint({
  name: 'bookParty',
  method: 'POST',
  path: '/v1/restaurants/:restaurantId/party-bookings',
  summary: 'Take the smallest free table or join for a party; asking again gives the same',
  role: 'customer',
  asksTerms: true,
  behindRoomOf: 'restaurantId',
  once: true,
  proof: SUSPECT_LIMITS,
  creates: '/v1/bookings/:id',
  params: OfRestaurant,
  body: Shape({
    date: Day,
    time: ServiceTime,
    party: Party,
    area: Type.Optional(Uuid),
    price: SeenPrice,
  }),
  answer: BookingView,
  problems: [
    restaurantMissing,
    ...rules.arrivalProblems,
    rules.areaMissing,
    rules.noTableFits,
    orders.orderMissing,
    orders.storeClosed,
    orders.alreadyYours,
    noShowsReached,
    phoneNotVerified,
    orders.tooManyReadyOrders,
    holdTooLarge,
    ...budgetProblems,
    rules.noTableFree,
    rules.arrivalsFull,
    depositAsked,
    orders.priceChanged,
  ],
})
