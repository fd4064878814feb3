import type { Money } from '../kernel/money.ts'

// What gateways answer, in our words: data that the rules judge. How they are asked is gateway.ts.

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

/** A payment as its gateway tells it. Amounts are minor units of `currency`. */
export interface Snapshot {
  readonly state: 'open' | 'paid' | 'declined' | 'expired' | 'refunded' | 'partly-refunded'
  /** False while the buyer can still be led to pay by this session. */
  readonly final: boolean
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
    /** The key that the refund was asked for with, where the gateway repeats it. */
    readonly operationKey?: string
  }[]
  readonly method?: string
  readonly approvedAt?: Date
  readonly receiptUrl?: string
  /** Where money is expected by bank transfer, while it is: a virtual account. */
  readonly deposit?: Deposit
  /** What does not fit what we are: another merchant, store or channel, test instead of live. */
  readonly differs?: readonly string[]
}

export interface Deposit {
  readonly bank: string
  readonly account: string
  readonly holder: string
  readonly until: Date
}

/** Refused for good: nothing was done. `configuration` says that no retry can help. */
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
  /** Our own settings are wrong: asking again is of no use before they are mended. */
  readonly configuration?: boolean
}

/** What an adapter makes of a webhook. */
export type WebhookRead =
  | {
      readonly is: 'hint'
      /** The same for every retry of one webhook. */
      readonly eventId: string
      /** The payment that it names; at least one of the two. */
      readonly reference?: string
      readonly approvalReference?: string
      /** The gateway's own name of the event, for people who read the log. */
      readonly kind: string
      readonly trust: 'signed' | 'unsigned'
    }
  /** Genuine, but about nothing of ours. */
  | { readonly is: 'ignored'; readonly kind: string }
  | { readonly is: 'rejected'; readonly reason: string }
