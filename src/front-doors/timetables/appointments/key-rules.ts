import type { ServiceTime } from '../../../bookings/quarter-rules.ts'
import type { Id } from '../../../kernel/id.ts'
import type { WallDate } from '../../../kernel/time.ts'

// The keys of the places of appointments: `person/<id>/<date>/<HH:MM>` is a quarter of an hour of a person,
// `appointment/<person>/<date>/<HH:MM>/<services>` what is booked.

export const PERSON = 'person'
const APPOINTMENT = 'appointment/'
const BLOCK = 'block'
const NO_SERVICE = '-'

/** What an appointment is. */
export interface Appointed {
  readonly personId: Id<'Person'>
  /** Of the working day; after midnight it goes on: `25:30`. */
  readonly date: WallDate
  readonly time: ServiceTime
  /** None: the desk entered it without one. */
  readonly serviceIds: readonly Id<'Service'>[]
  /** Nobody comes: the desk keeps the time free. */
  readonly isBlock?: boolean
}

export const appointmentKey = ({ personId, date, time, serviceIds, isBlock }: Appointed): string =>
  `${APPOINTMENT}${personId}/${date}/${time}/${isBlock ? BLOCK : serviceIds.join('+') || NO_SERVICE}`

/** Parses a key made by `appointmentKey`; undefined for any other. */
export function readAppointmentKey(key: string): Required<Appointed> | undefined {
  if (!key.startsWith(APPOINTMENT)) return undefined
  const [, personId = '', date = '', time = '', what = ''] = key.split('/')
  const isBlock = what === BLOCK
  const serviceIds = isBlock || what === NO_SERVICE ? [] : what.split('+')
  return { personId, date, time, serviceIds, isBlock }
}

export const isPersonKey = (key: string): boolean => key.startsWith(`${PERSON}/`)
