import type { DayTime } from '../../bookings/door.ts'
import { type Dates, datesBetween, type HourLoad } from '../../bookings/load-rules.ts'
import { countProposed } from '../../bookings/moves/queries.ts'
import type { Engine } from '../../engine.ts'
import { publish } from '../../events/outbox.ts'
import { sumInTurn } from '../../kernel/each.ts'
import type { Id } from '../../kernel/id.ts'
import { page } from '../../kernel/page.ts'
import { type Day, dayOf, type WallDate, wallTime } from '../../kernel/time.ts'
import { inCells } from '../../postgres/cells.ts'
import type { Queryable } from '../../postgres/sql.ts'
import { readOwn, type StoreAsk } from '../../stores/operations.ts'
import * as queries from './day-queries.ts'
import { datesOf, datesToClose, type Summary, takenSince } from './day-rules.ts'
import { placeKey, timeOf } from './rules.ts'

interface ShopAt {
  readonly id: Id<'Store'>
  readonly timeZone: string
  readonly now: Date
}

/** The times of each date, by time of day. */
async function listTimes(
  on: Queryable,
  { id, timeZone, now }: ShopAt,
  dates: readonly WallDate[],
): Promise<Map<WallDate, Summary['times']>> {
  const days = dates.map((date) => dayOf(date, timeZone))
  const rows = await queries.listSales(on, id, days, now)
  const timeIn = ({ startsAt, hour, minute }: queries.SaleRow) =>
    startsAt ? wallTime(startsAt, timeZone) : timeOf({ hour: hour ?? 0, minute: minute ?? 0 })
  const byDate = Map.groupBy(
    rows.map((row) => ({ ...row, time: timeIn(row) })),
    ({ date }) => date,
  )
  return new Map(
    [...byDate].map(([date, found]) => [
      date,
      found
        .toSorted((a, b) => (a.time < b.time ? -1 : a.time > b.time ? 1 : 0))
        .map(({ timetableId, time, capacity, taken }) => ({ timetableId, time, capacity, taken })),
    ]),
  )
}

const DAYS = 30

/**
 * How full a shop was by day, latest first: what is taken is counted now, and the times of a day that
 * is over are those of its summary.
 */
export async function listDays(
  engine: Engine,
  ask: StoreAsk & {
    readonly cursor?: WallDate
    readonly limit?: number
    readonly times?: boolean
  },
) {
  const shop = await readOwn(engine, ask)
  const cell = engine.cell(shop.id)
  const limit = ask.limit ?? DAYS
  const dates = datesOf(shop, ask.cursor, limit + 1)
  const { data: shown, nextCursor } = page(dates, limit, (date) => date)
  const withTimes = ask.times === true
  const summaries = await queries.readSummaries(cell, shop.id, shown, withTimes)
  const written = new Map(summaries.map((day) => [day.date, day]))
  const [counted, times] = await Promise.all([
    queries.countDays(
      cell,
      shop.id,
      shown.map((date) => dayOf(date, shop.timeZone)),
      shop.now,
    ),
    withTimes ? listTimes(cell, shop, shown) : new Map<WallDate, Summary['times']>(),
  ])
  const countOf = new Map(counted.map((day) => [day.date, day]))
  const data = shown.map((date) => {
    const [closed, counted] = [written.get(date), countOf.get(date)]
    const { timetables = 0, capacity = 0 } = closed ?? counted ?? {}
    const now = times.get(date) ?? []
    const each = closed?.times ? takenSince(closed.times, now) : now
    return {
      date,
      timetables,
      capacity,
      taken: counted?.taken ?? 0,
      closed: closed !== undefined,
      times: withTimes ? [...each] : null,
    }
  })
  return { data, nextCursor }
}

/** The times of a day: what was taken of each, and how much of that services reserved. */
export async function dayTimes(on: Queryable, shop: ShopAt, day: Day): Promise<DayTime[]> {
  const [times, reserved, held, [closed]] = await Promise.all([
    listTimes(on, shop, [day.date]),
    queries.countReserved(on, shop.id, day),
    countProposed(on, shop.id, day, shop.now),
    queries.readSummaries(on, shop.id, [day.date], true),
  ])
  const reservedOf = new Map(reserved.map((row) => [row.timetableId, row.reserved]))
  const proposedOf = new Map(held.map(({ key, proposed }) => [key, proposed]))
  const now = times.get(day.date) ?? []
  const each = closed?.times ? takenSince(closed.times, now) : now
  return each.map(({ timetableId, ...time }) => ({
    ...time,
    reserved: reservedOf.get(timetableId) ?? 0,
    proposed: proposedOf.get(placeKey(timetableId, day.date)) ?? 0,
    item: { timetableId },
  }))
}

/** How full the hours of dates are. */
export const hourLoads = (on: Queryable, shop: ShopAt, dates: Dates): Promise<HourLoad[]> =>
  queries.loadHours(
    on,
    shop,
    datesBetween(dates).map((date) => dayOf(date, shop.timeZone)),
  )

/**
 * Writes the summary of every past day of every shop, and publishes each once. Nothing depends on it:
 * a day ends by its date. Safe to run in several processes at once.
 *
 * @returns how many days it closed
 */
export function closeDays(engine: Engine): Promise<number> {
  return inCells(engine, async (on) =>
    sumInTurn(
      await queries.listClosings(on),
      ({ storeId }) => `store ${storeId}`,
      async (shop) => {
        const where = { id: shop.storeId, timeZone: shop.timeZone }
        let closed = 0
        for (const date of datesToClose(shop)) closed += await closeDay(engine, where, date)
        return closed
      },
    ),
  )
}

const closeDay = (engine: Engine, shop: Omit<ShopAt, 'now'>, date: WallDate): Promise<number> =>
  engine.cell(shop.id).transaction(async (tx) => {
    const times = (await listTimes(tx, { ...shop, now: tx.now }, [date])).get(date) ?? []
    const sum = (of: 'capacity' | 'taken') => times.reduce((total, time) => total + time[of], 0)
    const summary = {
      date,
      timetables: times.length,
      capacity: sum('capacity'),
      taken: sum('taken'),
    }
    const written = await queries.insertSummary(tx, shop.id, { ...summary, times })
    if (written === 0) return 0
    await publish(tx, {
      topic: 'timetable.day-closed',
      storeId: shop.id,
      subjectId: shop.id,
      body: { shopId: shop.id, ...summary },
    })
    return 1
  })
