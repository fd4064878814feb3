import type { Money } from '../kernel/money.ts'

// Gateway replies in our terms, judged by the rules. The requests are in gateway.ts.

export type Approval =
  | { readonly is: 'approved'; readonly snapshot: Snapshot }
  | { readonly is: 'declined'; readonly reason: string }
  | { readonly is: 'expired' }
  | Unknown

export type Lookup = { readonly is: 'found'; readonly snapshot: Snapshot } | NotFound | Unknown

export type Cancellation =
  | { readonly is: 'canceled'; readonly refundReference: string; readonly balance: number }
  | { readonly is: 'pending'; readonly refundReference: string }
  | Rejected
  | Unknown

/** A payment as its gateway reports it. Amounts are minor units of `currency`. */
export interface Snapshot {
  readonly state: 'open' | 'paid' | 'declined' | 'quit' | 'expired' | 'refunded' | 'partly-refunded'
  /** False while the buyer can still pay in this session. */
  readonly final: boolean
  /** How the last try ended, in a session that is still open. */
  readonly lastTry?: 'declined' | 'quit'
  readonly reference: string
  /** The gateway's id of the approval: KakaoPay's `aid`. */
  readonly approvalReference?: string
  readonly orderNumber: string
  readonly buyer: string
  readonly amount: Money
  readonly taxFree: number
  readonly refunded: number
  readonly refunds: readonly {
    readonly reference: string
    readonly amount: number
    /** The idempotency key of the refund, where the gateway returns it. */
    readonly operationKey?: string
  }[]
  readonly method?: string
  readonly approvedAt?: Date
  readonly receiptUrl?: string
  /** The virtual account of a pending bank transfer. */
  readonly deposit?: Deposit
  /** Names of merchant facts that differ: merchant, store, channel, test mode. */
  readonly differs?: readonly string[]
}

export interface Deposit {
  readonly bank: string
  readonly account: string
  readonly holder: string
  readonly until: Date
}

/** Refused, with no effect. `configuration`: retries are pointless. */
export interface Rejected {
  readonly is: 'rejected'
  readonly reason: string
  readonly configuration?: boolean
}
export interface NotFound {
  readonly is: 'not-found'
}
export interface Unknown {
  readonly is: 'unknown'
  readonly reason: string
  /** Our settings are wrong: retries are pointless until they are fixed. */
  readonly configuration?: boolean
}

/** A webhook as read by its adapter. */
export type WebhookRead =
  | {
      readonly is: 'hint'
      /** Stable across retries of a webhook. */
      readonly eventId: string
      /** Names the payment; at least one of the two is set. */
      readonly reference?: string
      readonly approvalReference?: string
      /** The gateway's name of the event, for the log. */
      readonly kind: string
      readonly trust: 'signed' | 'unsigned'
    }
  /** Genuine, but not about a payment. */
  | { readonly is: 'ignored'; readonly kind: string }
  | { readonly is: 'rejected'; readonly reason: string }
