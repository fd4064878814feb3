import type { Engine } from '../engine.ts'
import type { Id } from '../kernel/id.ts'
import { Problem } from '../kernel/problem.ts'
import * as orders from '../orders/queries.ts'
import * as orderRules from '../orders/rules.ts'
import { readNow } from '../postgres/now.ts'
import { checkChargeRoom } from '../wallets/charge.ts'
import { gatewayOf } from './call-gateway.ts'
import { change } from './change.ts'
import type { RawCall } from './gateway.ts'
import * as queries from './queries.ts'
import { readToken } from './return-address.ts'
import * as rules from './rules.ts'
import * as webhooks from './webhook-queries.ts'
import { boundedHint } from './webhook-rules.ts'

/**
 * Receives a webhook. It is only a hint: it makes the payment that it names due for a look-up, which
 * runs after the answer. Anybody can post an unsigned one, so its fields, rows and look-ups are bounded.
 * Problems in order: gateway-missing, webhook-rejected.
 *
 * @returns whether a payment of this gateway is due now
 */
export async function receiveWebhook(
  engine: Engine,
  name: string,
  call: Omit<RawCall, 'now'>,
): Promise<boolean> {
  const gateway = gatewayOf(engine, name)
  if (!gateway.readWebhook) throw rules.gatewayMissing()
  const { now } = await readNow(engine.database)
  const read = await gateway.readWebhook({ ...call, now })
  if (read.is === 'rejected') throw rules.webhookRejected({ detail: read.reason })
  const hint = read.is === 'hint' ? boundedHint(read) : undefined
  return hint !== undefined && (await webhooks.receiveWebhook(engine.database, name, hint, now)) > 0
}

/** Deletes a batch of webhooks past their retention. */
export async function removeOldWebhooks(engine: Engine, most = 10_000): Promise<number> {
  const { now } = await readNow(engine.database)
  return webhooks.removeOldWebhooks(engine.database, now, most)
}

/**
 * Answers the confirmation request of a gateway that charges by itself. Allowed only for a live order
 * at its exact amount; pins the order, so that it cannot expire during the charge.
 * Problems in order: gateway-missing, return-forged, payment-missing, wallet-full (of a charge), those
 * of `orders.pin`, amount-differs.
 */
export async function permitCharge(
  engine: Engine,
  { gateway: name, paymentId, token }: { gateway: string; paymentId: Id<'Payment'>; token: string },
  call: Omit<RawCall, 'now'>,
): Promise<void> {
  const gateway = gatewayOf(engine, name)
  if (!gateway.readConfirm) throw rules.gatewayMissing()
  const storeId = readToken(engine, { id: paymentId, token, outcome: 'confirm' })
  if (!storeId) throw rules.returnForged()
  const [{ now }, found] = await Promise.all([
    readNow(engine.database),
    queries.readPayment(engine.database, storeId, paymentId),
  ])
  const question = gateway.readConfirm({ ...call, now })
  if (!found || found.gateway !== name || question?.reference !== found.reference)
    throw rules.paymentMissing()
  const refused = await engine.database.transaction(async (tx) => {
    const order = await orders.lockOrder(tx, found.storeId, found.orderId)
    const payment = await queries.lockPayment(tx, found.storeId, found.id)
    if (!order || !payment) return rules.paymentMissing()
    if (payment.state === 'approving') return undefined // a retry
    if (payment.state !== 'ready') return orderRules.orderOver()
    const room = await checkChargeRoom(tx, order)
    const pinned = room instanceof Problem ? room : orderRules.pin(order, tx.now)
    if (pinned instanceof Problem) return pinned
    if (question.amount !== payment.amount) return rules.amountDiffers()
    await orders.writeOrder(tx, pinned)
    await change(tx, payment, 'approving', { checkAt: rules.nextCheck(0, tx.now) })
    return undefined
  })
  if (refused) throw refused
}
