import type { Opening } from '../../bookings/door.ts'
import type { OpeningStore } from '../../bookings/free-times.ts'
import { countPlaces } from '../../bookings/place-queries.ts'
import { addDays, wallDate } from '../../kernel/time.ts'
import type { Queryable } from '../../postgres/sql.ts'
import { placesText } from './lines.ts'
import * as queries from './openings-queries.ts'
import { bookableInterval, nextTable } from './rules.ts'

/** The next bookable table at each of these restaurants: three statements. */
export async function openings(
  on: Queryable,
  stores: readonly OpeningStore[],
  now: Date,
): Promise<Opening[]> {
  const asks = stores.map(({ id: storeId, timeZone }) => ({
    storeId,
    from: addDays(wallDate(now, timeZone), 1),
    ...bookableInterval(now, timeZone),
  }))
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
  const countOf = new Map(counts.map((count) => [count.key, count]))
  return stores.flatMap(({ id, timeZone, pricing }) => {
    const next = nextTable(
      {
        timeZone,
        tableTimes: timesOf.get(id) ?? [],
        closedDates: closedOf.get(id)?.map(({ date }) => date) ?? [],
        countOf,
      },
      now,
    )
    if (!next) return []
    const { startsAt, remaining, price } = next
    return [{ storeId: id, startsAt, remaining, price, left: placesText(remaining, pricing) }]
  })
}
