import { minutesOf, timeAt } from '../../../../../bookings/screens/dates/day-times.ts'
import type { FloorAnswer } from './floor-queries.ts'
import { instantAt } from './floor-states.ts'

/** What the floor shows: hours from now, or a time of its date's service. */
export type Shown = number | string

const HOUR_MS = 60 * 60_000
const MINUTE_MS = 60_000

type OfDate = Pick<FloorAnswer, 'date' | 'today' | 'timeZone' | 'now' | 'services' | 'parties'>

/** Whether the service of the date goes on, which after midnight is that of the day before. */
export const isToday = ({ date, today }: Pick<FloorAnswer, 'date' | 'today'>): boolean =>
  date === today

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
  return typeof shown === 'string' ? shown : quarterAhead(shown, floor)
}

/** The quarter that goes on some hours from now, as a time of the date's service. */
export function quarterAhead(hours: number, floor: OfDate): string {
  const begins = instantAt(floor.date, '00:00', floor.timeZone)
  const minutes = Math.floor((instantOf(hours, floor) - begins) / MINUTE_MS)
  return timeAt(minutes - (minutes % 15))
}

/** What was chosen, unless it was now, of a service that has ended meanwhile. */
export const stillShown = (shown: Shown, floor: OfDate): Shown =>
  typeof shown === 'number' && !isToday(floor) ? firstShown(floor) : shown

/** The times to choose from: the half hours of the services, and what is chosen. */
export const shownTimes = (times: readonly string[], shown: Shown): string[] =>
  times.filter((time) => minutesOf(time) % 30 === 0 || time === shown)

/** How many minutes of whole quarters there are from a time of the date until a party comes. */
export function minutesBefore(
  { startsAt }: Pick<FloorAnswer['parties'][number], 'startsAt'>,
  time: string,
  { date, timeZone }: Pick<OfDate, 'date' | 'timeZone'>,
): number {
  const minutes = (Date.parse(startsAt) - instantAt(date, time, timeZone)) / MINUTE_MS
  return minutes - (minutes % 15)
}
