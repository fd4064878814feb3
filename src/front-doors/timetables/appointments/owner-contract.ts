import { Type } from 'typebox'
import { ServiceTime } from '../../../bookings/quarter-contract.ts'
import { endpoint } from '../../../kernel/endpoint.ts'
import { CurrencyCode, Day, OrNull, Shape } from '../../../kernel/shape.ts'
import { PictureView } from '../../../stores/pictures/contract.ts'
import { OfShop } from '../contract.ts'
import { shopMissing } from '../rules.ts'
import { person, service } from './contract.ts'
import * as owner from './owner-rules.ts'
import { serviceMissing } from './rules.ts'

const reads = { method: 'GET', role: 'owner', right: 'desk', params: OfShop } as const
const writes = { method: 'PUT', role: 'owner', right: 'manager', params: OfShop } as const

/** Ids are made by who sends them, so that people can name new services: any UUID. */
export const ServiceView = Shape(
  {
    ...service,
    cleanupMinutes: Type.Integer({ minimum: 0, maximum: 120, multipleOf: 5 }),
    /** Guests do not see it. */
    isHidden: Type.Boolean(),
  },
  'ShopService',
)
const services = { services: Type.Array(ServiceView, { maxItems: 100 }) }

export const getShopServices = endpoint({
  ...reads,
  name: 'getShopServices',
  path: '/v1/shops/:shopId/services',
  summary: 'All services of a shop you work at, hidden ones too',
  answer: Shape({ ...services, currency: CurrencyCode }, 'ShopServices'),
  problems: [shopMissing],
})

export const putShopServices = endpoint({
  ...writes,
  name: 'putShopServices',
  path: '/v1/shops/:shopId/services',
  summary: 'Replace the services; one that is left out keeps its bookings and takes no more',
  body: Shape(services, 'ShopServicesDraft'),
  answer: Shape({ ...services, currency: CurrencyCode }, 'ShopServices'),
  problems: [shopMissing, owner.serviceNamedTwice, owner.priceUnclear, owner.depositTooHigh],
})

const hours = { from: ServiceTime, until: ServiceTime }
export const WorkHours = Shape(hours, 'WorkHours')
const working = {
  ...person,
  weekly: Type.Array(
    Shape({ weekday: Type.Integer({ minimum: 1, maximum: 7 }), ...hours }, 'WeeklyWorkHours'),
    { maxItems: 42 },
  ),
  /** Dates with other hours than in every week; without any, a day off. */
  special: Type.Array(
    Shape({ date: Day, hours: Type.Array(WorkHours, { maxItems: 6 }) }, 'SpecialWorkDay'),
    { maxItems: 100 },
  ),
}
const PersonView = Shape({ ...working, image: OrNull(PictureView) }, 'ShopPerson')

export const getShopPeople = endpoint({
  ...reads,
  name: 'getShopPeople',
  path: '/v1/shops/:shopId/people',
  summary: 'The people of a shop you work at, with their services and working hours',
  answer: Shape({ people: Type.Array(PersonView) }, 'ShopPeople'),
  problems: [shopMissing],
})

export const putShopPeople = endpoint({
  ...writes,
  name: 'putShopPeople',
  path: '/v1/shops/:shopId/people',
  summary: 'Replace the people; one who is left out keeps their bookings and takes no more',
  body: Shape(
    { people: Type.Array(Shape(working, 'ShopPersonDraft'), { maxItems: 50 }) },
    'ShopPeopleDraft',
  ),
  answer: Shape({
    people: Type.Array(PersonView),
    /** Coming bookings of people who are not there any more. */
    leftBookings: Type.Integer(),
  }),
  problems: [
    shopMissing,
    owner.personNamedTwice,
    owner.workReversed,
    owner.workOverlaps,
    owner.dayNamedTwice,
    serviceMissing,
  ],
})

const terms = Shape(
  {
    stepMinutes: Type.Enum([15, 30, 60]),
    /** How many days from today can be booked; 0: today only. */
    horizonDays: Type.Integer({ minimum: 0, maximum: 365 }),
    /** Until how many minutes before it a time can be booked. */
    leadMinutes: Type.Integer({ minimum: 0, maximum: 10_080 }),
    servicesMost: Type.Integer({ minimum: 1, maximum: 5 }),
    /** Dates on which the shop is closed. */
    closedDates: Type.Array(Day, { maxItems: 100 }),
  },
  'AppointmentTerms',
)

export const getAppointmentTerms = endpoint({
  ...reads,
  name: 'getAppointmentTerms',
  path: '/v1/shops/:shopId/appointment-terms',
  summary: 'How far ahead and until when appointments can be booked',
  answer: terms,
  problems: [shopMissing],
})

export const putAppointmentTerms = endpoint({
  ...writes,
  name: 'putAppointmentTerms',
  path: '/v1/shops/:shopId/appointment-terms',
  summary: 'Replace these terms; bookings stay',
  body: terms,
  answer: terms,
  problems: [shopMissing],
})
