import type { OpeningStore } from '../../bookings/free-times.ts'
import { countPlaces } from '../../bookings/place-queries.ts'
import type { Id } from '../../kernel/id.ts'
import { addDays, datesFrom, type WallDate, wallDate } from '../../kernel/time.ts'
import type { Queryable } from '../../postgres/sql.ts'
import * as queries from './openings-queries.ts'
import { bookableInterval, type Grid, TABLE_TIMES } from './rules.ts'
import { type Snapshot, takeSnapshots } from './seating.ts'

/** How many days ahead parties are looked for. */
const DAYS = 8

/** The ten days of many restaurants, by restaurant: three statements. */
export async function readGrids(
  on: Queryable,
  stores: readonly OpeningStore[],
  now: Date,
): Promise<ReadonlyMap<Id<'Store'>, Grid>> {
  const asks = stores.map(({ id: storeId, timeZone }) => ({
    storeId,
    from: addDays(wallDate(now, timeZone), 1),
    ...bookableInterval(now, timeZone),
  }))
  const ids = stores.map(({ id }) => id)
  const [times, closed, counts] = await Promise.all([
    queries.listTableTimesOf(on, ids),
    queries.listClosedDatesOf(on, asks),
    countPlaces(on, asks, now, TABLE_TIMES),
  ])
  const timesOf = Map.groupBy(times, ({ storeId }) => storeId)
  const closedOf = Map.groupBy(closed, ({ storeId }) => storeId)
  const countOf = new Map(counts.map((count) => [count.key, count]))
  return new Map(
    stores.map(({ id, timeZone }) => [
      id,
      {
        ...{ timeZone, countOf, tableTimes: timesOf.get(id) ?? [] },
        closedDates: closedOf.get(id)?.map(({ date }) => date) ?? [],
      },
    ]),
  )
}

/** What is taken of the tables of those that have some, by restaurant: on one date, or on the next days. */
export const readSeatedDays = (
  on: Queryable,
  stores: readonly OpeningStore[],
  now: Date,
  date?: WallDate,
): Promise<ReadonlyMap<Id<'Store'>, readonly Snapshot[]>> =>
  readSeated(
    on,
    stores.flatMap(({ id: storeId, timeZone }) =>
      (date === undefined ? datesFrom(wallDate(now, timeZone), DAYS) : [date]).map((one) => ({
        ...{ storeId, date: one },
      })),
    ),
  )

/** What is taken of the tables of restaurants on dates, by restaurant in the order of dates: three statements. */
export async function readSeated(
  on: Queryable,
  asks: readonly { readonly storeId: Id<'Store'>; readonly date: WallDate }[],
): Promise<ReadonlyMap<Id<'Store'>, readonly Snapshot[]>> {
  const ids = [...new Set(asks.map(({ storeId }) => storeId))]
  const seating = new Set((await queries.listSeating(on, ids)).map(({ storeId }) => storeId))
  const seated = asks.filter(({ storeId }) => seating.has(storeId))
  const found = seated.length > 0 ? await takeSnapshots(on, seated) : []
  const sorted = found.toSorted((one, other) => (one.facts.date < other.facts.date ? -1 : 1))
  return Map.groupBy(sorted, ({ facts }) => facts.restaurant.id)
}
