import type { Id } from '../kernel/id.ts'
import type { Currency } from '../kernel/money.ts'
import { problem } from '../kernel/problem.ts'
import { later } from '../kernel/time.ts'
import type { Approval, Cancellation, Lookup, Snapshot } from './gateway.ts'

/**
 * Payments: one attempt each to collect an order's amount.
 *
 *   preparing ─▶ ready ─▶ authenticated ─▶ approving ─┬─▶ fulfilled ──▶ refunding ─▶ refunded
 *       │          │            │              │      ├─▶ late-approved ──▲   │
 *       │          │            │              ▼      │                       ▼
 *       └──────────┴─ expired ──┘      approve-unknown┤           refund-unknown, -pending
 *                     declined ◀───────────────────────┘
 *
 * What a gateway did not answer is unknown, and unknown is not failed: it is looked up. A payment
 * that does not fit its order goes to a person (`needs-review`) and is never guessed about.
 */
export const edges = {
  preparing: ['ready', 'expired'],
  ready: ['authenticated', 'fulfilled', 'late-approved', 'declined', 'expired', 'needs-review'],
  authenticated: ['approving', 'fulfilled', 'late-approved', 'declined', 'expired', 'needs-review'],
  approving: [
    'fulfilled',
    'late-approved',
    'approve-unknown',
    'authenticated',
    'declined',
    'expired',
    'needs-review',
  ],
  'approve-unknown': [
    'fulfilled',
    'late-approved',
    'authenticated',
    'declined',
    'expired',
    'needs-review',
  ],
  fulfilled: ['refunding', 'refunded', 'needs-review'],
  'late-approved': ['fulfilled', 'refunding'],
  refunding: ['refunded', 'partially-refunded', 'refund-pending', 'refund-unknown', 'needs-review'],
  'refund-pending': ['refunded', 'partially-refunded', 'refunding', 'needs-review'],
  'refund-unknown': ['refunded', 'partially-refunded', 'refunding', 'needs-review'],
  'partially-refunded': ['refunding'],
  declined: ['late-approved', 'needs-review'],
  expired: ['late-approved', 'needs-review'],
  refunded: [],
  'needs-review': [],
} as const satisfies Record<string, readonly string[]>

export type PaymentState = keyof typeof edges

export const mayGo = (from: PaymentState, to: PaymentState): boolean =>
  from === to || (edges[from] as readonly string[]).includes(to)

export interface Payment {
  readonly storeId: Id<'Store'>
  readonly id: Id<'Payment'>
  readonly orderId: Id<'Order'>
  /** 1 for the first try to pay this order. */
  readonly attempt: number
  readonly gateway: string
  readonly state: PaymentState
  /** Raised by every change; a change that was decided on an older one is refused. */
  readonly version: number
  readonly amount: number
  readonly taxFree: number
  readonly currency: Currency
  readonly device: 'desktop' | 'mobile'
  readonly reference: string | null
  readonly redirect: { readonly desktop: string; readonly mobile: string } | null
  readonly clientToken: string | null
  readonly approvalReference: string | null
  readonly approved: number | null
  readonly refunded: number
  readonly method: string | null
  readonly reason: string | null
  readonly createdAt: Date
  readonly changedAt: Date
  readonly sessionExpiresAt: Date | null
  /** When the reconciler looks at it next; null: there is nothing to settle. */
  readonly checkAt: Date | null
  readonly checks: number
}

export const paymentMissing = problem('payment-missing', 'missing', {
  ko: '그런 결제가 없습니다.',
  en: 'There is no such payment.',
})
export const gatewayMissing = problem('gateway-missing', 'invalid', {
  ko: '쓸 수 없는 결제 수단입니다.',
  en: 'This way of paying is not available.',
})
export const nothingToPay = problem('nothing-to-pay', 'conflict', {
  ko: '결제할 금액이 없습니다.',
  en: 'There is nothing to pay for this order.',
})
export const gatewayUnavailable = problem('gateway-unavailable', 'unavailable', {
  ko: '결제 서비스가 응답하지 않습니다. 돈은 빠져나가지 않았습니다. 다시 시도해 주세요.',
  en: 'The payment service does not answer. You were not charged. Please try again.',
})
export const returnForged = problem('return-forged', 'forbidden', {
  ko: '확인할 수 없는 결제 주소입니다.',
  en: 'This payment address is not genuine.',
})

/** States in which money may be on its way: another attempt could take it twice. */
const unsettled: readonly PaymentState[] = ['authenticated', 'approving', 'approve-unknown']
export const isUnsettled = ({ state }: Payment): boolean => unsettled.includes(state)

/** States of which an order has one attempt at most: it took the money, or still may. */
const live: readonly PaymentState[] = ['preparing', 'ready', ...unsettled, 'fulfilled']
export const isLive = ({ state }: Payment): boolean => live.includes(state)

/** Its money is on its way back; what the gateway says is judged by `judgeRefund`. */
const refunding: readonly PaymentState[] = ['refunding', 'refund-pending', 'refund-unknown']
export const isRefunding = ({ state }: Payment): boolean => refunding.includes(state)

const over: readonly PaymentState[] = [
  'fulfilled',
  'refunded',
  'partially-refunded',
  'needs-review',
]
/** Nothing that a look at the gateway could bring would change it by itself. */
export const isOver = ({ state }: Payment): boolean => over.includes(state)

/** A session that the buyer can still be led to. */
export const isOpen = (payment: Payment, now: Date): boolean =>
  payment.state === 'ready' &&
  payment.sessionExpiresAt !== null &&
  later(now, 60) < payment.sessionExpiresAt

/** Seconds until the next look, by how many there were; then hourly. A day later a person looks. */
const schedule = [20, 60, 120, 300, 900, 3600]
export const REVIEW_AFTER_SECONDS = 86_400
export const nextCheck = (checks: number, now: Date): Date => later(now, schedule[checks] ?? 3600)

/** What a gateway's answer about an attempt to take money means. */
export type Verdict =
  | { readonly is: 'paid'; readonly snapshot: Snapshot }
  | { readonly is: 'declined' | 'expired'; readonly reason: string }
  | { readonly is: 'refunded'; readonly snapshot: Snapshot }
  | { readonly is: 'approve-again' }
  | { readonly is: 'wait'; readonly reason: string }
  | { readonly is: 'review'; readonly reason: string }

/**
 * Judges what the gateway said of a payment that is being approved or waits in its window.
 *
 * @param callSeconds how long a call at this gateway may still be running there
 */
export function judge(
  payment: Payment,
  said: Approval | Lookup,
  expected: { readonly orderNumber: string; readonly buyer: string },
  callSeconds: number,
  now: Date,
): Verdict {
  if (said.is === 'unknown') return { is: 'wait', reason: said.reason }
  if (said.is === 'declined') return { is: 'declined', reason: said.reason }
  if (said.is === 'expired') return { is: 'expired', reason: 'session' }
  const mayStillRun = now < later(payment.changedAt, callSeconds)
  const sessionOver = payment.sessionExpiresAt !== null && now >= payment.sessionExpiresAt
  if (said.is === 'not-found') {
    return mayStillRun || !sessionOver
      ? { is: 'wait', reason: 'not-found' }
      : { is: 'expired', reason: 'not-found' }
  }
  const { snapshot } = said
  const differs = mismatches(payment, expected, snapshot)
  if (differs.length > 0) return { is: 'review', reason: `differs: ${differs.join(', ')}` }
  switch (snapshot.state) {
    case 'paid':
      return { is: 'paid', snapshot }
    case 'refunded':
    case 'partly-refunded':
      return { is: 'refunded', snapshot }
    case 'declined':
    case 'expired':
      return { is: snapshot.state, reason: snapshot.state }
    case 'open':
      if (mayStillRun) return { is: 'wait', reason: 'open' }
      if (payment.state === 'ready') {
        return sessionOver ? { is: 'expired', reason: 'session' } : { is: 'wait', reason: 'open' }
      }
      return { is: 'approve-again' }
  }
}

/** Everything that must fit before money counts as ours: what does not is named. */
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
  return facts.flatMap(([name, came, expected]) => (came === expected ? [] : name))
}

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
      const ours = snapshot.refunds.find(
        ({ reference, amount }) => amount === refund.amount && !known.has(reference),
      )
      if (ours && snapshot.refunded === payment.refunded + refund.amount)
        return { is: 'done', reference: ours.reference }
      if (snapshot.refunded !== payment.refunded)
        return { is: 'review', reason: 'differs: refunded' }
      return refund.state === 'pending' || now < later(payment.changedAt, callSeconds)
        ? { is: 'wait', reason: 'running' }
        : { is: 'again' }
    }
  }
}
