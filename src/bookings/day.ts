import type { Static, TObject } from 'typebox'
import type { Engine } from '../engine.ts'
import { addDays, type Day, dayOf, type WallDate, wallDate } from '../kernel/time.ts'
import type { Queryable } from '../postgres/sql.ts'
import { readOwn, type StoreAsk } from '../stores/operations.ts'
import { readAlong } from './along.ts'
import { openBooker } from './booker.ts'
import type { dayView } from './day-contract.ts'
import * as queries from './day-queries.ts'
import { readRunning } from './desk/running.ts'
import type { DayTime } from './door.ts'
import { describeLines, doorsOf } from './doors.ts'
import { guestNotesOf } from './history/notes.ts'
import { blocksOf } from './loads.ts'
import { proposalView } from './moves/view.ts'
import { serviceStart } from './served-rules.ts'
import { marksAt } from './visits/rules.ts'

/**
 * The bookings of one date of a store with their guests, and how full each time is. Problem:
 * store-missing.
 */
export async function readDay(
  engine: Engine,
  ask: StoreAsk,
  date: WallDate,
): Promise<Static<TObject<typeof dayView>>> {
  const store = await readOwn(engine, ask)
  const cell = engine.cell(store.id)
  const { timeZone, now } = store
  const blocks = blocksOf(engine.doors.values())
  const [times, found] = await Promise.all([
    timesOfDay(engine, cell, store, dayOf(date, timeZone)),
    queries.listDayBookings(cell, { store, dates: { from: date, to: date }, blocks }),
  ])
  const { id: storeId, door: storeDoor, pricing } = store
  const orderIds = [...new Set(found.map(({ id }) => id))]
  const [described, along, guestNotes] = await Promise.all([
    describeLines(
      engine,
      cell,
      found.map((line) => ({
        ...line,
        ...{ storeId, storeDoor, pricing, orderId: line.id },
        quantity: line.quantity || line.bought,
      })),
    ),
    readAlong(engine, cell, store, orderIds),
    guestNotesOf(engine, cell, storeId, orderIds),
  ])
  const bookings = found.flatMap(({ startsAt, key, paidAt, booker, ...line }, at) => {
    const description = described[at]
    if (!description) return []
    const { door, what, item, where = null, atStore } = description
    return {
      id: line.id,
      orderNumber: line.number,
      status: line.status,
      ...{ what, item, where },
      time: serviceStart({ key, startsAt }, timeZone).time,
      price: { amount: line.amount, currency: line.currency },
      ...(atStore && { atStore }),
      refundable: { amount: line.paidLeft, currency: line.currency },
      begun: startsAt <= now,
      paidAt: paidAt?.toISOString() ?? null,
      booker: booker && openBooker(engine, booker),
      left: line.left,
      isEntered: line.isEntered,
      visit: line.visit,
      note: line.note && engine.keyRing.open(line.note),
      guestNote: guestNotes.get(line.id) ?? null,
      marks: line.status === 'paid' ? marksAt({ startsAt, timeZone }, now) : [],
      move: proposalView(line.proposed, timeZone, now),
      along: along(line.id, door),
      isMovable: line.isAlone,
    }
  })
  return { date, times, bookings }
}

/** The times of all doors of a store, by start. */
async function timesOfDay(
  engine: Engine,
  on: Queryable,
  store: OwnStore,
  day: Day,
): Promise<DayTime[]> {
  const found = await Promise.all(
    doorsOf(engine, store).map((door) => door.dayTimes?.(on, store, day) ?? []),
  )
  return found.flat().toSorted((a, b) => (a.time < b.time ? -1 : Number(a.time > b.time)))
}

type OwnStore = Awaited<ReturnType<typeof readOwn>>

/**
 * The dates of a month (`2026-11`) with bookings, how many each has, and the date whose service goes on.
 * Problem: store-missing.
 */
export async function listBookedDays(engine: Engine, ask: StoreAsk, month: string) {
  const store = await readOwn(engine, ask)
  const cell = engine.cell(store.id)
  const first = `${month}-01`
  const dates = { from: first, to: addDays(`${addDays(first, 31).slice(0, 7)}-01`, -1) }
  const blocks = blocksOf(engine.doors.values())
  const [today, data] = await Promise.all([
    readToday(engine, cell, store),
    queries.countBookedDays(cell, { store, dates, blocks }),
  ])
  return { today, data }
}

/** The date whose service goes on at a store, as its own door says; else today. */
async function readToday(engine: Engine, on: Queryable, store: OwnStore): Promise<WallDate> {
  const reads = engine.doors.get(store.door)?.running?.(on, store)
  return reads ? readRunning(store, reads) : wallDate(store.now, store.timeZone)
}
