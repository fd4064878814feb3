import type { DaySum } from '../../../web/kit/day-bars.ts'
import type { ReportAnswer } from './report-query.ts'

/** So many bars fit on a phone; more dates are shown by month. */
const BARS_MOST = 31

/** The money of a period, by date or, where it is long, by month. */
export function moneyBars(days: ReportAnswer['days']): {
  readonly by: 'date' | 'month'
  readonly bars: DaySum[]
} {
  const sums = days.map(({ date, money }) => ({ date, ...money }))
  if (sums.length <= BARS_MOST) return { by: 'date', bars: sums }
  const months = Map.groupBy(sums, ({ date }) => date.slice(0, 7))
  const bars = [...months].map(([month, some]) => ({
    date: `${month}-01`,
    taken: some.reduce((sum, { taken }) => sum + taken, 0),
    refunded: some.reduce((sum, { refunded }) => sum + refunded, 0),
  }))
  return { by: 'month', bars }
}

/** A part in whole percent; undefined of nothing. */
export const shareOf = (part: number, whole: number): number | undefined =>
  whole > 0 ? Math.min(100, Math.round((100 * part) / whole)) : undefined

/** The sums of a period. */
export function totals(days: ReportAnswer['days']) {
  const sum = (of: (day: ReportAnswer['days'][number]) => number) =>
    days.reduce((total, day) => total + of(day), 0)
  const bookings = sum((day) => day.bookings)
  const canceled = sum((day) => day.canceled)
  const noShows = sum((day) => day.noShows)
  return {
    ...{ bookings, canceled, noShows },
    occupancy: shareOf(
      sum(({ taken }) => taken),
      sum(({ offered }) => offered),
    ),
    noShowShare: shareOf(noShows, bookings),
    canceledShare: shareOf(canceled, bookings + canceled),
    net: sum(({ money }) => money.taken - money.refunded),
  }
}
