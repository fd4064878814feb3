import { addDays, later, type WallDate } from '../../kernel/time.ts'
import { minutesOf, quarterAt, type ServiceTime, serviceDay, timeOf } from '../quarter-rules.ts'
import { isGone, quarterNow, type ServiceStart, type Sitting } from './rules.ts'

// Which date's service the desk works at, and who is shown with it: after midnight that of the day before may go on.

export interface Opening {
  readonly opens: ServiceTime
  readonly closes: ServiceTime
}

/** Somebody of a date's service. */
type Attending = Pick<ServiceStart, 'date'> & Pick<Sitting, 'finishedAt' | 'endedEarlyOf'>

export interface RunningFacts {
  readonly timeZone: string
  /** The hours of the day before and of today; none where it is closed. */
  readonly before: readonly Opening[]
  readonly today: readonly Opening[]
  /** Who has something in `recentOf` now. */
  readonly recent: readonly (Attending & Pick<Sitting, 'seatedAt'>)[]
}

/** Who is there so long after the end of their stay was never marked as gone. */
const OVER_SECONDS = 3 * 60 * 60

export const recentOf = (now: Date) => ({ begins: later(now, -OVER_SECONDS), ends: later(now, 1) })

/** After noon only the service of today can go on. */
export const isAfternoon = (timeZone: string, now: Date): boolean =>
  quarterNow(timeZone, now).time >= '12:00'

/** The date whose service goes on, or to which somebody came who is still there; else today. */
export function runningDate(facts: RunningFacts, now: Date): WallDate {
  const { timeZone, before, today, recent } = facts
  const { date, time } = quarterNow(timeZone, now)
  const dayBefore = addDays(date, -1)
  if (isAfternoon(timeZone, now)) return date
  if (before.some(({ closes }) => nextDay(time) < closes)) return dayBefore
  if (today.some(({ opens, closes }) => opens <= time && time < closes)) return date
  const isAttended = recent.some((one) => one.date === dayBefore && one.seatedAt && !isGone(one))
  return isAttended ? dayBefore : date
}

/** The quarter of an hour that is going on, as a time of the running date's service: `24:30` of the day before. */
export function quarterOf(running: WallDate, timeZone: string, now: Date): ServiceStart {
  const { date, time } = quarterNow(timeZone, now)
  return { date: running, time: running < date ? nextDay(time) : time }
}

/** Whether somebody is shown with a date: who comes to its service, and who is there meanwhile by the date before or after. */
export function isOnDate(
  { time, ...one }: Attending & ServiceStart,
  { date, hours }: { readonly date: WallDate; readonly hours: readonly Opening[] },
): boolean {
  if (one.date === date) return true
  if (isGone(one)) return false
  return one.date < date || hours.some(({ closes }) => nextDay(time) < closes)
}

/** When a time of a date's service begins; undefined where clocks skip it. */
export function instantAt({ date, time }: ServiceStart, timeZone: string): Date | undefined {
  const day = serviceDay(date, timeZone)
  return day.quarters[quarterAt(day, time) ?? -1]?.startsAt
}

const nextDay = (time: ServiceTime): ServiceTime => timeOf(minutesOf(time) + 1440)
