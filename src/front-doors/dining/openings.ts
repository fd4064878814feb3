import type { Opening, OpeningStore } from '../../bookings/door.ts'
import { countPlaces } from '../../bookings/place-queries.ts'
import { addDays, startOfDay } from '../../kernel/time.ts'
import type { Queryable } from '../../postgres/sql.ts'
import { tablesText } from './lines.ts'
import * as queries from './openings-queries.ts'
import { bookableDates, nextTable } from './rules.ts'

/** The next bookable table at each of these restaurants: three statements. */
export async function openings(
  on: Queryable,
  stores: readonly OpeningStore[],
  now: Date,
): Promise<Opening[]> {
  if (stores.length === 0) return []
  const asks = stores.map(({ id, timeZone }) => {
    const dates = bookableDates(now, timeZone)
    const [from = '', to = ''] = [dates[0], dates.at(-1)]
    const begins = startOfDay(from, timeZone)
    return { storeId: id, from, begins, ends: startOfDay(addDays(to, 1), timeZone) }
  })
  const [times, closed, counts] = await Promise.all([
    queries.listTableTimesOf(
      on,
      stores.map(({ id }) => id),
    ),
    queries.listClosedDatesOf(on, asks),
    countPlaces(on, asks, now),
  ])
  const timesOf = Map.groupBy(times, ({ storeId }) => storeId)
  const closedOf = Map.groupBy(closed, ({ storeId }) => storeId)
  const remainingOf = new Map(counts.map(({ key, remaining }) => [key, remaining]))
  return stores.flatMap(({ id, timeZone }) => {
    const next = nextTable(
      {
        timeZone,
        tableTimes: timesOf.get(id) ?? [],
        closedDates: closedOf.get(id)?.map(({ date }) => date) ?? [],
        remainingOf,
      },
      now,
    )
    return next ? [{ ...next, storeId: id, left: tablesText(next.remaining) }] : []
  })
}
