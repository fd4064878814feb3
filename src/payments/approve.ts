import type { Engine } from '../engine.ts'
import type { Id } from '../kernel/id.ts'
import { Problem } from '../kernel/problem.ts'
import { later } from '../kernel/time.ts'
import * as orders from '../orders/queries.ts'
import * as orderRules from '../orders/rules.ts'
import { change } from './change.ts'
import { gatewayOf, outside } from './outside.ts'
import * as queries from './queries.ts'
import { driveRefund, lookAtRefund } from './refund.ts'
import { readToken } from './return-address.ts'
import * as rules from './rules.ts'
import { settle } from './settle.ts'

export interface ReturnAsk {
  readonly paymentId: Id<'Payment'>
  readonly token: string
  readonly query: Readonly<Record<string, string>>
}

/**
 * The browser came back from the payment window. What it brings is a claim: a success leads to our
 * approval, anything else to a look at the gateway. Doing it twice, or five times, does it once.
 * Problems in order: return-forged, payment-missing.
 */
export async function returnPayment(engine: Engine, ask: ReturnAsk): Promise<rules.Payment> {
  const outcome = ask.query.outcome ?? ''
  const storeId = readToken(engine, { id: ask.paymentId, token: ask.token, outcome })
  if (!storeId) throw rules.returnForged()
  const payment = await queries.readPayment(engine.database, storeId, ask.paymentId)
  if (!payment) throw rules.paymentMissing()
  const gateway = gatewayOf(engine, payment.gateway)
  const { clientToken } = gateway.parseReturn(ask.query)
  if (outcome !== 'success' || !clientToken) return look(engine, payment)
  const authenticated = await authenticate(engine, payment, clientToken)
  return authenticated.state === 'authenticated' ? approve(engine, authenticated) : authenticated
}

/** Writes down what only a buyer who authenticated can bring; the first to bring it counts. */
const authenticate = (engine: Engine, { storeId, id }: rules.Payment, clientToken: string) =>
  engine.database.transaction(async (tx) => {
    const payment = await queries.lockPayment(tx, storeId, id)
    if (!payment) throw rules.paymentMissing()
    if (payment.state !== 'ready') return payment
    return change(tx, payment, 'authenticated', {
      clientToken,
      checkAt: later(tx.now, gatewayOf(engine, payment.gateway).callSeconds + 5),
    })
  })

/** Asks the gateway what is true, and settles by that. Nothing to ask means nothing to change. */
export async function look(engine: Engine, payment: rules.Payment): Promise<rules.Payment> {
  const { reference } = payment
  if (!reference || rules.isOver(payment)) return payment
  if (rules.isRefunding(payment)) return lookAtRefund(engine, payment)
  const said = await outside(engine, payment.gateway, (gateway) => gateway.lookup({ reference }))
  const settled = await settle(engine, payment, said)
  return settled.state === 'refunding' ? driveRefund(engine, settled) : settled
}

/**
 * Takes the money: pins the order so that it cannot die meanwhile, writes the intent, calls,
 * settles. Who finds somebody else approving answers with what is so far known.
 */
export async function approve(engine: Engine, asked: rules.Payment): Promise<rules.Payment> {
  const claimed = await engine.database.transaction(async (tx) => {
    const order = await orders.lockOrder(tx, asked.storeId, asked.orderId)
    const payment = await queries.lockPayment(tx, asked.storeId, asked.id)
    if (!order || !payment) throw rules.paymentMissing()
    if (payment.state !== 'authenticated') return { payment, order }
    const pinned = orderRules.pin(order, tx.now)
    if (pinned instanceof Problem) {
      const reason = pinned.is.type // nothing was charged: nobody approved
      return { payment: await change(tx, payment, 'expired', { checkAt: null, reason }), order }
    }
    await orders.writeOrder(tx, pinned)
    const checkAt = later(tx.now, gatewayOf(engine, payment.gateway).callSeconds + 5)
    const approving = await change(tx, payment, 'approving', { checkAt })
    return { payment: approving, order: pinned, mine: true }
  })
  const { payment, order } = claimed
  if (!claimed.mine) return payment
  const said = await outside(engine, payment.gateway, (gateway) =>
    gateway.approve({
      reference: payment.reference ?? '',
      clientToken: payment.clientToken ?? '',
      orderNumber: order.number,
      buyer: order.id,
      amount: { amount: payment.amount, currency: payment.currency },
      operationKey: `${payment.id}-approve`,
    }),
  )
  if (said.is === 'unknown') return look(engine, payment)
  const settled = await settle(engine, payment, said)
  return settled.state === 'refunding' ? driveRefund(engine, settled) : settled
}
