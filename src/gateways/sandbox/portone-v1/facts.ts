import { later } from '../../../kernel/time.ts'
import type { Payment } from '../rules.ts'

/** What only PortOne V1 knows of one attempt. */
export interface Detail {
  readonly userCode: string
  readonly payMethod: string
  /** Opened by the live-like channel: lookups show it without `include_sandbox`. */
  readonly isLive?: boolean
  readonly channel: 'pc' | 'mobile'
  /** JSON, as a string; what the shop wants to see again. */
  readonly customData: string | null
  readonly buyer: Readonly<Record<BuyerField, string | null>>
  readonly noticeUrl: string | null
  readonly confirmUrl: string | null
  /** Where the browser goes after, when it left the shop's page to pay. */
  readonly redirectUrl: string | null
  /** The shop's page that shows the window inside itself. */
  readonly pageOrigin: string | null
  readonly vbankDue: string | null
  readonly vbank: VirtualAccount | null
  readonly paidAt: number | null
  readonly failedAt: number | null
  readonly errorCode: string | null
  readonly failReason: string | null
  /** The PG said no, yet has not made up its mind: money may still come. */
  readonly isUnderReview: boolean
  /** Charged, although the browser was told otherwise. */
  readonly isDenied: boolean
}

export const buyerFields = ['name', 'email', 'tel', 'addr', 'postcode'] as const
type BuyerField = (typeof buyerFields)[number]

export interface VirtualAccount {
  readonly number: string
  readonly dueAt: number
  readonly issuedAt: number
}

export type PortOnePayment = Payment<Detail> & {
  readonly status: 'ready' | 'paid' | 'cancelled' | 'failed'
}

/** How long a window stays open. */
export const SESSION_SECONDS = 1800

export const expiresAt = ({ createdAt }: Payment): Date => later(createdAt, SESSION_SECONDS)

export const portOne = (payment: Payment): PortOnePayment => payment as PortOnePayment

/** Seconds since 1970, 0 for what has not happened. */
export const unix = (at: Date | number | null | undefined): number =>
  at === null || at === undefined ? 0 : Math.floor(Number(at) / 1000)
