import type { Engine } from '../../engine.ts'
import type { Id } from '../../kernel/id.ts'
import { addDays, startOfDay, type WallDate, wallDate } from '../../kernel/time.ts'
import { orderMissing } from '../../orders/rules.ts'
import { findOwnedOrder } from '../../policies/queries.ts'
import { readNoShowsMost, writeNoShowsMost } from '../../stores/hold-terms/queries.ts'
import { onOwn, readOwn, type StoreAsk } from '../../stores/operations.ts'
import type { GuestAsk } from '../visits/on-booking.ts'
import { readGuestNote } from './note-queries.ts'
import { guestOf } from './notes.ts'
import { guestIndexes } from './phone-index.ts'
import * as queries from './queries.ts'
import * as rules from './rules.ts'

/**
 * What a store knows of the guest of a booking: the same account, or the same phone. Problems in order:
 * store-missing, order-missing.
 */
export async function showHistory(engine: Engine, { by, storeId, bookingId }: GuestAsk) {
  const store = await readOwn(engine, { by, storeId })
  const cell = engine.cell(storeId)
  const found = await findOwnedOrder(cell, { by, storeId, orderId: bookingId })
  const guest = found && (await guestOf(engine, cell, found))
  if (!guest) throw orderMissing()
  return readHistory(engine, store, guest, bookingId)
}

/** The same of whoever has a phone number, which is not kept. Problem: store-missing. */
export async function lookUpGuest(engine: Engine, ask: StoreAsk, phone: string) {
  const store = await readOwn(engine, ask)
  const phoneIndexes = guestIndexes(engine, store.id, phone)
  return readHistory(engine, store, { accountId: null, phoneIndexes })
}

interface OfStore {
  readonly id: Id<'Store'>
  readonly timeZone: string
  readonly now: Date
}

function readPast(engine: Engine, { id, timeZone, now }: OfStore, guest: queries.GuestKey) {
  const since = startOfDay(addDays(wallDate(now, timeZone), -rules.HISTORY_DAYS), timeZone)
  return queries.listPast(engine.cell(id), id, guest, { since, most: rules.READ_MOST })
}

async function readHistory(
  engine: Engine,
  store: OfStore,
  guest: queries.GuestKey,
  bookingId?: Id<'Order'>,
) {
  const { id, timeZone } = store
  const [past, note] = await Promise.all([
    readPast(engine, store, guest),
    readGuestNote(engine.cell(id), id, guest),
  ])
  const others = past.filter(({ orderId }) => orderId !== bookingId)
  const dateOf = (at: Date | null): WallDate | null => at && wallDate(at, timeZone)
  return {
    ...rules.countHistory(others),
    days: rules.HISTORY_DAYS,
    note: note && engine.keyRing.open(note),
    past: others
      .slice(0, rules.SHOWN_MOST)
      .map(({ orderId, startsAt, note, status, outcome, canceledBy }) => ({
        ...{ id: orderId, date: dateOf(startsAt), status, visit: outcome, canceledBy },
        note: note && engine.keyRing.open(note),
      })),
  }
}

/** Whether a store refuses guests who did not come so often. Problem: store-missing. */
export async function showRefusal(engine: Engine, ask: StoreAsk) {
  const { id } = await readOwn(engine, ask)
  return { noShows: await readNoShowsMost(engine.cell(id), id) }
}

/** Problem: store-missing. */
export const setRefusal = (engine: Engine, ask: StoreAsk, noShows: number | null) =>
  onOwn(engine, ask, async (tx, { id }) => {
    await writeNoShowsMost(tx, id, noShows)
    return { noShows }
  })
