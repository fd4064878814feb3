import type { DayTime, OfferedTime, Opening, Selling } from '../../bookings/door.ts'
import type { OpeningStore } from '../../bookings/free-times.ts'
import type { Dates, HourLoad } from '../../bookings/load-rules.ts'
import { type Id, parseId } from '../../kernel/id.ts'
import { type Day, dayOf, later, startOfDay, wallDate, wallTime } from '../../kernel/time.ts'
import { placeId } from '../../places/place-id.ts'
import type { Queryable } from '../../postgres/sql.ts'
import { seatAt } from './operations.ts'
import * as queries from './queries.ts'
import * as rules from './rules.ts'

interface StoreNow {
  readonly id: Id<'Store'>
  readonly timeZone: string
  readonly now: Date
}

/** A seat at a performance. */
export function selling({
  performanceId: text = '',
  seatId = '',
}: Readonly<Record<string, string>>): Selling | undefined {
  const performanceId = parseId(text)
  return performanceId && /^[1-9]\d{0,6}$/.test(seatId)
    ? (seatAt({ performanceId, seatId: Number(seatId) }) as Selling)
    : undefined
}

const statusOf = (one: queries.PerformanceCount, now: Date) =>
  rules.statusAt(one, { ...one, remaining: Math.max(0, one.capacity - one.taken) }, now)

const isOnSale = (one: queries.PerformanceCount, now: Date) => statusOf(one, now) === 'on-sale'

/** Seats of each price level that are offered for a move of a booking, at each performance. */
const OFFERED_MOST = 12

/** Some free seats of each performance on sale: two statements. */
export async function offeredTimes(on: Queryable, { id, now }: StoreNow): Promise<OfferedTime[]> {
  const counts = await queries.countPerformances(on, [id], now)
  const startOf = new Map(
    counts.filter((one) => isOnSale(one, now)).map((one) => [one.id, one.startsAt]),
  )
  const free = await queries.listFree(on, id, [...startOf.keys()], now, OFFERED_MOST)
  return free
    .map(({ performanceId, seatId, price }) => ({
      placeId: placeId(id, rules.seatKey(performanceId, seatId)),
      item: { performanceId, seatId: `${seatId}` },
      startsAt: startOf.get(performanceId) ?? now,
      ...{ remaining: 1, price },
    }))
    .toSorted((a, b) => a.startsAt.getTime() - b.startsAt.getTime())
}

/** The performances of a day. */
export async function dayTimes(
  on: Queryable,
  { id, timeZone, now }: StoreNow,
  day: Day,
): Promise<DayTime[]> {
  const counts = await queries.countPerformances(on, [id], now, day)
  return counts.map(({ id: performanceId, startsAt, capacity, taken }) => ({
    time: wallTime(startsAt, timeZone),
    ...{ capacity, taken, reserved: 0, proposed: 0 },
    item: { performanceId },
  }))
}

/** The seats of the performances of dates, by the hour in which each begins. */
export async function hourLoads(
  on: Queryable,
  { id, timeZone, now }: StoreNow,
  { from, to }: Dates,
): Promise<HourLoad[]> {
  const day = { date: from, begins: startOfDay(from, timeZone), ends: dayOf(to, timeZone).ends }
  const counts = await queries.countPerformances(on, [id], now, day)
  return counts.map(({ startsAt, capacity, taken }) => ({
    date: wallDate(startsAt, timeZone),
    hour: Number(wallTime(startsAt, timeZone).slice(0, 2)),
    ...{ offered: capacity, taken },
  }))
}

/** The next performance on sale of each concert: two statements. */
export async function openings(
  on: Queryable,
  stores: readonly OpeningStore[],
  now: Date,
): Promise<Opening[]> {
  const ids = stores.map(({ id }) => id)
  const [counts, prices] = await Promise.all([
    queries.countPerformances(on, ids, now),
    queries.listPriceRanges(on, ids),
  ])
  const priceOf = new Map(prices.map(({ storeId, least }) => [storeId, least]))
  return ids.flatMap((storeId) => {
    const next = counts.find((one) => one.storeId === storeId && isOnSale(one, now))
    if (!next) return []
    const remaining = next.capacity - next.taken
    const left = {
      ko: `좌석 ${remaining}석`,
      en: remaining === 1 ? '1 seat' : `${remaining} seats`,
    }
    return [{ storeId, startsAt: next.startsAt, remaining, left, price: priceOf.get(storeId) ?? 0 }]
  })
}

/** Free seats of all performances that are on sale, codes or not. */
export async function remaining(on: Queryable, storeId: Id<'Store'>, now: Date): Promise<number> {
  const counts = await queries.countPerformances(on, [storeId], now)
  return counts
    .filter((one) => ['on-sale', 'presale'].includes(statusOf(one, now)))
    .reduce((sum, { capacity, taken }) => sum + capacity - taken, 0)
}

/** Whether all seats of the performance at a start are taken, but those that the concert keeps back. */
export async function isSoldOut(
  on: Queryable,
  { id }: OpeningStore,
  { startsAt }: { readonly startsAt: Date },
  now: Date,
): Promise<boolean> {
  const ends = later(startsAt, 1)
  const [found] = await queries.countPerformances(on, [id], now, { begins: startsAt, ends })
  return found !== undefined && found.canceledAt === null && found.taken >= found.capacity
}
