import { type Engine, perEngine } from '../engine.ts'
import type { Id } from '../kernel/id.ts'
import { Problem } from '../kernel/problem.ts'
import { sharedLookUp } from '../kernel/shared-read.ts'
import * as orders from '../orders/queries.ts'
import * as orderRules from '../orders/rules.ts'
import type { Tx } from '../postgres/sql.ts'
import { checkChargeRoom } from '../wallets/charge.ts'
import { change, close } from './change.ts'
import { gatewayOf, outside } from './outside.ts'
import { lookAtPaid } from './paid.ts'
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
  const payment = await returned(engine)(ask.paymentId, storeId)
  if (!payment) throw rules.paymentMissing()
  const gateway = gatewayOf(engine, payment.gateway)
  const { clientToken } = gateway.parseReturn(ask.query)
  if (outcome !== 'success' || !clientToken) return look(engine, payment)
  return approve(engine, payment, clientToken)
}

/** A lane for each store: whoever comes back to it at the same moment shares a query. */
const returned = perEngine((engine) =>
  sharedLookUp(async (ids: readonly Id<'Payment'>[], storeId) => {
    const found = await queries.readPayments(engine.database, storeId, ids)
    return new Map(found.map((payment) => [payment.id, payment]))
  }),
)

/** Asks the gateway what is true, and settles by that. Nothing to ask means nothing to change. */
export async function look(engine: Engine, payment: rules.Payment): Promise<rules.Payment> {
  const { reference } = payment
  if (!reference || payment.state === 'needs-review') return payment
  if (rules.isRefunding(payment)) return lookAtRefund(engine, payment)
  if (rules.isOver(payment)) return lookAtPaid(engine, payment)
  const said = await outside(engine, payment.gateway, (gateway) => gateway.lookup({ reference }))
  const settled = await settle(engine, payment, said)
  return settled.state === 'refunding' ? driveRefund(engine, settled) : settled
}

/** Looks at a payment whose time is over; first its session is closed, where that can be done. */
export async function lookAfterClosing(
  engine: Engine,
  payment: rules.Payment,
): Promise<rules.Payment> {
  const { reference } = payment
  const operationKey = `${payment.id}-close`
  if (reference)
    await outside(engine, payment.gateway, async (gateway) =>
      gateway.close?.({ reference, operationKey }),
    )
  return look(engine, payment)
}

/**
 * Takes the money: writes down what only a buyer who authenticated can bring (the first to bring it
 * counts), pins the order so that it cannot die meanwhile, writes the intent, calls, settles. Who
 * finds somebody else approving answers with what is so far known.
 *
 * @param clientToken left out when it is known already and the approval must be asked for again
 */
export async function approve(
  engine: Engine,
  asked: rules.Payment,
  clientToken?: string,
): Promise<rules.Payment> {
  const claimed = await engine.database.shared(asked.storeId, asked.orderId, (tx) =>
    claim(engine, tx, asked, clientToken),
  )
  const { payment, order } = claimed
  if (!claimed.isMine) return payment
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

async function claim(engine: Engine, tx: Tx, asked: rules.Payment, clientToken?: string) {
  const [order, locked] = await Promise.all([
    orders.lockOrder(tx, asked.storeId, asked.orderId),
    queries.lockPayment(tx, asked.storeId, asked.id),
  ])
  if (!order || !locked) throw rules.paymentMissing()
  const isBrought = locked.state === 'ready' && clientToken !== undefined
  const payment = isBrought ? { ...locked, clientToken } : locked
  const through = isBrought ? 'authenticated' : undefined
  if (!isBrought && payment.state !== 'authenticated') return { payment, order, isMine: false }
  const room = await checkChargeRoom(tx, order)
  const pinned = room instanceof Problem ? room : orderRules.pin(order, tx.now)
  if (pinned instanceof Problem) {
    const reason = pinned.is.type // nothing was charged: nobody approved
    const expired = await close(engine, tx, payment, { reason, through })
    return { payment: expired, order, isMine: false }
  }
  const checkAt = rules.nextCheck(0, tx.now)
  const [, approving] = await Promise.all([
    orders.writeOrder(tx, pinned),
    change(tx, payment, 'approving', { checkAt }, { through }),
  ])
  return { payment: approving, order: pinned, isMine: true }
}
