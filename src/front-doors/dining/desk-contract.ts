import { Type } from 'typebox'
import { DeskMinutes, deskBooking, deskEntry, MayBeOffHours } from '../../bookings/desk/contract.ts'
import { offHoursProblems } from '../../bookings/desk/hours-rules.ts'
import { guestGone, notSeated, sittingStates, swapWithItself } from '../../bookings/desk/rules.ts'
import { noShowSettled } from '../../bookings/no-shows/rules.ts'
import { ServiceTime } from '../../bookings/quarter-contract.ts'
import { datePast, timeSkipped } from '../../bookings/rules.ts'
import * as visits from '../../bookings/visits/rules.ts'
import { ticketMissing, ticketOver } from '../../door-line/rules.ts'
import { endpoint } from '../../kernel/endpoint.ts'
import { CurrencyCode, Day, Instant, OrNull, Shape, Uuid } from '../../kernel/shape.ts'
import { linesChanged } from '../../orders/relocate-rules.ts'
import * as orders from '../../orders/rules.ts'
import { OfRestaurant } from './contract.ts'
import * as desk from './desk-rules.ts'
import { restaurantMissing } from './rules.ts'
import { AreaView, Party } from './seating-contract.ts'
import { Pair, Service, TableView } from './seating-owner-contract.ts'
import { noTableFits, noTableFree } from './seating-rules.ts'

const State = Type.Enum([...sittingStates])
const TableIds = Type.Array(Uuid, { minItems: 1, maxItems: 20 })

export const FloorParty = Shape(
  {
    ...deskBooking,
    state: State,
    party: Type.Integer(),
    tableIds: Type.Array(Uuid),
    seatedAt: OrNull(Instant),
  },
  'FloorParty',
)

export const getFloor = endpoint({
  name: 'getFloor',
  method: 'GET',
  path: '/v1/restaurants/:restaurantId/floor',
  summary: 'The tables of a restaurant you work at, and who has them on a date',
  role: 'owner',
  right: 'desk',
  params: OfRestaurant,
  query: Shape({
    /** Left out: the date whose service goes on, else today. */
    date: Type.Optional(Day),
  }),
  answer: Shape(
    {
      date: Day,
      /** The date whose service goes on: after midnight it may be that of the day before. */
      today: Day,
      timeZone: Type.String(),
      currency: CurrencyCode,
      closed: Type.Boolean(),
      now: Instant,
      areas: Type.Array(AreaView),
      tables: Type.Array(TableView),
      joins: Type.Array(Pair),
      services: Type.Array(Service),
      /** How long parties of one, two and more stay, in minutes; larger ones as long as the last. */
      stays: Type.Array(Type.Integer()),
      /** By start, with those who left and did not come. */
      parties: Type.Array(FloorParty),
    },
    'RestaurantFloor',
  ),
  problems: [restaurantMissing],
})

const OfDeskBooking = Shape({ ...OfRestaurant.properties, bookingId: Uuid })

/** Of a party that comes to tables now or then. */
const entryProblems = [
  timeSkipped,
  datePast,
  desk.tableMissing,
  noTableFits,
  orders.orderMissing,
  orders.storeClosed,
  noTableFree,
  desk.tableTaken,
  orders.orderExpired,
] as const

export const enterParty = endpoint({
  name: 'enterParty',
  method: 'POST',
  path: '/v1/restaurants/:restaurantId/desk-bookings',
  summary: 'Enter a party that called or walked in, or block tables: confirmed at once, and free',
  role: 'owner',
  right: 'desk',
  act: 'entered',
  once: true,
  params: OfRestaurant,
  body: Shape({
    ...deskEntry,
    party: Party,
    /** Left out: the smallest free table or join. */
    tableIds: Type.Optional(TableIds),
  }),
  answer: FloorParty,
  problems: [restaurantMissing, ...offHoursProblems, ...entryProblems],
})

export const seatTicket = endpoint({
  name: 'seatDoorTicket',
  method: 'POST',
  path: '/v1/restaurants/:restaurantId/line-tickets/:ticketId/seating',
  summary:
    'Seat a party of the line at the door: at the smallest free table or join, or at tables that are named',
  role: 'owner',
  right: 'desk',
  act: 'entered',
  once: true,
  params: Shape({ ...OfRestaurant.properties, ticketId: Uuid }),
  body: Shape({ tableIds: Type.Optional(TableIds) }),
  answer: FloorParty,
  problems: [restaurantMissing, ticketMissing, ticketOver, ...entryProblems],
})

const orderProblems = [
  restaurantMissing,
  orders.orderMissing,
  visits.notConfirmed,
  linesChanged,
] as const
const changeProblems = [...orderProblems, desk.tableTaken] as const

export const arrangeParty = endpoint({
  name: 'arrangeParty',
  method: 'PATCH',
  path: '/v1/restaurants/:restaurantId/desk-bookings/:bookingId',
  summary: 'Move a party to other tables or another time, or change its size or how long it stays',
  role: 'owner',
  right: 'desk',
  act: 'arranged',
  params: OfDeskBooking,
  body: Shape({
    date: Type.Optional(Day),
    time: Type.Optional(ServiceTime),
    party: Type.Optional(Party),
    tableIds: Type.Optional(TableIds),
    minutes: Type.Optional(DeskMinutes),
    mayBeOffHours: MayBeOffHours,
  }),
  answer: FloorParty,
  problems: [
    ...changeProblems,
    noTableFree,
    noShowSettled,
    desk.partyPaid,
    timeSkipped,
    datePast,
    ...offHoursProblems,
    desk.tableMissing,
    noTableFits,
  ],
})

export const swapParties = endpoint({
  name: 'swapParties',
  method: 'PUT',
  path: '/v1/restaurants/:restaurantId/desk-bookings/:bookingId/swap',
  summary:
    'Let two parties change tables with each other, both or neither; a repeat changes nothing',
  role: 'owner',
  right: 'desk',
  act: 'arranged',
  params: OfDeskBooking,
  body: Shape({
    /** The other party. */
    withId: Uuid,
    /** The tables of the other party, as they were seen. */
    tableIds: TableIds,
    /** Seats a party at fewer seats than it has guests. Left out: that is refused. */
    mayCrowd: Type.Optional(Type.Boolean()),
  }),
  answer: Shape({ parties: Type.Array(FloorParty) }, 'SwappedParties'),
  problems: [
    ...orderProblems,
    swapWithItself,
    guestGone,
    datePast,
    desk.tableMissing,
    desk.partyOverSeats,
    desk.swapTaken,
  ],
})

export const writeSitting = endpoint({
  name: 'writeSitting',
  method: 'PUT',
  path: '/v1/restaurants/:restaurantId/desk-bookings/:bookingId/sitting',
  summary: 'Say that a party sits, has left or did not come; an earlier state takes it back',
  role: 'owner',
  right: 'desk',
  act: 'sat',
  params: OfDeskBooking,
  body: Shape({ state: State }),
  answer: FloorParty,
  problems: [...changeProblems, notSeated, visits.visitTooEarly, noShowSettled],
})
