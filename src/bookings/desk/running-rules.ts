import { addDays, type WallDate, wallDate } from '../../kernel/time.ts'
import { minutesOf, type ServiceTime, timeOf } from '../quarter-rules.ts'
import { quarterNow, type ServiceStart } from './rules.ts'

// Which date's service the desk works at: after midnight that of the day before may go on.

interface Span {
  readonly opens: ServiceTime
  readonly closes: ServiceTime
}

export interface RunningFacts {
  readonly timeZone: string
  /** The hours of the day before and of today; none where it is closed. */
  readonly before: readonly Span[]
  readonly today: readonly Span[]
  /** Somebody who came to the service of the day before is still there. */
  readonly isAttended: boolean
}

/** The noon that ends the service of the day before is over: only that of today can go on. */
export const isAfternoon = (timeZone: string, now: Date): boolean =>
  quarterNow(timeZone, now).time >= '12:00'

/** The date whose service goes on, else today. */
export function runningDate(facts: RunningFacts, now: Date): WallDate {
  const { timeZone, before, today, isAttended } = facts
  const { date, time } = quarterNow(timeZone, now)
  const dayBefore = addDays(date, -1)
  if (isAfternoon(timeZone, now)) return date
  if (before.some(({ closes }) => nextDay(time) < closes)) return dayBefore
  if (today.some(({ opens, closes }) => opens <= time && time < closes)) return date
  return isAttended ? dayBefore : date
}

/** The quarter of an hour that is going on, as a time of a date's service: `24:30` of the day before. */
export function quarterOf(date: WallDate, timeZone: string, now: Date): ServiceStart {
  const { time } = quarterNow(timeZone, now)
  return { date, time: date < wallDate(now, timeZone) ? nextDay(time) : time }
}

const nextDay = (time: ServiceTime): ServiceTime => timeOf(minutesOf(time) + 1440)
