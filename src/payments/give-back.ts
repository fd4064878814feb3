import type { Engine } from '../engine.ts'
import { publish } from '../events/outbox.ts'
import { orThrow } from '../kernel/problem.ts'
import { eventBody } from '../orders/event-body.ts'
import * as orders from '../orders/queries.ts'
import { letGo } from '../orders/release.ts'
import * as orderRules from '../orders/rules.ts'
import { writeGivenBack } from '../orders/unit-queries.ts'
import { insertCancellation } from '../policies/queries.ts'
import type { Tx } from '../postgres/sql.ts'
import * as queries from './give-back-queries.ts'
import * as rules from './give-back-rules.ts'
import { lockToCancel, tellDoors } from './lock-to-cancel.ts'
import { readRefunds } from './queries.ts'
import { LINES_GIVEN_BACK, ORDER_CANCELED, requestRefund } from './refund.ts'
import type { Payment } from './rules.ts'
import { leftAfter } from './tax-rules.ts'

export interface GiveBackOrder extends rules.GiveBackAsk {
  readonly by: 'buyer' | 'store'
  /** Of a store; the buyer reads it. */
  readonly reason: string | null
  /** The units go back to their places; what is broken does not, and stays taken. */
  readonly restock: boolean
  /** The goods came back: where they were the last, the order is not told as canceled. Default: they did not. */
  readonly isReturn?: boolean
}

export interface GivenBack extends rules.GiveBack {
  /** As it is now: canceled, when nothing is left of it. */
  readonly order: orderRules.Order
  /** To be sent with `sendRefunds`, once this is committed. */
  readonly refunding: readonly Payment[]
}

/**
 * Gives units of a paid order's lines back, inside a transaction: their worth less what is kept, and
 * of the fee what is asked for. With the last unit the order is canceled, and what went along with it,
 * like a coupon, comes back too. Locks the order’s places, the order and its payments.
 * Problems in order: standing-order, order-over, payment-in-progress, not-paid-yet, those of
 * `rules.giveBack`.
 */
export async function giveBackIn(
  engine: Engine,
  tx: Tx,
  ref: Pick<orderRules.Order, 'storeId' | 'id'>,
  ask: GiveBackOrder,
): Promise<GivenBack> {
  const { order } = await lockToCancel(tx, ref)
  orThrow(mayGiveBack(order, tx.now))
  return giveBackLocked(engine, tx, order, await queries.lockMoney(tx, order), ask)
}

/** Whether lines of an order may be given back at all. Problems as of `giveBackIn`. */
export function mayGiveBack(order: orderRules.Order, now: Date) {
  const canceled = orderRules.cancel(order, [], now, 'store')
  return order.status === 'ready' && 'status' in canceled ? rules.notPaidYet() : canceled
}

/** The same of an order that is locked with its places and payments. */
export async function giveBackLocked(
  engine: Engine,
  tx: Tx,
  order: orderRules.Order,
  { payers, feeBack }: queries.OrderMoney,
  ask: GiveBackOrder,
): Promise<GivenBack> {
  const left = orThrow(rules.leftOf(order, payers))
  const given = orThrow(rules.giveBack({ order, left, feeBack }, ask))
  const note = { ...ask, id: engine.newId<'GiveBack'>() }
  const units = await writeGivenBack(tx, order, given.lines, ask.restock)
  await queries.insertGiveBack(tx, order, note, given)
  const freed = given.isLast ? await orders.writeLines(tx, order, 'sold', 'released') : []
  await letGo(tx, order, [...(ask.restock ? units : []), ...freed])
  const after = given.isLast
    ? await cancelWhole(tx, order, given, ask)
    : await tellPart(tx, order, given, note)
  await tellDoors(engine, tx, after)
  const refunding = await refund(engine, tx, payers, given)
  return { ...given, order: after, refunding }
}

/** Nothing is left of the order. What was kept of it before is in its earlier steps. */
async function cancelWhole(
  tx: Tx,
  order: orderRules.Order,
  { refund: amount }: rules.GiveBack,
  { by, reason, isReturn = false }: GiveBackOrder,
): Promise<orderRules.Order> {
  const canceled: orderRules.Order = { ...order, status: 'canceled', canceledAt: tx.now }
  await orders.writeOrder(tx, canceled)
  const money = { amount, keptPercent: 0, kept: 0, refund: amount }
  await insertCancellation(tx, order, { canceledBy: by, reason, returned: isReturn, ...money })
  const { storeId, id: subjectId } = order
  const body = eventBody(canceled)
  await publish(tx, { topic: 'order.canceled', storeId, subjectId, body })
  return readBack(tx, order)
}

async function tellPart(
  tx: Tx,
  order: orderRules.Order,
  { lines, refund: amount }: rules.GiveBack,
  { id: giveBackId }: queries.GiveBackNote,
): Promise<orderRules.Order> {
  const { storeId, id: subjectId } = order
  const places = lines.map(({ placeId, quantity }) => ({ placeId, quantity }))
  const body = { ...eventBody(order), giveBackId, refund: amount, places }
  await publish(tx, { topic: 'order.given-back', storeId, subjectId, body })
  return readBack(tx, order)
}

async function readBack(tx: Tx, { storeId, id }: orderRules.Order): Promise<orderRules.Order> {
  const [order] = await orders.readOrders(tx, storeId, [id])
  return order as orderRules.Order
}

/** Requests the refund of what paid the order: its gateway's first, then a wallet's. */
async function refund(
  engine: Engine,
  tx: Tx,
  payers: readonly Payment[],
  { refund: amount, taxFree, isLast }: rules.GiveBack,
): Promise<Payment[]> {
  if (amount === 0) return []
  const pools = await Promise.all(
    payers.map(async (payment) => {
      const refunds = await readRefunds(tx, payment)
      const done = refunds.filter(({ state }) => state === 'done')
      const taken = { amount: payment.approved ?? 0, taxFree: payment.taxFree }
      return { payment, left: leftAfter(taken, done) }
    }),
  )
  const reason = isLast ? ORDER_CANCELED : LINES_GIVEN_BACK
  const refunding: Payment[] = []
  for (const { pool, ...part } of rules.spread({ amount, taxFree }, pools))
    refunding.push(await requestRefund(engine, tx, pool.payment, { ...part, reason }))
  return refunding
}
