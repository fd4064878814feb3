import type { FreeTime, FreeTimesAsk, OpeningStore } from '../../bookings/free-times.ts'
import { countPlaces } from '../../bookings/place-queries.ts'
import { addDays, wallDate } from '../../kernel/time.ts'
import type { Queryable } from '../../postgres/sql.ts'
import * as queries from './openings-queries.ts'
import { bookableInterval, freeTables } from './rules.ts'

/** The table times that a party can book at each of these restaurants: three statements. */
export async function freeTimes(
  on: Queryable,
  stores: readonly OpeningStore[],
  { date, party = 1 }: FreeTimesAsk,
  now: Date,
): Promise<FreeTime[]> {
  const asks = stores.map(({ id: storeId, timeZone }) => ({
    storeId,
    from: addDays(wallDate(now, timeZone), 1),
    ...bookableInterval(now, timeZone),
  }))
  const ids = stores.map(({ id }) => id)
  const [times, closed, counts] = await Promise.all([
    queries.listTableTimesOf(on, ids),
    queries.listClosedDatesOf(on, asks),
    countPlaces(on, asks, now),
  ])
  const timesOf = Map.groupBy(times, ({ storeId }) => storeId)
  const closedOf = Map.groupBy(closed, ({ storeId }) => storeId)
  const countOf = new Map(counts.map((count) => [count.key, count]))
  return stores.flatMap(({ id, timeZone, pricing }) => {
    const grid = {
      ...{ timeZone, countOf, tableTimes: timesOf.get(id) ?? [] },
      closedDates: closedOf.get(id)?.map((one) => one.date) ?? [],
    }
    // A table is for whoever comes; of places for one person each the party takes several.
    const needed = pricing.per === 'person' ? party : 1
    return freeTables(grid, { date, needed }, now).map(({ tableTimeId, ...free }) => ({
      ...{ storeId: id, startsAt: free.startsAt, remaining: free.remaining, price: free.price },
      item: { tableTimeId, date: free.date },
    }))
  })
}
