import { later } from '../kernel/time.ts'
import type { Approval, Deposit, Lookup, Snapshot } from './answers.ts'
import {
  type GatewayTraits,
  isLive,
  isUnpaidState,
  type Payment,
  type UnpaidState,
} from './rules.ts'

/** The meaning of a gateway's reply about a capture. */
type Verdict =
  | { readonly is: 'paid'; readonly snapshot: Snapshot }
  | { readonly is: UnpaidState; readonly reason: string }
  | { readonly is: 'refunded'; readonly snapshot: Snapshot }
  | { readonly is: 'approve-again' }
  | { readonly is: 'wait'; readonly reason: string; readonly deposit?: Deposit }
  | { readonly is: 'review'; readonly reason: string }

/**
 * Judges the gateway's reply about a payment that is being approved or is in its window.
 */
export function judge(
  payment: Payment,
  reply: Approval | Lookup,
  expected: { readonly orderNumber: string; readonly buyer: string },
  { approveMode, callSeconds }: GatewayTraits,
  now: Date,
): Verdict {
  if (reply.is === 'unknown') return { is: 'wait', reason: reply.reason }
  if (reply.is === 'declined') return { is: 'declined', reason: reply.reason }
  if (reply.is === 'expired') return { is: 'expired', reason: 'session' }
  const mayStillRun = now < later(payment.changedAt, callSeconds)
  const sessionOver = payment.sessionExpiresAt !== null && now >= payment.sessionExpiresAt
  if (reply.is === 'not-found') {
    return mayStillRun || !sessionOver
      ? { is: 'wait', reason: 'not-found' }
      : { is: 'expired', reason: 'not-found' }
  }
  const { snapshot } = reply
  const differs = mismatches(payment, expected, snapshot)
  // a closed window without a capture: differences are harmless
  const isHarmless = !isLive(payment) && isUnpaid(snapshot) && !differs.includes('reference')
  if (differs.length > 0 && !isHarmless)
    return { is: 'review', reason: `differs: ${differs.join(', ')}` }
  switch (snapshot.state) {
    case 'paid':
      return { is: 'paid', snapshot }
    case 'refunded':
    case 'partly-refunded':
      return { is: 'refunded', snapshot }
    case 'declined':
    case 'quit':
    case 'expired':
      return { is: snapshot.state, reason: snapshot.state }
    case 'open':
      if (snapshot.deposit && now < snapshot.deposit.until)
        return { is: 'wait', reason: 'deposit', deposit: snapshot.deposit }
      if (mayStillRun) return { is: 'wait', reason: 'open' }
      if (payment.state === 'ready' || approveMode === 'auto') {
        return sessionOver ? { is: 'expired', reason: 'session' } : { is: 'wait', reason: 'open' }
      }
      return { is: 'approve-again' }
  }
}

const isUnpaid = ({ state }: Snapshot) => state === 'open' || isUnpaidState(state)

/** Names of the facts in which a snapshot differs from the payment. */
export function mismatches(
  payment: Payment,
  expected: { readonly orderNumber: string; readonly buyer: string },
  snapshot: Snapshot,
): string[] {
  const facts: [string, unknown, unknown][] = [
    ['reference', snapshot.reference, payment.reference],
    ['orderNumber', snapshot.orderNumber, expected.orderNumber],
    ['buyer', snapshot.buyer, expected.buyer],
    ['amount', snapshot.amount.amount, payment.amount],
    ['currency', snapshot.amount.currency, payment.currency],
    ['taxFree', snapshot.taxFree, payment.taxFree],
  ]
  const ours = facts.flatMap(([name, came, expected]) => (came === expected ? [] : name))
  return [...ours, ...(snapshot.differs ?? [])]
}
