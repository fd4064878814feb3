import {
  isAfternoon,
  type Opening,
  recentOf,
  runningDate,
} from '../../../bookings/desk/running-rules.ts'
import type { Engine } from '../../../engine.ts'
import type { Id } from '../../../kernel/id.ts'
import { addDays, type WallDate, wallDate } from '../../../kernel/time.ts'
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

/** The date whose service goes on at a shop, else today; in the morning in two statements. */
export async function readRunning(
  engine: Engine,
  { id: storeId, timeZone }: { readonly id: Id<'Store'>; readonly timeZone: string },
  now: Date,
): Promise<WallDate> {
  const date = wallDate(now, timeZone)
  if (isAfternoon(timeZone, now)) return date
  const cell = engine.cell(storeId)
  const [[book], rows] = await Promise.all([
    readBooks(cell, [storeId]),
    listAppointments(cell, storeId, recentOf(now), now),
  ])
  if (!book) return date
  const [before, today] = [openingsOn(book, addDays(date, -1)), openingsOn(book, date)]
  const recent = rows.map((row) => ({ ...row, date: readAppointmentKey(row.key)?.date ?? '' }))
  return runningDate({ timeZone, before, today, recent }, now)
}
