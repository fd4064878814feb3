import type { Opening } from '../../bookings/door.ts'
import type { FreeTime, FreeTimesAsk, OpeningStore } from '../../bookings/free-times.ts'
import { countPlaces } from '../../bookings/place-queries.ts'
import { dayOf, wallDate } from '../../kernel/time.ts'
import { listLeft } from '../../places/queries.ts'
import type { Queryable } from '../../postgres/sql.ts'
import * as queries from './openings-queries.ts'
import { freeToday } from './rules.ts'

/** The next bookable place of today at each of these shops: three statements. */
export async function openings(
  on: Queryable,
  stores: readonly OpeningStore[],
  now: Date,
): Promise<Opening[]> {
  const free = await readFree(on, stores, now)
  return free.flatMap(({ store, times: [next] }) => {
    if (!next) return []
    const { startsAt, remaining, price } = next
    const left = { ko: `예약 가능 ${remaining}건`, en: `${remaining} left` }
    return [{ storeId: store.id, startsAt, remaining, price, left }]
  })
}

/** All of today's places that can be booked at each of these shops: three statements, none for another date. */
export async function freeTimes(
  on: Queryable,
  stores: readonly OpeningStore[],
  { date }: FreeTimesAsk,
  now: Date,
): Promise<FreeTime[]> {
  const today = stores.filter(
    ({ timeZone }) => date === undefined || date === wallDate(now, timeZone),
  )
  if (today.length === 0) return []
  const free = await readFree(on, today, now)
  return free.flatMap(({ store, times }) =>
    times.map(({ timetableId, ...time }) => ({
      ...{ ...time, storeId: store.id, item: { timetableId } },
    })),
  )
}

async function readFree(on: Queryable, stores: readonly OpeningStore[], now: Date) {
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
  return stores.map((store) => {
    const own = {
      timetables: timetablesOf.get(store.id) ?? [],
      left: leftOf.get(store.id) ?? [],
    }
    return { store, times: freeToday({ timeZone: store.timeZone, countOf, ...own }, now) }
  })
}
