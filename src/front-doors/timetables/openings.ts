import type { Opening, OpeningStore } from '../../bookings/door.ts'
import { countPlaces } from '../../bookings/place-queries.ts'
import { dayOf, wallDate } from '../../kernel/time.ts'
import { listLeft } from '../../places/queries.ts'
import type { Queryable } from '../../postgres/sql.ts'
import * as queries from './openings-queries.ts'
import { nextToday } from './rules.ts'

/** The next bookable place of today at each of these shops: three statements. */
export async function openings(
  on: Queryable,
  stores: readonly OpeningStore[],
  now: Date,
): Promise<Opening[]> {
  const asks = stores.map(({ id, timeZone }) => ({
    storeId: id,
    ...dayOf(wallDate(now, timeZone), timeZone),
  }))
  const ids = stores.map(({ id }) => id)
  const [timetables, counts, left] = await Promise.all([
    queries.listTimetablesOf(on, ids),
    countPlaces(on, asks, now),
    listLeft(on, ids, now),
  ])
  const timetablesOf = Map.groupBy(timetables, ({ storeId }) => storeId)
  const leftOf = Map.groupBy(left, ({ storeId }) => storeId)
  const countOf = new Map(counts.map((count) => [count.key, count]))
  return stores.flatMap(({ id, timeZone }) => {
    const own = { timetables: timetablesOf.get(id) ?? [], left: leftOf.get(id) ?? [] }
    const next = nextToday({ timeZone, countOf, ...own }, now)
    if (!next) return []
    const left = { ko: `예약 가능 ${next.remaining}건`, en: `${next.remaining} left` }
    return [{ ...next, storeId: id, left }]
  })
}
