import type { Engine } from '../engine.ts'
import { callGateway } from './call-gateway.ts'
import { change } from './change.ts'
import * as queries from './queries.ts'
import type * as rules from './rules.ts'

/** Failed look-ups in a row before it is left to the next webhook or comparison. */
const LOOK_UPS_MOST = 5

/**
 * Looks a settled payment up after a webhook or a comparison. A refund without our request (in the
 * gateway's console, or a chargeback) goes to review: the order is still paid in our books.
 */
export async function lookUpPaid(engine: Engine, stale: rules.Payment): Promise<rules.Payment> {
  const reply = await callGateway(engine, stale.gateway, (gateway) =>
    gateway.lookup({ reference: stale.reference ?? '' }),
  )
  return engine.cell(stale.storeId).transaction(async (tx) => {
    const payment = await queries.lockPayment(tx, stale.storeId, stale.id)
    if (!payment || payment.version !== stale.version) return payment ?? stale
    if (reply.is === 'found' && reply.snapshot.refunded !== payment.refunded)
      return change(
        tx,
        payment,
        'needs-review',
        { checkAt: null, reason: 'refunded-elsewhere' },
        { facts: { reason: 'refunded-elsewhere', said: reply } },
      )
    const isClear = reply.is === 'found' || payment.checks >= LOOK_UPS_MOST
    return change(tx, payment, payment.state, {
      checks: isClear ? 0 : payment.checks + 1,
      checkAt: isClear ? null : payment.checkAt,
    })
  })
}
