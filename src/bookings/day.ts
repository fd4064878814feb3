import type { Static, TObject } from 'typebox'
import type { Engine } from '../engine.ts'
import { dayOf, type WallDate, wallTime, withOffset } from '../kernel/time.ts'
import { readOwn, type StoreAsk } from '../stores/operations.ts'
import { openBooker } from './booker.ts'
import type { dayView } from './contract.ts'
import * as queries from './queries.ts'
import { doorOf } from './read.ts'

/**
 * The bookings of one date of a store with their guests, and how full each time is. Problem:
 * store-missing.
 */
export async function readDay(
  engine: Engine,
  ask: StoreAsk,
  date: WallDate,
): Promise<Static<TObject<typeof dayView>>> {
  const { database } = engine
  const store = await readOwn(engine, ask)
  const { timeZone, now } = store
  const day = dayOf(date, timeZone)
  const door = doorOf(engine, store.door)
  const [times, found] = await Promise.all([
    door.dayTimes(database, store, day),
    queries.listDayBookings(database, store.id, day, now),
  ])
  const described = await door.describe(
    database,
    found.map((line) => ({ ...line, storeId: store.id })),
  )
  const bookings = found.flatMap(({ startsAt, paidAt, booker, number, amount, ...line }, at) => {
    const description = described[at]
    if (!description) return []
    return {
      id: line.id,
      orderNumber: number,
      status: line.status,
      ...description,
      time: wallTime(startsAt, timeZone),
      price: { amount, currency: line.currency },
      paidAt: paidAt && withOffset(paidAt, timeZone),
      booker: booker && openBooker(engine, booker),
      left: line.left,
    }
  })
  return { date, times, bookings }
}
