import type { DayTime } from '../../bookings/door.ts'
import { countProposed } from '../../bookings/moves/queries.ts'
import { checkDeposits } from '../../bookings/no-shows/terms.ts'
import { countPlaces, type PlaceCount } from '../../bookings/place-queries.ts'
import { serviceDay } from '../../bookings/quarter-rules.ts'
import { serviceStart } from '../../bookings/served-rules.ts'
import type { Engine } from '../../engine.ts'
import type { Id } from '../../kernel/id.ts'
import { type Day, type WallDate, wallDate } from '../../kernel/time.ts'
import { resizePlaces } from '../../places/queries.ts'
import { resize } from '../../places/rules.ts'
import { answerOnce, type Once } from '../../postgres/once.ts'
import type { Queryable, Tx } from '../../postgres/sql.ts'
import { onOwn, readOwn, type StoreAsk } from '../../stores/operations.ts'
import type { By } from '../../stores/rules.ts'
import * as owned from './owner-queries.ts'
import * as rules from './rules.ts'
import { ARRIVALS, isBlockKey, readArrivalKey } from './seating-rules.ts'

/** A restaurant that the caller may touch. */
export const restaurant = (by: By, storeId: Id<'Store'>): StoreAsk => ({
  by,
  storeId,
  of: { door: 'dining', missing: rules.restaurantMissing },
})

/**
 * Adds a weekly time. One that was removed comes back as itself: what is sold of it counts.
 * Problems in order: restaurant-missing, those of the key, table-time-taken, deposit-illegal.
 */
export const addTableTime = (
  engine: Engine,
  ask: StoreAsk,
  draft: Omit<rules.TableTime, 'id'>,
  once?: Once,
) =>
  onOwn(engine, ask, (tx, store) =>
    answerOnce(tx, once, async () => {
      const { storeId } = ask
      const tableTime = { ...draft, id: engine.newId<'TableTime'>() }
      const added = await owned.insertTableTime(tx, storeId, tableTime)
      if (!added) throw rules.tableTimeTaken()
      await resizeComing(tx, storeId, added.id, draft.capacity)
      await checkDeposits(engine, tx, store)
      return { ...draft, id: added.id, currency: store.currency }
    }),
  )

/** Writes how many of a table time's future places are for sale. */
async function resizeComing(
  tx: Tx,
  storeId: Id<'Store'>,
  id: Id<'TableTime'>,
  capacity: number,
): Promise<void> {
  const places = await owned.lockComingPlaces(tx, storeId, id)
  const resized = places.map((place) => resize(place, capacity))
  if (resized.length > 0) await resizePlaces(tx, storeId, resized)
}

/**
 * Changes capacity or price. Future places are resized; what is taken beyond the new capacity stays
 * taken, and is not sold again when it comes back. Existing orders keep their price. Problems in order: restaurant-missing, table-time-missing,
 * deposit-illegal.
 */
export const changeTableTime = (
  engine: Engine,
  ask: StoreAsk & {
    readonly tableTimeId: Id<'TableTime'>
    readonly capacity?: number
    readonly price?: number
  },
) =>
  onOwn(engine, ask, async (tx, store) => {
    const { storeId, tableTimeId } = ask
    const tableTime = await owned.readTableTime(tx, storeId, tableTimeId)
    if (!tableTime) throw rules.tableTimeMissing()
    const changed = {
      ...tableTime,
      capacity: ask.capacity ?? tableTime.capacity,
      price: ask.price ?? tableTime.price,
    }
    await owned.writeTableTime(tx, storeId, changed)
    await resizeComing(tx, storeId, tableTimeId, changed.capacity)
    await checkDeposits(engine, tx, store)
    return { ...changed, currency: store.currency }
  })

/** Stops offering a weekly time; its bookings stay, and nothing of it is sold again. */
export const removeTableTime = (
  engine: Engine,
  ask: StoreAsk & { readonly tableTimeId: Id<'TableTime'> },
) =>
  onOwn(engine, ask, async (tx) => {
    const { storeId, tableTimeId } = ask
    const retired = await owned.retireTableTime(tx, storeId, tableTimeId)
    if (retired === 0) throw rules.tableTimeMissing()
    await resizeComing(tx, storeId, tableTimeId, 0)
  })

/** Closes a single date. Existing bookings stay; the answer counts them. */
export const closeDate = (engine: Engine, ask: StoreAsk & { readonly date: WallDate }) =>
  onOwn(engine, ask, async (tx, { timeZone }) => {
    await owned.insertClosedDate(tx, ask.storeId, ask.date)
    const store = { id: ask.storeId, timeZone }
    const { bookings } = await owned.countDayBookings(tx, store, ask.date)
    return { date: ask.date, bookings }
  })

export const openDate = (engine: Engine, ask: StoreAsk & { readonly date: WallDate }) =>
  onOwn(engine, ask, async (tx) => {
    await owned.deleteClosedDate(tx, ask.storeId, ask.date)
  })

/** The closed dates from today on. */
export async function listClosedDates(engine: Engine, ask: StoreAsk): Promise<WallDate[]> {
  const { id, timeZone, now } = await readOwn(engine, ask)
  const rows = await owned.listClosedDates(engine.cell(id), id, wallDate(now, timeZone))
  return rows.map(({ date }) => date)
}

/** Those of a time together, whoever let them in: they sit at the same tables. */
const arrivalsOf = (counts: readonly PlaceCount[]): PlaceCount[] =>
  [
    ...Map.groupBy(
      counts.filter(({ key }) => !isBlockKey(key)),
      ({ startsAt }) => startsAt.getTime(),
    ).values(),
  ].flatMap(([first, ...others]) => (first ? others.reduce(together, first) : []))

const together = (one: PlaceCount, other: PlaceCount): PlaceCount => ({
  ...one,
  capacity: Math.min(one.capacity, other.capacity),
  taken: one.taken + other.taken,
})

/** The times of a day that have a place, because somebody has claimed one: a table, or a party that arrives. */
export async function dayTimes(
  on: Queryable,
  {
    id,
    timeZone,
    now,
  }: { readonly id: Id<'Store'>; readonly timeZone: string; readonly now: Date },
  { date, begins, ends }: Day,
): Promise<DayTime[]> {
  const service = { begins, ends: serviceDay(date, timeZone).ends }
  const [tables, arrivals, held, { seats }] = await Promise.all([
    countPlaces(on, [{ storeId: id, begins, ends }], now, rules.TABLE_TIMES),
    countPlaces(on, [{ storeId: id, ...service }], now, ARRIVALS),
    countProposed(on, id, service, now),
    owned.readSeats(on, id),
  ])
  const servedOn = (place: PlaceCount) => serviceStart(place, timeZone).date
  const proposedOf = new Map(held.map(({ key, proposed }) => [key, proposed]))
  return [...tables, ...arrivalsOf(arrivals.filter((one) => servedOn(one) === date))]
    .toSorted((a, b) => a.startsAt.getTime() - b.startsAt.getTime())
    .map(({ key, startsAt, capacity, taken }) => ({
      time: serviceStart({ key, startsAt }, timeZone).time,
      capacity: readArrivalKey(key) ? Math.max(taken, Math.min(capacity, seats)) : capacity,
      taken,
      reserved: 0,
      proposed: proposedOf.get(key) ?? 0,
      item: { ...(readArrivalKey(key) ?? { tableTimeId: rules.readPlaceKey(key).tableTimeId }) },
    }))
}
