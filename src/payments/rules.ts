import type { Id } from '../kernel/id.ts'
import type { Currency } from '../kernel/money.ts'
import { problem } from '../kernel/problem.ts'
import { later } from '../kernel/time.ts'
import type { Deposit } from './answers.ts'

/**
 * Payments: one attempt each to collect an order's amount.
 *
 *   preparing ─▶ ready ─▶ authenticated ─▶ approving ─┬─▶ fulfilled ──▶ refunding ─▶ refunded
 *       │          │            │              │      ├─▶ late-approved ──▲   │
 *       │          │            │              ▼      │                       ▼
 *       └──────────┴─ expired ──┘      approve-unknown┤           refund-unknown, -pending
 *                 quit, declined ◀─────────────────────┘
 *
 * A missing reply is unknown, not failed: it is looked up. A payment that does not match its order
 * goes to review (`needs-review`), where an admin decides (`review-rules.ts`).
 */
export const edges = {
  preparing: ['ready', 'expired'],
  ready: [
    'authenticated',
    'approving',
    'fulfilled',
    'late-approved',
    'declined',
    'quit',
    'expired',
    'needs-review',
  ],
  authenticated: [
    'approving',
    'fulfilled',
    'late-approved',
    'declined',
    'quit',
    'expired',
    'needs-review',
  ],
  approving: [
    'fulfilled',
    'late-approved',
    'approve-unknown',
    'authenticated',
    'ready', // awaits a bank transfer
    'declined',
    'quit',
    'expired',
    'needs-review',
  ],
  'approve-unknown': [
    'fulfilled',
    'late-approved',
    'authenticated',
    'ready', // awaits a bank transfer
    'declined',
    'quit',
    'expired',
    'needs-review',
  ],
  fulfilled: ['refunding', 'refunded', 'needs-review'],
  'late-approved': ['fulfilled', 'refunding'],
  refunding: ['refunded', 'partially-refunded', 'refund-pending', 'refund-unknown', 'needs-review'],
  'refund-pending': ['refunded', 'partially-refunded', 'refunding', 'needs-review'],
  'refund-unknown': ['refunded', 'partially-refunded', 'refunding', 'needs-review'],
  'partially-refunded': ['refunding', 'needs-review'],
  declined: ['late-approved', 'needs-review'],
  quit: ['late-approved', 'needs-review'],
  expired: ['late-approved', 'needs-review'],
  refunded: [],
  'needs-review': [
    'approve-unknown',
    'refund-unknown',
    'late-approved',
    'fulfilled',
    'refunding',
    'partially-refunded',
    'refunded',
    'expired',
  ],
} as const satisfies Record<string, readonly string[]>

export type PaymentState = keyof typeof edges

export const mayMove = (from: PaymentState, to: PaymentState): boolean =>
  from === to || (edges[from] as readonly string[]).includes(to)

export interface Payment {
  readonly storeId: Id<'Store'>
  readonly id: Id<'Payment'>
  readonly orderId: Id<'Order'>
  /** 1 for the order's first attempt. */
  readonly attempt: number
  readonly gateway: string
  /** The wallet's attempt, where wallet and gateway pay together. */
  readonly walletPart: Id<'Payment'> | null
  readonly state: PaymentState
  /** Optimistic lock: incremented by every change. */
  readonly version: number
  readonly amount: number
  readonly taxFree: number
  readonly currency: Currency
  readonly device: 'desktop' | 'mobile'
  readonly reference: string | null
  readonly redirect: { readonly desktop: string; readonly mobile: string } | null
  /** Input of the gateway's script, for gateways without a redirect address. */
  readonly launch: object | null
  readonly clientToken: string | null
  readonly approvalReference: string | null
  readonly approved: number | null
  readonly refunded: number
  readonly method: string | null
  readonly receiptUrl: string | null
  /** The virtual account of a pending bank transfer. */
  readonly deposit: Deposit | null
  readonly reason: string | null
  readonly createdAt: Date
  readonly changedAt: Date
  readonly sessionExpiresAt: Date | null
  /** The reconciler's next look-up; null: none. */
  readonly checkAt: Date | null
  readonly checks: number
}

export const paymentMissing = problem('payment-missing', 'missing', {
  ko: '결제를 찾을 수 없어요.',
  en: 'There is no such payment.',
})
export const currencyRefused = problem('currency-refused', 'invalid', {
  ko: '주문 통화로 결제할 수 없는 결제 수단이에요.',
  en: 'This way of paying does not take the currency of the order.',
})
export const gatewayMissing = problem('gateway-missing', 'invalid', {
  ko: '사용할 수 없는 결제 수단이에요.',
  en: 'This way of paying is not available.',
})
export const nothingToPay = problem('nothing-to-pay', 'conflict', {
  ko: '결제할 금액이 없어요.',
  en: 'There is nothing to pay for this order.',
})
export const gatewayUnavailable = problem('gateway-unavailable', 'unavailable', {
  ko: '결제사가 응답하지 않아요. 결제되지 않았으니 다시 시도해 주세요.',
  en: 'The payment service does not answer. You were not charged. Please try again.',
})
export const returnForged = problem('return-forged', 'forbidden', {
  ko: '확인할 수 없는 결제 주소예요.',
  en: 'This payment address is not genuine.',
})

export const webhookRejected = problem<{ detail: string }>('webhook-rejected', 'unauthenticated', {
  ko: '발신자를 확인할 수 없는 알림이에요.',
  en: 'This notice does not come from whom it says.',
})
export const amountDiffers = problem('amount-differs', 'conflict', {
  ko: '주문 금액과 결제 금액이 달라 결제하지 않았어요.',
  en: 'This is not the amount of the order. Nothing was charged.',
})

export const walletPartGone = problem('wallet-part-gone', 'conflict', {
  ko: '지갑에서 사용하기로 한 금액이 이미 취소됐어요. 결제한 금액은 환불돼요.',
  en: 'What the wallet had set aside was released already. What you paid is given back.',
})
export const walletPartTooMuch = problem<{ most: number }>('wallet-part-too-much', 'invalid', {
  ko: '지갑에서 사용할 금액은 주문 금액보다 적어야 해요.',
  en: 'The wallet’s part must be less than what the order costs.',
})

/** A capture may be in progress: another attempt could capture twice. */
const unsettled: readonly PaymentState[] = ['authenticated', 'approving', 'approve-unknown']
export const isUnsettled = ({ state }: Payment): boolean => unsettled.includes(state)

/** Captured, or may still capture: at most one attempt of an order. */
const live: readonly PaymentState[] = ['preparing', 'ready', ...unsettled, 'fulfilled']
export const isLive = ({ state }: Payment): boolean => live.includes(state)

/** Ended without a capture: refused, left by the buyer, or too late. */
const unpaid = ['declined', 'quit', 'expired'] as const
export type UnpaidState = (typeof unpaid)[number]
export const isUnpaidState = (state: string): state is UnpaidState =>
  unpaid.some((one) => one === state)

/** A refund is in progress; `judgeRefund` judges replies. */
const refunding: readonly PaymentState[] = ['refunding', 'refund-pending', 'refund-unknown']
export const isRefunding = ({ state }: Payment): boolean => refunding.includes(state)

const over: readonly PaymentState[] = [
  'fulfilled',
  'refunded',
  'partially-refunded',
  'needs-review',
]
/** No look-up changes it automatically. */
export const isOver = ({ state }: Payment): boolean => over.includes(state)

/** The session can still be used. */
export const isOpen = (payment: Payment, now: Date): boolean =>
  payment.state === 'ready' &&
  payment.sessionExpiresAt !== null &&
  later(now, 60) < payment.sessionExpiresAt

/** Backoff of look-ups in seconds, then hourly. After a day the payment goes to review. */
const schedule = [20, 60, 120, 300, 900, 3600]
export const REVIEW_AFTER_SECONDS = 86_400
export const nextCheck = (checks: number, now: Date): Date => later(now, schedule[checks] ?? 3600)

/** The properties of a gateway that the rules need. */
export interface GatewayTraits {
  readonly approveMode: 'server' | 'auto'
  readonly callSeconds: number
  /** Present if sessions can be closed. */
  readonly close?: unknown
}

/**
 * The next look-up of a payment that was closed without a capture. A closable session is closed at
 * once. Where the gateway charges by itself, a late payment is looked for twice more.
 */
export function lateCheck(gateway: GatewayTraits, looks: number, now: Date): Date | null {
  const after = [
    ...(gateway.close ? [0] : []),
    ...(gateway.approveMode === 'auto' ? [1_800, 86_400] : []),
  ]
  const seconds = after[looks]
  return seconds === undefined ? null : later(now, seconds)
}

/**
 * The first look-ups of a payment in its window: when the session ends; where the gateway charges by
 * itself, also after one and five minutes, because the buyer may never return.
 */
export function firstCheck(
  { approveMode }: GatewayTraits,
  looks: number,
  { createdAt, sessionExpiresAt }: Pick<Payment, 'createdAt' | 'sessionExpiresAt'>,
): Date {
  const end = later(sessionExpiresAt ?? createdAt, 30)
  const seconds = approveMode === 'auto' ? [60, 300][looks] : undefined
  const early = seconds === undefined ? end : later(createdAt, seconds)
  return new Date(Math.min(Number(early), Number(end)))
}
