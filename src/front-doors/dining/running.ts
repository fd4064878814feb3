import type { RunningReads } from '../../bookings/desk/running.ts'
import type { Engine } from '../../engine.ts'
import type { Store } from '../../stores/rules.ts'
import { listParties } from './desk-queries.ts'
import { readSeatings } from './seating-queries.ts'
import { readArrivalKey } from './seating-rules.ts'

/** What decides which date's service goes on at a restaurant. */
export function runningReads(
  engine: Engine,
  { id: storeId, now }: Pick<Store, 'id'> & { readonly now: Date },
): RunningReads {
  const cell = engine.cell(storeId)
  return {
    async openings(dates) {
      const seatings = await readSeatings(
        cell,
        dates.map((date) => ({ storeId, date })),
      )
      return dates.map(
        (day) => seatings.find(({ date, isClosed }) => date === day && !isClosed)?.services ?? [],
      )
    },
    async recent(time) {
      const rows = await listParties(cell, storeId, time, now)
      return rows.map((row) => ({ ...row, date: readArrivalKey(row.arrivalKey)?.date ?? '' }))
    },
  }
}
