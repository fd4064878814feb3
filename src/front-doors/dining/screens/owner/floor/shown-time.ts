import { minutesOf, timeAt } from '../../../../../bookings/screens/dates/day-times.ts'
import { wallDateAt } from '../../../../../kernel/format.ts'
import type { FloorAnswer } from './floor-queries.ts'
import { instantAt } from './floor-states.ts'

/** What the floor shows: hours from now, or a time of its date's service. */
export type Shown = number | string

const HOUR_MS = 60 * 60_000
const MINUTE_MS = 60_000

type OfDate = Pick<FloorAnswer, 'date' | 'timeZone' | 'now' | 'services' | 'parties'>

export const isToday = ({ date, timeZone, now }: OfDate): boolean =>
  date === wallDateAt(new Date(now), timeZone)

/** Today is shown as it is now; another date when its first party comes, or when it opens. */
export function firstShown(floor: OfDate): Shown {
  if (isToday(floor)) return 0
  const [first] = floor.parties
  return first?.time ?? floor.services[0]?.opens ?? '12:00'
}

export const instantOf = (shown: Shown, { date, timeZone, now }: OfDate): number =>
  typeof shown === 'number' ? Date.parse(now) + shown * HOUR_MS : instantAt(date, shown, timeZone)

/** The quarter of the service that is shown; undefined: now. */
export function quarterOf(shown: Shown, floor: OfDate): string | undefined {
  if (shown === 0) return undefined
  if (typeof shown === 'string') return shown
  const begins = instantAt(floor.date, '00:00', floor.timeZone)
  const minutes = (instantOf(shown, floor) - begins) / MINUTE_MS
  return timeAt(minutes - (minutes % 15))
}

/** The times to choose from: the half hours of the services, and what is chosen. */
export const shownTimes = (times: readonly string[], shown: Shown): string[] =>
  times.filter((time) => minutesOf(time) % 30 === 0 || time === shown)
