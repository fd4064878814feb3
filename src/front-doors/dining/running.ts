import { isGone } from '../../bookings/desk/rules.ts'
import { isAfternoon, runningDate } from '../../bookings/desk/running-rules.ts'
import type { Engine } from '../../engine.ts'
import type { Id } from '../../kernel/id.ts'
import { addDays, later, type WallDate, wallDate } from '../../kernel/time.ts'
import { listParties } from './desk-queries.ts'
import { readSeatings, type Seating } from './seating-queries.ts'
import { readArrivalKey } from './seating-rules.ts'

/** Who sits so long after the end of their stay was never marked as gone. */
const SITS_OVER_SECONDS = 3 * 60 * 60

/** The date whose service goes on at a restaurant, else today; in the morning in two statements. */
export async function readRunning(
  engine: Engine,
  { id: storeId, timeZone }: { readonly id: Id<'Store'>; readonly timeZone: string },
  now: Date,
): Promise<WallDate> {
  const today = wallDate(now, timeZone)
  if (isAfternoon(timeZone, now)) return today
  const dayBefore = addDays(today, -1)
  const cell = engine.cell(storeId)
  const recent = { begins: later(now, -SITS_OVER_SECONDS), ends: later(now, 1) }
  const [seatings, rows] = await Promise.all([
    readSeatings(
      cell,
      [dayBefore, today].map((date) => ({ storeId, date })),
    ),
    listParties(cell, storeId, recent, now),
  ])
  const isAttended = rows.some(
    (row) => row.seatedAt && !isGone(row) && readArrivalKey(row.arrivalKey)?.date === dayBefore,
  )
  const [before, ofToday] = [dayBefore, today].map((date) => openOn(seatings, date))
  return runningDate({ timeZone, before: before ?? [], today: ofToday ?? [], isAttended }, now)
}

const openOn = (seatings: readonly Seating[], date: WallDate) =>
  seatings.find((one) => one.date === date && !one.isClosed)?.services
