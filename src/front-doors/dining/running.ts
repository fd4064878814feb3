import type { RunningReads } from '../../bookings/desk/running-reads.ts'
import type { Queryable } from '../../postgres/sql.ts'
import type { Store } from '../../stores/rules.ts'
import { listParties } from './desk-queries.ts'
import { readSeatings } from './seating-queries.ts'
import { readArrivalKey } from './seating-rules.ts'

/** What decides which date's service goes on at a restaurant. */
export function runningReads(
  on: Queryable,
  { id: storeId, now }: Pick<Store, 'id'> & { readonly now: Date },
): RunningReads {
  return {
    async openings(dates) {
      const seatings = await readSeatings(
        on,
        dates.map((date) => ({ storeId, date })),
      )
      return dates.map(
        (day) => seatings.find(({ date, isClosed }) => date === day && !isClosed)?.services ?? [],
      )
    },
    async recent(time) {
      const rows = await listParties(on, storeId, time, now)
      return rows.map((row) => ({ ...row, date: readArrivalKey(row.arrivalKey)?.date ?? '' }))
    },
  }
}
