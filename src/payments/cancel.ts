import type { Engine } from '../engine.ts'
import { tell } from '../events/outbox.ts'
import type { Id } from '../kernel/id.ts'
import { orThrow, Problem } from '../kernel/problem.ts'
import { readOwnToWrite } from '../orders/own.ts'
import * as orders from '../orders/queries.ts'
import { putBack } from '../orders/release.ts'
import * as orderRules from '../orders/rules.ts'
import * as places from '../places/queries.ts'
import { findOwnedOrder, insertCancellation } from '../policies/queries.ts'
import { quoteOrder } from '../policies/quote.ts'
import { fullRefund, refundChanged } from '../policies/rules.ts'
import { quoteView } from '../policies/view.ts'
import { type Once, recall, remember } from '../postgres/once.ts'
import type { Queryable, Tx } from '../postgres/sql.ts'
import { isCharge, unspentOf as unspentOfCharge } from '../wallets/charge.ts'
import { lockCharged, readCharged } from '../wallets/queries.ts'
import { chargeSpent } from '../wallets/rules.ts'
import { WALLET } from './attempt.ts'
import { close } from './change.ts'
import { driveRefunds } from './pass-on.ts'
import * as queries from './queries.ts'
import { askRefund } from './refund.ts'
import * as rules from './rules.ts'

/** What becomes of what was paid for an order, in minor units. */
export interface Given {
  /** On its way back. */
  readonly refund: number
  /** What stays with the store. */
  readonly kept: number
  /** A charge of which some is spent: only what is left of it comes back, and it stays paid. */
  readonly isPart?: boolean
}

interface Asked {
  readonly orderId: Id<'Order'>
  readonly once: Once
  /** The text to answer with, and to replay. */
  answer(order: orderRules.Order, now: Date, given: Given): string
}

export interface CancelAsk extends Asked {
  readonly buyerId: Id<'Account'>
  /** What the buyer was told would come back, in minor units; left out: whatever it is. */
  readonly refund?: number
}

export interface StoreCancelAsk extends Asked {
  readonly ownerId: Id<'Account'>
  readonly storeId: Id<'Store'>
  readonly reason: string
}

/**
 * Cancels a buyer's order: its places are on sale again with the same commit, and what the store's
 * policy gives back is on its way. An open payment window is closed by this very write. Of a charge
 * that what is left comes back; while the rest is spent it stays paid, and may come back later.
 * Problems in order: those of the key, order-missing, not-yours, those of `rules.cancel`, charge-spent,
 * refund-changed.
 */
export const cancelOrder = (engine: Engine, { buyerId, refund, ...ask }: CancelAsk) =>
  cancelOnce(
    engine,
    ask,
    (on) => readOwnToWrite(on, buyerId, ask.orderId),
    refund === undefined ? { by: 'buyer' } : { by: 'buyer', agreed: refund },
  )

/**
 * Cancels an order of a store of the owner's own, at any time: all that was paid goes back.
 * Problems in order: those of the key, order-missing, order-over, payment-in-progress.
 */
export const cancelByStore = (engine: Engine, ask: StoreCancelAsk) =>
  cancelOnce(engine, ask, (on) => findOwnedOrder(on, ask), { by: 'store', reason: ask.reason })

type Named = Pick<orderRules.Order, 'storeId' | 'id'>

async function cancelOnce(
  engine: Engine,
  ask: Asked,
  find: (on: Queryable) => Promise<Named | undefined>,
  how: How,
) {
  // Before the transaction: many may wait for one place of a store, and must do it in its lane.
  const found = await find(engine.database)
  const done = await engine.database.transaction(async (tx) => {
    const known = await recall(tx, ask.once)
    if (typeof known === 'string')
      return { stored: known, replayed: true, refunding: [], isOwned: true }
    if (!found) throw orderRules.orderMissing()
    const { order, given, refunding } = await cancelIn(engine, tx, found, how)
    const stored = ask.answer(order, tx.now, given)
    await remember(tx, ask.once, stored)
    return { stored, replayed: false, refunding, isOwned: order.buyerId !== null }
  }, found?.storeId)
  await driveRefunds(engine, done)
  return { stored: done.stored, replayed: done.replayed }
}

type How =
  | { readonly by: 'buyer'; readonly agreed?: number }
  | { readonly by: 'store'; readonly reason: string }

/**
 * Cancels an order inside a transaction. Throws those of `rules.cancel`, then charge-spent,
 * refund-changed.
 */
export async function cancelIn(
  engine: Engine,
  tx: Tx,
  { storeId, id }: Named,
  how: How = { by: 'buyer' },
) {
  const named = await orders.readPlaceIds(tx, storeId, id)
  const locked = await places.lockPlaces(
    tx,
    storeId,
    named.map(({ placeId }) => placeId),
  )
  const order = (await orders.lockOrder(tx, storeId, id)) as orderRules.Order
  const canceled = orThrow(orderRules.cancel(order, locked, tx.now, how.by))
  const attempts = await queries.lockAttempts(tx, storeId, id)
  const given = await decide(tx, order, attempts, how)
  if (given.isPart)
    return { order, given, refunding: await endPayments(engine, tx, attempts, given) }
  const from = order.status === 'paid' ? 'sold' : 'held'
  await orders.writeOrder(tx, canceled)
  const freed = await orders.writeLines(tx, order, from, 'released')
  await putBack(tx, storeId, freed)
  await tell(tx, { topic: 'order.canceled', storeId, subjectId: id })
  return { order: canceled, given, refunding: await endPayments(engine, tx, attempts, given) }
}

/** What comes back, written down for good; of what was not paid, nothing. */
async function decide(
  tx: Tx,
  order: orderRules.Order,
  attempts: readonly rules.Payment[],
  how: How,
): Promise<Given> {
  const all = orThrow(leftOf(order, attempts))
  const left = orThrow(await unspentOf(tx, order, all, lockCharged))
  const { quote, terms } = await quoteOrder(tx, order, left, tx.now)
  const { refund, kept, keptPercent } = how.by === 'store' ? fullRefund(left) : quote
  const isPaid = order.status === 'paid'
  const agreed = how.by === 'buyer' ? how.agreed : undefined
  if (agreed !== undefined && agreed !== (isPaid ? refund : 0))
    throw refundChanged({ quote: quoteView(order, terms, quote, tx.now) })
  if (!isPaid) return { refund: 0, kept: 0 }
  if (left < all) return { refund, kept, isPart: true }
  await insertCancellation(tx, order, {
    canceledBy: how.by,
    reason: how.by === 'store' ? how.reason : null,
    amount: left,
    keptPercent,
    kept,
    refund,
  })
  return { refund, kept }
}

const payers: readonly rules.PaymentState[] = ['fulfilled', 'partially-refunded']

/**
 * What the store still has of an order's price, in minor units; of one that is not paid, all that
 * it will have. Problem: payment-in-progress, while some of it is on its way back already.
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
 * What of that may be given back: of a charge, what is not spent. Problem: charge-spent.
 *
 * @param find finds the wallet, and locks it where that matters
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

/** A window that is open. A wallet's part ends with the attempt that it stands beside. */
const mayStillTake = ({ state, gateway }: rules.Payment) =>
  ['preparing', 'ready', 'authenticated'].includes(state) && gateway !== WALLET

/** Sends back what is to come back, and closes what might still take. */
async function endPayments(
  engine: Engine,
  tx: Tx,
  attempts: readonly rules.Payment[],
  { refund, isPart }: Given,
): Promise<rules.Payment[]> {
  const refunding: rules.Payment[] = []
  const reason = isPart ? 'charge-taken-back' : 'order-canceled'
  let left = refund
  for (const payment of attempts) {
    if (payers.includes(payment.state)) {
      const amount = Math.min(left, (payment.approved ?? 0) - payment.refunded)
      left -= amount
      if (amount > 0) refunding.push(await askRefund(engine, tx, payment, { amount, reason }))
    } else if (mayStillTake(payment)) {
      await close(engine, tx, payment, { reason })
    }
  }
  return refunding
}

/**
 * What the buyer of an order would hear if they canceled it now. Writes nothing.
 * Problems in order: order-missing, those of `rules.cancel`, payment-in-progress, charge-spent.
 */
export async function quoteOwnOrder(
  { database }: Engine,
  ask: { readonly buyerId: Id<'Account'>; readonly orderId: Id<'Order'> },
) {
  const order = await orders.readOwnOrder(database, ask.buyerId, ask.orderId)
  if (!order) throw orderRules.orderMissing()
  const [{ now }, attempts] = await Promise.all([
    orders.readNow(database),
    queries.readAttempts(database, order.storeId, order.id),
  ])
  const left = leftOf(order, attempts)
  const unspent =
    left instanceof Problem ? left : await unspentOf(database, order, left, readCharged)
  const amount = unspent instanceof Problem ? 0 : unspent
  const { quote, terms } = await quoteOrder(database, order, amount, now)
  orThrow(orderRules.cancel(order, [terms], now))
  orThrow(unspent)
  return quoteView(order, terms, quote, now)
}
