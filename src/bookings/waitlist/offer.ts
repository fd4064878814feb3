import type { Engine } from '../../engine.ts'
import { countOffer } from '../../holds/budget.ts'
import { Problem } from '../../kernel/problem.ts'
import { alreadyYours, type Order, tooManyPlaces } from '../../orders/rules.ts'
import { inCells } from '../../postgres/cells.ts'
import type { Database } from '../../postgres/database.ts'
import { readNow } from '../../postgres/now.ts'
import { DEFAULT_TERMS, servedBy } from '../../waitlist/rules.ts'
import { doorOfKey } from '../doors.ts'
import * as queries from './queries.ts'

const SETTLED_MOST = 200
const DUE_MOST = 200

/**
 * A job: ends offers that are over, and offers what is free to those who wait for it, in order. Any number of
 * processes may run it: under the lock of its place, a claim for an entry gets only what those before it
 * leave, and an entry gets one offer.
 *
 * @returns how many offers it ended and made
 */
export const offerVacancies = (engine: Engine): Promise<number> =>
  inCells(engine, async (cell) => {
    const settled = await cell.transaction((tx) => queries.settleOffers(tx, SETTLED_MOST))
    return settled.length + (await offerIn(engine, cell))
  })

async function offerIn(engine: Engine, cell: Database): Promise<number> {
  const { now } = await readNow(cell)
  const due = await queries.listDue(cell, now, DUE_MOST)
  const places = [...Map.groupBy(due, ({ storeId, placeId }) => `${storeId} ${placeId}`).values()]
  const chosen = new Set(places.flatMap((line) => servedBy(line, line[0]?.units ?? 0)))
  // Together, so that they share reads and commits: whose turn it is their claims decide.
  const made = await Promise.all(
    due.filter((entry) => chosen.has(entry)).map((entry) => offerTo(engine, cell, entry)),
  )
  return made.filter(Boolean).length
}

/** What the guest themselves is refused for: nobody waits behind it. */
const guests = new Set<string>([alreadyYours.type, tooManyPlaces.type])

async function offerTo(engine: Engine, cell: Database, entry: queries.DueEntry): Promise<boolean> {
  const { id: entryId, storeId, placeId, buyerId, quantity, item, key } = entry
  const waited = doorOfKey(engine, key, '').waited?.(item)
  const terms = {
    isOn: entry.isOn ?? DEFAULT_TERMS.isOn,
    offerMinutes: entry.offerMinutes ?? DEFAULT_TERMS.offerMinutes,
    entriesPerGuest: entry.entriesPerGuest ?? DEFAULT_TERMS.entriesPerGuest,
  }
  if (!waited) return false
  try {
    const turn = { storeId, entryId, placeId, buyerId, quantity, terms }
    const order = await waited.offer(engine, turn)
    await count(engine, order, buyerId)
    return true
  } catch (error) {
    if (!(error instanceof Problem)) throw error
    if (!guests.has(error.type)) return false
    await cell.transaction((tx) => queries.endEntry(tx, storeId, entryId, 'dropped'), storeId)
    return true
  }
}

/** It counts as a hold of its guest, as far as their budget goes. */
async function count(engine: Engine, order: Order, accountId: string): Promise<void> {
  const { id: orderId, createdAt, expiresAt, lines } = order
  const seats = lines.reduce((sum, line) => (line.isAside ? sum : sum + line.quantity), 0)
  const seconds = (expiresAt.getTime() - createdAt.getTime()) / 1000
  await countOffer(engine, { orderId, accountId, seats, seconds })
}
