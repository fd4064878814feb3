import type { Id } from '../kernel/id.ts'
import type { Language } from '../kernel/language.ts'
import { later } from '../kernel/time.ts'
import type { Cancellation, Lookup, Snapshot } from './answers.ts'
import type { Payment } from './rules.ts'

/** A full or partial refund of a payment; one at a time. */
export interface Refund {
  readonly id: Id<'Refund'>
  readonly amount: number
  readonly taxFree: number
  /** The refundable amount before this refund. */
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

/** The reason that the refund dialog offers; stored as a code where the store left it as it is. */
const usual: Readonly<Record<string, Readonly<Record<Language, string>>>> = {
  'asked-by-guest': { ko: '손님 요청', en: 'Asked for by the guest' },
}

/** Why a store refunds or cancels, for the buyer: as it was typed. Other codes are ours: undefined. */
export function reasonText(reason: string | null, language: Language): string | undefined {
  const known = reason === null ? undefined : usual[reason]
  if (known) return known[language]
  return reason && !/^[a-z]+(-[a-z]+)+$/.test(reason) ? reason : undefined
}

/** The refund's idempotency key at the gateway. */
export const refundKey = ({ id }: Pick<Refund, 'id'>): string => `${id}-cancel`

/**
 * Finds our refund among the gateway's: by idempotency key, then by the reference of its pending
 * reply, then an unknown one of the same amount.
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

/** Judges the reply to a refund request, or to a look-up of it. */
export function judgeRefund(
  payment: Payment,
  refund: Refund,
  known: ReadonlySet<string>,
  reply: Cancellation | Lookup,
  callSeconds: number,
  now: Date,
): RefundVerdict {
  switch (reply.is) {
    case 'canceled':
      return reply.balance === refund.balance - refund.amount
        ? { is: 'done', reference: reply.refundReference }
        : { is: 'review', reason: 'differs: balance' }
    case 'pending':
      return { is: 'pending', reference: reply.refundReference }
    case 'rejected':
      return { is: 'review', reason: reply.reason }
    case 'unknown':
      return { is: 'wait', reason: reply.reason }
    case 'not-found':
      return { is: 'wait', reason: 'not-found' }
    case 'found': {
      const { snapshot } = reply
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
