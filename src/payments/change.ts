import type { Engine } from '../engine.ts'
import type { Tx } from '../postgres/sql.ts'
import { gatewayOf } from './outside.ts'
import * as queries from './queries.ts'
import * as rules from './rules.ts'
import { releasePart } from './wallet-part.ts'

/**
 * Moves a locked payment along one of its edges and writes the fact down. A way that is not in
 * `rules.edges` changes nothing: somebody else was first, or a terminal state stays. Where it ends
 * without money, what a wallet had set aside beside it is let go.
 */
export async function change(
  tx: Tx,
  payment: rules.Payment,
  state: rules.PaymentState,
  facts: Partial<rules.Payment>,
  event: { readonly amount?: number; readonly facts?: object } = {},
): Promise<rules.Payment> {
  if (!rules.mayGo(payment.state, state)) return payment
  const moved = payment.state !== state
  const changed = {
    ...payment,
    ...facts,
    state,
    changedAt: moved ? tx.now : payment.changedAt,
  }
  const { version } = moved
    ? await queries.movePayment(tx, changed, {
        amount: event.amount ?? 0,
        facts: event.facts ?? (changed.reason ? { reason: changed.reason } : {}),
      })
    : await queries.writePayment(tx, changed)
  if (moved && (state === 'declined' || state === 'expired')) await releasePart(tx, changed)
  return { ...changed, version }
}

/**
 * Ends an attempt that took no money. Where its session can be closed at the gateway, or money may
 * still come, it is looked at again (`rules.lateCheck`).
 */
export const close = (
  engine: Engine,
  tx: Tx,
  payment: rules.Payment,
  { state = 'expired', reason }: { state?: 'declined' | 'expired'; reason: string },
): Promise<rules.Payment> =>
  change(tx, payment, state, {
    reason,
    checkAt: rules.lateCheck(gatewayOf(engine, payment.gateway), 0, tx.now),
    checks: 1,
  })
