import type { Engine } from '../engine.ts'
import { change } from './change.ts'
import { outside } from './outside.ts'
import * as queries from './queries.ts'
import type * as rules from './rules.ts'

/** Looks that may fail in a row before it is left to the next webhook or comparison. */
const LOOKS_MOST = 5

/**
 * Looks at a payment that is settled, because somebody says that something happened to it. Money
 * that went back without us (in the gateway's console, or because the bank took it) is for a person
 * to decide about: the order is still paid for all that we know.
 */
export async function lookAtPaid(engine: Engine, asked: rules.Payment): Promise<rules.Payment> {
  const said = await outside(engine, asked.gateway, (gateway) =>
    gateway.lookup({ reference: asked.reference ?? '' }),
  )
  return engine.database.transaction(async (tx) => {
    const payment = await queries.lockPayment(tx, asked.storeId, asked.id)
    if (!payment || payment.version !== asked.version) return payment ?? asked
    if (said.is === 'found' && said.snapshot.refunded !== payment.refunded)
      return change(
        tx,
        payment,
        'needs-review',
        { checkAt: null, reason: 'refunded-elsewhere' },
        { facts: { reason: 'refunded-elsewhere', said } },
      )
    const isClear = said.is === 'found' || payment.checks >= LOOKS_MOST
    return change(tx, payment, payment.state, {
      checks: isClear ? 0 : payment.checks + 1,
      checkAt: isClear ? null : payment.checkAt,
    })
  })
}
