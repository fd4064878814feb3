import { Type } from 'typebox'
import { Day, Shape } from '../kernel/shape.ts'
import { dayStates } from './day-rules.ts'

/** Of a date's service; after midnight it goes on: `25:30`. */
export const ServiceTime = Type.String({
  pattern: '^(?:[0-2]\\d|3[0-5]):(?:00|15|30|45)$|^36:00$',
  description: 'in the store’s time zone; `25:30` is 01:30 of the next day',
  examples: ['19:30'],
})

/** The same of any minute. */
export const ServedTime = Type.String({
  pattern: '^(?:[0-2]\\d|3[0-6]):[0-5]\\d$',
  description: 'in the store’s time zone; `25:30` is 01:30 of the next day',
  examples: ['19:30'],
})

/** So many dates are told of at once, as many as a strip of dates shows. */
export const DAYS_MOST = 14

/** How many dates, from the one that is asked for on, are told of. */
export const DaysAsked = Type.Optional(
  Type.Integer({
    minimum: 1,
    maximum: DAYS_MOST,
    description: 'of so many dates, from `date` on, `days` says whether they can be booked',
  }),
)

/** Whether a date can be booked. */
export const DayStateView = Shape({ date: Day, state: Type.Enum([...dayStates]) }, 'DayState')
