import type { Tx } from '../postgres/sql.ts'
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
