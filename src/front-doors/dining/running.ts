import { isAfternoon, recentOf, runningDate } from '../../bookings/desk/running-rules.ts'
import type { Engine } from '../../engine.ts'
import type { Id } from '../../kernel/id.ts'
import { addDays, type WallDate, wallDate } from '../../kernel/time.ts'
import { listParties } from './desk-queries.ts'
import { readSeatings } from './seating-queries.ts'
import { readArrivalKey } from './seating-rules.ts'

/** The date whose service goes on at a restaurant, else today; in the morning in two statements. */
export async function readRunning(
  engine: Engine,
  { id: storeId, timeZone }: { readonly id: Id<'Store'>; readonly timeZone: string },
  now: Date,
): Promise<WallDate> {
  const today = wallDate(now, timeZone)
  if (isAfternoon(timeZone, now)) return today
  const dates = [addDays(today, -1), today]
  const cell = engine.cell(storeId)
  const [seatings, rows] = await Promise.all([
    readSeatings(
      cell,
      dates.map((date) => ({ storeId, date })),
    ),
    listParties(cell, storeId, recentOf(now), now),
  ])
  const [before = [], ofToday = []] = dates.map(
    (day) => seatings.find(({ date, isClosed }) => date === day && !isClosed)?.services,
  )
  const recent = rows.map((row) => ({ ...row, date: readArrivalKey(row.arrivalKey)?.date ?? '' }))
  return runningDate({ timeZone, before, today: ofToday, recent }, now)
}
