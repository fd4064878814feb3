import type { Engine } from '../engine.ts'
import type { Tx } from '../postgres/sql.ts'
import { gatewayOf } from './call-gateway.ts'
import { movePayment, writePayment } from './change-queries.ts'
import * as rules from './rules.ts'
import { releasePart } from './wallet-part.ts'

interface Event {
  readonly amount?: number
  readonly facts?: object
  /** An intermediate state, with a history entry of its own. */
  readonly through?: rules.PaymentState | undefined
}

/**
 * Moves a locked payment along one of `rules.edges` and writes its history; any other move is a no-op:
 * a concurrent caller was first. Without a capture the wallet's part is released.
 */
export async function change(
  tx: Tx,
  payment: rules.Payment,
  state: rules.PaymentState,
  facts: Partial<rules.Payment>,
  event: Event = {},
): Promise<rules.Payment> {
  const { through = payment.state } = event
  if (!rules.mayMove(payment.state, through) || !rules.mayMove(through, state)) return payment
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
  if (moved && rules.isUnpaidState(state)) await releasePart(tx, changed)
  return { ...changed, version }
}

/**
 * Ends an attempt that captured nothing. It is looked up later if its session can be closed or a late
 * payment is possible (`rules.lateCheck`).
 */
export const close = (
  engine: Engine,
  tx: Tx,
  payment: rules.Payment,
  {
    state = 'expired',
    reason,
    through,
  }: { state?: rules.UnpaidState; reason: string; through?: Event['through'] },
): Promise<rules.Payment> => {
  const checkAt = rules.lateCheck(gatewayOf(engine, payment.gateway), 0, tx.now)
  return change(tx, payment, state, { reason, checkAt, checks: 1 }, { through })
}
