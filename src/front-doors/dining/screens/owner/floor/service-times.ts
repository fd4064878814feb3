import { minutesOf, timeAt } from '../../../../../bookings/screens/dates/day-times.ts'
import type { FloorAnswer } from './floor-queries.ts'

const quarters = (from: number, until: number): string[] =>
  Array.from({ length: Math.ceil((until - from) / 15) }, (_, at) => timeAt(from + at * 15))

/** The quarters of a date's services, until they close. */
export const timesOf = ({ services }: Pick<FloorAnswer, 'services'>): string[] =>
  services.flatMap(({ opens, closes }) => quarters(minutesOf(opens), minutesOf(closes)))

/** The other quarters of the date. */
export function offTimesOf(floor: Pick<FloorAnswer, 'services'>): string[] {
  const times = new Set(timesOf(floor))
  return quarters(0, 24 * 60).filter((time) => !times.has(time))
}
