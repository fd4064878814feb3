import type { Engine } from '../engine.ts'
import { publish } from '../events/outbox.ts'
import type { Id } from '../kernel/id.ts'
import { orThrow, Problem } from '../kernel/problem.ts'
import { eventBody } from '../orders/event-body.ts'
import { readOwnOrder, readOwnToWrite } from '../orders/own.ts'
import * as orders from '../orders/queries.ts'
import { putBack } from '../orders/release.ts'
import * as orderRules from '../orders/rules.ts'
import * as places from '../places/queries.ts'
import { findOwnedOrder, insertCancellation } from '../policies/queries.ts'
import { quoteOrder } from '../policies/quote.ts'
import { fullRefund, refundChanged } from '../policies/rules.ts'
import { quoteView } from '../policies/view.ts'
import { readNow } from '../postgres/now.ts'
import { type Once, remember, takeKey } from '../postgres/once.ts'
import type { Queryable, Tx } from '../postgres/sql.ts'
import type { By } from '../stores/rules.ts'
import { unspentOf as unspentOfCharge } from '../wallets/charge.ts'
import { isCharge } from '../wallets/charge-rules.ts'
import { lockCharged, readCharged } from '../wallets/queries.ts'
import { chargeSpent } from '../wallets/rules.ts'
import { WALLET } from './attempt.ts'
import { close } from './change.ts'
import * as queries from './queries.ts'
import { requestRefund } from './refund.ts'
import { sendRefunds } from './refund-owed.ts'
import * as rules from './rules.ts'

/** The split of what was paid for an order, in minor units. */
export interface CancelOutcome {
  /** Being refunded. */
  readonly refund: number
  /** Kept by the store. */
  readonly kept: number
  /** A partly spent charge: only the unspent part is refunded, and the order stays paid. */
  readonly isPart?: boolean
}

interface CancelRequest {
  readonly orderId: Id<'Order'>
  readonly once: Once
  /** Renders the answer, which is stored for replays. */
  answer(order: orderRules.Order, now: Date, outcome: CancelOutcome): string
}

export interface CancelAsk extends CancelRequest {
  readonly buyerId: Id<'Account'>
  /** The refund the buyer agreed to, in minor units; absent: any. */
  readonly refund?: number
}

export interface StoreCancelAsk extends CancelRequest {
  readonly by: By
  readonly storeId: Id<'Store'>
  readonly reason: string
}

/**
 * Cancels a buyer's order: releases its places and requests the refund of the store's policy in one
 * commit. Closes an open payment window. Of a partly spent charge only the unspent part is refunded,
 * and the order stays paid.
 * Problems in order: order-missing, not-yours, those of the key, those of `rules.cancel`, those of
 * `refuseChange`, charge-spent, refund-changed.
 */
export const cancelOrder = (engine: Engine, { buyerId, refund, ...ask }: CancelAsk) =>
  cancelOnce(
    engine,
    ask,
    () => readOwnToWrite(engine, { buyerId, orderId: ask.orderId }),
    refund === undefined ? { by: 'buyer' } : { by: 'buyer', agreed: refund },
  )

/**
 * Cancels an order of an owner's store, at any time, with a full refund.
 * Problems in order: order-missing, those of the key, order-over, payment-in-progress.
 */
export const cancelByStore = (engine: Engine, ask: StoreCancelAsk) =>
  cancelOnce(engine, ask, () => findOwnedOrder(engine.cell(ask.storeId), ask), {
    by: 'store',
    reason: ask.reason,
  })

type OrderRef = Pick<orderRules.Order, 'storeId' | 'id'>

async function cancelOnce(
  engine: Engine,
  ask: CancelRequest,
  find: () => Promise<OrderRef | undefined>,
  initiator: Initiator,
) {
  // Found before the transaction, so that callers waiting for one place queue in the store's lane.
  const found = await find()
  if (!found) throw orderRules.orderMissing()
  const done = await engine.cell(found.storeId).transaction(async (tx) => {
    const known = await takeKey(tx, ask.once)
    if (known !== undefined) return { stored: known, replayed: true, refunding: [], isOwned: true }
    const { order, outcome, refunding } = await cancelIn(engine, tx, found, initiator)
    const stored = ask.answer(order, tx.now, outcome)
    await remember(tx, ask.once, stored)
    return { stored, replayed: false, refunding, isOwned: order.buyerId !== null }
  }, found.storeId)
  await sendRefunds(engine, done)
  return { stored: done.stored, replayed: done.replayed }
}

type Initiator =
  | { readonly by: 'buyer'; readonly agreed?: number }
  | { readonly by: 'store'; readonly reason: string }

/**
 * Cancels an order inside a transaction. Throws those of `rules.cancel`, then a buyer's of
 * `refuseChange`, charge-spent, refund-changed.
 */
export async function cancelIn(
  engine: Engine,
  tx: Tx,
  { storeId, id }: OrderRef,
  initiator: Initiator = { by: 'buyer' },
) {
  const { order, locked } = await lockToCancel(tx, { storeId, id })
  const canceled = orThrow(orderRules.cancel(order, locked, tx.now, initiator.by))
  if (initiator.by === 'buyer') await refuseChange(engine, tx, order)
  const attempts = await queries.lockAttempts(tx, storeId, id)
  const outcome = await decide(tx, order, attempts, initiator)
  if (outcome.isPart)
    return { order, outcome, refunding: await endPayments(engine, tx, attempts, outcome) }
  const from = order.status === 'paid' ? 'sold' : 'held'
  await orders.writeOrder(tx, canceled)
  const freed = await orders.writeLines(tx, order, from, 'released')
  await putBack(tx, storeId, freed)
  const body = eventBody(canceled)
  await publish(tx, { topic: 'order.canceled', storeId, subjectId: id, body })
  return { order: canceled, outcome, refunding: await endPayments(engine, tx, attempts, outcome) }
}

/**
 * Refuses to change a paid order, locked, as its tickets and the doors say.
 * Problems: ticket-used, handed-on, those of the doors.
 */
export async function refuseChange(engine: Engine, on: Queryable, order: orderRules.Order) {
  if (order.status !== 'paid') return
  orThrow(await engine.refuseChange(engine, on, order))
  for (const door of engine.doors.values()) orThrow(await door.refuseChange?.(on, order))
}

/** An order with its places, locked in their order. */
export async function lockToCancel(tx: Tx, { storeId, id }: OrderRef) {
  const named = await orders.readPlaceIds(tx, storeId, id)
  const locked = await places.lockPlaces(
    tx,
    storeId,
    named.map(({ placeId }) => placeId),
  )
  return { order: (await orders.lockOrder(tx, storeId, id)) as orderRules.Order, locked }
}

/** Decides and records the refund; zero for an unpaid order. */
async function decide(
  tx: Tx,
  order: orderRules.Order,
  attempts: readonly rules.Payment[],
  initiator: Initiator,
): Promise<CancelOutcome> {
  const all = orThrow(leftOf(order, attempts))
  const left = orThrow(await unspentOf(tx, order, all, lockCharged))
  const { quote, terms } = await quoteOrder(tx, order, left, tx.now)
  const { refund, kept, keptPercent } = initiator.by === 'store' ? fullRefund(left) : quote
  const isPaid = order.status === 'paid'
  const agreed = initiator.by === 'buyer' ? initiator.agreed : undefined
  if (agreed !== undefined && agreed !== (isPaid ? refund : 0))
    throw refundChanged({ quote: quoteView(order, terms, quote, tx.now) })
  if (!isPaid) return { refund: 0, kept: 0 }
  if (left < all) return { refund, kept, isPart: true }
  await insertCancellation(tx, order, {
    canceledBy: initiator.by,
    reason: initiator.by === 'store' ? initiator.reason : null,
    amount: left,
    keptPercent,
    kept,
    refund,
  })
  return { refund, kept }
}

const payers: readonly rules.PaymentState[] = ['fulfilled', 'partially-refunded']

/**
 * What the store still holds of a paid order's price, in minor units; the price of an unpaid one.
 * Problem: payment-in-progress, while a refund is in progress.
 */
function leftOf(
  { status, amount }: orderRules.Order,
  attempts: readonly rules.Payment[],
): number | Problem {
  if (status !== 'paid') return amount
  const paid = attempts.filter(({ state }) => payers.includes(state))
  const isMoving = attempts.some((one) => rules.isRefunding(one) || one.state === 'needs-review')
  if (paid.length === 0 && isMoving) return orderRules.paymentInProgress()
  return paid.reduce((sum, { approved, refunded }) => sum + (approved ?? 0) - refunded, 0)
}

/**
 * Limits the refund of a charge to its unspent part. Problem: charge-spent.
 *
 * @param find reads the charged wallet, with or without a lock
 */
async function unspentOf<On extends Queryable>(
  on: On,
  order: orderRules.Order,
  left: number,
  find: Parameters<typeof unspentOfCharge<On>>[2],
): Promise<number | Problem> {
  if (!isCharge(order) || order.status !== 'paid') return left
  const unspent = Math.min(left, await unspentOfCharge(on, order, find))
  return unspent === 0 ? chargeSpent({ left: 0 }) : unspent
}

/** An open window. A wallet's part ends with its gateway's attempt. */
const mayStillTake = ({ state, gateway }: rules.Payment) =>
  ['preparing', 'ready', 'authenticated'].includes(state) && gateway !== WALLET

/** Requests the refunds, and closes open attempts. */
async function endPayments(
  engine: Engine,
  tx: Tx,
  attempts: readonly rules.Payment[],
  { refund, isPart }: CancelOutcome,
): Promise<rules.Payment[]> {
  const refunding: rules.Payment[] = []
  const reason = isPart ? 'charge-taken-back' : 'order-canceled'
  let left = refund
  for (const payment of attempts) {
    if (payers.includes(payment.state)) {
      const amount = Math.min(left, (payment.approved ?? 0) - payment.refunded)
      left -= amount
      if (amount > 0) refunding.push(await requestRefund(engine, tx, payment, { amount, reason }))
    } else if (mayStillTake(payment)) {
      await close(engine, tx, payment, { reason })
    }
  }
  return refunding
}

/**
 * Quotes the refund of a cancellation now, also while a payment is being confirmed. Writes nothing.
 * Problems in order: order-missing, those of `rules.cancel`, those of `refuseChange`,
 * payment-in-progress, charge-spent.
 */
export async function quoteOwnOrder(
  engine: Engine,
  ask: { readonly buyerId: Id<'Account'>; readonly orderId: Id<'Order'> },
) {
  const order = await readOwnOrder(engine, ask.buyerId, ask.orderId)
  if (!order) throw orderRules.orderMissing()
  const cell = engine.cell(order.storeId)
  const [{ now }, attempts] = await Promise.all([
    readNow(cell),
    queries.readAttempts(cell, order.storeId, order.id),
  ])
  const left = leftOf(order, attempts)
  const unspent =
    left instanceof Problem ? left : await unspentOf(engine.house, order, left, readCharged)
  const amount = unspent instanceof Problem ? 0 : unspent
  const { quote, terms } = await quoteOrder(cell, order, amount, now)
  if (order.status !== 'ready' || !order.pinnedAt) orThrow(orderRules.cancel(order, [terms], now))
  await refuseChange(engine, cell, order)
  orThrow(unspent)
  return quoteView(order, terms, quote, now)
}
