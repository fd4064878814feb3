import type { RunningReads } from '../../../bookings/desk/running-reads.ts'
import type { Opening } from '../../../bookings/desk/running-rules.ts'
import type { WallDate } from '../../../kernel/time.ts'
import type { Queryable } from '../../../postgres/sql.ts'
import type { Store } from '../../../stores/rules.ts'
import { listAppointments } from './desk-queries.ts'
import { readAppointmentKey } from './key-rules.ts'
import { readBooks } from './queries.ts'
import { hoursOn, type ShopBook } from './rules.ts'

/** When somebody works at a shop on a date; never where it is closed. */
export const openingsOn = ({ people, terms }: ShopBook, date: WallDate): Opening[] =>
  terms.closedDates.includes(date)
    ? []
    : people.flatMap((person) =>
        hoursOn(person, date).map(({ from, until }) => ({ opens: from, closes: until })),
      )

/** What decides which date's service goes on at a shop. */
export function runningReads(
  on: Queryable,
  { id: storeId, now }: Pick<Store, 'id'> & { readonly now: Date },
): RunningReads {
  return {
    async openings(dates) {
      const [book] = await readBooks(on, [storeId])
      return book ? dates.map((date) => openingsOn(book, date)) : []
    },
    async recent(time) {
      const rows = await listAppointments(on, storeId, time, now)
      return rows.map((row) => ({ ...row, date: readAppointmentKey(row.key)?.date ?? '' }))
    },
  }
}
