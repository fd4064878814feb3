import type { Engine } from '../../engine.ts'
import type { Handler } from '../../events/relay.ts'
import type { Id } from '../../kernel/id.ts'
import { dayOf, later, type WallDate, wallDate } from '../../kernel/time.ts'
import { addNotices } from '../../mail/notices.ts'
import type { Tx } from '../../postgres/sql.ts'
import type { BookingDoor } from '../door.ts'
import { doorOfKey } from '../doors.ts'
import { listHeld, listPaidStarts, listTold, type PaidStart } from './queries.ts'
import { soldOutId } from './scope.ts'

interface Candidate {
  readonly id: Id<'SoldOut'>
  readonly start: PaidStart
  readonly date: WallDate
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
    const over = await soldOutOf(tx, candidates)
    const drafts = over.map(({ id, start }) => ({
      ...{ storeId: start.id, subjectId: start.orderId, kind: 'sold-out' as const, aboutId: id },
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
    found.set(id, { id, start, date, soldOut: door.soldOut })
  }
  return [...found.values()]
}

async function untold(tx: Tx, candidates: readonly Candidate[]): Promise<readonly Candidate[]> {
  if (candidates.length === 0) return []
  const told = await listTold(
    tx,
    candidates.map(({ id, start }) => ({ storeId: start.id, id })),
  )
  const known = new Set(told.map(({ id }) => id))
  return candidates.filter(({ id }) => !known.has(id))
}

async function soldOutOf(tx: Tx, candidates: readonly Candidate[]): Promise<readonly Candidate[]> {
  if (candidates.length === 0) return []
  const answers = await Promise.all(
    candidates.map(({ soldOut, start, date }) =>
      soldOut.isSoldOut(tx, start, { startsAt: start.startsAt, date }, tx.now),
    ),
  )
  const over = candidates.filter((_, at) => answers[at])
  if (over.length === 0) return []
  const held = new Set((await listHeld(tx, over.map(spanOf))).map(({ at }) => at))
  return over.filter((_, at) => !held.has(at))
}

function spanOf({ soldOut, date, start }: Candidate) {
  const { id: storeId, startsAt, timeZone } = start
  if (soldOut.per === 'day') return { storeId, ...dayOf(date, timeZone) }
  return { storeId, begins: startsAt, ends: later(startsAt, 1) }
}
