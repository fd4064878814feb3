import type { Engine } from '../engine.ts'
import type { Id } from '../kernel/id.ts'
import { Problem } from '../kernel/problem.ts'
import { later } from '../kernel/time.ts'
import { payOrder } from '../orders/pay.ts'
import * as orders from '../orders/queries.ts'
import * as orderRules from '../orders/rules.ts'
import * as places from '../places/queries.ts'
import type { Tx } from '../postgres/sql.ts'
import { creditIn, isCharge } from '../wallets/charge.ts'
import { change, close } from './change.ts'
import type { Approval, Deposit, Gateway, Lookup, Snapshot } from './gateway.ts'
import { gatewayOf } from './outside.ts'
import * as queries from './queries.ts'
import { askRefund } from './refund.ts'
import * as rules from './rules.ts'
import { capturePart, releasePart } from './wallet-part.ts'

/** A payment and its order, both locked. */
interface Pair {
  readonly payment: rules.Payment
  readonly order: orderRules.Order
}

/**
 * The one gate into `paid`: whoever learned something of a payment (the return of the browser, a
 * webhook, the reconciler) brings it here. The first to arrive settles it, the others find it
 * settled.
 *
 * An order that is still alive becomes paid. One that died in the meantime takes its places again
 * if they are there; else, or if another attempt may pay for it, all of the money is on its way
 * back, in the same transaction.
 *
 * @returns the payment as it now is; in `authenticated` when its approval must be asked for again
 */
export async function settle(
  engine: Engine,
  asked: rules.Payment,
  said: Approval | Lookup,
): Promise<rules.Payment> {
  const settled = await engine.database.shared(asked.storeId, asked.orderId, (tx) =>
    settleIn(engine, tx, asked, said, []),
  )
  if (settled) return settled
  // The order is dead: its places must be locked before it is, to try to take them again.
  const named = await orders.readPlaceIds(engine.database, asked.storeId, asked.orderId)
  const placeIds = named.map(({ placeId }) => placeId)
  const late = await engine.database.transaction(
    (tx) => settleIn(engine, tx, asked, said, placeIds),
    asked.storeId,
  )
  return late ?? asked
}

async function settleIn(
  engine: Engine,
  tx: Tx,
  asked: rules.Payment,
  said: Approval | Lookup,
  placeIds: readonly Id<'Place'>[],
): Promise<rules.Payment | undefined> {
  const locked = placeIds.length > 0 ? await places.lockPlaces(tx, asked.storeId, placeIds) : []
  const [order, payment] = await Promise.all([
    orders.lockOrder(tx, asked.storeId, asked.orderId),
    queries.lockPayment(tx, asked.storeId, asked.id),
  ])
  if (!order || !payment) return asked
  if (rules.isOver(payment) || rules.isRefunding(payment)) return payment
  const pair = { payment, order }
  const expected = { orderNumber: order.number, buyer: order.id }
  const gateway = gatewayOf(engine, payment.gateway)
  const verdict = rules.judge(payment, said, expected, gateway, tx.now)
  switch (verdict.is) {
    case 'paid':
      return paid(engine, tx, pair, verdict.snapshot, locked)
    case 'declined':
    case 'expired':
      return end(engine, tx, pair, verdict)
    case 'approve-again':
      if (!rules.isLive(payment)) return lookLater(tx, gateway, payment)
      return change(tx, payment, 'authenticated', { checkAt: later(tx.now, 20) })
    case 'wait':
      return wait(tx, gateway, pair, verdict)
    case 'refunded':
      return review(tx, payment, 'refunded-elsewhere', said)
    case 'review':
      return review(tx, payment, verdict.reason, said)
  }
}

/** Money was taken, and it fits. */
async function paid(
  engine: Engine,
  tx: Tx,
  { payment, order }: Pair,
  snapshot: Snapshot,
  locked: readonly { id: Id<'Place'>; remaining: number }[],
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
  if (alive && rules.isLive(payment) && !(await moveWalletMoney(tx, { payment, order }))) {
    const [, fulfilled] = await Promise.all([
      payOrder(tx, order),
      change(tx, payment, 'fulfilled', facts, event),
    ])
    return fulfilled
  }
  if (!alive && locked.length === 0) return undefined
  const late = await change(tx, payment, 'late-approved', facts, event)
  const attempts = await queries.lockAttempts(tx, order.storeId, order.id)
  const isPaidElsewhere = attempts.some((one) => rules.isLive(one) && one.id !== payment.walletPart)
  if (!isPaidElsewhere && (await mayStillBePaid(tx, { payment, order }, locked))) {
    await payOrder(tx, order)
    return change(tx, late, 'fulfilled', {})
  }
  await releasePart(tx, payment)
  return askRefund(engine, tx, late, { amount: payment.amount, reason: 'paid-too-late' })
}

/**
 * What must happen in the transaction in which an order becomes paid: the wallet's part is taken, and
 * a wallet that was charged is credited. A problem means that this money cannot stay.
 */
async function moveWalletMoney(tx: Tx, { payment, order }: Pair): Promise<Problem | undefined> {
  if (payment.walletPart) return capturePart(tx, payment)
  if (!isCharge(order)) return undefined
  const credited = await creditIn(tx, order, payment)
  return credited instanceof Problem ? credited : undefined
}

/** Money that came late still pays, if the places are there and everything else comes along. */
async function mayStillBePaid(
  tx: Tx,
  pair: Pair,
  locked: readonly { id: Id<'Place'>; remaining: number }[],
): Promise<boolean> {
  const hasPlaces = orderRules.isAlive(pair.order, tx.now) || freeOf(pair.order, locked)
  if (!hasPlaces || (await moveWalletMoney(tx, pair))) return false
  return orderRules.isAlive(pair.order, tx.now) || takeAgain(tx, pair.order, locked)
}

const freeOf = (
  order: orderRules.Order,
  locked: readonly { id: Id<'Place'>; remaining: number }[],
): boolean => {
  if (order.status === 'ready') return true
  if (order.status !== 'failed') return false
  const remaining = new Map(locked.map((place) => [place.id, place.remaining]))
  return order.lines.every((line) => line.quantity <= (remaining.get(line.placeId) ?? 0))
}

/**
 * Takes the places of a dead order again, if all are there. One that nobody has tidied up still
 * has them; one that was canceled or paid by another attempt wants none.
 */
async function takeAgain(
  tx: Tx,
  order: orderRules.Order,
  locked: readonly { id: Id<'Place'>; remaining: number }[],
): Promise<boolean> {
  if (!freeOf(order, locked)) return false
  if (order.status === 'ready') return true
  const moves = new Map(order.lines.map(({ placeId, quantity }) => [placeId, -quantity]))
  await places.movePlaces(tx, order.storeId, moves)
  return true
}

/**
 * No money was taken, for sure. The order goes on until its own deadline; if the attempt was
 * closed already, its pin belongs to another one, and it was only looked at in case money came late.
 */
async function end(
  engine: Engine,
  tx: Tx,
  { payment, order }: Pair,
  { is: state, reason }: { is: 'declined' | 'expired'; reason: string },
): Promise<rules.Payment> {
  if (!rules.isLive(payment)) return lookLater(tx, gatewayOf(engine, payment.gateway), payment)
  if (order.status === 'ready' && order.pinnedAt)
    await orders.writeOrder(tx, { ...order, pinnedAt: null })
  return close(engine, tx, payment, { state, reason })
}

/** A person has to look; what the gateway last said is kept for them. */
const review = (tx: Tx, payment: rules.Payment, reason: string, said: object | undefined) =>
  change(
    tx,
    payment,
    'needs-review',
    { checkAt: null, reason },
    { facts: { reason, ...(said && { said }) } },
  )

const lookLater = (tx: Tx, gateway: Gateway, payment: rules.Payment) =>
  change(tx, payment, payment.state, {
    checkAt: rules.lateCheck(gateway, payment.checks, tx.now),
    checks: payment.checks + 1,
  })

/**
 * Nobody knows yet. The order stays pinned; after a day a person has to look. Who is still in the
 * window may take their time.
 */
async function wait(
  tx: Tx,
  gateway: Gateway,
  { payment, order }: Pair,
  { reason, deposit }: { reason: string; deposit?: Deposit },
): Promise<rules.Payment> {
  const { state, checks } = payment
  if (!rules.isLive(payment)) return lookLater(tx, gateway, payment)
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
 * The buyer has an account to pay into, and nothing is being taken: the payment is open as it was in
 * the window, and the order lives by its own deadline. Money that comes after it is late money.
 */
async function awaitDeposit(
  tx: Tx,
  { payment, order }: Pair,
  deposit: Deposit,
): Promise<rules.Payment> {
  if (order.status === 'ready' && order.pinnedAt)
    await orders.writeOrder(tx, { ...order, pinnedAt: null })
  return change(tx, payment, 'ready', {
    deposit,
    sessionExpiresAt: deposit.until,
    checkAt: rules.nextCheck(payment.checks, tx.now),
    checks: payment.checks + 1,
    reason: 'deposit',
  })
}
