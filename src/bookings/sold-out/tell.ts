import type { Engine } from '../../engine.ts'
import type { Handler } from '../../events/relay.ts'
import type { Id } from '../../kernel/id.ts'
import { dayOf, later, wallDate } from '../../kernel/time.ts'
import { addNotices } from '../../mail/notices.ts'
import type { Tx } from '../../postgres/sql.ts'
import type { BookingDoor } from '../door.ts'
import { doorOfKey } from '../doors.ts'
import { listHeld, listPaidStarts, listTold, type PaidStart } from './queries.ts'
import { type SoldOutAsk, soldOutId } from './scope.ts'

interface Candidate extends SoldOutAsk {
  readonly id: Id<'SoldOut'>
  readonly store: PaidStart
  readonly soldOut: NonNullable<BookingDoor['soldOut']>
}

/**
 * Writes that a day or a performance is sold out, in the transaction that takes the payment of its last place out of the
 * outbox, and once for ever: what is canceled and sold again is no news. Nothing is said while something is held that is
 * not paid, as that may come back, nor of today, whose last times also end because they are near.
 */
export const tellSoldOut =
  (engine: Engine): Handler =>
  async (tx, events) => {
    const paid = events.flatMap(({ topic, storeId, subjectId }) =>
      topic === 'order.paid' && storeId ? [{ storeId, orderId: subjectId as Id<'Order'> }] : [],
    )
    if (paid.length === 0) return
    const starts = await listPaidStarts(tx, paid)
    const candidates = await untold(tx, candidatesOf(engine, starts, tx.now))
    const over = await overOf(tx, candidates)
    const drafts = over.map(({ id, store }) => ({
      ...{ storeId: store.id, subjectId: store.orderId, kind: 'sold-out' as const, aboutId: id },
    }))
    await addNotices(engine, tx, drafts)
  }

/** Each once. */
function candidatesOf(engine: Engine, starts: readonly PaidStart[], now: Date): Candidate[] {
  const found = new Map<Id<'SoldOut'>, Candidate>()
  for (const start of starts) {
    const { id: storeId, startsAt, timeZone } = start
    const door = doorOfKey(engine, start.key, start.door)
    const date = wallDate(startsAt, timeZone)
    if (!door.soldOut) continue
    if (door.soldOut.per === 'day' && date <= wallDate(now, timeZone)) continue
    const id = soldOutId(storeId, door, startsAt, timeZone)
    found.set(id, { id, store: start, startsAt, date, soldOut: door.soldOut })
  }
  return [...found.values()]
}

async function untold(tx: Tx, candidates: readonly Candidate[]): Promise<readonly Candidate[]> {
  if (candidates.length === 0) return []
  const told = await listTold(
    tx,
    candidates.map(({ id, store }) => ({ storeId: store.id, id })),
  )
  const known = new Set(told.map(({ id }) => id))
  return candidates.filter(({ id }) => !known.has(id))
}

async function overOf(tx: Tx, candidates: readonly Candidate[]): Promise<readonly Candidate[]> {
  if (candidates.length === 0) return []
  const ofDoor = Map.groupBy(candidates, ({ soldOut }) => soldOut)
  const over = (
    await Promise.all([...ofDoor].map(([{ soldOutOf }, asks]) => soldOutOf(tx, asks, tx.now)))
  ).flat()
  if (over.length === 0) return []
  const held = new Set((await listHeld(tx, over.map(spanOf))).map(({ at }) => at))
  return over.filter((_, at) => !held.has(at))
}

function spanOf({ soldOut, date, startsAt, store }: Candidate) {
  const { id: storeId, timeZone } = store
  if (soldOut.per === 'day') return { storeId, ...dayOf(date, timeZone) }
  return { storeId, begins: startsAt, ends: later(startsAt, 1) }
}
