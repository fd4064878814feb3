import { minutesOf, timeAt } from '../../../../../bookings/screens/dates/day-times.ts'
import type { FloorAnswer } from './floor-queries.ts'

const quarters = (from: number, until: number): string[] =>
  Array.from({ length: Math.ceil((until - from) / 15) }, (_, at) => timeAt(from + at * 15))

/** The quarters of a date's services, until they close. */
export const timesOf = ({ services }: Pick<FloorAnswer, 'services'>): string[] =>
  services.flatMap(({ opens, closes }) => quarters(minutesOf(opens), minutesOf(closes)))

/** A day without services before begins so. */
const MORNING = 6 * 60

/** The other quarters of the date, each time on the clock once: after midnight the date goes on until the morning. */
export function offTimesOf(floor: Pick<FloorAnswer, 'services'>): string[] {
  const times = timesOf(floor)
  const from = Math.min(MORNING, ...times.map(minutesOf))
  const ofService = new Set(times)
  return quarters(from, from + 24 * 60).filter((time) => !ofService.has(time))
}
