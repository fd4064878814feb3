import { tell } from '../events/outbox.ts'
import type { Tx } from '../postgres/sql.ts'
import * as queries from './queries.ts'
import * as rules from './rules.ts'

/**
 * Moves a locked payment along one of its edges and writes the fact down. A way that is not in
 * `rules.edges` changes nothing: somebody else was first, or a terminal state stays.
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
  const { version } = await queries.writePayment(tx, changed)
  if (moved) {
    await queries.insertEvent(tx, payment, {
      state,
      facts: changed.reason ? { reason: changed.reason } : {},
      ...event,
    })
    await tell(tx, { topic: `payment.${state}`, storeId: payment.storeId, subjectId: payment.id })
  }
  return { ...changed, version }
}
