import {
  minutesOf,
  type Quarter,
  quarterAt,
  type ServiceDay,
  type ServiceTime,
  serviceDay,
  stayOf,
  timeOf,
} from '../../bookings/quarter-rules.ts'
import { dateNotOpenAs, datePast, leadTimeOver, timeSkipped } from '../../bookings/rules.ts'
import { Problem, problem } from '../../kernel/problem.ts'
import { addDays, type WallDate, wallDate, weekdayOf } from '../../kernel/time.ts'
import { dayClosed } from './rules.ts'

// When parties are served, how long they stay and until when they book.

export const partyTooLarge = problem<{ most: number }>('party-too-large', 'invalid', {
  ko: '온라인으로 예약할 수 있는 인원을 넘었어요. 식당에 직접 문의해 주세요.',
  en: 'That is a larger party than can be booked online. Please ask the restaurant.',
})
export const partyDateOutOfRange = dateNotOpenAs('party-date-out-of-range')
export const timeNotServed = problem('time-not-served', 'invalid', {
  ko: '예약을 받지 않는 시간이에요.',
  en: 'Parties are not seated at that time.',
})
export const partyPaidPerPerson = problem('party-paid-per-person', 'conflict', {
  ko: '1인당 예약금을 결제한 예약은 온라인으로 인원을 바꿀 수 없어요. 식당에 문의하거나, 취소하고 다시 예약해 주세요.',
  en: 'The deposit was paid per person, so the party size cannot be changed online. Please ask the restaurant, or cancel and book again.',
})
export const areaMissing = problem('area-missing', 'invalid', {
  ko: '이 식당에 없는 구역이에요.',
  en: 'This restaurant has no such area.',
})
export const noTableFits = problem<{ most: number }>('no-table-fits', 'conflict', {
  ko: '이 인원이 함께 앉을 수 있는 테이블이 없어요. 식당에 직접 문의해 주세요.',
  en: 'No table seats a party of this size. Please ask the restaurant.',
})
export const noTableFree = problem('no-table-free', 'conflict', {
  ko: '이 시간에는 남은 테이블이 없어요. 다른 시간을 골라 주세요.',
  en: 'No table is free for your party at that time. Please choose another one.',
})
export const arrivalsFull = problem<{ available: number }>('arrivals-full', 'conflict', {
  ko: '이 시간에는 더 많은 손님을 받을 수 없어요. 다른 시간을 골라 주세요.',
  en: 'No more guests can arrive at that time. Please choose another one.',
})

export const depositPer = ['person', 'table'] as const

export interface SeatingTerms {
  /** Minutes between the times that are offered. */
  readonly stepMinutes: 15 | 30 | 60
  /** How many days from today can be booked. */
  readonly horizonDays: number
  /** Until how many minutes before it a time of the same day can be booked; null: not at all. */
  readonly leadMinutes: number | null
  /** The largest party that may book online. */
  readonly partyMost: number
  /** How many seats may stay empty at the tables of a party. */
  readonly wasteMost: number
  /** How many guests may arrive at one time. */
  readonly pace: number
  readonly deposit: { readonly amount: number; readonly per: (typeof depositPer)[number] }
  /** How long parties stay, by their size; a larger one as long as the largest. */
  readonly stays: readonly { readonly partyMost: number; readonly minutes: number }[]
}

export const DEFAULT_TERMS: SeatingTerms = {
  stepMinutes: 30,
  horizonDays: 10,
  leadMinutes: null,
  partyMost: 8,
  wasteMost: 3,
  pace: 10_000,
  deposit: { amount: 0, per: 'person' },
  stays: [
    { partyMost: 2, minutes: 90 },
    { partyMost: 4, minutes: 120 },
    { partyMost: 8, minutes: 150 },
  ],
}

export interface Service {
  readonly opens: ServiceTime
  /** The last time at which a party may arrive. */
  readonly lastSeating: ServiceTime
  /** When parties have to leave. */
  readonly closes: ServiceTime
}

export interface WeeklyService extends Service {
  /** 1 is Monday, 7 is Sunday. */
  readonly weekday: number
}

/** When a restaurant serves parties on a date. */
export interface DayHours {
  /** Those of the date where it has its own, else those of its weekday, by start. */
  readonly services: readonly Service[]
  readonly isClosed: boolean
}

/** What decides at which times a party may be booked on a date. */
export interface ArrivalFacts extends DayHours {
  readonly timeZone: string
  readonly terms: SeatingTerms
}

/** A time at which a party may arrive, with the quarters that it takes of its tables. */
export interface Arrival {
  readonly time: ServiceTime
  readonly startsAt: Date
  readonly stay: readonly Quarter[]
}

/** The first and the last date that can be booked at `now`. */
export function bookableRange(
  { timeZone, terms }: Pick<ArrivalFacts, 'timeZone' | 'terms'>,
  now: Date,
) {
  const today = wallDate(now, timeZone)
  return {
    firstDate: addDays(today, terms.leadMinutes === null ? 1 : 0),
    lastDate: addDays(today, terms.horizonDays),
  }
}

export const stayMinutes = ({ stays }: Pick<SeatingTerms, 'stays'>, party: number): number =>
  (stays.find(({ partyMost }) => party <= partyMost) ?? stays.at(-1))?.minutes ?? 120

/** What a party pays before it comes, in minor units. */
export const depositOf = (
  { deposit: { amount, per } }: Pick<SeatingTerms, 'deposit'>,
  party: number,
  tables: number,
): number => amount * (per === 'person' ? party : tables)

/** The services of a date: its own hours, or those of its weekday. */
export const servicesOn = (
  date: WallDate,
  weekly: readonly WeeklyService[],
  special: readonly Service[] | undefined,
): readonly Service[] => special ?? weekly.filter(({ weekday }) => weekday === weekdayOf(date))

/** All times of a date at which a party is seated, whether or not they can be booked now. */
export function arrivalsOn(
  { timeZone, terms, services }: Pick<ArrivalFacts, 'timeZone' | 'terms' | 'services'>,
  date: WallDate,
  party: number,
): Arrival[] {
  const day = serviceDay(date, timeZone)
  return services.flatMap((service) =>
    timesOf(service, terms.stepMinutes).flatMap(
      (time) => arrivalAt(day, terms, service, time, party) ?? [],
    ),
  )
}

const timesOf = ({ opens, lastSeating }: Service, step: number): ServiceTime[] => {
  const [first, last] = [minutesOf(opens), minutesOf(lastSeating)]
  return Array.from({ length: Math.floor((last - first) / step) + 1 }, (_, at) =>
    timeOf(first + at * step),
  )
}

function arrivalAt(
  day: ServiceDay,
  terms: SeatingTerms,
  { closes }: Service,
  time: ServiceTime,
  party: number,
): Arrival | undefined {
  const begins = quarterAt(day, time)
  const quarter = begins === undefined ? undefined : day.quarters[begins]
  if (begins === undefined || !quarter) return undefined
  return {
    time,
    startsAt: quarter.startsAt,
    stay: stayOf(day, begins, stayMinutes(terms, party), closes),
  }
}

export interface PartyAsk {
  /** Of the service: `25:30` of a date is after its midnight. */
  readonly date: WallDate
  readonly time: ServiceTime
  readonly party: number
  /** The store enters it: neither range nor lead time nor the largest party are asked. */
  readonly isByStore?: boolean
}

/** Those of `arrivalFor`. */
export const arrivalProblems = [
  ...[partyTooLarge, datePast, partyDateOutOfRange, dayClosed],
  ...[timeNotServed, timeSkipped, leadTimeOver],
] as const

/**
 * Whether a party may be booked at a time, and what it takes of its tables. Problems in order:
 * party-too-large, date-past, party-date-out-of-range, day-closed, time-not-served, time-skipped,
 * lead-time-over. What a store enters itself may begin in the past, at any time of a service.
 */
export function arrivalFor(facts: ArrivalFacts, ask: PartyAsk, now: Date): Arrival | Problem {
  const { terms, timeZone, services, isClosed } = facts
  const { date, time, party, isByStore = false } = ask
  if (!isByStore) {
    if (party > terms.partyMost) return partyTooLarge({ most: terms.partyMost })
    const range = bookableRange(facts, now)
    if (date < wallDate(now, timeZone)) return datePast()
    if (date < range.firstDate || date > range.lastDate) return partyDateOutOfRange(range)
    if (isClosed) return dayClosed()
  }
  const step = isByStore ? 15 : terms.stepMinutes
  const service = services.find((one) => timesOf(one, step).includes(time))
  if (!service) return timeNotServed()
  const arrival = arrivalAt(serviceDay(date, timeZone), terms, service, time, party)
  if (!arrival) return timeSkipped()
  return isByStore ? arrival : inTime(arrival, terms, date === wallDate(now, timeZone), now)
}

/** Problems in order: date-past, lead-time-over. */
function inTime(arrival: Arrival, terms: SeatingTerms, isToday: boolean, now: Date) {
  if (arrival.startsAt <= now) return datePast()
  const leadMinutes = isToday ? (terms.leadMinutes ?? 0) : 0
  const isLate = arrival.startsAt.getTime() - now.getTime() < leadMinutes * 60_000
  return isLate ? leadTimeOver({ leadMinutes }) : arrival
}

/** The times of a date that can be booked at `now`. */
export function bookableArrivals(
  facts: ArrivalFacts,
  { date, party }: Pick<PartyAsk, 'date' | 'party'>,
  now: Date,
): Arrival[] {
  const { firstDate, lastDate } = bookableRange(facts, now)
  const { terms, isClosed, timeZone } = facts
  if (isClosed || party > terms.partyMost || date < firstDate || date > lastDate) return []
  const isToday = date === wallDate(now, timeZone)
  return arrivalsOn(facts, date, party).filter(
    (arrival) => !(inTime(arrival, terms, isToday, now) instanceof Problem),
  )
}

/** Whether a party could come on a date, if all of its times were not over or too near at `now`. */
export function isTooLate(
  facts: ArrivalFacts,
  { date, party }: Pick<PartyAsk, 'date' | 'party'>,
  now: Date,
): boolean {
  const { firstDate, lastDate } = bookableRange(facts, now)
  if (facts.isClosed || party > facts.terms.partyMost) return false
  if (date < firstDate || date > lastDate || bookableArrivals(facts, { date, party }, now).length)
    return false
  return arrivalsOn(facts, date, party).length > 0
}

/** How the keys of arrivals begin. */
export const ARRIVALS = 'arrival/'

/** The same, of a date. */
export const arrivalsOf = (date: WallDate): string => `${ARRIVALS}${date}/`

/** The key of the place of all who arrive at a time; its capacity is the pace. */
export const arrivalKey = (date: WallDate, time: ServiceTime): string =>
  `${arrivalsOf(date)}${time}`

/** The key of the place of those that the store lets in beside the pace, or of tables that it blocks. */
export const deskArrivalKey = (date: WallDate, time: ServiceTime, isBlock: boolean): string =>
  `${arrivalKey(date, time)}/${isBlock ? 'block' : 'desk'}`

/** When a party comes, of the service of a date. */
export interface Arrived {
  readonly date: WallDate
  readonly time: ServiceTime
}

/** Parses a key made by `arrivalKey` or `deskArrivalKey`; undefined for any other. */
export function readArrivalKey(key: string): Arrived | undefined {
  const [kind, date = '', time = ''] = key.split('/')
  return kind === 'arrival' ? { date, time } : undefined
}

/** Whether tables are blocked, instead of that somebody arrives. */
export const isBlockKey = (key: string): boolean => key.endsWith('/block')

export const isTableKey = (key: string): boolean => key.startsWith('table/')
