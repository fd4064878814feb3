import type { Engine } from '../engine.ts'
import type { Id } from '../kernel/id.ts'
import { Problem } from '../kernel/problem.ts'
import { later } from '../kernel/time.ts'
import * as orders from '../orders/queries.ts'
import * as orderRules from '../orders/rules.ts'
import { inCells } from '../postgres/cells.ts'
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
  const { now } = await readNow(engine.house)
  const read = await gateway.readWebhook({ ...call, now })
  if (read.is === 'rejected') throw rules.webhookRejected({ detail: read.reason })
  const hint = read.is === 'hint' ? boundedHint(read) : undefined
  if (!hint) return false
  return (await inCells(engine, (on) => webhooks.receiveWebhook(on, name, hint, now))) > 0
}

/** Deletes a batch of webhooks past their retention. */
export const removeOldWebhooks = (engine: Engine, most = 10_000): Promise<number> =>
  inCells(engine, async (on) => {
    const { now } = await readNow(on)
    return webhooks.removeOldWebhooks(on, now, most)
  })

/** `approving`: a retry of the request. */
const confirmable: readonly rules.PaymentState[] = ['ready', 'approving', 'approve-unknown']

/** A charge takes at most this long after its confirmation, or its money is a late payment. */
const CHARGE_SECONDS = 30

/**
 * Answers the confirmation request of a gateway that charges by itself. Allowed only for an order that
 * outlives the charge, at its exact amount. The page that opens the window knows the address, so a
 * request may be the buyer's: it never keeps the order alive.
 * Problems in order: gateway-missing, return-forged, payment-missing, order-over, wallet-full (of a
 * charge), those of `orders.pin`, amount-differs.
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
  const cell = engine.cell(storeId)
  const [{ now }, found] = await Promise.all([
    readNow(cell),
    queries.readPayment(cell, storeId, paymentId),
  ])
  const question = gateway.readConfirm({ ...call, now })
  if (!found || found.gateway !== name || question?.reference !== found.reference)
    throw rules.paymentMissing()
  const refused = await cell.transaction(async (tx) => {
    const order = await orders.lockOrder(tx, found.storeId, found.orderId)
    const payment = await queries.lockPayment(tx, found.storeId, found.id)
    if (!order || !payment) return rules.paymentMissing()
    if (!confirmable.includes(payment.state)) return orderRules.orderOver()
    const room = await checkChargeRoom(tx, order)
    if (room instanceof Problem) return room
    const living = orderRules.pin(order, later(tx.now, CHARGE_SECONDS))
    if (living instanceof Problem) return living
    if (question.amount !== payment.amount) return rules.amountDiffers()
    if (payment.state === 'ready')
      await change(tx, payment, 'approving', { checkAt: rules.nextCheck(0, tx.now) })
    return undefined
  })
  if (refused) throw refused
}
