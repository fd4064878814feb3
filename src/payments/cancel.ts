import type { Engine } from '../engine.ts'
import { publish } from '../events/outbox.ts'
import type { Id } from '../kernel/id.ts'
import { orThrow, Problem } from '../kernel/problem.ts'
import { eventBody } from '../orders/event-body.ts'
import { readOwnOrder, readOwnToWrite } from '../orders/own.ts'
import * as orders from '../orders/queries.ts'
import { letGo } from '../orders/release.ts'
import * as orderRules from '../orders/rules.ts'
import { findOwnedOrder, insertCancellation } from '../policies/queries.ts'
import { type OrderQuote, quoteOrder } from '../policies/quote.ts'
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
import { giveBackLocked } from './give-back.ts'
import { lockMoney, type OrderMoney, readMoney } from './give-back-queries.ts'
import { leftOf, worthLeft } from './give-back-rules.ts'
import { hasUnits, lockToCancel, refuseChange, tellDoors } from './lock-to-cancel.ts'
import { ORDER_CANCELED, requestRefund } from './refund.ts'
import { sendRefunds } from './refund-owed.ts'
import type * as rules from './rules.ts'

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
  /** A paid one, also one that has just been paid, stays as it is: order-over. Default: no. */
  readonly onlyUnpaid?: boolean
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
export const cancelOrder = (engine: Engine, ask: CancelAsk) => {
  const { buyerId, orderId, refund, onlyUnpaid = false } = ask
  const find = () => readOwnToWrite(engine, { buyerId, orderId })
  const initiator = { by: 'buyer', onlyUnpaid } as const
  return cancelOnce(
    engine,
    ask,
    find,
    refund === undefined ? initiator : { ...initiator, agreed: refund },
  )
}

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
  | { readonly by: 'buyer'; readonly agreed?: number; readonly onlyUnpaid?: boolean }
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
  const onlyUnpaid = initiator.by === 'buyer' && initiator.onlyUnpaid
  if (onlyUnpaid && order.status === 'paid') throw orderRules.orderOver()
  const left = locked.filter(({ id: placeId }) => hasUnits(order, placeId))
  const canceled = orThrow(orderRules.cancel(order, left, tx.now, initiator.by))
  if (initiator.by === 'buyer') await refuseChange(engine, tx, order)
  const money = await lockMoney(tx, order)
  const { attempts } = money
  const { lines, ...outcome } = await decide(tx, order, money, initiator)
  if (outcome.isPart)
    return { order, outcome, refunding: await endPayments(engine, tx, attempts, outcome) }
  if (lines) {
    const whole = { lines, fee: true, by: 'buyer', reason: null, restock: true } as const
    const given = await giveBackLocked(engine, tx, order, money, whole)
    await endPayments(engine, tx, attempts, { refund: 0, kept: 0 })
    return { order: given.order, outcome, refunding: [...given.refunding] }
  }
  const from = order.status === 'paid' ? 'sold' : 'held'
  await orders.writeOrder(tx, canceled)
  await letGo(tx, order, await orders.writeLines(tx, order, from, 'released'))
  if (from === 'sold') await tellDoors(engine, tx, canceled)
  const body = eventBody(canceled)
  await publish(tx, { topic: 'order.canceled', storeId, subjectId: id, body })
  return { order: canceled, outcome, refunding: await endPayments(engine, tx, attempts, outcome) }
}

interface Decided extends CancelOutcome {
  /** Of a buyer, where they do not begin together: each is given back with what is kept of it. */
  readonly lines?: OrderQuote['lines']
}

/** Decides and records the refund; zero for an unpaid order. Those of lines are recorded with them. */
async function decide(
  tx: Tx,
  order: orderRules.Order,
  money: OrderMoney,
  initiator: Initiator,
): Promise<Decided> {
  const all = orThrow(
    initiator.by === 'store' ? leftOf(order, money.payers) : backFor(order, money),
  )
  const left = orThrow(await unspentOf(tx, order, all, lockCharged))
  const { quote, terms, lines } = await quoteOrder(tx, order, left, tx.now)
  const { refund, kept, keptPercent } = initiator.by === 'store' ? fullRefund(left) : quote
  const isPaid = order.status === 'paid'
  const agreed = initiator.by === 'buyer' ? initiator.agreed : undefined
  if (agreed !== undefined && agreed !== (isPaid ? refund : 0))
    throw refundChanged({ quote: quoteView(order, terms, quote, tx.now) })
  if (!isPaid) return { refund: 0, kept: 0 }
  if (left < all) return { refund, kept, isPart: true }
  if (initiator.by === 'buyer' && lines) return { refund, kept, lines }
  await insertCancellation(tx, order, {
    canceledBy: initiator.by,
    reason: initiator.by === 'store' ? initiator.reason : null,
    amount: left,
    keptPercent,
    kept,
    refund,
    returned: false,
  })
  return { refund, kept }
}

const refundable: readonly rules.PaymentState[] = ['fulfilled', 'partially-refunded']

/** What a buyer cancels: what is left, without what the store kept of lines given back before. */
function backFor(order: orderRules.Order, { payers, feeBack }: OrderMoney): number | Problem {
  const left = leftOf(order, payers)
  if (left instanceof Problem || order.status !== 'paid') return left
  return Math.min(left, worthLeft(order, feeBack))
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
  const reason = isPart ? 'charge-taken-back' : ORDER_CANCELED
  let left = refund
  for (const payment of attempts) {
    if (refundable.includes(payment.state)) {
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
  const [{ now }, money] = await Promise.all([readNow(cell), readMoney(cell, order)])
  const left = backFor(order, money)
  const unspent =
    left instanceof Problem ? left : await unspentOf(engine.house, order, left, readCharged)
  const amount = unspent instanceof Problem ? 0 : unspent
  const { quote, terms } = await quoteOrder(cell, order, amount, now)
  if (order.status !== 'ready' || !order.pinnedAt) orThrow(orderRules.cancel(order, [terms], now))
  await refuseChange(engine, cell, order)
  orThrow(unspent)
  return quoteView(order, terms, quote, now)
}
