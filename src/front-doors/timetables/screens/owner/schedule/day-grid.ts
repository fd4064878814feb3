import { minutesOf } from '../../../../../bookings/screens/dates/day-times.ts'
import { wallTimeAt } from '../../../../../kernel/format.ts'
import type { Appointment, ScheduleAnswer, SchedulePerson } from './schedule-queries.ts'

// Where appointments are on the day, in minutes from its midnight.

export const STEP = 30

export interface Span {
  readonly from: number
  readonly until: number
}

export function spanOf({ time, startsAt, endsAt }: Appointment): Span {
  const from = minutesOf(time)
  return { from, until: from + (Date.parse(endsAt) - Date.parse(startsAt)) / 60_000 }
}

const workOf = ({ hours }: Pick<SchedulePerson, 'hours'>): Span[] =>
  hours.map(({ from, until }) => ({ from: minutesOf(from), until: minutesOf(until) }))

/** The part of the day that is shown, in whole hours: all working hours and appointments. */
export function shownOf({
  people,
  appointments,
}: Pick<ScheduleAnswer, 'people' | 'appointments'>): Span {
  const spans = [...people.flatMap(workOf), ...appointments.map(spanOf)]
  if (spans.length === 0) return { from: 9 * 60, until: 18 * 60 }
  return {
    from: Math.floor(Math.min(...spans.map(({ from }) => from)) / 60) * 60,
    until: Math.ceil(Math.max(...spans.map(({ until }) => until)) / 60) * 60,
  }
}

/** The present minute where it is among what is shown; undefined on another day. */
export function nowOn(
  { date, today, now, timeZone }: Pick<ScheduleAnswer, 'date' | 'today' | 'now' | 'timeZone'>,
  { from, until }: Span,
): number | undefined {
  const minute = minutesOf(wallTimeAt(new Date(now), timeZone))
  return date === today && from <= minute && minute < until ? minute : undefined
}

/** The half hours in which a person works and has nobody. */
export function freeOf(person: SchedulePerson, appointments: readonly Appointment[]): number[] {
  const busy = appointments
    .filter(({ personId, state }) => personId === person.id && state !== 'no-show')
    .map(spanOf)
  return workOf(person).flatMap(({ from, until }) =>
    Array.from({ length: Math.floor((until - from) / STEP) }, (_, at) => from + at * STEP).filter(
      (start) => !busy.some((one) => one.from < start + STEP && start < one.until),
    ),
  )
}

/** Whether a guest should have come ten minutes ago. */
export const isLate = ({ state, source, isHeld, startsAt }: Appointment, now: number): boolean =>
  state === 'expected' && source !== 'block' && !isHeld && Date.parse(startsAt) + 600_000 <= now
