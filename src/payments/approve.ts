import { type Engine, perEngine } from '../engine.ts'
import type { Id } from '../kernel/id.ts'
import { Problem } from '../kernel/problem.ts'
import { sharedLookUp } from '../kernel/shared-read.ts'
import * as orders from '../orders/queries.ts'
import * as orderRules from '../orders/rules.ts'
import type { Tx } from '../postgres/sql.ts'
import { checkChargeRoom } from '../wallets/charge.ts'
import { callGateway, gatewayOf } from './call-gateway.ts'
import { change, close } from './change.ts'
import type { Approval, Lookup } from './gateway.ts'
import { lookUpPaid } from './look-up-paid.ts'
import * as queries from './queries.ts'
import { lookUpRefund, sendRefund } from './refund.ts'
import { readToken } from './return-address.ts'
import * as rules from './rules.ts'
import { settle } from './settle.ts'

export interface ReturnAsk {
  readonly paymentId: Id<'Payment'>
  readonly token: string
  readonly query: Readonly<Record<string, string>>
}

/**
 * Handles the browser's return from the payment window. The query is untrusted: a success leads to an
 * approval, anything else to a look-up, after which an attempt that took no money ends. Idempotent.
 * Problems in order: return-forged, payment-missing.
 */
export async function returnPayment(engine: Engine, ask: ReturnAsk): Promise<rules.Payment> {
  const outcome = ask.query.outcome ?? ''
  const storeId = readToken(engine, { id: ask.paymentId, token: ask.token, outcome })
  if (!storeId) throw rules.returnForged()
  const payment = await readReturned(engine)(ask.paymentId, storeId)
  if (!payment) throw rules.paymentMissing()
  const gateway = gatewayOf(engine, payment.gateway)
  const { clientToken, left } = gateway.parseReturn(ask.query)
  if (outcome === 'success' && clientToken) return approve(engine, payment, clientToken)
  return returnUnpaid(engine, payment, left ?? leftBy[outcome])
}

/** How the buyer left the window, by the address they returned to. */
const leftBy: Readonly<Record<string, Left | undefined>> = { quit: 'quit', fail: 'declined' }
type Left = 'quit' | 'declined'

/**
 * The buyer returned without paying. What the gateway says counts; where it says that the session is
 * still open, the attempt ends, so that the buyer may pay again at once: without our approval nothing is captured,
 * and what a gateway captures by itself is a late payment.
 */
async function returnUnpaid(
  engine: Engine,
  stale: rules.Payment,
  left: Left | undefined,
): Promise<rules.Payment> {
  const { reference } = stale
  if (!reference || stale.state !== 'ready') return lookUp(engine, stale)
  const reply = await callGateway(engine, stale.gateway, (gateway) => gateway.lookup({ reference }))
  const looked = await settleAndRefund(engine, stale, reply)
  const state = left ?? (reply.is === 'found' ? reply.snapshot.lastTry : undefined)
  if (!state || reply.is === 'unknown' || looked.state !== 'ready') return looked
  return engine.cell(stale.storeId).shared(stale.storeId, stale.orderId, async (tx) => {
    const [, payment] = await Promise.all([
      orders.lockOrder(tx, stale.storeId, stale.orderId), // before its payment, as everywhere
      queries.lockPayment(tx, stale.storeId, stale.id),
    ])
    if (payment?.state !== 'ready' || payment.deposit) return payment ?? looked
    return close(engine, tx, payment, { state, reason: state })
  })
}

/** Concurrent returns to one store share a query. */
export const readReturned = perEngine((engine) =>
  sharedLookUp(async (ids: readonly Id<'Payment'>[], storeId) => {
    const found = await queries.readPayments(engine.cell(storeId), storeId, ids)
    return new Map(found.map((payment) => [payment.id, payment]))
  }),
)

/** Looks a payment up at its gateway and settles it; a payment without a session stays as it is. */
export async function lookUp(engine: Engine, payment: rules.Payment): Promise<rules.Payment> {
  const { reference } = payment
  if (!reference || payment.state === 'needs-review') return payment
  if (rules.isRefunding(payment)) return lookUpRefund(engine, payment)
  if (rules.isOver(payment)) return lookUpPaid(engine, payment)
  const reply = await callGateway(engine, payment.gateway, (gateway) =>
    gateway.lookup({ reference }),
  )
  return settleAndRefund(engine, payment, reply)
}

/** Settles a payment by a reply, and sends the refund that this may request. */
export async function settleAndRefund(
  engine: Engine,
  payment: rules.Payment,
  reply: Approval | Lookup,
) {
  const settled = await settle(engine, payment, reply)
  return settled.state === 'refunding' ? sendRefund(engine, settled) : settled
}

/** Looks an expired payment up, after closing its session where the gateway supports it. */
export async function closeAndLookUp(
  engine: Engine,
  payment: rules.Payment,
): Promise<rules.Payment> {
  const { reference } = payment
  const operationKey = `${payment.id}-close`
  if (reference)
    await callGateway(engine, payment.gateway, async (gateway) =>
      gateway.close?.({ reference, operationKey }),
    )
  return lookUp(engine, payment)
}

/**
 * Captures the money: stores the buyer's authentication token (the first one wins), pins the order so
 * that it cannot expire, writes the intent, calls the gateway, settles. A concurrent caller returns
 * the payment as it is.
 *
 * @param clientToken absent when it is stored already and the approval is retried
 */
export async function approve(
  engine: Engine,
  stale: rules.Payment,
  clientToken?: string,
): Promise<rules.Payment> {
  const begun = await engine
    .cell(stale.storeId)
    .shared(stale.storeId, stale.orderId, (tx) => beginApproval(engine, tx, stale, clientToken))
  const { payment, order } = begun
  if (!begun.mayApprove) return payment
  const reply = await callGateway(engine, payment.gateway, (gateway) =>
    gateway.approve({
      reference: payment.reference ?? '',
      clientToken: payment.clientToken ?? '',
      orderNumber: order.number,
      buyer: order.id,
      amount: { amount: payment.amount, currency: payment.currency },
      operationKey: `${payment.id}-approve`,
    }),
  )
  if (reply.is === 'unknown') return lookUp(engine, payment)
  return settleAndRefund(engine, payment, reply)
}

async function beginApproval(engine: Engine, tx: Tx, stale: rules.Payment, clientToken?: string) {
  const [order, locked] = await Promise.all([
    orders.lockOrder(tx, stale.storeId, stale.orderId),
    queries.lockPayment(tx, stale.storeId, stale.id),
  ])
  if (!order || !locked) throw rules.paymentMissing()
  const hasToken = locked.state === 'ready' && clientToken !== undefined
  const payment = hasToken ? { ...locked, clientToken } : locked
  const through = hasToken ? 'authenticated' : undefined
  if (!hasToken && payment.state !== 'authenticated') return { payment, order, mayApprove: false }
  const room = await checkChargeRoom(tx, order)
  const pinned = room instanceof Problem ? room : orderRules.pin(order, tx.now)
  if (pinned instanceof Problem) {
    const reason = pinned.is.type // nothing was charged: nobody approved
    const expired = await close(engine, tx, payment, { reason, through })
    return { payment: expired, order, mayApprove: false }
  }
  const checkAt = rules.nextCheck(0, tx.now)
  const [, approving] = await Promise.all([
    orders.writeOrder(tx, pinned),
    change(tx, payment, 'approving', { checkAt }, { through }),
  ])
  return { payment: approving, order: pinned, mayApprove: true }
}
