import type { Opening } from '../../bookings/door.ts'
import type { OpeningStore } from '../../bookings/free-times.ts'
import { countPlaces } from '../../bookings/place-queries.ts'
import { addDays, wallDate } from '../../kernel/time.ts'
import type { Queryable } from '../../postgres/sql.ts'
import { placesText } from './lines.ts'
import * as queries from './openings-queries.ts'
import { bookableInterval, nextTable, TABLE_TIMES } from './rules.ts'
import { freeTimes, type Snapshot, takeSnapshots } from './seating.ts'

/** For how many come, and how many days ahead, the next free table of a restaurant is looked for. */
const PARTY = 2
const DAYS = 8

/** The next bookable table at each of these restaurants, by time or for a party of two: six statements. */
export async function openings(
  on: Queryable,
  stores: readonly OpeningStore[],
  now: Date,
): Promise<Opening[]> {
  const [timed, seated] = await Promise.all([
    tableTimeOpenings(on, stores, now),
    partyOpenings(on, stores, now),
  ])
  const seatedOf = new Map(seated.map((opening) => [opening.storeId, opening]))
  const timedOf = new Map(timed.map((opening) => [opening.storeId, opening]))
  return stores.flatMap(({ id }) => sooner(timedOf.get(id), seatedOf.get(id)) ?? [])
}

const sooner = (one: Opening | undefined, other: Opening | undefined) =>
  one && other ? (startOf(other) < startOf(one) ? other : one) : (one ?? other)

const startOf = ({ startsAt }: Opening): number => startsAt?.getTime() ?? 0

/** At restaurants with tables: of the next eight days. */
async function partyOpenings(
  on: Queryable,
  stores: readonly OpeningStore[],
  now: Date,
): Promise<Opening[]> {
  const ids = stores.map(({ id }) => id)
  const seating = new Set((await queries.listSeating(on, ids)).map(({ storeId }) => storeId))
  const asks = stores
    .filter(({ id }) => seating.has(id))
    .flatMap(({ id: storeId, timeZone }) =>
      Array.from({ length: DAYS }, (_, day) => ({
        ...{ storeId, date: addDays(wallDate(now, timeZone), day) },
      })),
    )
  const found = asks.length > 0 ? await takeSnapshots(on, asks) : []
  const byStore = Map.groupBy(found, ({ facts }) => facts.restaurant.id)
  return [...byStore.values()].flatMap((days) => nextForParty(days) ?? [])
}

function nextForParty(days: readonly Snapshot[]): Opening | undefined {
  for (const day of days.toSorted((a, b) => (a.facts.date < b.facts.date ? -1 : 1))) {
    const next = freeTimes(day, { party: PARTY }).find(({ groups }) => groups.length > 0)
    if (!next) continue
    const remaining = Math.max(1, next.groups.filter(({ tables }) => tables.length === 1).length)
    return {
      ...{ storeId: day.facts.restaurant.id, startsAt: next.startsAt, remaining },
      ...{ left: placesText(remaining, { per: 'table' }), price: day.facts.terms.deposit.amount },
    }
  }
  return undefined
}

/** Three statements. */
async function tableTimeOpenings(
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
    countPlaces(on, asks, now, TABLE_TIMES),
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
