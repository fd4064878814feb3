import type { Engine } from '../engine.ts'
import type { Id } from '../kernel/id.ts'
import { Problem } from '../kernel/problem.ts'
import { earliest, later, latest } from '../kernel/time.ts'
import { payOrder } from '../orders/pay.ts'
import * as orders from '../orders/queries.ts'
import { lockToReclaim, type Reclaimable, reclaimFreed } from '../orders/reclaim.ts'
import * as orderRules from '../orders/rules.ts'
import { availableOf } from '../places/rules.ts'
import type { Tx } from '../postgres/sql.ts'
import { creditIn } from '../wallets/charge.ts'
import { isCharge } from '../wallets/charge-rules.ts'
import { gatewayOf } from './call-gateway.ts'
import { change, close } from './change.ts'
import { readDepositLimit } from './deposits/limit.ts'
import type { Approval, Deposit, Gateway, Lookup, Snapshot } from './gateway.ts'
import * as queries from './queries.ts'
import { requestRefund } from './refund.ts'
import * as rules from './rules.ts'
import { judge } from './verdict-rules.ts'
import { capturePart, releasePart } from './wallet-part.ts'

/** A payment and its order, both locked. */
interface Pair {
  readonly payment: rules.Payment
  readonly order: orderRules.Order
}

/**
 * Applies a gateway's reply to a payment: the only way into `paid`. Browser returns, webhooks and the
 * reconciler all settle here; the first one settles, the others find it settled.
 *
 * A live order becomes paid. An expired one reclaims its places if they are free; otherwise, or if
 * another attempt may pay it, a full refund is requested in the same transaction.
 *
 * @returns the payment after it; `authenticated` when its approval must be retried
 */
export async function settle(
  engine: Engine,
  stale: rules.Payment,
  reply: Approval | Lookup,
): Promise<rules.Payment> {
  const cell = engine.cell(stale.storeId)
  const settled = await cell.shared(stale.storeId, stale.orderId, (tx) =>
    settleIn(engine, tx, stale, reply, []),
  )
  if (settled) return settled
  // The order has expired: lock its places before it, by lock order, to reclaim them.
  const named = await orders.readPlaceIds(cell, stale.storeId, stale.orderId)
  const placeIds = named.map(({ placeId }) => placeId)
  const late = await cell.transaction(
    (tx) => settleIn(engine, tx, stale, reply, placeIds),
    stale.storeId,
  )
  return late ?? stale
}

async function settleIn(
  engine: Engine,
  tx: Tx,
  stale: rules.Payment,
  reply: Approval | Lookup,
  placeIds: readonly Id<'Place'>[],
): Promise<rules.Payment | undefined> {
  const locked = placeIds.length > 0 ? await lockToReclaim(tx, stale, placeIds) : []
  const [order, payment] = await Promise.all([
    orders.lockOrder(tx, stale.storeId, stale.orderId),
    queries.lockPayment(tx, stale.storeId, stale.id),
  ])
  if (!order || !payment) return stale
  if (rules.isOver(payment) || rules.isRefunding(payment)) return payment
  const pair = { payment, order }
  const expected = { orderNumber: order.number, buyer: order.id }
  const gateway = gatewayOf(engine, payment.gateway)
  const verdict = judge(payment, reply, expected, gateway, tx.now)
  switch (verdict.is) {
    case 'paid':
      return paid(engine, tx, pair, verdict.snapshot, locked)
    case 'declined':
    case 'quit':
    case 'expired':
      return end(engine, tx, pair, verdict)
    case 'approve-again':
      if (!rules.isLive(payment)) return scheduleLookUp(tx, gateway, payment)
      return change(tx, payment, 'authenticated', { checkAt: later(tx.now, 20) })
    case 'wait':
      return wait(tx, gateway, pair, verdict)
    case 'refunded':
      return review(tx, payment, 'refunded-elsewhere', reply)
    case 'review':
      return review(tx, payment, verdict.reason, reply)
  }
}

/** The money was captured and matches the order. */
async function paid(
  engine: Engine,
  tx: Tx,
  { payment, order }: Pair,
  snapshot: Snapshot,
  locked: readonly Reclaimable[],
): Promise<rules.Payment | undefined> {
  const facts: Partial<rules.Payment> = {
    approved: payment.amount,
    approvalReference: snapshot.approvalReference ?? null,
    method: snapshot.method ?? null,
    receiptUrl: snapshot.receiptUrl ?? null,
    checkAt: null,
    checks: 0,
    reason: null,
  }
  const event = { amount: payment.amount, facts: { ...snapshot } }
  const alive = orderRules.isAlive(order, tx.now)
  if (alive && rules.isLive(payment) && !(await settleWallet(tx, { payment, order }))) {
    const [, fulfilled] = await Promise.all([
      payOrder(tx, order),
      change(tx, payment, 'fulfilled', facts, event),
    ])
    return fulfilled
  }
  if (!alive && locked.length === 0) return undefined
  const late = await change(tx, payment, 'late-approved', facts, event)
  const attempts = await queries.lockAttempts(tx, order.storeId, order.id)
  const isPaidByAnother = attempts.some((one) => rules.isLive(one) && one.id !== payment.walletPart)
  if (!isPaidByAnother && (await reclaimForLatePayment(tx, { payment, order }, locked))) {
    await payOrder(tx, order)
    return change(tx, late, 'fulfilled', {})
  }
  await releasePart(tx, payment)
  if (alive && !isPaidByAnother) await orders.writeOrder(tx, refused(order, tx.now))
  return requestRefund(engine, tx, late, { amount: payment.amount, reason: 'paid-too-late' })
}

/**
 * A live order whose payment is given back: nothing pins it any more. A charge that the wallet has no
 * room for ends at once; other orders can be paid again until their deadline.
 */
const refused = (order: orderRules.Order, now: Date): orderRules.Order => ({
  ...order,
  pinnedAt: null,
  ...(isCharge(order) && now < order.expiresAt && { expiresAt: now }),
})

/**
 * The wallet's side of paying an order: captures the wallet's part, or credits a charge. On a problem
 * the payment must be refunded.
 */
async function settleWallet(tx: Tx, { payment, order }: Pair): Promise<Problem | undefined> {
  if (payment.walletPart) return capturePart(tx, payment)
  if (!isCharge(order)) return undefined
  const credited = await creditIn(tx, order, payment)
  return credited instanceof Problem ? credited : undefined
}

/** Prepares a late payment to pay its order: settles the wallet and reclaims the places, if possible. */
async function reclaimForLatePayment(
  tx: Tx,
  pair: Pair,
  locked: readonly Reclaimable[],
): Promise<boolean> {
  const hasPlaces = orderRules.isAlive(pair.order, tx.now) || hasPlacesLeft(pair.order, locked)
  if (!hasPlaces || (await settleWallet(tx, pair))) return false
  return orderRules.isAlive(pair.order, tx.now) || reclaimPlaces(tx, pair.order, locked)
}

const hasPlacesLeft = (order: orderRules.Order, locked: readonly Reclaimable[]): boolean => {
  if (order.status === 'ready') return locked.every(({ excess }) => excess === 0)
  if (order.status !== 'failed') return false
  const available = new Map(locked.map((place) => [place.id, availableOf(place) + place.freed]))
  return order.lines.every((line) => line.quantity <= (available.get(line.placeId) ?? 0))
}

/**
 * Reclaims the places of an expired order, if all are free. An order that expired but is still `ready`
 * in the database holds them anyway, unless the store wants to sell fewer by now.
 */
async function reclaimPlaces(
  tx: Tx,
  order: orderRules.Order,
  locked: readonly Reclaimable[],
): Promise<boolean> {
  if (!hasPlacesLeft(order, locked)) return false
  if (order.status === 'ready') return true
  await reclaimFreed(tx, order, locked)
  return true
}

/**
 * Ends an attempt that surely captured nothing; the order lives until its own deadline. The pin of an
 * attempt that was closed before belongs to another attempt.
 */
async function end(
  engine: Engine,
  tx: Tx,
  { payment, order }: Pair,
  { is: state, reason }: { is: rules.UnpaidState; reason: string },
): Promise<rules.Payment> {
  if (!rules.isLive(payment)) return scheduleLookUp(tx, gatewayOf(engine, payment.gateway), payment)
  if (order.status === 'ready' && order.pinnedAt)
    await orders.writeOrder(tx, { ...order, pinnedAt: null })
  return close(engine, tx, payment, { state, reason })
}

/** Sends a payment to review, with the gateway's last reply. */
const review = (tx: Tx, payment: rules.Payment, reason: string, reply: object | undefined) =>
  change(
    tx,
    payment,
    'needs-review',
    { checkAt: null, reason },
    { facts: { reason, ...(reply && { said: reply }) } },
  )

const scheduleLookUp = (tx: Tx, gateway: Gateway, payment: rules.Payment) =>
  change(tx, payment, payment.state, {
    checkAt: rules.lateCheck(gateway, payment.checks, tx.now),
    checks: payment.checks + 1,
  })

/**
 * The outcome is unknown. The order stays pinned; after a day the payment goes to review, unless its
 * window is still open.
 */
async function wait(
  tx: Tx,
  gateway: Gateway,
  { payment, order }: Pair,
  { reason, deposit }: { reason: string; deposit?: Deposit },
): Promise<rules.Payment> {
  const { state, checks } = payment
  if (!rules.isLive(payment)) return scheduleLookUp(tx, gateway, payment)
  if (deposit) return awaitDeposit(tx, { payment, order }, deposit)
  if (tx.now > later(payment.createdAt, rules.REVIEW_AFTER_SECONDS) && state !== 'ready')
    return review(tx, payment, reason, undefined)
  const first = rules.firstCheck(gateway, checks, payment)
  const isInWindow = state === 'ready' && first > tx.now
  const checkAt = isInWindow ? first : rules.nextCheck(checks, tx.now)
  const next = { checkAt, checks: checks + 1, reason }
  if (state !== 'approving') return change(tx, payment, state, next)
  return change(tx, payment, 'approve-unknown', next)
}

/**
 * The buyer was given an account for a bank transfer: the payment is open again, and a live order is
 * held as long as the transfer may come (deposits/rules.ts). A later one is a late payment.
 */
async function awaitDeposit(
  tx: Tx,
  { payment, order }: Pair,
  deposit: Deposit,
): Promise<rules.Payment> {
  let { until } = deposit
  if (orderRules.isAlive(order, tx.now)) {
    until = earliest(until, await readDepositLimit(tx, order))
    const expiresAt = latest(order.expiresAt, until)
    await orders.writeOrder(tx, { ...order, pinnedAt: null, expiresAt })
  }
  return change(tx, payment, 'ready', {
    deposit: { ...deposit, until },
    sessionExpiresAt: until,
    checkAt: rules.nextCheck(payment.checks, tx.now),
    checks: payment.checks + 1,
    reason: 'deposit',
  })
}
