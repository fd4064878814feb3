import type { Engine } from '../engine.ts'
import { tell } from '../events/outbox.ts'
import type { Id } from '../kernel/id.ts'
import { Problem } from '../kernel/problem.ts'
import { later } from '../kernel/time.ts'
import { lockOwnOrder } from '../orders/own.ts'
import * as orderRules from '../orders/rules.ts'
import { forget, type Once, recall, remember } from '../postgres/once.ts'
import type { Tx } from '../postgres/sql.ts'
import type { Prepared } from './gateway.ts'
import { gatewayOf, outside } from './outside.ts'
import * as queries from './queries.ts'
import { returnUrl } from './return-address.ts'
import * as rules from './rules.ts'
import { paymentView } from './view.ts'

export interface StartAsk {
  readonly buyerId: Id<'Account'>
  readonly orderId: Id<'Order'>
  readonly gateway: string
  readonly device: 'desktop' | 'mobile'
  readonly once: Once
}

/**
 * Begins to pay for an order: writes the intent, opens a session at the gateway, writes its
 * reference down before any browser sees the address. While a session is open the same one is
 * given again, so two clicks never make two.
 * Problems in order: gateway-missing, those of the key, order-missing, order-over, order-expired,
 * nothing-to-pay, payment-in-progress, gateway-unavailable.
 */
export async function startPayment(engine: Engine, ask: StartAsk) {
  gatewayOf(engine, ask.gateway)
  const begun = await engine.database.transaction((tx) => begin(engine, tx, ask))
  if ('stored' in begun) return begun
  const { payment, order } = begun
  const said = await outside(engine, payment.gateway, (gateway) =>
    gateway.prepare({
      paymentId: payment.id,
      orderNumber: order.number,
      buyer: order.id,
      title: order.title,
      amount: { amount: payment.amount, currency: payment.currency },
      taxFree: payment.taxFree,
      returnUrls: {
        success: returnUrl(engine, payment, 'success'),
        quit: returnUrl(engine, payment, 'quit'),
        fail: returnUrl(engine, payment, 'fail'),
      },
    }),
  )
  const ended = await engine.database.transaction((tx) => record(engine, tx, ask, payment, said))
  if (ended instanceof Problem) throw ended
  return ended
}

type Begun =
  | { readonly payment: rules.Payment; readonly order: orderRules.Order }
  | { readonly stored: string; readonly replayed: boolean }

async function begin(engine: Engine, tx: Tx, ask: StartAsk): Promise<Begun> {
  const known = await recall(tx, ask.once)
  if (typeof known === 'string') return { stored: known, replayed: true }
  const order = await lockOwnOrder(tx, ask.buyerId, ask.orderId)
  if (order.status === 'paid' || order.status === 'canceled') throw orderRules.orderOver()
  if (!orderRules.isAlive(order, tx.now)) throw orderRules.orderExpired()
  if (order.amount === 0) throw rules.nothingToPay()

  const attempts = await queries.lockAttempts(tx, order.storeId, order.id)
  const [last] = attempts
  if (last && rules.isOpen(last, tx.now) && last.gateway === ask.gateway) {
    const stored = JSON.stringify(paymentView({ ...last, device: ask.device }))
    await remember(tx, ask.once, stored)
    return { stored, replayed: false }
  }
  for (const attempt of attempts) await giveUp(tx, attempt)
  const payment = newPayment(engine, order, ask, (last?.attempt ?? 0) + 1, tx.now)
  await queries.insertPayment(tx, payment)
  await queries.insertEvent(tx, payment, { state: 'preparing' })
  if (known === undefined) await remember(tx, ask.once, null)
  return { payment, order }
}

/**
 * A new attempt may begin only when the former can take no money any more. One that was never
 * approved is closed by this very write: nobody approves what is not open.
 */
async function giveUp(tx: Tx, attempt: rules.Payment): Promise<void> {
  if (rules.isUnsettled(attempt) || ['fulfilled', 'needs-review'].includes(attempt.state))
    throw orderRules.paymentInProgress()
  if (attempt.state !== 'preparing' && attempt.state !== 'ready') return
  if (attempt.state === 'preparing' && tx.now < (attempt.checkAt ?? tx.now))
    throw orderRules.paymentInProgress()
  const closed = { ...attempt, state: 'expired' as const, reason: 'replaced', checkAt: null }
  await queries.writePayment(tx, { ...closed, changedAt: tx.now })
  await queries.insertEvent(tx, attempt, { state: 'expired', facts: { reason: 'replaced' } })
}

function newPayment(
  engine: Engine,
  order: orderRules.Order,
  { gateway, device }: StartAsk,
  attempt: number,
  now: Date,
): rules.Payment {
  return {
    storeId: order.storeId,
    id: engine.newId<'Payment'>(),
    orderId: order.id,
    attempt,
    gateway,
    state: 'preparing',
    version: 1,
    amount: order.amount,
    taxFree: 0,
    currency: order.currency,
    device,
    reference: null,
    redirect: null,
    clientToken: null,
    approvalReference: null,
    approved: null,
    refunded: 0,
    method: null,
    reason: null,
    createdAt: now,
    changedAt: now,
    sessionExpiresAt: null,
    checkAt: later(now, gatewayOf(engine, gateway).callSeconds + 5),
    checks: 0,
  }
}

/** Writes what the gateway said. An answer that was lost opened a session nobody can reach. */
async function record(
  engine: Engine,
  tx: Tx,
  ask: StartAsk,
  intent: rules.Payment,
  said: Prepared,
) {
  const payment = await queries.lockPayment(tx, intent.storeId, intent.id)
  if (payment?.state !== 'preparing') {
    await forget(tx, ask.once)
    return orderRules.paymentInProgress()
  }
  if (said.is !== 'prepared') {
    const closed = { ...payment, state: 'expired' as const, reason: said.reason, checkAt: null }
    await queries.writePayment(tx, { ...closed, changedAt: tx.now })
    await queries.insertEvent(tx, payment, { state: 'expired', facts: { reason: said.reason } })
    await forget(tx, ask.once)
    return rules.gatewayUnavailable()
  }
  const sessionExpiresAt = later(tx.now, gatewayOf(engine, payment.gateway).sessionSeconds)
  const ready: rules.Payment = {
    ...payment,
    state: 'ready',
    reference: said.reference,
    redirect: said.redirect,
    changedAt: tx.now,
    sessionExpiresAt,
    checkAt: later(sessionExpiresAt, 30),
  }
  await queries.writePayment(tx, ready)
  await queries.insertEvent(tx, payment, { state: 'ready', facts: { reference: said.reference } })
  await tell(tx, { topic: 'payment.ready', storeId: payment.storeId, subjectId: payment.id })
  const stored = JSON.stringify(paymentView(ready))
  await remember(tx, ask.once, stored)
  return { stored, replayed: false }
}
