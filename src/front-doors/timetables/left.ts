import type { Id } from '../../kernel/id.ts'
import { dayOf, wallDate } from '../../kernel/time.ts'
import { resizePlaces, writeLeft } from '../../places/queries.ts'
import { resize } from '../../places/rules.ts'
import type { Tx } from '../../postgres/sql.ts'
import * as queries from './left-queries.ts'

/**
 * Marks the places of today that their timetables have left: those of a timetable that was removed,
 * which sell nothing more, and those sold at a time from which their timetable has moved away. What
 * they have sold counts at whatever timetable is at that time (`rules.soldOn`).
 *
 * Runs before a timetable comes to a time. After a removal it runs once that is committed: a claim
 * that still saw the timetable holds the lock of its place, and is waited for.
 */
export async function markLeft(
  tx: Tx,
  { id: storeId, timeZone }: { readonly id: Id<'Store'>; readonly timeZone: string },
): Promise<void> {
  const today = dayOf(wallDate(tx.now, timeZone), timeZone)
  const places = await queries.lockLeft(tx, storeId, today)
  const gone = places.filter(({ isGone, capacity, excess }) => isGone && capacity > excess)
  if (gone.length > 0)
    await resizePlaces(
      tx,
      storeId,
      gone.map((place) => resize(place, 0)),
    )
  for (const hasLeft of [true, false]) {
    const changed = places.filter(
      ({ isGone, isAway, isMarked }) => isMarked !== hasLeft && (isGone || isAway) === hasLeft,
    )
    const ids = changed.map(({ id }) => id)
    if (ids.length > 0) await writeLeft(tx, storeId, ids, hasLeft)
  }
}
