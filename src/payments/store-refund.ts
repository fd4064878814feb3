import type { Engine } from '../engine.ts'
import type { Id } from '../kernel/id.ts'
import { orThrow } from '../kernel/problem.ts'
import * as orders from '../orders/queries.ts'
import * as places from '../places/queries.ts'
import { type Once, remember, takeKey } from '../postgres/once.ts'
import type { Tx } from '../postgres/sql.ts'
import type { By } from '../stores/rules.ts'
import { cancelIn } from './cancel.ts'
import { hasUnits } from './lock-to-cancel.ts'
import * as queries from './queries.ts'
import { requestRefund } from './refund.ts'
import { sendRefunds } from './refund-owed.ts'
import * as rules from './rules.ts'
import * as storeQueries from './store-queries.ts'
import * as storeRules from './store-rules.ts'

export interface RefundAsk {
  readonly by: By
  readonly storeId: Id<'Store'>
  readonly paymentId: Id<'Payment'>
  /** Minor units, 1 or more. */
  readonly amount: number
  readonly reason: string
  readonly once: Once
}

/**
 * Refunds a payment fully or partly for its store. A partial refund leaves the order as it is. The
 * last one cancels a paid order that has not begun (`cancel.ts`).
 * Problems in order: those of the key, payment-missing, then those of `storeRules.refund`.
 */
export async function refundPayment(engine: Engine, ask: RefundAsk) {
  const result = await engine.cell(ask.storeId).transaction((tx) => refundIn(engine, tx, ask))
  await sendRefunds(engine, result)
  return { stored: result.stored, replayed: result.replayed }
}

async function refundIn(engine: Engine, tx: Tx, ask: RefundAsk) {
  const { storeId, paymentId, amount, reason } = ask
  const known = await takeKey(tx, ask.once)
  if (known !== undefined) return { stored: known, replayed: true, refunding: [], isOwned: true }
  const own = await storeQueries.readOwnPaymentOrder(tx, ask.by, storeId, paymentId)
  if (!own) throw rules.paymentMissing()
  const named = await orders.readPlaceIds(tx, storeId, own.orderId)
  const placeIds = named.map(({ placeId }) => placeId)
  const locked = await places.lockPlaces(tx, storeId, placeIds)
  const order = await orders.lockOrder(tx, storeId, own.orderId)
  const attempts = await queries.lockAttempts(tx, storeId, own.orderId)
  const payment = attempts.find(({ id }) => id === paymentId)
  if (!order || !payment) throw rules.paymentMissing()
  const left = orThrow(storeRules.refund(payment, amount))

  // A wallet may have paid a part: the last refund leaves nothing of either.
  const others = attempts.filter((one) => one !== payment)
  const leftElsewhere = others.reduce((sum, one) => sum + storeRules.refundable(one), 0)
  const takesAll = left + leftElsewhere === 0
  const stillBooked = locked.filter(({ id }) => hasUnits(order, id))
  const isLast = takesAll && storeRules.lastCancels(order.status, stillBooked, tx.now)
  const refunding = isLast
    ? (await cancelIn(engine, tx, order, { by: 'store', reason })).refunding
    : [await requestRefund(engine, tx, payment, { amount, reason })]
  const { currency } = payment
  const stored = JSON.stringify({
    paymentId,
    orderId: order.id,
    refund: { amount, currency },
    left: { amount: left, currency },
  })
  await remember(tx, ask.once, stored)
  return { stored, replayed: false, refunding, isOwned: order.buyerId !== null }
}
