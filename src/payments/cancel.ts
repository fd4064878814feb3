import type { Engine } from '../engine.ts'
import { tell } from '../events/outbox.ts'
import type { Id } from '../kernel/id.ts'
import { orThrow } from '../kernel/problem.ts'
import * as orders from '../orders/queries.ts'
import { putBack } from '../orders/release.ts'
import * as orderRules from '../orders/rules.ts'
import * as places from '../places/queries.ts'
import { type Once, recall, remember } from '../postgres/once.ts'
import type { Tx } from '../postgres/sql.ts'
import { change } from './change.ts'
import * as queries from './queries.ts'
import { askRefund, driveRefund } from './refund.ts'
import type * as rules from './rules.ts'

export interface CancelAsk {
  readonly buyerId: Id<'Account'>
  readonly orderId: Id<'Order'>
  readonly once: Once
  /** The text to answer with, and to replay. */
  answer(order: orderRules.Order, now: Date): string
}

/**
 * Cancels a buyer's order: its places are on sale again with the same commit, and what was paid
 * is on its way back. An open payment window is closed by this very write.
 * Problems in order: those of the key, order-missing, then those of `rules.cancel`.
 */
export async function cancelOrder(engine: Engine, ask: CancelAsk) {
  const done = await engine.database.transaction(async (tx) => {
    const known = await recall(tx, ask.once)
    if (typeof known === 'string') return { stored: known, replayed: true }
    const own = await orders.readOwnOrder(tx, ask.buyerId, ask.orderId)
    if (!own) throw orderRules.orderMissing()
    const { order, refunding } = await cancelIn(engine, tx, own)
    const stored = ask.answer(order, tx.now)
    await remember(tx, ask.once, stored)
    return { stored, replayed: false, refunding }
  })
  if ('refunding' in done && done.refunding) await driveRefund(engine, done.refunding)
  return { stored: done.stored, replayed: done.replayed }
}

/** Cancels an order inside a transaction. Throws the problems of `rules.cancel`. */
export async function cancelIn(
  engine: Engine,
  tx: Tx,
  { storeId, id }: Pick<orderRules.Order, 'storeId' | 'id'>,
): Promise<{ order: orderRules.Order; refunding: rules.Payment | undefined }> {
  const named = await orders.readPlaceIds(tx, storeId, id)
  const locked = await places.lockPlaces(
    tx,
    storeId,
    named.map(({ placeId }) => placeId),
  )
  const order = (await orders.lockOrder(tx, storeId, id)) as orderRules.Order
  const canceled = orThrow(orderRules.cancel(order, locked, tx.now))
  const from = order.status === 'paid' ? 'sold' : 'held'
  await orders.writeOrder(tx, canceled)
  const freed = await orders.writeLines(tx, order, from, 'released')
  await putBack(tx, storeId, freed)
  await tell(tx, { topic: 'order.canceled', storeId, subjectId: id })
  return { order: canceled, refunding: await endPayments(engine, tx, order) }
}

/** Sends back what was taken and closes what might still take. */
async function endPayments(
  engine: Engine,
  tx: Tx,
  order: orderRules.Order,
): Promise<rules.Payment | undefined> {
  let refunding: rules.Payment | undefined
  for (const payment of await queries.lockAttempts(tx, order.storeId, order.id)) {
    if (payment.state === 'fulfilled') {
      const amount = (payment.approved ?? 0) - payment.refunded
      refunding = await askRefund(engine, tx, payment, { amount, reason: 'order-canceled' })
    } else if (['preparing', 'ready', 'authenticated'].includes(payment.state)) {
      await change(tx, payment, 'expired', { checkAt: null, reason: 'order-canceled' })
    }
  }
  return refunding
}
