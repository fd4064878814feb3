import { minutesOf } from '../../../../../bookings/screens/dates/day-times.ts'
import { wallDateAt, wallTimeAt } from '../../../../../kernel/format.ts'
import type { Appointment, ScheduleAnswer, SchedulePerson } from './schedule-queries.ts'

// Where appointments are on the day, in minutes from its midnight. After the next one the day goes on.

export const STEP = 30

export interface Span {
  readonly from: number
  readonly until: number
}

const daysBetween = (date: string, later: string): number =>
  (Date.parse(later) - Date.parse(date)) / 86_400_000

/** On the day that is shown, which may be that before or after its own. */
export function spanOf({ date: own, time, startsAt, endsAt }: Appointment, date: string): Span {
  const from = minutesOf(time) + daysBetween(date, own) * 1440
  return { from, until: from + (Date.parse(endsAt) - Date.parse(startsAt)) / 60_000 }
}

/** The part of a span that is shown. */
export const within = ({ from, until }: Span, shown: Span): Span => ({
  from: Math.max(from, shown.from),
  until: Math.min(until, shown.until),
})

const workOf = ({ hours }: Pick<SchedulePerson, 'hours'>): Span[] =>
  hours.map(({ from, until }) => ({ from: minutesOf(from), until: minutesOf(until) }))

/** The part of the day that is shown, in whole hours: all working hours and appointments. */
export function shownOf({
  date,
  people,
  appointments,
}: Pick<ScheduleAnswer, 'date' | 'people' | 'appointments'>): Span {
  const spans = [...people.flatMap(workOf), ...appointments.map((one) => spanOf(one, date))]
  if (spans.length === 0) return { from: 9 * 60, until: 18 * 60 }
  return {
    from: Math.max(0, Math.floor(Math.min(...spans.map(({ from }) => from)) / 60) * 60),
    until: Math.ceil(Math.max(...spans.map(({ until }) => until)) / 60) * 60,
  }
}

type Now = Pick<ScheduleAnswer, 'date' | 'today' | 'now' | 'timeZone'>

/** The present minute of the day that is shown. */
export function minuteNow({ date, now, timeZone }: Now): number {
  const at = new Date(now)
  return minutesOf(wallTimeAt(at, timeZone)) + daysBetween(date, wallDateAt(at, timeZone)) * 1440
}

/** The present minute where it is among what is shown; undefined on another day. */
export function nowOn(schedule: Now, { from, until }: Span): number | undefined {
  const minute = minuteNow(schedule)
  const isToday = schedule.date === schedule.today
  return isToday && from <= minute && minute < until ? minute : undefined
}

/** The half hours in which a person works and has nobody. */
export function freeOf(
  person: SchedulePerson,
  { date, appointments }: Pick<ScheduleAnswer, 'date' | 'appointments'>,
): number[] {
  const busy = appointments
    .filter(({ personId, state }) => personId === person.id && state !== 'no-show')
    .map((one) => spanOf(one, date))
  return workOf(person).flatMap(({ from, until }) =>
    Array.from({ length: Math.floor((until - from) / STEP) }, (_, at) => from + at * STEP).filter(
      (start) => !busy.some((one) => one.from < start + STEP && start < one.until),
    ),
  )
}

/** Whether a guest should have come ten minutes ago. */
export const isLate = ({ state, source, isHeld, startsAt }: Appointment, now: number): boolean =>
  state === 'expected' && source !== 'block' && !isHeld && Date.parse(startsAt) + 600_000 <= now
