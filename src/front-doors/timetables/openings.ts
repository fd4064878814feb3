import type { Opening } from '../../bookings/door.ts'
import type { FreeTime, FreeTimesAsk, OpeningStore } from '../../bookings/free-times.ts'
import { countPlaces } from '../../bookings/place-queries.ts'
import { dayOf, wallDate } from '../../kernel/time.ts'
import { listLeft } from '../../places/queries.ts'
import type { Queryable } from '../../postgres/sql.ts'
import { freeAppointments, nextAppointments } from './appointments/free-times.ts'
import * as queries from './openings-queries.ts'
import * as rules from './rules.ts'

/** What can be booked next at each of these shops, of today's places or with a person: six statements. */
export async function openings(
  on: Queryable,
  stores: readonly OpeningStore[],
  now: Date,
): Promise<Opening[]> {
  const [free, appointed] = await Promise.all([
    readFree(on, stores, now),
    nextAppointments(on, stores, now),
  ])
  const timed = free.flatMap(({ store, times: [next] }) => {
    if (!next) return []
    const { startsAt, remaining, price } = next
    const left = { ko: `예약 가능 ${remaining}건`, en: `${remaining} left` }
    return [{ storeId: store.id, startsAt, remaining, price, left }]
  })
  const byStore = Map.groupBy([...timed, ...appointed], ({ storeId }) => storeId)
  return [...byStore.values()].flatMap((some) => some.toSorted(bySoonest)[0] ?? [])
}

const bySoonest = (one: Opening, other: Opening): number =>
  Number(one.startsAt) - Number(other.startsAt)

/** All of today's places that can be booked at each of these shops, and times with its people: six statements. */
export async function freeTimes(
  on: Queryable,
  stores: readonly OpeningStore[],
  asked: FreeTimesAsk,
  now: Date,
): Promise<FreeTime[]> {
  const [timed, appointed] = await Promise.all([
    freeToday(on, stores, asked, now),
    freeAppointments(on, stores, asked, now),
  ])
  return [...timed, ...appointed]
}

/** None for another date. */
async function freeToday(
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
    return { store, times: rules.freeToday({ timeZone: store.timeZone, countOf, ...own }, now) }
  })
}
