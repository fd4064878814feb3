import type { Engine } from '../../engine.ts'
import { publish } from '../../events/outbox.ts'
import type { Id } from '../../kernel/id.ts'
import { orThrow, Problem } from '../../kernel/problem.ts'
import { later } from '../../kernel/time.ts'
import { claimOffered } from '../../orders/claim.ts'
import { unitsLeft } from '../../orders/money-rules.ts'
import { setExpiry } from '../../orders/move-queries.ts'
import * as orders from '../../orders/queries.ts'
import { linesChanged } from '../../orders/relocate-rules.ts'
import { isAlive, type Order, orderMissing, soldOut } from '../../orders/rules.ts'
import { refuseChange } from '../../payments/lock-to-cancel.ts'
import { lockPlaces } from '../../places/queries.ts'
import { findOwnedOrder, readTerms } from '../../policies/queries.ts'
import { forget, type Once, remember, takeKey } from '../../postgres/once.ts'
import type { Tx } from '../../postgres/sql.ts'
import { isSamePrice } from '../../stores/hold-terms/deposit-rules.ts'
import { readOwn } from '../../stores/operations.ts'
import { isDepositPrice } from '../../stores/pricing-rules.ts'
import type { By } from '../../stores/rules.ts'
import { isEntered, readDeskLines } from '../desk/queries.ts'
import type { Selling } from '../door.ts'
import { doorOfLines } from '../doors.ts'
import { paysNoDeposit } from '../history/deposits.ts'
import { lineOf } from '../line.ts'
import { itemUnknown } from '../rules.ts'
import { readVisit } from '../visits/queries.ts'
import { answer } from './answer.ts'
import * as queries from './queries.ts'
import * as rules from './rules.ts'

export interface ProposeAsk {
  readonly by: By
  readonly storeId: Id<'Store'>
  readonly bookingId: Id<'Order'>
  /** Where to, in the door's terms. */
  readonly item: Readonly<Record<string, string>>
  readonly message: string
  readonly once: Once
}

/**
 * Proposes another time to the guest of a booking, and holds the new place until the answer, through
 * the claim that sells it to everybody else. A booking that the store entered itself is moved at once.
 * Problems in order: store-missing, those of the key, order-missing, those of
 * `rules.propose`, those of `refuseChange`, item-unknown, those of the door's claim, move-same, move-price-differs, move-open,
 * lines-changed.
 */
export async function proposeMove(engine: Engine, ask: ProposeAsk) {
  const cell = engine.cell(ask.storeId)
  const store = await readOwn(engine, ask)
  // The claim commits by itself: until the answer is written, the key says that it is in flight.
  const before = await cell.transaction(async (tx) => {
    const stored = await takeKey(tx, ask.once)
    if (stored !== undefined) return { stored }
    const { order } = await readyToMove(engine, tx, ask)
    const door = doorOfLines(engine, await readDeskLines(tx, order), store.door)
    const isFree = await isEntered(tx, order)
    const selling = (isFree ? door?.atDesk : door)?.selling(ask.item)
    if (!selling) throw itemUnknown()
    await remember(tx, ask.once, null)
    return { order, selling, isFree, isWaived: await paysNoDeposit(tx, order, tx.now) }
  }, ask.storeId)
  if (before.stored !== undefined) return { stored: before.stored, replayed: true }
  try {
    return await holdNew(engine, ask, before)
  } catch (error) {
    await forget(cell, ask.once)
    throw error
  }
}

/** Claims the new place and writes the proposal; what cannot be written keeps no place. */
async function holdNew(engine: Engine, ask: ProposeAsk, place: Omit<NewPlace, 'id'>) {
  const cell = engine.cell(ask.storeId)
  const id = engine.newId<'Move'>()
  const hold = await claimNew(engine, { id, ...place })
  try {
    const written = { id, hold, from: place.order, isFree: place.isFree ?? false }
    return await cell.transaction((tx) => write(engine, tx, ask, written), ask.storeId)
  } catch (error) {
    await cell.transaction((tx) => setExpiry(tx, hold, tx.now), ask.storeId)
    throw error
  }
}

/** The booking, locked, once nothing speaks against a proposal; one whose hold is dead is ended. */
async function readyToMove(
  engine: Engine,
  tx: Tx,
  { by, storeId, bookingId: orderId }: ProposeAsk,
) {
  const found = await findOwnedOrder(tx, { by, storeId, orderId })
  const order = found && (await orders.lockOrder(tx, storeId, orderId))
  if (!order) throw orderMissing()
  const { startsAt } = await readTerms(tx, order)
  const visit = await readVisit(tx, order)
  const open = await queries.readOpenMove(tx, order)
  const [hold] = open ? await orders.readOrders(tx, storeId, [open.holdId]) : []
  orThrow(rules.propose(order, { startsAt, visit }, hold && { hold }, tx.now))
  await refuseChange(engine, tx, order)
  if (open) await queries.endMove(tx, open, 'expired')
  return { order, startsAt }
}

export interface NewPlace {
  readonly id: Id<'Move'>
  readonly order: Order
  readonly selling: Selling
  /** Its guest pays no deposits. */
  readonly isWaived: boolean
  /** It costs nothing, whatever the price of the new place is. */
  readonly isFree?: boolean
  /** The guest chose it: only what the waitlist leaves. */
  readonly yields?: boolean
  /** How many of it. Default: as many as remain of the booking. */
  readonly units?: number | undefined
}

/** Claims the new place for the proposal, as long as writing it may take. */
export async function claimNew(
  engine: Engine,
  { id, order, selling, isWaived, isFree = false, yields = false, units }: NewPlace,
): Promise<Order> {
  const line = order.lines.find(({ isAside }) => !isAside)
  if (!line) throw rules.moveManyPlaces()
  const { order: hold } = await claimOffered(engine, {
    storeId: order.storeId,
    buyerId: id as string as Id<'Account'>, // nobody: no account pays it, lists it or is limited by it
    items: [selling.item],
    ...{ isByStore: true, yields },
    draft(offers, now) {
      const place = offers.placeOf(selling.item)
      const found = selling.bookable(offers.of(selling.item), place, now)
      if (found instanceof Problem) return found
      const { title, store, price, startsAt } = found
      if (!startsAt) return itemUnknown()
      if (place.id === line.placeId) return rules.moveSame()
      const isUnpaid = isFree || (isWaived && isDepositPrice(store.pricing, startsAt))
      if (!isSamePrice(line.unitPrice, price, isUnpaid)) return rules.movePriceDiffers({ price })
      const moved = lineOf(found, place, { quantity: units ?? unitsLeft(line) })
      const lines = [isFree ? { ...moved, isUncounted: true } : moved]
      return { title, holdSeconds: rules.CLAIM_SECONDS, lines }
    },
  })
  if (!hold) throw soldOut({ available: 0 })
  return hold
}

interface Written {
  readonly id: Id<'Move'>
  readonly hold: Order
  /** The booking as it was when the new place was claimed. */
  readonly from: Order
  /** Nobody has to answer. */
  readonly isFree: boolean
}

async function write(engine: Engine, tx: Tx, ask: ProposeAsk, written: Written) {
  const { storeId } = ask
  const { id, hold, from: before, isFree } = written
  const placeIds = [before, hold].flatMap(({ lines }) => lines.map(({ placeId }) => placeId))
  if (isFree) await lockPlaces(tx, storeId, placeIds)
  const { order, startsAt } = await readyToMove(engine, tx, ask)
  const locked = await orders.lockOrder(tx, storeId, hold.id)
  if (!locked || !isAlive(locked, tx.now)) throw rules.moveExpired()
  const [from] = order.lines
  const [to] = hold.lines
  if (!from || !to) throw rules.moveManyPlaces()
  if (from.placeId === to.placeId) throw rules.moveSame() // the guest changed to it meanwhile
  if (isFree && !placeIds.includes(from.placeId)) throw linesChanged()
  const next = await readTerms(tx, hold)
  const expiresAt = isFree ? hold.expiresAt : rules.answerBy([startsAt, next.startsAt], tx.now)
  if (!isFree) await setExpiry(tx, hold, expiresAt)
  const message = ask.message.trim()
  await queries.insertMove(tx, {
    ...{ storeId, id, orderId: order.id, holdId: hold.id, message, state: 'proposed' },
    changeNumber: null,
    ...{ fromPlaceId: from.placeId, toPlaceId: to.placeId },
  })
  if (isFree) await answer(engine, tx, storeId, { moveId: id, accept: true, by: 'desk' })
  else await publishProposed(tx, order, id)
  const stored = JSON.stringify({ id, expiresAt: later(expiresAt, 0).toISOString() })
  await remember(tx, ask.once, stored)
  return { stored, replayed: false }
}

const publishProposed = (tx: Tx, { storeId, id: subjectId }: Order, moveId: Id<'Move'>) =>
  publish(tx, { topic: 'order.move-proposed', storeId, subjectId, body: { moveId } })

/** Takes a proposal back. Problems in order: order-missing, move-missing, move-over. */
export const withdrawMove = (
  engine: Engine,
  ask: {
    readonly by: By
    readonly storeId: Id<'Store'>
    readonly bookingId: Id<'Order'>
    readonly moveId: Id<'Move'>
  },
) =>
  engine.cell(ask.storeId).transaction(async (tx) => {
    const { by, storeId, bookingId: orderId } = ask
    const found = await findOwnedOrder(tx, { by, storeId, orderId })
    if (!found) throw orderMissing()
    await orders.lockOrder(tx, storeId, orderId)
    const move = await queries.lockMove(tx, storeId, ask.moveId)
    if (move?.orderId !== orderId) throw rules.moveMissing()
    if (move.state !== 'proposed') throw rules.moveOver({ state: move.state })
    await setExpiry(tx, { storeId, id: move.holdId }, tx.now)
    await queries.endMove(tx, move, 'withdrawn')
    await publish(tx, {
      topic: 'order.move-withdrawn',
      storeId,
      subjectId: orderId,
      body: { moveId: move.id },
    })
    return null
  }, ask.storeId)
