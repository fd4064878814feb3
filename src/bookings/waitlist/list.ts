import type { Static } from 'typebox'
import { findNames } from '../../accounts/queries.ts'
import type { Engine } from '../../engine.ts'
import type { Id } from '../../kernel/id.ts'
import { type WallDate, wallDate, wallTime } from '../../kernel/time.ts'
import { readCells } from '../../postgres/cells.ts'
import { readNow } from '../../postgres/now.ts'
import { readOwn, type StoreAsk } from '../../stores/operations.ts'
import { entryMissing, initialOf } from '../../waitlist/rules.ts'
import { type Doors, doorOfKey } from '../doors.ts'
import { bookersOf } from '../find-booker.ts'
import { serviceDay } from '../quarter-rules.ts'
import { serviceStart } from '../served-rules.ts'
import type { EntryView } from './contract.ts'
import * as queries from './queries.ts'
import { waitedOf } from './sold-time.ts'

/** Of a guest, and of a day. */
const LISTED_MOST = 500

/** All that is kept of what a guest waits, or has waited, for; the latest first. */
export async function listOwnEntries(engine: Engine, buyerId: Id<'Account'>) {
  const rows = await readCells(engine, async (cell) => {
    const { now } = await readNow(cell)
    return queries.listOwn(cell, buyerId, now, LISTED_MOST)
  })
  const latest = rows.toSorted((one, other) => other.joinedAt.getTime() - one.joinedAt.getTime())
  return { data: latest.map((row) => entryView(engine, row)) }
}

/** Problem: waitlist-entry-missing. */
export async function showEntry(
  engine: Engine,
  { buyerId, entryId }: { readonly buyerId: Id<'Account'>; readonly entryId: Id<'WaitlistEntry'> },
) {
  const { data } = await listOwnEntries(engine, buyerId)
  const entry = data.find(({ id }) => id === entryId)
  if (!entry) throw entryMissing()
  return entry
}

/** Who waits for the times of a date's service, by time and turn. Problem: store-missing. */
export async function listDayEntries(engine: Engine, ask: StoreAsk, date: WallDate) {
  const { id, timeZone, now } = await readOwn(engine, ask)
  const day = serviceDay(date, timeZone)
  const found = await queries.listOfDay(engine.cell(id), id, day, now, LISTED_MOST)
  const rows = found.filter((row) => serviceStart(row, timeZone).date === date)
  const nameOf = await readNames(engine, id, rows)
  const data = rows.map((row) => {
    const offers = row.lapses + (row.orderId === null ? 0 : 1)
    return {
      ...entryView(engine, row),
      ...serviceStart(row, timeZone),
      ...{ guest: nameOf(row), offers },
    }
  })
  return { data: data.filter(({ state }) => state !== 'over') }
}

/**
 * What a store reads of who waits: the name that they gave it with the booking, else an initial. Who only waits has not
 * agreed yet that the store is told who they are.
 */
async function readNames(engine: Engine, storeId: Id<'Store'>, rows: readonly queries.EntryRow[]) {
  const orderIds = rows.flatMap(({ orderId }) => orderId ?? [])
  const buyerIds = [...new Set(rows.map(({ buyerId }) => buyerId))]
  const [bookers, accounts] = await Promise.all([
    bookersOf(engine).names(storeId, orderIds),
    buyerIds.length > 0 ? findNames(engine.house, buyerIds) : [],
  ])
  const names = new Map(accounts.map((account) => [account.id, account.name]))
  return ({ orderId, buyerId }: queries.EntryRow): string | null =>
    (orderId && bookers.get(orderId)) ?? initialOf(names.get(buyerId) ?? '')
}

/** As every reader must see it: neither a job nor its store has to have touched it. */
function stateOf({ state, status, startsAt, lapses, now }: queries.EntryRow) {
  if (state === 'offered' && status === 'paid') return 'accepted'
  if (state === 'offered' && status === 'canceled') return 'declined'
  if ((state === 'waiting' || state === 'offered') && startsAt <= now) return 'over'
  if (state === 'offered' && status === 'failed') return lapses > 0 ? 'dropped' : 'waiting'
  return state
}

function entryView(engine: Doors, row: queries.EntryRow): Static<typeof EntryView> {
  const { storeId, storeName, storeDoor, timeZone, startsAt } = row
  const door = doorOfKey(engine, row.key, storeDoor)
  const what = waitedOf([door], row.item)?.what(row.quantity)
  const state = stateOf(row)
  return {
    id: row.id,
    state,
    store: { id: storeId, name: storeName, door: door.name, timeZone },
    item: { ...row.item },
    what: what ?? { ko: `${row.quantity}`, en: `${row.quantity}` },
    quantity: row.quantity,
    startsAt: startsAt.toISOString(),
    date: wallDate(startsAt, timeZone),
    time: wallTime(startsAt, timeZone),
    joinedAt: row.joinedAt.toISOString(),
    ahead: state === 'waiting' ? row.ahead : null,
    bookingId: state === 'offered' || state === 'accepted' ? row.orderId : null,
    expiresAt: state === 'offered' ? (row.expiresAt?.toISOString() ?? null) : null,
    now: row.now.toISOString(),
  }
}
