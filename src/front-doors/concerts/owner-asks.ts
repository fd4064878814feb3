import { timeSkipped } from '../../bookings/rules.ts'
import type { Id } from '../../kernel/id.ts'
import { existingInstantOf, type WallDate, type WallTime } from '../../kernel/time.ts'
import type { Tx } from '../../postgres/sql.ts'
import type { StoreAsk } from '../../stores/operations.ts'
import type { By } from '../../stores/rules.ts'
import * as owned from './performance-queries.ts'
import * as rules from './rules.ts'

/** A concert that the caller may touch. */
export const concert = (by: By, storeId: Id<'Store'>): StoreAsk => ({
  by,
  storeId,
  of: { door: 'concerts', missing: rules.concertMissing },
})

export interface PerformanceAsk extends StoreAsk {
  readonly performanceId: Id<'Performance'>
}

/** A moment by the clock on the wall of the concert. */
export interface Wall {
  readonly date: WallDate
  readonly time: WallTime
}

/** Problem: time-skipped. */
export function instantAt({ date, time }: Wall, timeZone: string): Date {
  const at = existingInstantOf(date, time, timeZone)
  if (!at) throw timeSkipped()
  return at
}

/** Before all performances. */
export const EVER = new Date(0)

/** Locks a performance: no claim on it is under way then. Problem: performance-missing. */
export async function lockOne(tx: Tx, { storeId, performanceId }: PerformanceAsk) {
  const found = await owned.lockPerformance(tx, storeId, performanceId)
  if (!found) throw rules.performanceMissing()
  return found
}

/** Seats of a locked performance that somebody has or holds. */
export async function takenAt(tx: Tx, { storeId, performanceId }: PerformanceAsk) {
  const rows = await owned.listTakenSeats(tx, storeId, EVER, performanceId)
  return rows.map(({ seatId }) => seatId)
}
