import { type Problem, problem } from '../kernel/problem.ts'
import type { Order } from '../orders/rules.ts'
import { isRefunding, type Payment, type PaymentState } from './rules.ts'

/** A store's view of its payments, and its refunds. */

export const inReview = problem('payment-in-review', 'conflict', {
  ko: '담당자가 확인하고 있는 결제예요. 확인이 끝난 뒤에 환불할 수 있어요.',
  en: 'A person is looking at this payment. It can be refunded when they are done.',
})
export const nothingToRefund = problem('nothing-to-refund', 'conflict', {
  ko: '환불할 금액이 없어요.',
  en: 'There is nothing left of this payment to give back.',
})
export const refundTooMuch = problem<{ most: number }>('refund-too-much', 'invalid', {
  ko: '남은 금액보다 많이 환불할 수 없어요.',
  en: 'That is more than is left of this payment.',
})
export const refundRunning = problem('refund-running', 'conflict', {
  ko: '앞서 요청한 환불을 처리하고 있어요. 완료된 뒤에 다시 시도해 주세요.',
  en: 'An earlier refund is still under way. Try again when it is done.',
})

/** The states a store sees, and the payment states behind them. */
export const storeStates = {
  waiting: ['preparing', 'ready'],
  checking: ['authenticated', 'approving', 'approve-unknown'],
  paid: ['fulfilled'],
  'not-paid': ['declined', 'quit', 'expired'],
  refunding: ['late-approved', 'refunding', 'refund-pending', 'refund-unknown'],
  'partly-refunded': ['partially-refunded'],
  refunded: ['refunded'],
  review: ['needs-review'],
} as const satisfies Record<string, readonly PaymentState[]>

export type StoreState = keyof typeof storeStates

const storeStateByState = new Map<PaymentState, StoreState>(
  Object.entries(storeStates).flatMap(([name, states]) =>
    states.map((state) => [state, name as StoreState] as const),
  ),
)
export const storeStateOf = (state: PaymentState): StoreState =>
  storeStateByState.get(state) ?? 'checking'

/** The amount the store may refund now, in minor units. */
export const refundable = ({ state, approved, refunded }: Facts): number =>
  state === 'fulfilled' || state === 'partially-refunded' ? (approved ?? 0) - refunded : 0

type Facts = Pick<Payment, 'state' | 'approved' | 'refunded'>

/** Whether the last refund cancels the order: if it has not begun. */
export const lastCancels = (
  status: Order['status'],
  places: readonly { readonly startsAt: Date | null }[],
  now: Date,
): boolean =>
  status === 'paid' && !places.some(({ startsAt }) => startsAt !== null && startsAt <= now)

/**
 * Decides a refund by the store; one runs at a time.
 *
 * @param amount minor units, 1 or more
 * @returns the amount left after it, or the first problem in this order: payment-in-review,
 *   nothing-to-refund, refund-too-much, refund-running
 */
export function refund(payment: Payment, amount: number): number | Problem {
  const left = (payment.approved ?? 0) - payment.refunded
  if (payment.state === 'needs-review') return inReview()
  if (left === 0) return nothingToRefund()
  if (amount > left) return refundTooMuch({ most: left })
  if (isRefunding(payment)) return refundRunning()
  if (refundable(payment) === 0) return nothingToRefund()
  return left - amount
}
