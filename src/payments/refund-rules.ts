import type { Id } from '../kernel/id.ts'
import { later } from '../kernel/time.ts'
import type { Cancellation, Lookup, Snapshot } from './answers.ts'
import type { Payment } from './rules.ts'

/** A part of a payment, or all of it, on its way back; one at a time. */
export interface Refund {
  readonly id: Id<'Refund'>
  readonly amount: number
  readonly taxFree: number
  /** What could be given back before this one. */
  readonly balance: number
  readonly reason: string
  readonly state: 'asked' | 'pending' | 'done' | 'refused'
  readonly reference: string | null
  readonly createdAt: Date
}

export type RefundVerdict =
  | { readonly is: 'done'; readonly reference: string }
  | { readonly is: 'pending'; readonly reference: string }
  | { readonly is: 'again' }
  | { readonly is: 'wait'; readonly reason: string }
  | { readonly is: 'review'; readonly reason: string }

/** What tells one refund from another of the same amount, wherever the gateway repeats it. */
export const refundKey = ({ id }: Pick<Refund, 'id'>): string => `${id}-cancel`

/**
 * Which of the gateway's refunds is ours: the one with its key, or the name that we were told while
 * it was pending; without either, a new one like it.
 */
export const findRefund = (
  refund: Refund,
  theirs: Snapshot['refunds'],
  known: ReadonlySet<string>,
): Snapshot['refunds'][number] | undefined =>
  theirs.find(({ operationKey }) => operationKey === refundKey(refund)) ??
  theirs.find(({ reference }) => reference === refund.reference) ??
  theirs.find(
    ({ reference, amount, operationKey }) =>
      operationKey === undefined && amount === refund.amount && !known.has(reference),
  )

/** Judges the answer to our asking for money back, or a look at what became of it. */
export function judgeRefund(
  payment: Payment,
  refund: Refund,
  known: ReadonlySet<string>,
  said: Cancellation | Lookup,
  callSeconds: number,
  now: Date,
): RefundVerdict {
  switch (said.is) {
    case 'canceled':
      return said.balance === refund.balance - refund.amount
        ? { is: 'done', reference: said.refundReference }
        : { is: 'review', reason: 'differs: balance' }
    case 'pending':
      return { is: 'pending', reference: said.refundReference }
    case 'rejected':
      return { is: 'review', reason: said.reason }
    case 'unknown':
      return { is: 'wait', reason: said.reason }
    case 'not-found':
      return { is: 'wait', reason: 'not-found' }
    case 'found': {
      const { snapshot } = said
      const ours = findRefund(refund, snapshot.refunds, known)
      const fits = snapshot.refunded === payment.refunded + refund.amount
      if (ours?.amount === refund.amount && fits) return { is: 'done', reference: ours.reference }
      if (snapshot.refunded !== payment.refunded)
        return { is: 'review', reason: 'differs: refunded' }
      return refund.state === 'pending' || now < later(payment.changedAt, callSeconds)
        ? { is: 'wait', reason: 'running' }
        : { is: 'again' }
    }
  }
}
