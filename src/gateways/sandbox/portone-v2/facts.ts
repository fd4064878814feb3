import { later } from '../../../kernel/time.ts'
import { sandboxKeys } from '../keys.ts'
import { type Ledger, paymentsByOrder } from '../ledger.ts'
import type { Payment } from '../rules.ts'

/** What only PortOne knows of a try to pay. Many tries may have one paymentId; one of them succeeds. */
export interface Detail {
  readonly channelKey: string
  readonly customData: string | null
  readonly noticeUrls: readonly string[]
  readonly confirmUrl: string | null
  /** Where a browser that left its page is led back to. */
  readonly redirectUrl: string | null
  /** The page that shows the window inside itself; null for one that was left. */
  readonly opener: string | null
  /** How long an account to pay into lasts, if the merchant said so. */
  readonly dueAt: string | null
  /** The end of a payment session, which has a page of its own. */
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

/** `AUTHENTICATED` is ours: a buyer who is done while the merchant has not confirmed is still READY. */
export type Status =
  | 'READY'
  | 'AUTHENTICATED'
  | 'VIRTUAL_ACCOUNT_ISSUED'
  | 'PAID'
  | 'FAILED'
  | 'PARTIAL_CANCELLED'
  | 'CANCELLED'

/** How long a buyer may take in the window. */
export const SESSION_SECONDS = 900
/** How long after that a merchant may wait to confirm; it depends on the PG. */
export const TOKEN_SECONDS = 600
export const ACCOUNT_SECONDS = 86_400

export const expiresAt = ({ createdAt, detail }: PortOnePayment): Date =>
  detail.sessionUntil ? new Date(detail.sessionUntil) : later(createdAt, SESSION_SECONDS)

/** Channels differ in whether the merchant confirms or the window charges by itself. */
export const isManual = ({ detail }: PortOnePayment): boolean =>
  detail.channelKey === sandboxKeys.portOneV2.channelKey

export const isChannel = (key: string): boolean =>
  key === sandboxKeys.portOneV2.channelKey || key === sandboxKeys.portOneV2Merchant.autoChannelKey

/** An account was given out, or money taken: nothing else under this paymentId can succeed. */
export const hasSucceeded = ({ status }: PortOnePayment): boolean =>
  status !== 'READY' && status !== 'AUTHENTICATED' && status !== 'FAILED'

/** Every try under a paymentId, newest first. */
export const triesOf = (ledger: Ledger, paymentId: string): PortOnePayment[] =>
  paymentsByOrder(ledger, 'portone-v2', paymentId) as PortOnePayment[]

/** The try that a paymentId stands for: the one that succeeded, or else the newest. */
export const tryOf = (ledger: Ledger, paymentId: string): PortOnePayment | undefined => {
  const tries = triesOf(ledger, paymentId)
  return tries.find(hasSucceeded) ?? tries[0]
}
