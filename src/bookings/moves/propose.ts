import type { Engine } from '../../engine.ts'
import { publish } from '../../events/outbox.ts'
import type { Id } from '../../kernel/id.ts'
import { orThrow, Problem } from '../../kernel/problem.ts'
import { later } from '../../kernel/time.ts'
import { claimOffered } from '../../orders/claim.ts'
import { unitsLeft } from '../../orders/money-rules.ts'
import { setExpiry } from '../../orders/move-queries.ts'
import * as orders from '../../orders/queries.ts'
import { isAlive, type Order, orderMissing, soldOut } from '../../orders/rules.ts'
import { refuseChange } from '../../payments/lock-to-cancel.ts'
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
import { acceptEntered } from './answer.ts'
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
 * `rules.propose`, those of `refuseChange`, item-unknown, those of the door's claim, move-same, move-price-differs, move-open.
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
  const answer =
    before.stored === undefined
      ? await holdOrForget(engine, ask, before)
      : { stored: before.stored, replayed: true }
  await acceptEntered(engine, ask.storeId, JSON.parse(answer.stored).id)
  return answer
}

async function holdOrForget(engine: Engine, ask: ProposeAsk, place: Omit<NewPlace, 'id'>) {
  try {
    return await holdNew(engine, ask, place)
  } catch (error) {
    await forget(engine.cell(ask.storeId), ask.once)
    throw error
  }
}

/** Claims the new place and writes the proposal; what cannot be written keeps no place. */
async function holdNew(engine: Engine, ask: ProposeAsk, place: Omit<NewPlace, 'id'>) {
  const cell = engine.cell(ask.storeId)
  const id = engine.newId<'Move'>()
  const hold = await claimNew(engine, { id, ...place })
  try {
    return await cell.transaction((tx) => write(engine, tx, ask, { id, hold }), ask.storeId)
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
}

/** Claims the new place for the proposal, as long as writing it may take. */
export async function claimNew(
  engine: Engine,
  { id, order, selling, isWaived, isFree = false, yields = false }: NewPlace,
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
      const lines = [lineOf(found, place, { quantity: unitsLeft(line) })]
      return { title, holdSeconds: rules.CLAIM_SECONDS, lines }
    },
  })
  if (!hold) throw soldOut({ available: 0 })
  return hold
}

async function write(
  engine: Engine,
  tx: Tx,
  ask: ProposeAsk,
  { id, hold }: { id: Id<'Move'>; hold: Order },
) {
  const { storeId } = ask
  const { order, startsAt } = await readyToMove(engine, tx, ask)
  const locked = await orders.lockOrder(tx, storeId, hold.id)
  if (!locked || !isAlive(locked, tx.now)) throw rules.moveExpired()
  const [from] = order.lines
  const [to] = hold.lines
  if (!from || !to) throw rules.moveManyPlaces()
  if (from.placeId === to.placeId) throw rules.moveSame() // the guest changed to it meanwhile
  const next = await readTerms(tx, hold)
  const expiresAt = rules.answerBy([startsAt, next.startsAt], tx.now)
  await setExpiry(tx, hold, expiresAt)
  const message = ask.message.trim()
  await queries.insertMove(tx, {
    ...{ storeId, id, orderId: order.id, holdId: hold.id, message, state: 'proposed' },
    changeNumber: null,
    ...{ fromPlaceId: from.placeId, toPlaceId: to.placeId },
  })
  await publish(tx, {
    topic: 'order.move-proposed',
    storeId,
    subjectId: order.id,
    body: { moveId: id },
  })
  const stored = JSON.stringify({ id, expiresAt: later(expiresAt, 0).toISOString() })
  await remember(tx, ask.once, stored)
  return { stored, replayed: false }
}

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
