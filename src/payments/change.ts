import type { Engine } from '../engine.ts'
import type { Tx } from '../postgres/sql.ts'
import { movePayment, writePayment } from './change-queries.ts'
import { gatewayOf } from './outside.ts'
import * as rules from './rules.ts'
import { releasePart } from './wallet-part.ts'

interface Event {
  readonly amount?: number
  readonly facts?: object
  /** A state that it goes through on its way, with a fact of its own. */
  readonly through?: rules.PaymentState | undefined
}

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
  event: Event = {},
): Promise<rules.Payment> {
  const { through = payment.state } = event
  if (!rules.mayGo(payment.state, through) || !rules.mayGo(through, state)) return payment
  const moved = payment.state !== state
  const changed = {
    ...payment,
    ...facts,
    state,
    changedAt: moved ? tx.now : payment.changedAt,
  }
  const { version } = moved
    ? await movePayment(tx, changed, [
        ...(event.through ? [{ state: event.through, amount: 0, facts: {} }] : []),
        {
          state,
          amount: event.amount ?? 0,
          facts: event.facts ?? (changed.reason ? { reason: changed.reason } : {}),
        },
      ])
    : await writePayment(tx, changed)
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
  {
    state = 'expired',
    reason,
    through,
  }: { state?: 'declined' | 'expired'; reason: string; through?: Event['through'] },
): Promise<rules.Payment> => {
  const checkAt = rules.lateCheck(gatewayOf(engine, payment.gateway), 0, tx.now)
  return change(tx, payment, state, { reason, checkAt, checks: 1 }, { through })
}
