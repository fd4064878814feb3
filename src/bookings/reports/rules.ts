import { weekdayOf } from '../../kernel/time.ts'
import {
  type BookingSource,
  bookingSources,
  type HourLoad,
  type SourceCount,
} from '../load-rules.ts'

/** A leap year. */
export const REPORT_DAYS_MOST = 366

/** An hour of the week: what was offered and taken in all of it. Monday is 1. */
export interface WeekHour {
  readonly weekday: number
  readonly hour: number
  readonly offered: number
  readonly taken: number
}

/** The hours of dates added up by weekday, in order; hours in which nothing was offered or taken are left out. */
export function weekHours(loads: readonly HourLoad[]): WeekHour[] {
  const hours = new Map<number, WeekHour>()
  for (const { date, hour, offered, taken } of loads) {
    const weekday = weekdayOf(date)
    const at = weekday * 36 + hour
    const known = hours.get(at)
    hours.set(at, {
      ...{ weekday, hour },
      offered: (known?.offered ?? 0) + offered,
      taken: (known?.taken ?? 0) + taken,
    })
  }
  return [...hours].toSorted(([one], [other]) => one - other).map(([, hour]) => hour)
}

export interface EnteredCount {
  readonly byStore: boolean
  readonly bookings: number
}

/**
 * How bookings came. What the store entered is told apart as far as its doors know more; the sources without a booking
 * are left out.
 */
export function sourcesOf(
  entered: readonly EnteredCount[],
  known: readonly SourceCount[],
): { source: BookingSource; bookings: number }[] {
  const sum = (found: readonly { readonly bookings: number }[]) =>
    found.reduce((total, { bookings }) => total + bookings, 0)
  const named = (source: BookingSource) => sum(known.filter((one) => one.source === source))
  const counts: Record<BookingSource, number> = {
    online: sum(entered.filter(({ byStore }) => !byStore)),
    store: sum(entered.filter(({ byStore }) => byStore)) - named('phone') - named('walk-in'),
    ...{ phone: named('phone'), 'walk-in': named('walk-in') },
  }
  return bookingSources
    .map((source) => ({ source, bookings: counts[source] }))
    .filter(({ bookings }) => bookings > 0)
}

/** How many bookings are for how many guests, where it is known, by size. */
export function partiesOf(known: readonly SourceCount[]): { party: number; bookings: number }[] {
  const sizes = new Map<number, number>()
  for (const { party, bookings } of known)
    if (party !== null) sizes.set(party, (sizes.get(party) ?? 0) + bookings)
  return [...sizes]
    .map(([party, bookings]) => ({ party, bookings }))
    .toSorted((one, other) => one.party - other.party)
}
