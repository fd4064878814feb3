import { later } from '../../../kernel/time.ts'
import { sandboxKeys } from '../keys.ts'
import { type Ledger, paymentsByOrder } from '../ledger.ts'
import type { Payment } from '../rules.ts'

/** The PortOne V2 part of an attempt. A paymentId may have several attempts; at most one succeeds. */
export interface Detail {
  readonly channelKey: string
  readonly customData: string | null
  readonly noticeUrls: readonly string[]
  readonly confirmUrl: string | null
  /** The return address of a full-page window. */
  readonly redirectUrl: string | null
  /** The page that embeds the window; null for a full-page window. */
  readonly opener: string | null
  /** The validity of a virtual account, if given. */
  readonly dueAt: string | null
  /** The end of a payment session. */
  readonly sessionUntil?: string
  readonly statusChangedAt: string
  readonly authenticatedAt?: string
  readonly paidAt?: string
  readonly failedAt?: string
  readonly canceledAt?: string
  readonly failure?: {
    readonly reason: string
    readonly pgCode: string
    readonly pgMessage: string
  }
  readonly account?: { readonly number: string; readonly issuedAt: string; readonly until: string }
  readonly disputes?: readonly { readonly reason: string; readonly createdAt: string }[]
  /** By the id of the cancellation. */
  readonly cancellations?: Readonly<Record<string, CancelFacts>>
}

export interface CancelFacts {
  readonly trigger: 'CONSOLE' | 'API' | 'CHARGEBACK'
  readonly skipWebhook: boolean
}

export type PortOnePayment = Payment<Detail> & { readonly status: Status }

/** `AUTHENTICATED` is internal: PortOne shows READY until the merchant confirms. */
export type Status =
  | 'READY'
  | 'AUTHENTICATED'
  | 'VIRTUAL_ACCOUNT_ISSUED'
  | 'PAID'
  | 'FAILED'
  | 'PARTIAL_CANCELLED'
  | 'CANCELLED'

/** The time limit in the window. */
export const SESSION_SECONDS = 900
/** The time limit of the confirm; it depends on the PG. */
export const TOKEN_SECONDS = 600
export const ACCOUNT_SECONDS = 86_400

export const expiresAt = ({ createdAt, detail }: PortOnePayment): Date =>
  detail.sessionUntil ? new Date(detail.sessionUntil) : later(createdAt, SESSION_SECONDS)

/** Channels differ in whether the merchant confirms or the window charges by itself. */
export const isManual = ({ detail }: PortOnePayment): boolean =>
  detail.channelKey === sandboxKeys.portOneV2.channelKey

export const isChannel = (key: string): boolean =>
  key === sandboxKeys.portOneV2.channelKey || key === sandboxKeys.portOneV2Merchant.autoChannelKey

/** An account was issued or money taken: no other attempt of this paymentId can succeed. */
export const hasSucceeded = ({ status }: PortOnePayment): boolean =>
  status !== 'READY' && status !== 'AUTHENTICATED' && status !== 'FAILED'

/** All attempts of a paymentId, newest first. */
export const triesOf = (ledger: Ledger, paymentId: string): PortOnePayment[] =>
  paymentsByOrder(ledger, 'portone-v2', paymentId) as PortOnePayment[]

/** The attempt shown for a paymentId: the successful one, else the newest. */
export const tryOf = (ledger: Ledger, paymentId: string): PortOnePayment | undefined => {
  const tries = triesOf(ledger, paymentId)
  return tries.find(hasSucceeded) ?? tries[0]
}
