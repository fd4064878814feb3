import { keepAccount } from '../../accounts/queries.ts'
import { notSignedIn } from '../../accounts/rules.ts'
import type { Engine } from '../../engine.ts'
import type { Id } from '../../kernel/id.ts'
import {
  addDays,
  startOfDay,
  type WallDate,
  wallDate,
  wallTime,
  withOffset,
} from '../../kernel/time.ts'
import { openBooker } from '../../orders/booker.ts'
import { hasPlaces, resizePlaces } from '../../places/queries.ts'
import { resize } from '../../places/rules.ts'
import type { Tx } from '../../postgres/sql.ts'
import { type By, owning } from '../../stores/rules.ts'
import { changedTimeZone, readTimeZone } from '../../stores/time-zone.ts'
import * as owned from './owner-queries.ts'
import * as queries from './queries.ts'
import * as rules from './rules.ts'

interface OwnerAsk extends By {
  readonly restaurantId: Id<'Store'>
}

/** Does `work` on a restaurant that the caller may work at, one change after the other. */
const onOwn = <Answer>(
  engine: Engine,
  ask: OwnerAsk,
  work: (tx: Tx, restaurant: rules.Restaurant) => Promise<Answer>,
): Promise<Answer> =>
  engine.database.transaction(async (tx) => {
    const restaurant = await owned.lockOwnRestaurant(tx, ask, ask.restaurantId)
    if (!restaurant) throw rules.restaurantMissing()
    return work(tx, restaurant)
  })

/** Reads a restaurant that the caller may work at; another's is not there. */
export async function readOwn(engine: Engine, ask: OwnerAsk) {
  const restaurant = await queries.readOwnRestaurant(engine.database, ask, ask.restaurantId)
  if (!restaurant) throw rules.restaurantMissing()
  return restaurant
}

/** Opens a restaurant. Problem: time-zone-unknown. */
export async function openRestaurant(
  engine: Engine,
  ownerId: Id<'Account'>,
  draft: Pick<rules.Restaurant, 'name' | 'description' | 'timeZone' | 'currency'>,
) {
  const id = engine.newId<'Store'>()
  await engine.database.transaction(async (tx) => {
    const timeZone = await readTimeZone(tx, draft.timeZone)
    if (!(await keepAccount(tx, ownerId))) throw notSignedIn() // it leaves at this moment
    await owned.insertRestaurant(tx, ownerId, { ...draft, timeZone, id, closedAt: null })
  })
  return readOwn(engine, { ...owning({ accountId: ownerId }), restaurantId: id })
}

/**
 * Changes name, description or time zone, or closes the restaurant for good (and opens it again).
 * Problems in order: restaurant-missing, time-zone-unknown, time-zone-fixed.
 */
export async function changeRestaurant(
  engine: Engine,
  ask: OwnerAsk & {
    readonly name?: string
    readonly description?: string
    readonly timeZone?: string
    readonly closed?: boolean
  },
) {
  await onOwn(engine, ask, async (tx, restaurant) =>
    owned.writeRestaurant(tx, {
      ...restaurant,
      name: ask.name ?? restaurant.name,
      description: ask.description ?? restaurant.description,
      timeZone: await changedTimeZone(tx, {
        from: restaurant.timeZone,
        to: ask.timeZone,
        isClaimed: await hasPlaces(tx, restaurant.id),
      }),
      closedAt:
        ask.closed === undefined
          ? restaurant.closedAt
          : ask.closed
            ? (restaurant.closedAt ?? tx.now)
            : null,
    }),
  )
  return readOwn(engine, ask)
}

/** Adds a weekly time. Problems in order: restaurant-missing, table-time-taken. */
export const addTableTime = (
  engine: Engine,
  ask: OwnerAsk,
  draft: Omit<rules.TableTime, 'id'>,
): Promise<rules.TableTime> =>
  onOwn(engine, ask, async (tx) => {
    const tableTime = { ...draft, id: engine.newId<'TableTime'>() }
    const added = await owned.insertTableTime(tx, ask.restaurantId, tableTime)
    if (added === 0) throw rules.tableTimeTaken()
    return tableTime
  })

/**
 * Changes capacity or price. Coming places follow, but never below what is taken of them; the
 * price of what is held or sold is frozen in its order.
 */
export const changeTableTime = (
  engine: Engine,
  ask: OwnerAsk & {
    readonly tableTimeId: Id<'TableTime'>
    readonly capacity?: number
    readonly price?: number
  },
): Promise<rules.TableTime> =>
  onOwn(engine, ask, async (tx) => {
    const { restaurantId, tableTimeId } = ask
    const tableTime = await owned.readTableTime(tx, restaurantId, tableTimeId)
    if (!tableTime) throw rules.tableTimeMissing()
    const changed = {
      ...tableTime,
      capacity: ask.capacity ?? tableTime.capacity,
      price: ask.price ?? tableTime.price,
    }
    await owned.writeTableTime(tx, restaurantId, changed)
    const places = await owned.lockComingPlaces(tx, restaurantId, tableTimeId)
    const resized = places.map((place) => resize(place, changed.capacity))
    if (resized.length > 0) await resizePlaces(tx, restaurantId, resized)
    return changed
  })

/** Stops offering a weekly time; its bookings stay. */
export const removeTableTime = (
  engine: Engine,
  ask: OwnerAsk & { readonly tableTimeId: Id<'TableTime'> },
) =>
  onOwn(engine, ask, async (tx) => {
    const retired = await owned.retireTableTime(tx, ask.restaurantId, ask.tableTimeId)
    if (retired === 0) throw rules.tableTimeMissing()
  })

/** Closes a single date. What was booked stays, and is counted for the owner to act on. */
export const closeDate = (engine: Engine, ask: OwnerAsk & { readonly date: WallDate }) =>
  onOwn(engine, ask, async (tx, { timeZone }) => {
    await owned.insertClosedDate(tx, ask.restaurantId, ask.date)
    const { from, to } = dayOf(ask.date, timeZone)
    const { bookings } = await owned.countDayBookings(tx, ask.restaurantId, from, to)
    return { date: ask.date, bookings }
  })

export const openDate = (engine: Engine, ask: OwnerAsk & { readonly date: WallDate }) =>
  onOwn(engine, ask, async (tx) => {
    await owned.deleteClosedDate(tx, ask.restaurantId, ask.date)
  })

/** The single dates, from today on, on which the restaurant is closed. */
export async function listClosedDates(engine: Engine, ask: OwnerAsk): Promise<WallDate[]> {
  const { id, timeZone, now } = await readOwn(engine, ask)
  const rows = await owned.listClosedDates(engine.database, id, wallDate(now, timeZone))
  return rows.map(({ date }) => date)
}

/** The bookings of one date, with who comes. */
export async function listDayBookings(engine: Engine, ask: OwnerAsk & { readonly date: WallDate }) {
  const { id, timeZone } = await readOwn(engine, ask)
  const { from, to } = dayOf(ask.date, timeZone)
  const [counts, bookings] = await Promise.all([
    queries.countPlaces(engine.database, id, from, to),
    queries.listDayBookings(engine.database, id, from, to),
  ])
  const byStart = counts.toSorted((a, b) => a.startsAt.getTime() - b.startsAt.getTime())
  return {
    date: ask.date,
    times: byStart.map(({ startsAt, capacity, remaining }) => ({
      time: wallTime(startsAt, timeZone),
      capacity,
      remaining,
    })),
    bookings: bookings.map(({ startsAt, paidAt, booker, ...booking }) => ({
      ...booking,
      time: wallTime(startsAt, timeZone),
      paidAt: paidAt && withOffset(paidAt, timeZone),
      booker: booker && openBooker(engine, booker),
    })),
  }
}

const dayOf = (date: WallDate, timeZone: string) => ({
  from: startOfDay(date, timeZone),
  to: startOfDay(addDays(date, 1), timeZone),
})
