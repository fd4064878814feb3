import type { ServiceTime } from '../../../bookings/quarter-rules.ts'
import type { WallDate } from '../../../kernel/time.ts'
import {
  bookableRange,
  type Candidate,
  type Doers,
  isFree,
  leastBusyFirst,
  type ShopBook,
  startsOf,
  type Taken,
  tooLate,
} from './rules.ts'

/** A time of a date that can be booked now, with who is free then. */
export interface OfferedStart {
  readonly time: ServiceTime
  readonly startsAt: Date
  /** Least busy first; none: all is taken. */
  readonly free: readonly Candidate[]
}

/** Whether a date could be booked, if all of its times were not over or too near at `now`. */
export function isTooLate(
  book: ShopBook,
  { services, people }: Doers,
  date: WallDate,
  now: Date,
): boolean {
  const { firstDate, lastDate } = bookableRange(book, now)
  if (date < firstDate || date > lastDate || book.terms.closedDates.includes(date)) return false
  const starts = people.flatMap((person) => startsOf(book, person, date, services))
  return starts.length > 0 && starts.every((start) => tooLate(start, book.terms, now) !== undefined)
}

/** All times of a date that can be booked now, by start. */
export function offeredOn(
  book: ShopBook,
  { services, people }: Doers,
  { date, taken }: { readonly date: WallDate; readonly taken: Taken },
  now: Date,
): OfferedStart[] {
  const { firstDate, lastDate } = bookableRange(book, now)
  if (date < firstDate || date > lastDate || book.terms.closedDates.includes(date)) return []
  const candidates = people.flatMap((person) =>
    startsOf(book, person, date, services)
      .filter((start) => tooLate(start, book.terms, now) === undefined)
      .map((start) => ({ person, start })),
  )
  const byTime = Map.groupBy(candidates, ({ start }) => start.time)
  return [...byTime]
    .map(([time, some]) => ({
      ...{ time, startsAt: some[0]?.start.startsAt ?? now },
      free: leastBusyFirst(
        some.filter((one) => isFree(one, taken)),
        taken,
      ),
    }))
    .toSorted((one, other) => one.startsAt.getTime() - other.startsAt.getTime())
}
