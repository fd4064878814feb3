import type { DaySum } from '../../../web/kit/day-bars.ts'
import type { ReportAnswer } from './report-query.ts'

/** So many bars fit on a phone; more dates are shown by month. */
const BARS_MOST = 31

/** `booked`: by the date of the booking; `money`: by that of the payment. */
export type MoneyBy = 'booked' | 'money'

export interface MoneyBar extends DaySum {
  /** What came in on this date, less what went back of it. */
  readonly received: number
}

/** The money of a period, by date or, where it is long, by month. */
export function moneyBars(
  days: ReportAnswer['days'],
  of: MoneyBy,
): { readonly by: 'date' | 'month'; readonly bars: MoneyBar[] } {
  const sums = days.map(({ date, money, [of]: shown }) => ({
    ...{ date, ...shown },
    received: money.taken - money.refunded,
  }))
  if (sums.length <= BARS_MOST) return { by: 'date', bars: sums }
  const months = Map.groupBy(sums, ({ date }) => date.slice(0, 7))
  const bars = [...months].map(([month, some]) => ({
    date: `${month}-01`,
    taken: some.reduce((sum, { taken }) => sum + taken, 0),
    refunded: some.reduce((sum, { refunded }) => sum + refunded, 0),
    received: some.reduce((sum, { received }) => sum + received, 0),
  }))
  return { by: 'month', bars }
}

/** Charts are by the date of the booking; of a store that sells nothing with a date, by that of the payment. */
export const moneyShown = (days: ReportAnswer['days']): MoneyBy =>
  days.some(({ booked }) => booked.taken > 0) ? 'booked' : 'money'

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
    noShowShare: shareOf(
      noShows,
      sum(({ begun }) => begun),
    ),
    canceledShare: shareOf(canceled, bookings + canceled),
    net: sum(({ booked }) => booked.taken - booked.refunded),
    received: sum(({ money }) => money.taken - money.refunded),
  }
}
