import {
  type DeskLayout,
  type DeskLine,
  type LaidLine,
  quartersOf,
  type SittingState,
} from '../../../bookings/desk/rules.ts'
import { quarterKey, SERVICE_ENDS, serviceDay } from '../../../bookings/quarter-rules.ts'
import { datePast, timeSkipped } from '../../../bookings/rules.ts'
import type { Id } from '../../../kernel/id.ts'
import { Problem } from '../../../kernel/problem.ts'
import {
  type Appointed,
  appointmentKey,
  isPersonKey,
  PERSON,
  readAppointmentKey,
} from './key-rules.ts'
import * as rules from './rules.ts'

// What the desk of a shop may do with appointments: more than a guest, at the same places.

export const attendanceStates = ['expected', 'arrived', 'finished', 'no-show'] as const
export type AttendanceState = (typeof attendanceStates)[number]

/** A guest at a chair is called seated on every desk of the house. */
export const sittingStateOf = (state: AttendanceState): SittingState =>
  state === 'arrived' ? 'seated' : state

/** How long an appointment without a service is, unless the desk says. */
const PLAIN_MINUTES = 60

/** Who has an appointment with whom, for what, and what it costs. */
export interface AppointmentLayout extends DeskLayout, Required<Appointed> {
  readonly price: number
}

export interface DeskAsk extends Pick<Appointed, 'date' | 'time' | 'serviceIds'> {
  /** Undefined: as long as its services take. */
  readonly minutes?: number | undefined
}

/**
 * When a person is busy with what the desk enters, also outside of working hours. Problems in order:
 * service-missing, time-skipped, date-past.
 */
export function deskStart(
  book: rules.ShopBook,
  { date, time, serviceIds, minutes }: DeskAsk,
  now: Date,
): rules.Start | Problem {
  const services = serviceIds.flatMap((id) => book.services.find((one) => one.id === id) ?? [])
  if (services.length < serviceIds.length) return rules.serviceMissing()
  const usual = rules.minutesFor(services)
  const length = minutes ?? (usual.minutes + usual.cleanupMinutes || PLAIN_MINUTES)
  const day = serviceDay(date, book.timeZone)
  const start = rules.startAt(day, time, length, SERVICE_ENDS)
  if (!start) return timeSkipped()
  return day.ends <= now ? datePast() : start
}

/** Who may do it, whoever is asked for alone. Problems in order: person-missing, nobody-does. */
export function deskPeople(
  { people }: rules.ShopBook,
  { personId, serviceIds }: Pick<Appointed, 'serviceIds'> & { personId?: Id<'Person'> | undefined },
): readonly rules.Person[] | Problem {
  if (personId !== undefined) {
    const found = people.filter(({ id }) => id === personId)
    return found.length > 0 ? found : rules.personMissing()
  }
  const able = people.filter((one) => serviceIds.every((id) => one.serviceIds.includes(id)))
  return able.length > 0 ? able : rules.nobodyDoes()
}

/** The least busy who is free; where nobody is, the first, so that the claim says so. */
export function chosenPerson(
  people: readonly rules.Person[],
  start: rules.Start,
  taken: rules.Taken,
): rules.Person | undefined {
  const candidates = rules.leastBusyFirst(
    people.map((person) => ({ person, start })),
    taken,
  )
  return (candidates.find((one) => rules.isFree(one, taken)) ?? candidates[0])?.person
}

/** The layout of an order's lines; undefined when they are of no appointment. */
export function layoutOf(lines: readonly DeskLine[]): AppointmentLayout | undefined {
  const seen = lines.find(({ key }) => readAppointmentKey(key))
  const appointed = seen && readAppointmentKey(seen.key)
  if (!seen || !appointed) return undefined
  return {
    ...appointed,
    startsAt: seen.startsAt,
    quarters: quartersOf(lines.filter(({ key }) => isPersonKey(key))),
    price: seen.unitPrice,
  }
}

/** The lines of a layout: what is booked first, then the quarters of its person. */
export function linesOf(
  layout: AppointmentLayout,
  placeIdOf: (key: string) => Id<'Place'>,
): LaidLine[] {
  const lineAt = (key: string, startsAt: Date, unitPrice: number, isAside: boolean): LaidLine => ({
    ...{ place: { id: placeIdOf(key), key, capacity: 1, startsAt }, units: 1, unitPrice, isAside },
  })
  return [
    lineAt(appointmentKey(layout), layout.startsAt, layout.price, false),
    ...layout.quarters.map(({ when, startsAt }) =>
      lineAt(quarterKey(PERSON, layout.personId, { when }), startsAt, 0, true),
    ),
  ]
}

export interface ArrangeAsk extends Partial<Omit<DeskAsk, 'minutes'>> {
  readonly personId?: Id<'Person'>
  readonly minutes?: number
}

/**
 * An appointment with another person, at another time, for other services or for longer; what is not asked for
 * stays. Problems in order: person-missing, those of `deskStart`.
 */
export function arranged(
  book: rules.ShopBook,
  layout: AppointmentLayout,
  ask: ArrangeAsk,
  now: Date,
): AppointmentLayout | Problem {
  const { personId = layout.personId, date = layout.date, time = layout.time } = ask
  if (ask.personId !== undefined && !book.people.some(({ id }) => id === ask.personId))
    return rules.personMissing()
  const serviceIds = layout.isBlock ? [] : (ask.serviceIds ?? layout.serviceIds)
  // what is booked already may be of a service that is gone
  const minutes = ask.minutes ?? (ask.serviceIds ? undefined : layout.quarters.length * 15)
  const start = deskStart(book, { date, time, minutes, serviceIds: ask.serviceIds ?? [] }, now)
  if (start instanceof Problem) return start
  const { startsAt, stay: quarters } = start
  return { ...layout, ...{ personId, date, time, serviceIds, startsAt, quarters } }
}
