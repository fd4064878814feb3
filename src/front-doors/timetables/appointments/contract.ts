import { Type } from 'typebox'
import { BookingView, SeenPrice } from '../../../bookings/contract.ts'
import { DayStateView, DaysAsked, ServiceTime } from '../../../bookings/quarter-contract.ts'
import { budgetProblems, holdTooLarge, SUSPECT_LIMITS } from '../../../holds/rules.ts'
import { endpoint } from '../../../kernel/endpoint.ts'
import {
  CurrencyCode,
  Day,
  Instant,
  Line,
  MoneyShape,
  OrNull,
  Paragraph,
  Shape,
  Uuid,
} from '../../../kernel/shape.ts'
import * as orders from '../../../orders/rules.ts'
import { depositAsked } from '../../../stores/hold-terms/deposit-rules.ts'
import { noShowsReached, phoneNotVerified } from '../../../stores/hold-terms/rules.ts'
import { PictureView } from '../../../stores/pictures/contract.ts'
import { OfShop } from '../contract.ts'
import { shopMissing } from '../rules.ts'
import * as rules from './rules.ts'

const Amount = Type.Integer({ minimum: 0, maximum: 1_000_000_000, description: 'minor units' })

/** What a shop does, as guests see it. */
export const service = {
  id: Uuid,
  name: Line({ most: 60 }),
  /** Services of one category are shown together; empty: none. */
  category: Line({ least: 0, most: 40 }),
  description: Paragraph({ most: 500 }),
  minutes: Type.Integer({ minimum: 5, maximum: 480, multipleOf: 5 }),
  priceKind: Type.Enum([...rules.priceKinds]),
  /** Null: it is told after a consultation. */
  price: OrNull(Amount),
  /** Paid when it is booked; it comes off the price. */
  deposit: Amount,
}

export const person = {
  id: Uuid,
  name: Line({ most: 40 }),
  introduction: Line({ least: 0, most: 200 }),
  /** What the person does. */
  serviceIds: Type.Array(Uuid, { maxItems: 100 }),
}

/** Which dates can be booked now. */
const range = { firstDate: Day, lastDate: Day }

export const getBookableServices = endpoint({
  name: 'getBookableServices',
  method: 'GET',
  path: '/v1/shops/:shopId/bookable-services',
  summary: 'What can be booked at a shop, and who does it',
  role: 'anyone',
  behindRoomOf: 'shopId',
  params: OfShop,
  answer: Shape(
    {
      currency: CurrencyCode,
      ...range,
      /** How many services one appointment may have. */
      servicesMost: Type.Integer(),
      /** Empty: the shop has plain times only. */
      services: Type.Array(Shape(service, 'BookableService')),
      people: Type.Array(Shape({ ...person, image: OrNull(PictureView) }, 'BookablePerson')),
      now: Instant,
    },
    'BookableServices',
  ),
  problems: [shopMissing],
})

const UUID = '[0-9a-fA-F]{8}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{12}'

export const getAppointmentTimes = endpoint({
  name: 'getAppointmentTimes',
  method: 'GET',
  path: '/v1/shops/:shopId/appointment-times',
  summary: 'The times of a date at which services can be done, by one person one after the other',
  role: 'anyone',
  behindRoomOf: 'shopId',
  params: OfShop,
  query: Shape({
    date: Day,
    /** Ids of services, joined by commas. */
    services: Type.String({
      pattern: `^${UUID}(?:,${UUID}){0,4}$`,
      examples: ['019ac5f0-3b7e-7c31-9a64-5f1e2d3c4b5a'],
    }),
    /** Left out: anyone. */
    person: Type.Optional(Uuid),
    days: DaysAsked,
  }),
  answer: Shape(
    {
      date: Day,
      ...range,
      closed: Type.Boolean(),
      /** Somebody works on the date, but it is too late for all of its times. */
      tooLate: Type.Boolean(),
      /** How long all of it takes. */
      minutes: Type.Integer(),
      /** The deposit. */
      price: MoneyShape,
      /** Who does all of it. */
      personIds: Type.Array(Uuid),
      /** None where the date is closed or cannot be booked. */
      times: Type.Array(
        Shape({
          time: ServiceTime,
          startsAt: Instant,
          isFree: Type.Boolean(),
          /** Who is free, the least busy first. */
          personIds: Type.Array(Uuid),
        }),
      ),
      /** Those that can be booked of the dates that `days` asks for. */
      days: Type.Array(DayStateView),
      now: Instant,
    },
    'AppointmentTimes',
  ),
  problems: [shopMissing, ...rules.doerProblems],
})

export const bookAppointment = endpoint({
  name: 'bookAppointment',
  method: 'POST',
  path: '/v1/shops/:shopId/appointments',
  summary:
    'Take a person’s time for services, or that of who is least busy; asking again gives the same',
  role: 'customer',
  asksTerms: true,
  behindRoomOf: 'shopId',
  once: true,
  proof: SUSPECT_LIMITS,
  creates: '/v1/bookings/:id',
  params: OfShop,
  body: Shape({
    /** In the order in which they are done. */
    services: Type.Array(Uuid, { minItems: 1, maxItems: 5 }),
    /** Left out: who is the least busy. */
    person: Type.Optional(Uuid),
    date: Day,
    time: ServiceTime,
    price: SeenPrice,
  }),
  answer: BookingView,
  problems: [
    shopMissing,
    ...rules.appointmentProblems,
    orders.orderMissing,
    orders.storeClosed,
    orders.alreadyYours,
    noShowsReached,
    phoneNotVerified,
    orders.tooManyReadyOrders,
    holdTooLarge,
    ...budgetProblems,
    rules.nobodyFree,
    depositAsked,
    orders.priceChanged,
  ],
})
