import { offHours, refuseStart } from '../../../bookings/desk/hours-rules.ts'
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
import { Problem, problem } from '../../../kernel/problem.ts'
import type { WallDate } from '../../../kernel/time.ts'
import { works } from './desk-hours-rules.ts'
import {
  type Appointed,
  appointmentKey,
  isPersonKey,
  PERSON,
  readAppointmentKey,
} from './key-rules.ts'
import * as rules from './rules.ts'

// What the desk of a shop may do with appointments: more than a guest, at the same places.

export const serviceUnchosen = problem('service-unchosen', 'invalid', {
  ko: '서비스를 골라 주세요. 서비스 없이 잡으려면 걸리는 시간을 골라 주세요.',
  en: 'Choose a service, or say how long it takes without one.',
})

export const personBusy = problem('person-busy', 'conflict', {
  ko: '담당자에게 그 시간에 이미 예약이 있거나 막아 둔 시간이 있어요. 다른 담당자나 시간을 골라 주세요.',
  en: 'That person is already booked or blocked at that time. Choose another person or time.',
})

export const attendanceStates = ['expected', 'arrived', 'finished', 'no-show'] as const
export type AttendanceState = (typeof attendanceStates)[number]

/** A guest at a chair is called seated on every desk of the house. */
export const sittingStateOf = (state: AttendanceState): SittingState =>
  state === 'arrived' ? 'seated' : state

/** How long a block is, unless the desk says. */
const BLOCK_MINUTES = 60

/** Who has an appointment with whom, for what, and what it costs. */
export interface AppointmentLayout extends DeskLayout, Required<Appointed> {
  readonly price: number
}

export interface DeskAsk extends Pick<Appointed, 'date' | 'time' | 'serviceIds' | 'isBlock'> {
  /** Undefined: as long as its services take. */
  readonly minutes?: number | undefined
}

/** Each once, as a guest books them. */
export const eachOnce = (ids: readonly Id<'Service'>[]): Id<'Service'>[] => [...new Set(ids)]

const servicesOf = ({ services }: rules.ShopBook, ids: readonly Id<'Service'>[]) =>
  ids.flatMap((id) => services.find((one) => one.id === id) ?? [])

/**
 * When a person is busy with what the desk enters, also outside of working hours. Problems in order:
 * service-missing, service-unchosen, time-skipped, date-past.
 */
export function deskStart(
  book: rules.ShopBook,
  { date, time, serviceIds, minutes, isBlock = false }: DeskAsk,
  now: Date,
): rules.Start | Problem {
  const services = servicesOf(book, serviceIds)
  if (services.length < serviceIds.length) return rules.serviceMissing()
  if (services.length === 0 && minutes === undefined && !isBlock) return serviceUnchosen()
  const usual = rules.minutesFor(services)
  const length = minutes ?? (usual.minutes + usual.cleanupMinutes || BLOCK_MINUTES)
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
function chosenPerson(
  people: readonly rules.Person[],
  start: rules.Start,
  taken: rules.Taken,
): { readonly person?: rules.Person | undefined; readonly isFree: boolean } {
  const candidates = rules.leastBusyFirst(
    people.map((person) => ({ person, start })),
    taken,
  )
  const free = candidates.find((one) => rules.isFree(one, taken))
  return { person: (free ?? candidates[0])?.person, isFree: free !== undefined }
}

const isClosedOn = ({ terms }: Pick<rules.ShopBook, 'terms'>, date: WallDate): boolean =>
  terms.closedDates.includes(date)

export interface EnterDraft extends DeskAsk {
  readonly personId?: Id<'Person'> | undefined
  /** Also beyond working hours: left out, that is refused. */
  readonly mayBeOffHours?: boolean | undefined
}

/**
 * What the desk enters: with who is named, else with the least busy, before them with who works then. A block may be
 * at any time. Problems in order: person-missing, nobody-does, those of `deskStart`, those of `refuseStart`, off-hours.
 */
export function entered(
  book: rules.ShopBook,
  taken: rules.Taken,
  ask: EnterDraft,
  now: Date,
): AppointmentLayout | Problem {
  const { date, time, personId, isBlock = false, mayBeOffHours = isBlock } = ask
  if (isBlock && personId === undefined) return rules.personMissing()
  const serviceIds = isBlock ? [] : eachOnce(ask.serviceIds)
  const people = deskPeople(book, { personId, serviceIds })
  if (people instanceof Problem) return people
  const start = deskStart(book, { ...ask, serviceIds }, now)
  if (start instanceof Problem) return start
  const refused = mayBeOffHours
    ? undefined
    : refuseStart({ isClosed: isClosedOn(book, date), startsAt: start.startsAt }, now)
  if (refused) return refused
  const minutes = ask.minutes ?? rules.minutesFor(servicesOf(book, serviceIds)).minutes
  const working = people.filter((one) => works(one, { date, time, minutes }))
  if (working.length === 0 && !mayBeOffHours) return offHours()
  const first = chosenPerson(working, start, taken)
  const { person } = first.isFree || !mayBeOffHours ? first : chosenPerson(people, start, taken)
  if (!person) return rules.personMissing()
  return {
    ...{ date, time, serviceIds, isBlock, personId: person.id, price: 0 },
    ...{ startsAt: start.startsAt, quarters: start.stay },
  }
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

export interface ArrangeAsk extends Partial<Omit<DeskAsk, 'minutes' | 'isBlock'>> {
  readonly personId?: Id<'Person'>
  readonly minutes?: number
  /** Also beyond working hours: left out, that is refused. */
  readonly mayBeOffHours?: boolean
}

/**
 * An appointment with another person, at another time, for other services or for longer; what is not asked for
 * stays. Problems in order: person-missing, those of `deskStart`, those of `refuseOffHours`.
 */
export function arranged(
  book: rules.ShopBook,
  layout: AppointmentLayout,
  ask: ArrangeAsk,
  now: Date,
): AppointmentLayout | Problem {
  const { isBlock } = layout
  const { personId = layout.personId, date = layout.date, time = layout.time } = ask
  if (ask.personId !== undefined && !book.people.some(({ id }) => id === ask.personId))
    return rules.personMissing()
  // what is booked already may be of a service that is gone
  const asked = ask.serviceIds && !isBlock ? eachOnce(ask.serviceIds) : undefined
  const minutes = ask.minutes ?? (asked ? undefined : layout.quarters.length * 15)
  const start = deskStart(book, { date, time, minutes, serviceIds: asked ?? [], isBlock }, now)
  if (start instanceof Problem) return start
  const { startsAt, stay: quarters } = start
  const serviceIds = asked ?? layout.serviceIds
  const next = { ...layout, ...{ personId, date, time, serviceIds, startsAt, quarters } }
  const isMeant = isBlock || ask.mayBeOffHours
  return (isMeant ? undefined : refuseOffHours(book, layout, { next, ...ask }, now)) ?? next
}

interface Next extends Pick<ArrangeAsk, 'minutes'> {
  readonly next: AppointmentLayout
}

/**
 * Of what an appointment had not: a shorter one at the same time with the same person is not asked about. Problems in
 * order: closed-then, time-over, off-hours.
 */
function refuseOffHours(
  book: rules.ShopBook,
  layout: AppointmentLayout,
  { next, minutes }: Next,
  now: Date,
): Problem | undefined {
  const isMoved = next.startsAt.getTime() !== layout.startsAt.getTime()
  const { startsAt } = next
  const isClosed = isClosedOn(book, next.date)
  const refused = isMoved ? refuseStart({ isClosed, startsAt }, now) : undefined
  if (refused) return refused
  const isLonger = next.quarters.length > layout.quarters.length
  const person = book.people.find(({ id }) => id === next.personId)
  if (!isMoved && !isLonger && next.personId === layout.personId) return undefined
  const { cleanupMinutes } = rules.minutesFor(servicesOf(book, next.serviceIds))
  const busy = minutes ?? Math.max(15, next.quarters.length * 15 - cleanupMinutes)
  const { date, time } = next
  return person && works(person, { date, time, minutes: busy }) ? undefined : offHours()
}
