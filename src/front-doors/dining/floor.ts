import type { Static } from 'typebox'
import { readRunning } from '../../bookings/desk/running.ts'
import { instantAt, isOnDate } from '../../bookings/desk/running-rules.ts'
import { attendanceOf, deskView } from '../../bookings/desk/view.ts'
import { serviceDay } from '../../bookings/quarter-rules.ts'
import type { Engine } from '../../engine.ts'
import type { Id } from '../../kernel/id.ts'
import type { WallDate } from '../../kernel/time.ts'
import { orderMissing } from '../../orders/rules.ts'
import { readOwn, type StoreAsk } from '../../stores/operations.ts'
import type { FloorParty, getFloor } from './desk-contract.ts'
import { type FloorRow, listParties } from './desk-queries.ts'
import { restaurantMissing } from './rules.ts'
import { runningReads } from './running.ts'
import { readSeatings } from './seating-queries.ts'
import { isBlockKey, readArrivalKey, stayMinutes } from './seating-rules.ts'

type PartyAnswer = Static<typeof FloorParty>

/**
 * A date on the floor, the one whose service goes on where none is asked: its tables and all who have some, also from
 * the day before and after its midnight. Problem: restaurant-missing.
 */
export async function showFloor(
  engine: Engine,
  ask: StoreAsk,
  asked: WallDate | undefined,
): Promise<Static<(typeof getFloor)['answer']>> {
  const store = await readOwn(engine, ask)
  const { id: storeId, timeZone, now } = store
  const cell = engine.cell(storeId)
  const today = await readRunning(store, runningReads(cell, store))
  const date = asked ?? today
  const day = serviceDay(date, timeZone)
  const [[seating], rows] = await Promise.all([
    readSeatings(cell, [{ storeId, date }]),
    listParties(cell, storeId, day, now),
  ])
  if (!seating) throw restaurantMissing()
  const { plan, services, isClosed, terms, currency } = seating
  const shown = rows
    .filter((row) => {
      const arrived = readArrivalKey(row.arrivalKey)
      return arrived && isOnDate({ ...row, ...arrived }, { date, hours: services })
    })
    .map((row) => untruncated(row, timeZone))
    .toSorted((one, other) => one.startsAt.getTime() - other.startsAt.getTime())
  return {
    ...{ date, today, timeZone, currency, closed: isClosed, now: now.toISOString() },
    areas: [...plan.areas],
    tables: [...plan.tables],
    joins: plan.joins.map(([one, other]) => [one, other]),
    services: [...services],
    stays: Array.from({ length: 12 }, (_, at) => stayMinutes(terms, at + 1)),
    parties: shown.map((row) => partyView(engine, row, { timeZone, now })),
  }
}

/** With its own start: of who came before midnight, only the rest of the stay is read with the date. */
function untruncated(row: FloorRow, timeZone: string): FloorRow {
  const arrived = readArrivalKey(row.arrivalKey)
  return { ...row, startsAt: (arrived && instantAt(arrived, timeZone)) ?? row.startsAt }
}

/** One party as the floor shows it. Problem: order-missing. */
export async function showParty(
  engine: Engine,
  { id: storeId, timeZone }: { readonly id: Id<'Store'>; readonly timeZone: string },
  orderId: Id<'Order'>,
  now: Date,
): Promise<PartyAnswer> {
  const [row] = await listParties(engine.cell(storeId), storeId, { orderId }, now)
  if (!row) throw orderMissing()
  return partyView(engine, row, { timeZone, now })
}

function partyView(
  engine: Engine,
  row: FloorRow,
  { timeZone, now }: { readonly timeZone: string; readonly now: Date },
): PartyAnswer {
  const arrived = readArrivalKey(row.arrivalKey) ?? { date: '', time: '' }
  return {
    ...{ ...deskView(engine, row, { timeZone, now }), ...arrived, party: row.party },
    source: row.source ?? (isBlockKey(row.arrivalKey) ? 'block' : 'online'),
    state: attendanceOf(row, 'seated'),
    tableIds: [...row.takenIds],
    seatedAt: row.seatedAt?.toISOString() ?? null,
  }
}
