import type { Engine } from '../../engine.ts'
import { publish } from '../../events/outbox.ts'
import type { Handler } from '../../events/relay.ts'
import type { Id } from '../../kernel/id.ts'
import { orThrow } from '../../kernel/problem.ts'
import { unitsLeft } from '../../orders/money-rules.ts'
import { moveLine, setExpiry } from '../../orders/move-queries.ts'
import * as orders from '../../orders/queries.ts'
import { letGo } from '../../orders/release.ts'
import type { Order } from '../../orders/rules.ts'
import { refuseChange } from '../../payments/lock-to-cancel.ts'
import { lockPlaces, readStarts } from '../../places/queries.ts'
import { readNow } from '../../postgres/now.ts'
import type { Queryable, Tx } from '../../postgres/sql.ts'
import { readStore } from '../../stores/queries.ts'
import { readBookings } from '../queries.ts'
import { describeAll } from '../read.ts'
import { takeBackMark } from '../visits/marks.ts'
import * as queries from './queries.ts'
import * as rules from './rules.ts'
import { readMoveToken } from './token.ts'

interface MoveAsk {
  readonly moveId: Id<'Move'>
  readonly token: string
}

/** A proposal as its guest sees it. Problem: move-missing. */
export async function showMove(engine: Engine, { moveId, token }: MoveAsk) {
  const storeId = readMoveToken(engine, moveId, token)
  if (!storeId) throw rules.moveMissing()
  const cell = engine.cell(storeId)
  const known = await queries.readMove(cell, storeId, moveId)
  const store = known && (await readStore(cell, storeId))
  const found = known && (await readBoth(cell, known))
  // Read after its hold: one that was withdrawn in between has not expired.
  const move = known && (await queries.readMove(cell, storeId, moveId))
  if (!move || !store || !found?.order.buyerId) throw rules.moveMissing()
  const { now } = await readNow(cell)
  const { order, hold } = found
  const rows = await readBookings(cell, [order, hold])
  const linesOf = await describeAll(engine, cell, rows)
  // Of the places: an answer changes which lines the orders have.
  const starts = await readStarts(cell, storeId, [move.fromPlaceId, move.toPlaceId])
  const startOf = (placeId: string) =>
    starts.find(({ id }) => id === placeId)?.startsAt?.toISOString() ?? null
  const state = rules.stateAt(move, hold, now)
  return {
    id: move.id,
    state,
    store: { id: store.id, name: store.name, timeZone: store.timeZone },
    bookingId: order.id,
    orderNumber: order.number,
    what: rows.flatMap((row) => linesOf.get(row) ?? [])[0]?.what ?? { ko: '', en: '' },
    from: startOf(move.fromPlaceId),
    to: startOf(move.toPlaceId),
    message: move.message,
    expiresAt: hold.expiresAt.toISOString(),
    now: now.toISOString(),
  }
}

async function readBoth(
  on: Queryable,
  move: rules.Move,
): Promise<{ order: Order; hold: Order } | undefined> {
  const found = await orders.readOrders(on, move.storeId, [move.orderId, move.holdId])
  const order = found.find(({ id }) => id === move.orderId)
  const hold = found.find(({ id }) => id === move.holdId)
  return order && hold && { order, hold }
}

/**
 * The guest's answer. Accepting gives the booking the new place and the old one back, in one commit;
 * the same answer again changes nothing.
 * Problems in order: move-missing, those of `rules.answer`; of accepting, those of `refuseChange`.
 */
export async function answerMove(engine: Engine, ask: MoveAsk & { readonly accept: boolean }) {
  const storeId = readMoveToken(engine, ask.moveId, ask.token)
  if (!storeId) throw rules.moveMissing()
  await engine.cell(storeId).transaction((tx) => answer(engine, tx, storeId, ask), storeId)
  return showMove(engine, ask)
}

/**
 * Ends a proposal: accepted, or declined. The same answer again changes nothing.
 * Problems in order: those of `answerMove`.
 */
export async function answer(
  engine: Engine,
  tx: Tx,
  storeId: Id<'Store'>,
  ask: { readonly moveId: Id<'Move'>; readonly accept: boolean; readonly by?: MovedBy },
): Promise<void> {
  const known = await queries.readMove(tx, storeId, ask.moveId)
  if (!known) throw rules.moveMissing()
  const locked = await lockPlaces(tx, storeId, [known.fromPlaceId, known.toPlaceId])
  const both = await orders.lockOrders(tx, storeId, [known.orderId, known.holdId])
  const move = await queries.lockMove(tx, storeId, ask.moveId)
  const order = both.find(({ id }) => id === known.orderId)
  const hold = both.find(({ id }) => id === known.holdId)
  if (!move || !order?.buyerId || !hold) throw rules.moveMissing()
  if (move.state === (ask.accept ? 'accepted' : 'declined')) return
  const from = locked.find(({ id }) => id === move.fromPlaceId)
  orThrow(rules.answer({ move, order, hold }, { startsAt: from?.startsAt ?? null }, tx.now))
  if (!ask.accept) return decline(tx, move)
  await refuseChange(engine, tx, order)
  await accept(tx, move, { order, hold }, ask.by)
}

/** By whose wish a booking moved: a store's proposal, its guest's own, or the desk's without asking. */
type MovedBy = 'store' | 'guest' | 'desk'

const wishOf = ({ changeNumber }: rules.Move): MovedBy =>
  changeNumber === null ? 'store' : 'guest'

/** The new place goes from the hold to the booking: what remains of it does not change. */
export async function accept(
  tx: Tx,
  move: rules.Move,
  { order, hold }: { readonly order: Order; readonly hold: Order },
  by = wishOf(move),
): Promise<void> {
  const { fromPlaceId: from, toPlaceId: to } = move
  const line = order.lines.find(({ placeId }) => placeId === from)
  const quantity = line && unitsLeft(line)
  // what was given back meanwhile is not what the hold has
  if (quantity === undefined || quantity !== hold.lines[0]?.quantity)
    throw rules.moveOver({ state: move.state })
  await endHold(tx, hold)
  const left = await moveLine(tx, order, { from, to, title: hold.title })
  await letGo(
    tx,
    order,
    left.map((one) => ({ ...one, quantity })),
  )
  await endAccepted(tx, move, order, by)
}

/** The ready order of a move is over; its place is given back by who takes it. */
export async function endHold(tx: Tx, hold: Order): Promise<void> {
  await orders.writeOrder(tx, { ...hold, status: 'canceled', canceledAt: tx.now })
  await orders.writeLines(tx, hold, 'held', 'released')
}

/** The booking is at its new time. */
export async function endAccepted(
  tx: Tx,
  move: rules.Move,
  order: Order,
  by = wishOf(move),
): Promise<void> {
  await takeBackMark(tx, order) // a mark is of the old time
  await queries.endMove(tx, move, 'accepted')
  await publishMoved(tx, order, { id: move.id, by })
}

/** The booking has another time, or another number of people. */
export const publishMoved = (
  tx: Tx,
  { storeId, id: subjectId }: Pick<Order, 'storeId' | 'id'>,
  { id: moveId, by }: { readonly id: Id<'Move'>; readonly by: MovedBy },
) => publish(tx, { topic: 'order.moved', storeId, subjectId, body: { moveId, by } })

async function decline(tx: Tx, { storeId, id, orderId, holdId }: rules.Move): Promise<void> {
  await setExpiry(tx, { storeId, id: holdId }, tx.now)
  await queries.endMove(tx, { storeId, id }, 'declined')
  await publish(tx, {
    topic: 'order.move-declined',
    storeId,
    subjectId: orderId,
    body: { moveId: id },
  })
}

/** Withdraws the proposals of bookings that were canceled, wholly or partly, as their events leave the outbox. */
export const withdrawOfCanceled: Handler = async (tx, events) => {
  const canceled = events.flatMap(({ topic, storeId, subjectId }) =>
    (topic === 'order.canceled' || topic === 'order.given-back') && storeId
      ? { storeId, id: subjectId }
      : [],
  )
  if (canceled.length > 0) await queries.withdrawMoves(tx, canceled)
}
