import { later } from '../../../kernel/time.ts'
import type { Payment } from '../rules.ts'

/** The Toss part of a payment. */
export interface Detail {
  readonly customerKey: string | null
  readonly metadata: Readonly<Record<string, unknown>> | null
  /** The return addresses; both or neither. */
  readonly successUrl: string | null
  readonly failUrl: string | null
  /** The page that embeds the window; null for a full-page window. */
  readonly framedBy: string | null
  readonly authenticatedAt: string | null
  /** The buyer closed the window without paying. */
  readonly isLeft: boolean
  readonly account: Account | null
  /** When the merchant wants an issued account to end. */
  readonly accountDueAt: string | null
  /** The secret that authenticates deposit webhooks. */
  readonly secret: string
  readonly failure: { readonly code: string; readonly message: string } | null
}

export interface Account {
  readonly bankCode: string
  readonly number: string
  readonly dueAt: string
}

export type TossPayment = Payment<Detail> & { readonly status: Status }

/** As stored; `statusOf` adds expiry. */
export type Status =
  | 'READY'
  | 'IN_PROGRESS'
  | 'WAITING_FOR_DEPOSIT'
  | 'DONE'
  | 'PARTIAL_CANCELED'
  | 'CANCELED'
  | 'ABORTED'

/** From the opening of the window until the buyer has authenticated. */
export const WINDOW_SECONDS = 1800
/** From there until the merchant confirms. */
export const CONFIRM_SECONDS = 600

export const expiresAt = ({ createdAt }: Payment): Date => later(createdAt, WINDOW_SECONDS)

export function statusOf(payment: TossPayment, now: Date): Status | 'EXPIRED' {
  const { status, detail } = payment
  if (status === 'READY') return now >= expiresAt(payment) ? 'EXPIRED' : status
  if (status !== 'IN_PROGRESS') return status
  const until = later(new Date(detail.authenticatedAt ?? payment.createdAt), CONFIRM_SECONDS)
  return now >= until ? 'EXPIRED' : status
}

export const isAccountOver = ({ detail }: TossPayment, now: Date): boolean =>
  detail.account !== null && now >= new Date(detail.account.dueAt)

/** Confirmed by the merchant, which uses up the order id. */
export const isConfirmed = ({ status }: TossPayment): boolean =>
  ['WAITING_FOR_DEPOSIT', 'DONE', 'PARTIAL_CANCELED', 'CANCELED'].includes(status)

/** The Korean name of a method in replies. */
export const methods: Readonly<Record<string, string>> = {
  CARD: '카드',
  VIRTUAL_ACCOUNT: '가상계좌',
  TRANSFER: '계좌이체',
  MOBILE_PHONE: '휴대폰',
}
