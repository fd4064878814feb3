import { Type } from 'typebox'
import {
  DeskMinutes,
  deskBooking,
  deskEntry,
  MayBeOffHours,
} from '../../../bookings/desk/contract.ts'
import { offHoursProblems } from '../../../bookings/desk/hours-rules.ts'
import { notSeated } from '../../../bookings/desk/rules.ts'
import { noShowSettled } from '../../../bookings/no-shows/rules.ts'
import { ServiceTime } from '../../../bookings/quarter-contract.ts'
import { datePast, timeSkipped } from '../../../bookings/rules.ts'
import * as visits from '../../../bookings/visits/rules.ts'
import { endpoint } from '../../../kernel/endpoint.ts'
import { CurrencyCode, Day, Instant, OrNull, Shape, Uuid } from '../../../kernel/shape.ts'
import { linesChanged } from '../../../orders/relocate-rules.ts'
import * as orders from '../../../orders/rules.ts'
import { OfShop } from '../contract.ts'
import { shopMissing } from '../rules.ts'
import { attendanceStates, personBusy, serviceUnchosen } from './desk-rules.ts'
import { ServiceView, WorkHours } from './owner-contract.ts'
import * as rules from './rules.ts'

const State = Type.Enum([...attendanceStates])
const ServiceIds = Type.Array(Uuid, { maxItems: 5 })

export const AppointmentView = Shape(
  {
    ...deskBooking,
    state: State,
    personId: Uuid,
    /** Empty: the desk entered it without one. */
    serviceIds: Type.Array(Uuid),
    /** What is done, in the words of its owner; empty: no service. */
    what: Type.String(),
    arrivedAt: OrNull(Instant),
  },
  'ShopAppointment',
)

export const getSchedule = endpoint({
  name: 'getSchedule',
  method: 'GET',
  path: '/v1/shops/:shopId/schedule',
  summary: 'The people of a shop you work at, and their appointments on a date',
  role: 'owner',
  right: 'desk',
  params: OfShop,
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
      /** Who is gone is listed while they have appointments. */
      people: Type.Array(
        Shape({ id: Uuid, name: Type.String(), hours: Type.Array(WorkHours) }, 'SchedulePerson'),
      ),
      services: Type.Array(ServiceView),
      /** By start, with those who left and did not come. */
      appointments: Type.Array(AppointmentView),
    },
    'ShopSchedule',
  ),
  problems: [shopMissing],
})

const OfDeskAppointment = Shape({ ...OfShop.properties, bookingId: Uuid })

export const enterAppointment = endpoint({
  name: 'enterAppointment',
  method: 'POST',
  path: '/v1/shops/:shopId/desk-appointments',
  summary: 'Enter who called or walked in, or block time: confirmed at once, and free',
  role: 'owner',
  right: 'desk',
  act: 'entered',
  once: true,
  params: OfShop,
  body: Shape({
    ...deskEntry,
    /** Left out: who is the least busy. */
    person: Type.Optional(Uuid),
    /** Without any, of a guest: `minutes` says how long it takes. */
    services: Type.Optional(ServiceIds),
  }),
  answer: AppointmentView,
  problems: [
    shopMissing,
    rules.personMissing,
    rules.nobodyDoes,
    rules.serviceMissing,
    serviceUnchosen,
    timeSkipped,
    datePast,
    ...offHoursProblems,
    orders.orderMissing,
    orders.storeClosed,
    rules.nobodyFree,
    personBusy,
    orders.orderExpired,
  ],
})

const changeProblems = [
  shopMissing,
  orders.orderMissing,
  visits.notConfirmed,
  linesChanged,
  personBusy,
] as const

export const arrangeAppointment = endpoint({
  name: 'arrangeAppointment',
  method: 'PATCH',
  path: '/v1/shops/:shopId/desk-appointments/:bookingId',
  summary:
    'Move an appointment to another person or time, or change its services or how long it takes',
  role: 'owner',
  right: 'desk',
  act: 'arranged',
  params: OfDeskAppointment,
  body: Shape({
    date: Type.Optional(Day),
    time: Type.Optional(ServiceTime),
    person: Type.Optional(Uuid),
    services: Type.Optional(ServiceIds),
    minutes: Type.Optional(DeskMinutes),
    mayBeOffHours: MayBeOffHours,
  }),
  answer: AppointmentView,
  problems: [
    ...changeProblems,
    noShowSettled,
    rules.personMissing,
    rules.serviceMissing,
    serviceUnchosen,
    timeSkipped,
    datePast,
    ...offHoursProblems,
  ],
})

export const writeAttendance = endpoint({
  name: 'writeAttendance',
  method: 'PUT',
  path: '/v1/shops/:shopId/desk-appointments/:bookingId/attendance',
  summary: 'Say that a guest is there, has left or did not come; an earlier state takes it back',
  role: 'owner',
  right: 'desk',
  act: 'sat',
  params: OfDeskAppointment,
  body: Shape({ state: State }),
  answer: AppointmentView,
  problems: [...changeProblems, notSeated, visits.visitTooEarly, noShowSettled],
})
