import type { Engine } from '../engine.ts'
import type { Id } from '../kernel/id.ts'
import { later } from '../kernel/time.ts'
import { payOrder } from '../orders/pay.ts'
import * as orders from '../orders/queries.ts'
import * as orderRules from '../orders/rules.ts'
import * as places from '../places/queries.ts'
import type { Tx } from '../postgres/sql.ts'
import { change } from './change.ts'
import type { Approval, Lookup, Snapshot } from './gateway.ts'
import { gatewayOf } from './outside.ts'
import * as queries from './queries.ts'
import { askRefund } from './refund.ts'
import * as rules from './rules.ts'

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
  const settled = await engine.database.transaction((tx) => settleIn(engine, tx, asked, said, []))
  if (settled) return settled
  // The order is dead: its places must be locked before it is, to try to take them again.
  const named = await orders.readPlaceIds(engine.database, asked.storeId, asked.orderId)
  const placeIds = named.map(({ placeId }) => placeId)
  const late = await engine.database.transaction((tx) =>
    settleIn(engine, tx, asked, said, placeIds),
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
  const order = await orders.lockOrder(tx, asked.storeId, asked.orderId)
  const payment = await queries.lockPayment(tx, asked.storeId, asked.id)
  if (!order || !payment) return asked
  if (rules.isOver(payment) || rules.isRefunding(payment)) return payment
  const pair = { payment, order }
  const expected = { orderNumber: order.number, buyer: order.id }
  const { callSeconds } = gatewayOf(engine, payment.gateway)
  const verdict = rules.judge(payment, said, expected, callSeconds, tx.now)
  switch (verdict.is) {
    case 'paid':
      return paid(engine, tx, pair, verdict.snapshot, locked)
    case 'declined':
    case 'expired':
      return close(tx, pair, verdict.is, verdict.reason)
    case 'approve-again':
      return change(tx, payment, 'authenticated', { checkAt: later(tx.now, 20) })
    case 'wait':
      return wait(tx, payment, verdict.reason)
    case 'refunded':
      return change(tx, payment, 'needs-review', { checkAt: null, reason: 'refunded-elsewhere' })
    case 'review':
      return change(tx, payment, 'needs-review', { checkAt: null, reason: verdict.reason })
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
    checkAt: null,
    checks: 0,
    reason: null,
  }
  const event = { amount: payment.amount, facts: { ...snapshot } }
  const alive = orderRules.isAlive(order, tx.now)
  if (alive && rules.isLive(payment)) {
    await payOrder(tx, order)
    return change(tx, payment, 'fulfilled', facts, event)
  }
  if (!alive && locked.length === 0) return undefined
  const late = await change(tx, payment, 'late-approved', facts, event)
  const attempts = await queries.lockAttempts(tx, order.storeId, order.id)
  if (!attempts.some(rules.isLive) && (alive || (await takeAgain(tx, order, locked)))) {
    await payOrder(tx, order)
    return change(tx, late, 'fulfilled', {})
  }
  return askRefund(engine, tx, late, { amount: payment.amount, reason: 'paid-too-late' })
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
  if (order.status === 'ready') return true
  if (order.status !== 'failed') return false
  const remaining = new Map(locked.map((place) => [place.id, place.remaining]))
  const free = order.lines.every((line) => line.quantity <= (remaining.get(line.placeId) ?? 0))
  if (!free) return false
  const moves = new Map(order.lines.map(({ placeId, quantity }) => [placeId, -quantity]))
  await places.movePlaces(tx, order.storeId, moves)
  return true
}

/**
 * No money was taken, for sure. The order goes on until its own deadline; if the attempt was
 * closed already, its pin belongs to another one.
 */
async function close(
  tx: Tx,
  { payment, order }: Pair,
  state: 'declined' | 'expired',
  reason: string,
): Promise<rules.Payment> {
  if (!rules.isLive(payment)) return payment
  if (order.status === 'ready' && order.pinnedAt)
    await orders.writeOrder(tx, { ...order, pinnedAt: null })
  return change(tx, payment, state, { checkAt: null, reason })
}

/** Nobody knows yet. The order stays pinned; after a day a person has to look. */
async function wait(tx: Tx, payment: rules.Payment, reason: string): Promise<rules.Payment> {
  const { state, checks } = payment
  if (!rules.isLive(payment)) return payment
  if (tx.now > later(payment.createdAt, rules.REVIEW_AFTER_SECONDS) && state !== 'ready')
    return change(tx, payment, 'needs-review', { checkAt: null, reason })
  const next = { checkAt: rules.nextCheck(checks, tx.now), checks: checks + 1, reason }
  if (state !== 'approving') return change(tx, payment, state, next)
  return change(tx, payment, 'approve-unknown', next)
}
