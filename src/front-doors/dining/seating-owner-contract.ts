import { type TProperties, Type } from 'typebox'
import { depositIllegal } from '../../bookings/no-shows/rules.ts'
import { ServiceTime } from '../../bookings/quarter-contract.ts'
import { endpoint } from '../../kernel/endpoint.ts'
import { CurrencyCode, Day, Line, Nothing, OrNull, Shape, Uuid } from '../../kernel/shape.ts'
import { OfRestaurant } from './contract.ts'
import * as hours from './hours-rules.ts'
import * as plan from './plan-rules.ts'
import { restaurantMissing } from './rules.ts'
import { AreaView } from './seating-contract.ts'
import * as seating from './seating-rules.ts'

/** Made by who sends it, so that a plan names its new tables: any UUID. */
const NewId = Uuid

export const TableView = Shape(
  {
    id: NewId,
    areaId: Uuid,
    name: Line({ most: 40 }),
    seatsLeast: Type.Integer({ minimum: 1, maximum: 100 }),
    seatsMost: Type.Integer({ minimum: 1, maximum: 100 }),
    /** Guests cannot book it online. */
    walkInOnly: Type.Boolean(),
    /** On the grid of the floor plan. */
    x: Type.Integer({ minimum: 0, maximum: 199 }),
    y: Type.Integer({ minimum: 0, maximum: 199 }),
    width: Type.Integer({ minimum: 1, maximum: 50 }),
    height: Type.Integer({ minimum: 1, maximum: 50 }),
    shape: Type.Enum(['square', 'round']),
  },
  'RestaurantTable',
)

export const Pair = Type.Array(Uuid, {
  minItems: 2,
  maxItems: 2,
  examples: [['019ac5f0-3b7e-7c31-9a64-5f1e2d3c4b5a', '019ac5f0-3b7e-7c31-9a64-5f1e2d3c4b5b']],
})

const floorPlan = {
  areas: Type.Array(AreaView, { maxItems: 20 }),
  tables: Type.Array(TableView, { maxItems: 200 }),
  /** Pairs of tables that may be pushed together, in any order. */
  joins: Type.Array(Pair, { maxItems: 400 }),
}

const reads = { method: 'GET', role: 'owner', right: 'desk', params: OfRestaurant } as const
const writes = { method: 'PUT', role: 'owner', right: 'manager', params: OfRestaurant } as const

export const getFloorPlan = endpoint({
  ...reads,
  name: 'getFloorPlan',
  path: '/v1/restaurants/:restaurantId/floor-plan',
  summary: 'Areas, tables and joins of a restaurant you work at',
  answer: Shape(floorPlan, 'FloorPlan'),
  problems: [restaurantMissing],
})

export const putFloorPlan = endpoint({
  ...writes,
  name: 'putFloorPlan',
  path: '/v1/restaurants/:restaurantId/floor-plan',
  summary: 'Replace the floor plan; a table that is left out keeps its bookings and takes no more',
  body: Shape(floorPlan, 'FloorPlanDraft'),
  answer: Shape({
    ...floorPlan,
    /** Coming bookings at tables that are not on the plan any more. */
    leftBookings: Type.Integer(),
  }),
  problems: [
    restaurantMissing,
    plan.namedTwice,
    seating.areaMissing,
    plan.seatsReversed,
    plan.joinWrong,
    plan.tooManyJoins,
  ],
})

const service = { opens: ServiceTime, lastSeating: ServiceTime, closes: ServiceTime }
export const Service = Shape(service, 'RestaurantService')
const WeeklyService = Shape(
  { weekday: Type.Integer({ minimum: 1, maximum: 7 }), ...service },
  'WeeklyService',
)
const weekly = { services: Type.Array(WeeklyService, { maxItems: 42 }) }
const hoursProblems = [restaurantMissing, hours.hoursReversed, hours.hoursOverlap] as const

export const getServiceHours = endpoint({
  ...reads,
  name: 'getServiceHours',
  path: '/v1/restaurants/:restaurantId/service-hours',
  summary: 'The weekly hours in which parties are served',
  answer: Shape(weekly, 'ServiceHours'),
  problems: [restaurantMissing],
})

export const putServiceHours = endpoint({
  ...writes,
  name: 'putServiceHours',
  path: '/v1/restaurants/:restaurantId/service-hours',
  summary: 'Replace the weekly hours; bookings stay',
  body: Shape(weekly, 'ServiceHoursDraft'),
  answer: Shape(weekly, 'ServiceHours'),
  problems: hoursProblems,
})

const OfDate = Shape({ ...OfRestaurant.properties, date: Day })
const special = { services: Type.Array(Service, { minItems: 1, maxItems: 6 }) }

export const listSpecialHours = endpoint({
  ...reads,
  name: 'listSpecialHours',
  path: '/v1/restaurants/:restaurantId/special-hours',
  summary: 'The dates from today on that have hours of their own',
  answer: Shape({ data: Type.Array(Shape({ date: Day, ...special }, 'SpecialHours')) }),
  problems: [restaurantMissing],
})

export const putSpecialHours = endpoint({
  ...writes,
  name: 'putSpecialHours',
  path: '/v1/restaurants/:restaurantId/special-hours/:date',
  summary: 'Give a date hours of its own instead of its weekday’s; bookings stay',
  params: OfDate,
  body: Shape(special, 'SpecialHoursDraft'),
  answer: Shape({ date: Day, ...special }, 'SpecialHours'),
  problems: hoursProblems,
})

export const deleteSpecialHours = endpoint({
  name: 'deleteSpecialHours',
  method: 'DELETE',
  path: '/v1/restaurants/:restaurantId/special-hours/:date',
  summary: 'Serve a date at the hours of its weekday again',
  role: 'owner',
  right: 'manager',
  params: OfDate,
  answer: Nothing,
  problems: [restaurantMissing],
})

const terms = {
  stepMinutes: Type.Enum([15, 30, 60]),
  horizonDays: Type.Integer({ minimum: 1, maximum: 365 }),
  /** Null: not on the same day. */
  leadMinutes: OrNull(Type.Integer({ minimum: 0, maximum: 1440 })),
  partyMost: Type.Integer({ minimum: 1, maximum: 100 }),
  wasteMost: Type.Integer({ minimum: 0, maximum: 100 }),
  /** How many guests may arrive at one time. */
  pace: Type.Integer({ minimum: 1, maximum: 10_000 }),
  deposit: Shape({
    amount: Type.Integer({ minimum: 0, maximum: 1_000_000_000 }),
    per: Type.Enum([...seating.depositPer]),
  }),
  /** By size; a larger party stays as long as the largest. */
  stays: Type.Array(
    Shape({
      partyMost: Type.Integer({ minimum: 1, maximum: 100 }),
      minutes: Type.Integer({ minimum: 15, maximum: 720, multipleOf: 15 }),
    }),
    { minItems: 1, maxItems: 20 },
  ),
} satisfies TProperties

const TermsView = Shape({ ...terms, currency: CurrencyCode }, 'SeatingTerms')

export const getSeatingTerms = endpoint({
  ...reads,
  name: 'getSeatingTerms',
  path: '/v1/restaurants/:restaurantId/seating-terms',
  summary: 'How far ahead, how long and how many may come',
  answer: TermsView,
  problems: [restaurantMissing],
})

export const putSeatingTerms = endpoint({
  ...writes,
  name: 'putSeatingTerms',
  path: '/v1/restaurants/:restaurantId/seating-terms',
  summary: 'Replace these terms; bookings keep what they have',
  body: Shape(terms, 'SeatingTermsDraft'),
  answer: TermsView,
  problems: [restaurantMissing, hours.staysUnordered, depositIllegal],
})
