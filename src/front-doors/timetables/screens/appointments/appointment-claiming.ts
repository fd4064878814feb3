import type { Claiming } from '../../../../bookings/screens/booking-door.ts'
import { call } from '../../../../web/call.ts'
import type * as contract from '../../appointments/contract.ts'
import type { Selection } from './appointment-queries.ts'

export const appointmentClaiming = (shopId: string): Claiming<Selection> => ({
  place: ({ services, person, date, time }, key, price) =>
    call<typeof contract.bookAppointment>('POST /v1/shops/:shopId/appointments', {
      params: { shopId },
      key,
      body: { services: [...services], date, time, price, ...(person && { person }) },
    }),
  pageAt: (selection) => ({
    to: '/shops/$shopId',
    params: { shopId },
    search: appointmentSearch(selection),
  }),
  availabilityKey: ['shops', shopId],
})

/** The members of the address that keep what is chosen. */
export interface AppointmentSearch {
  /** Ids, joined by commas. */
  readonly services?: string
  readonly person?: string
  readonly date?: string
  readonly at?: string
}

/** What is chosen so far. */
export type Choice = { readonly [Name in keyof Selection]?: Selection[Name] | undefined }

export const appointmentSearch = ({ services, person, date, time }: Choice): AppointmentSearch => ({
  ...(services && services.length > 0 && { services: services.join(',') }),
  ...(person && { person }),
  ...(date && { date }),
  ...(time && { at: time }),
})

export const readAppointmentSearch = ({
  services,
  person,
  date,
  at,
}: Record<string, unknown>): AppointmentSearch => ({
  ...(typeof services === 'string' && IDS.test(services) && { services }),
  ...(typeof person === 'string' && IDS.test(person) && { person }),
  ...(typeof date === 'string' && /^\d{4}-\d{2}-\d{2}$/.test(date) && { date }),
  ...(typeof at === 'string' && /^\d{2}:\d{2}$/.test(at) && { at }),
})

const IDS = /^[\da-f-]{36}(?:,[\da-f-]{36}){0,4}$/i

/** What to ask for to have the same again, from the item of a line; undefined: it is no appointment. */
export function selectionOf(item: Readonly<Record<string, string>>): Selection | undefined {
  const { personId, date, time } = item
  const services = [1, 2, 3, 4, 5].flatMap((nth) => item[`service${nth}`] ?? [])
  if (!date || !time || services.length === 0) return undefined
  return { services, person: personId, date, time }
}
