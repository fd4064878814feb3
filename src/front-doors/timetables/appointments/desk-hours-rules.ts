import { minutesOf, type ServiceTime } from '../../../bookings/quarter-rules.ts'
import type { WallDate } from '../../../kernel/time.ts'
import { hoursOn, type Person } from './rules.ts'

export interface WorkAsk {
  readonly date: WallDate
  readonly time: ServiceTime
  /** Without cleaning up, which may go on after hours. */
  readonly minutes: number
}

/** Whether a person works all of the time. */
export function works(person: Person, { date, time, minutes }: WorkAsk): boolean {
  const begins = minutesOf(time)
  return hoursOn(person, date).some(
    ({ from, until }) => minutesOf(from) <= begins && begins + minutes <= minutesOf(until),
  )
}
