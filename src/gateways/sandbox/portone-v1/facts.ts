import { later } from '../../../kernel/time.ts'
import type { Payment } from '../rules.ts'

/** The PortOne V1 part of an attempt. */
export interface Detail {
  readonly userCode: string
  readonly payMethod: string
  /** Opened with the live-like channel: lookups include it by default. */
  readonly isLive?: boolean
  readonly channel: 'pc' | 'mobile'
  /** JSON as a string, returned to the merchant. */
  readonly customData: string | null
  readonly buyer: Readonly<Record<BuyerField, string | null>>
  readonly noticeUrl: string | null
  readonly confirmUrl: string | null
  /** The return address of a full-page window. */
  readonly redirectUrl: string | null
  /** The merchant's page that embeds the window. */
  readonly pageOrigin: string | null
  readonly vbankDue: string | null
  readonly vbank: VirtualAccount | null
  readonly paidAt: number | null
  readonly failedAt: number | null
  readonly errorCode: string | null
  readonly failReason: string | null
  /** Failed at the PG, yet money may still come. */
  readonly isUnderReview: boolean
  /** Charged, although the browser got a failure. */
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

/** Unix seconds; 0 for null. */
export const unix = (at: Date | number | null | undefined): number =>
  at === null || at === undefined ? 0 : Math.floor(Number(at) / 1000)
