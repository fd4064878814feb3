import type { DayTime } from '../../bookings/door.ts'
import type { Engine } from '../../engine.ts'
import type { Id } from '../../kernel/id.ts'
import { type Day, dayOf, type WallDate, wallDate, wallTime } from '../../kernel/time.ts'
import { resizePlaces } from '../../places/queries.ts'
import { resize } from '../../places/rules.ts'
import type { Queryable } from '../../postgres/sql.ts'
import { onOwn, readOwn, type StoreAsk } from '../../stores/operations.ts'
import type { By } from '../../stores/rules.ts'
import * as owned from './owner-queries.ts'
import * as queries from './queries.ts'
import * as rules from './rules.ts'

/** A restaurant that the caller may touch. */
export const restaurant = (by: By, storeId: Id<'Store'>): StoreAsk => ({
  by,
  storeId,
  of: { door: 'dining', missing: rules.restaurantMissing },
})

/** Adds a weekly time. Problems in order: restaurant-missing, table-time-taken. */
export const addTableTime = (
  engine: Engine,
  ask: StoreAsk,
  draft: Omit<rules.TableTime, 'id'>,
): Promise<rules.TableTime> =>
  onOwn(engine, ask, async (tx) => {
    const tableTime = { ...draft, id: engine.newId<'TableTime'>() }
    const added = await owned.insertTableTime(tx, ask.storeId, tableTime)
    if (added === 0) throw rules.tableTimeTaken()
    return tableTime
  })

/**
 * Changes capacity or price. Future places are resized, but never below what is taken; existing
 * orders keep their price. Problems in order: restaurant-missing, table-time-missing.
 */
export const changeTableTime = (
  engine: Engine,
  ask: StoreAsk & {
    readonly tableTimeId: Id<'TableTime'>
    readonly capacity?: number
    readonly price?: number
  },
): Promise<rules.TableTime> =>
  onOwn(engine, ask, async (tx) => {
    const { storeId, tableTimeId } = ask
    const tableTime = await owned.readTableTime(tx, storeId, tableTimeId)
    if (!tableTime) throw rules.tableTimeMissing()
    const changed = {
      ...tableTime,
      capacity: ask.capacity ?? tableTime.capacity,
      price: ask.price ?? tableTime.price,
    }
    await owned.writeTableTime(tx, storeId, changed)
    const places = await owned.lockComingPlaces(tx, storeId, tableTimeId)
    const resized = places.map((place) => resize(place, changed.capacity))
    if (resized.length > 0) await resizePlaces(tx, storeId, resized)
    return changed
  })

/** Stops offering a weekly time; its bookings stay. */
export const removeTableTime = (
  engine: Engine,
  ask: StoreAsk & { readonly tableTimeId: Id<'TableTime'> },
) =>
  onOwn(engine, ask, async (tx) => {
    const retired = await owned.retireTableTime(tx, ask.storeId, ask.tableTimeId)
    if (retired === 0) throw rules.tableTimeMissing()
  })

/** Closes a single date. Existing bookings stay; the answer counts them. */
export const closeDate = (engine: Engine, ask: StoreAsk & { readonly date: WallDate }) =>
  onOwn(engine, ask, async (tx, { timeZone }) => {
    await owned.insertClosedDate(tx, ask.storeId, ask.date)
    const { begins, ends } = dayOf(ask.date, timeZone)
    const { bookings } = await owned.countDayBookings(tx, ask.storeId, begins, ends)
    return { date: ask.date, bookings }
  })

export const openDate = (engine: Engine, ask: StoreAsk & { readonly date: WallDate }) =>
  onOwn(engine, ask, async (tx) => {
    await owned.deleteClosedDate(tx, ask.storeId, ask.date)
  })

/** The closed dates from today on. */
export async function listClosedDates(engine: Engine, ask: StoreAsk): Promise<WallDate[]> {
  const { id, timeZone, now } = await readOwn(engine, ask)
  const rows = await owned.listClosedDates(engine.database, id, wallDate(now, timeZone))
  return rows.map(({ date }) => date)
}

/** The times of a day that have a place, because somebody has claimed one. */
export async function dayTimes(
  on: Queryable,
  {
    id,
    timeZone,
    now,
  }: { readonly id: Id<'Store'>; readonly timeZone: string; readonly now: Date },
  { begins, ends }: Day,
): Promise<DayTime[]> {
  const counts = await queries.countPlaces(on, id, { from: begins, to: ends }, now)
  return counts
    .toSorted((a, b) => a.startsAt.getTime() - b.startsAt.getTime())
    .map(({ key, startsAt, capacity, remaining }) => ({
      time: wallTime(startsAt, timeZone),
      capacity,
      taken: capacity - remaining,
      reserved: 0,
      item: { tableTimeId: rules.readPlaceKey(key).tableTimeId },
    }))
}
