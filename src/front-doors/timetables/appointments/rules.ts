import {
  maskOf,
  minutesOf,
  type Quarter,
  quarterAt,
  type ServiceDay,
  type ServiceTime,
  serviceDay,
  stayOf,
  timeOf,
} from '../../../bookings/quarter-rules.ts'
import { dateNotOpenAs, datePast, leadTimeOver, timeSkipped } from '../../../bookings/rules.ts'
import type { Id } from '../../../kernel/id.ts'
import { Problem, problem } from '../../../kernel/problem.ts'
import { addDays, type WallDate, wallDate, weekdayOf } from '../../../kernel/time.ts'

// Which person of a shop does which services, when, and for how much.

export const serviceMissing = problem('service-missing', 'invalid', {
  ko: '이 매장에서 예약할 수 없는 서비스예요.',
  en: 'This shop has no such service to book.',
})
export const tooManyServices = problem<{ most: number }>('too-many-services', 'invalid', {
  ko: '한 번에 예약할 수 있는 서비스 개수를 넘었어요.',
  en: 'Those are more services than can be booked at once.',
})
export const personMissing = problem('person-missing', 'invalid', {
  ko: '이 매장에 없는 담당자예요.',
  en: 'This shop has no such person.',
})
export const nobodyDoes = problem('nobody-does', 'conflict', {
  ko: '선택한 서비스를 모두 할 수 있는 담당자가 없어요. 서비스를 나눠서 예약해 주세요.',
  en: 'Nobody there does all of these services. Please book them one by one.',
})
export const dateNotOpen = dateNotOpenAs('date-not-open')
export const shopClosedThen = problem('shop-closed-then', 'conflict', {
  ko: '매장이 쉬는 날이에요. 다른 날짜를 골라 주세요.',
  en: 'The shop is closed on that day. Please choose another one.',
})
export const notWorking = problem('not-working', 'conflict', {
  ko: '이 시간에는 예약을 받지 않아요. 다른 시간을 골라 주세요.',
  en: 'Nobody takes appointments at that time. Please choose another one.',
})
export const nobodyFree = problem('nobody-free', 'conflict', {
  ko: '이 시간은 방금 마감됐어요. 다른 시간을 골라 주세요.',
  en: 'Nobody is free at that time any more. Please choose another one.',
})

export const priceKinds = ['fixed', 'from', 'asked'] as const

export interface Service {
  readonly id: Id<'Service'>
  readonly name: string
  /** Services of one category are shown together; empty: none. */
  readonly category: string
  readonly description: string
  readonly minutes: number
  /** How long it takes to clean up after it. */
  readonly cleanupMinutes: number
  readonly priceKind: (typeof priceKinds)[number]
  /** Minor units; null: it is told after a consultation. */
  readonly price: number | null
  /** Paid when it is booked, in minor units; it comes off the price. */
  readonly deposit: number
  /** Guests do not see it; the desk may enter it. */
  readonly isHidden: boolean
}

export interface Hours {
  readonly from: ServiceTime
  readonly until: ServiceTime
}

export interface WeeklyHours extends Hours {
  /** 1 is Monday, 7 is Sunday. */
  readonly weekday: number
}

/** A date with other hours than in every week; without any, it is off. */
export interface SpecialDay {
  readonly date: WallDate
  readonly hours: readonly Hours[]
}

export interface Person {
  readonly id: Id<'Person'>
  readonly name: string
  readonly introduction: string
  readonly serviceIds: readonly Id<'Service'>[]
  /** By start; what is between two of a day is a break. */
  readonly weekly: readonly WeeklyHours[]
  readonly special: readonly SpecialDay[]
}

export interface AppointmentTerms {
  /** Minutes between the times that are offered. */
  readonly stepMinutes: 15 | 30 | 60
  /** How many days from today can be booked; 0: today only. */
  readonly horizonDays: number
  /** Until how many minutes before it a time can be booked. */
  readonly leadMinutes: number
  /** How many services one appointment may have. */
  readonly servicesMost: number
  readonly closedDates: readonly WallDate[]
}

export const DEFAULT_TERMS: AppointmentTerms = {
  stepMinutes: 30,
  horizonDays: 0,
  leadMinutes: 0,
  servicesMost: 3,
  closedDates: [],
}

/** Of a shop that has nobody yet; kept once it has. */
export const FIRST_TERMS: AppointmentTerms = { ...DEFAULT_TERMS, horizonDays: 30 }

/** What decides on an appointment. Services and people in the order of their owner. */
export interface ShopBook {
  readonly timeZone: string
  readonly services: readonly Service[]
  readonly people: readonly Person[]
  readonly terms: AppointmentTerms
}

/** The first and the last date that can be booked at `now`. */
export function bookableRange({ timeZone, terms }: ShopBook, now: Date) {
  const firstDate = wallDate(now, timeZone)
  return { firstDate, lastDate: addDays(firstDate, terms.horizonDays) }
}

export const hoursOn = ({ weekly, special }: Person, date: WallDate): readonly Hours[] =>
  special.find((day) => day.date === date)?.hours ??
  weekly.filter(({ weekday }) => weekday === weekdayOf(date))

/** How long a person is busy with services, one after the other; cleaning up once, after the last one. */
export const minutesFor = (services: readonly Service[]) => ({
  minutes: services.reduce((sum, { minutes }) => sum + minutes, 0),
  cleanupMinutes: Math.max(0, ...services.map((one) => one.cleanupMinutes)),
})

export const depositOf = (services: readonly Pick<Service, 'deposit'>[]): number =>
  services.reduce((sum, { deposit }) => sum + deposit, 0)

/** A time at which a person may begin, with the quarters that it takes. */
export interface Start {
  readonly time: ServiceTime
  readonly startsAt: Date
  readonly stay: readonly Quarter[]
}

/**
 * The times of a date at which a person may begin with services, whether or not they can be booked now. The
 * services end in working hours; cleaning up takes what is left of these.
 */
export function startsOf(
  { timeZone, terms }: Pick<ShopBook, 'timeZone' | 'terms'>,
  person: Person,
  date: WallDate,
  services: readonly Service[],
): Start[] {
  const day = serviceDay(date, timeZone)
  const { minutes, cleanupMinutes } = minutesFor(services)
  return hoursOn(person, date).flatMap((hours) =>
    timesIn(hours, minutes, terms.stepMinutes).flatMap(
      (time) => startAt(day, time, minutes + cleanupMinutes, hours.until) ?? [],
    ),
  )
}

function timesIn({ from, until }: Hours, minutes: number, step: number): ServiceTime[] {
  const [first, last] = [minutesOf(from), minutesOf(until) - minutes]
  return Array.from({ length: Math.max(0, Math.floor((last - first) / step) + 1) }, (_, at) =>
    timeOf(first + at * step),
  )
}

/** Undefined where clocks skip the time. */
export function startAt(
  day: ServiceDay,
  time: ServiceTime,
  minutes: number,
  until: ServiceTime,
): Start | undefined {
  const begins = quarterAt(day, time)
  const quarter = begins === undefined ? undefined : day.quarters[begins]
  if (begins === undefined || !quarter) return undefined
  return { time, startsAt: quarter.startsAt, stay: stayOf(day, begins, minutes, until) }
}

export interface ServicesAsk {
  /** In the order in which they are done. */
  readonly serviceIds: readonly Id<'Service'>[]
  /** Undefined: anyone. */
  readonly personId?: Id<'Person'> | undefined
}

export interface AppointmentAsk extends ServicesAsk {
  readonly date: WallDate
  readonly time: ServiceTime
}

/** Who may do what was asked for. */
export interface Doers {
  readonly services: readonly Service[]
  readonly people: readonly Person[]
}

/** Those of `doersOf`. */
export const doerProblems = [serviceMissing, tooManyServices, personMissing, nobodyDoes] as const

/** Problems in order: service-missing, too-many-services, person-missing, nobody-does. */
export function doersOf(book: ShopBook, { serviceIds, personId }: ServicesAsk): Doers | Problem {
  const ids = [...new Set(serviceIds)]
  const services = ids.flatMap(
    (id) => book.services.find((one) => one.id === id && !one.isHidden) ?? [],
  )
  if (services.length < ids.length || ids.length === 0) return serviceMissing()
  const { servicesMost: most } = book.terms
  if (services.length > most) return tooManyServices({ most })
  const asked = book.people.filter(({ id }) => personId === undefined || id === personId)
  if (personId !== undefined && asked.length === 0) return personMissing()
  const people = asked.filter((person) => ids.every((id) => person.serviceIds.includes(id)))
  return people.length > 0 ? { services, people } : nobodyDoes()
}

export interface Candidate {
  readonly person: Person
  readonly start: Start
}

export interface Appointment extends Doers {
  /** Who works then and does all of it, free or not. */
  readonly candidates: readonly Candidate[]
}

/** Those of `appointmentAt`. */
export const appointmentProblems = [
  ...doerProblems,
  ...[datePast, dateNotOpen, shopClosedThen, timeSkipped, notWorking, leadTimeOver],
] as const

/**
 * Who could do an appointment, by the book alone. Problems in order: those of `doersOf`, date-past,
 * date-not-open, shop-closed-then, time-skipped, not-working, date-past, lead-time-over.
 */
export function appointmentAt(
  book: ShopBook,
  ask: AppointmentAsk,
  now: Date,
): Appointment | Problem {
  const doers = doersOf(book, ask)
  if (doers instanceof Problem) return doers
  const { date, time } = ask
  const { timeZone, terms } = book
  const range = bookableRange(book, now)
  if (date < range.firstDate) return datePast()
  if (date > range.lastDate) return dateNotOpen(range)
  if (terms.closedDates.includes(date)) return shopClosedThen()
  if (quarterAt(serviceDay(date, timeZone), time) === undefined) return timeSkipped()
  const candidates = doers.people.flatMap((person) => {
    const start = startsOf(book, person, date, doers.services).find((one) => one.time === time)
    return start ? { person, start } : []
  })
  const [first] = candidates
  if (!first) return notWorking()
  return tooLate(first.start, terms, now) ?? { ...doers, candidates }
}

/** Problems in order: date-past, lead-time-over. */
export function tooLate(
  { startsAt }: Pick<Start, 'startsAt'>,
  { leadMinutes }: Pick<AppointmentTerms, 'leadMinutes'>,
  now: Date,
): Problem | undefined {
  if (startsAt <= now) return datePast()
  const isLate = startsAt.getTime() - now.getTime() < leadMinutes * 60_000
  return isLate ? leadTimeOver({ leadMinutes }) : undefined
}

/** What is taken of people on a date, by id, as masks of quarters. */
export type Taken = ReadonlyMap<string, bigint>

export const isFree = ({ person, start }: Candidate, taken: Taken): boolean =>
  ((taken.get(person.id) ?? 0n) & maskOf(start.stay)) === 0n

/** Who has the least to do on the date first; of equals, in the order of the owner. */
export const leastBusyFirst = (candidates: readonly Candidate[], taken: Taken): Candidate[] =>
  candidates.toSorted(
    (one, other) => quartersIn(taken.get(one.person.id)) - quartersIn(taken.get(other.person.id)),
  )

const quartersIn = (mask = 0n): number => mask.toString(2).replaceAll('0', '').length
