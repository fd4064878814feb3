import type { Engine } from '../engine.ts'
import { later } from '../kernel/time.ts'
import type { Tx } from '../postgres/sql.ts'
import { change } from './change.ts'
import type { Cancellation, Lookup } from './gateway.ts'
import { gatewayOf, outside } from './outside.ts'
import * as queries from './queries.ts'
import * as rules from './rules.ts'

/**
 * Writes down that money goes back, in the transaction that decided it, so that no crash can lose
 * it. `driveRefund` then does it; the reconciler does when we could not.
 *
 * @param amount minor units, more than 0, at most what was taken and not yet given back
 */
export async function askRefund(
  engine: Engine,
  tx: Tx,
  payment: rules.Payment,
  { amount, reason }: { amount: number; reason: string },
): Promise<rules.Payment> {
  const { callSeconds } = gatewayOf(engine, payment.gateway)
  await queries.insertRefund(tx, payment, {
    id: engine.newId<'Refund'>(),
    amount,
    taxFree: 0,
    balance: (payment.approved ?? 0) - payment.refunded,
    reason,
    state: 'asked',
    reference: null,
    createdAt: tx.now,
  })
  const checkAt = later(tx.now, callSeconds + 5)
  return change(tx, payment, 'refunding', { checkAt, checks: 0, reason })
}

/** Gives the money back that was asked for, or looks at what became of it. */
export async function driveRefund(engine: Engine, payment: rules.Payment): Promise<rules.Payment> {
  const refund = await liveRefund(engine, payment)
  if (!refund) return payment
  const said = await outside(engine, payment.gateway, (gateway) =>
    gateway.cancel({
      reference: payment.reference ?? '',
      amount: { amount: refund.amount, currency: payment.currency },
      taxFree: refund.taxFree,
      balance: refund.balance,
      reason: refund.reason,
      operationKey: `${refund.id}-cancel`,
    }),
  )
  return settleRefund(engine, payment, said)
}

/** Looks first: what was asked for may have been done although nobody told us. */
export async function lookAtRefund(engine: Engine, payment: rules.Payment): Promise<rules.Payment> {
  const said = await outside(engine, payment.gateway, (gateway) =>
    gateway.lookup({ reference: payment.reference ?? '' }),
  )
  const settled = await settleRefund(engine, payment, said)
  return settled.state === 'refunding' ? driveRefund(engine, settled) : settled
}

async function liveRefund(engine: Engine, payment: rules.Payment) {
  const refunds = await queries.readRefunds(engine.database, payment)
  return refunds.find(({ state }) => state === 'asked' || state === 'pending')
}

const settleRefund = (engine: Engine, asked: rules.Payment, said: Cancellation | Lookup) =>
  engine.database.transaction(async (tx) => {
    const payment = await queries.lockPayment(tx, asked.storeId, asked.id)
    if (!payment) return asked
    if (!rules.isRefunding(payment)) return payment
    const refunds = await queries.readRefunds(tx, payment)
    const refund = refunds.find(({ state }) => state === 'asked' || state === 'pending')
    if (!refund) return payment
    const known = new Set(refunds.flatMap(({ reference }) => reference ?? []))
    const { callSeconds } = gatewayOf(engine, payment.gateway)
    const verdict = rules.judgeRefund(payment, refund, known, said, callSeconds, tx.now)
    return writeVerdict(tx, payment, refund, verdict)
  })

async function writeVerdict(
  tx: Tx,
  payment: rules.Payment,
  refund: rules.Refund,
  verdict: rules.RefundVerdict,
): Promise<rules.Payment> {
  const next = { checkAt: rules.nextCheck(payment.checks, tx.now), checks: payment.checks + 1 }
  switch (verdict.is) {
    case 'done': {
      await queries.writeRefund(tx, payment, { ...refund, ...verdict, state: 'done' })
      const refunded = payment.refunded + refund.amount
      const state = refunded === payment.approved ? 'refunded' : 'partially-refunded'
      const event = { amount: -refund.amount, facts: { reference: verdict.reference } }
      return change(tx, payment, state, { refunded, checkAt: null, checks: 0 }, event)
    }
    case 'pending':
      await queries.writeRefund(tx, payment, { ...refund, ...verdict, state: 'pending' })
      return change(tx, payment, 'refund-pending', next)
    case 'again':
      return change(tx, payment, 'refunding', { ...next, checkAt: later(tx.now, 20) })
    case 'wait':
      if (tx.now > later(refund.createdAt, rules.REVIEW_AFTER_SECONDS))
        return change(tx, payment, 'needs-review', { checkAt: null, reason: verdict.reason })
      return change(tx, payment, refund.state === 'pending' ? 'refund-pending' : 'refund-unknown', {
        ...next,
        reason: verdict.reason,
      })
    case 'review':
      return change(tx, payment, 'needs-review', { checkAt: null, reason: verdict.reason })
  }
}
