import type { Engine } from '../engine.ts'
import type { Tx } from '../postgres/sql.ts'
import { requestRefund } from './refund.ts'
import type { Payment } from './rules.ts'

/**
 * Requests the refund of a part of what paid an order, the first payments first; the order stays as it is. What
 * is tax-free is in proportion.
 *
 * @param payers none is being refunded (`leftOf`)
 * @param amount minor units, at most what is left of all of them
 * @returns to be sent with `sendRefunds`, once this is committed
 */
export async function refundPart(
  engine: Engine,
  tx: Tx,
  payers: readonly Payment[],
  { amount, reason }: { readonly amount: number; readonly reason: string },
): Promise<Payment[]> {
  const refunding: Payment[] = []
  let left = amount
  for (const payment of payers) {
    const part = Math.min(left, (payment.approved ?? 0) - payment.refunded)
    left -= part
    if (part > 0) refunding.push(await requestRefund(engine, tx, payment, { amount: part, reason }))
  }
  return refunding
}
