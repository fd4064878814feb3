import type { Money } from '../kernel/money.ts'

/**
 * The port every payment gateway stands behind. An adapter speaks its gateway's wire and nothing
 * else: it keeps no state, decides nothing about orders, and never throws for what a gateway may
 * answer. `unknown` is an answer of its own: it may or may not have happened, so it is looked up.
 */
export interface Gateway {
  readonly name: string
  /** Who takes the money: our `approve`, or the browser flow by itself. */
  readonly approveMode: 'server' | 'auto'
  /** How long a person may take in the payment window. */
  readonly sessionSeconds: number
  /** How long a call may run, here or there; a lookup sooner than this proves nothing. */
  readonly callSeconds: number

  /** Opens a session at the gateway; the buyer pays at one of the addresses it returns. */
  prepare(ask: PrepareAsk): Promise<Prepared>
  /** Reads what the browser brought back. A claim by the buyer: it never changes money. */
  parseReturn(query: Readonly<Record<string, string>>): Returned
  /** Takes the money. Declined only for what surely took none. */
  approve(ask: ApproveAsk): Promise<Approval>
  /** What the gateway says is true now: the only source of truth. */
  lookup(ask: { readonly reference: string }): Promise<Lookup>
  /** Gives `amount` back, of the `balance` that we believe is there. */
  cancel(ask: CancelAsk): Promise<Cancellation>
}

export interface PrepareAsk {
  readonly paymentId: string
  /** The order's number, as the buyer and the gateway's console show it. */
  readonly orderNumber: string
  /** An opaque mark of the buyer; never personal data. */
  readonly buyer: string
  readonly title: string
  readonly amount: Money
  /** Part of `amount` that carries no tax, in minor units. */
  readonly taxFree: number
  /** Where the browser comes back to; each already carries a signed token. */
  readonly returnUrls: { readonly success: string; readonly quit: string; readonly fail: string }
}

export type Prepared =
  | {
      readonly is: 'prepared'
      readonly reference: string
      readonly redirect: { readonly desktop: string; readonly mobile: string }
    }
  | Rejected
  | Unknown

export interface Returned {
  /** What only a buyer who authenticated can bring: KakaoPay's `pg_token`. */
  readonly clientToken?: string
}

export interface ApproveAsk {
  readonly reference: string
  readonly clientToken: string
  readonly orderNumber: string
  readonly buyer: string
  readonly amount: Money
  readonly operationKey: string
}

export type Approval =
  | { readonly is: 'approved'; readonly snapshot: Snapshot }
  | { readonly is: 'declined'; readonly reason: string }
  | { readonly is: 'expired' }
  | Unknown

export type Lookup = { readonly is: 'found'; readonly snapshot: Snapshot } | NotFound | Unknown

export interface CancelAsk {
  readonly reference: string
  readonly amount: Money
  readonly taxFree: number
  /** What we believe can still be given back, before this; a wrong belief must be refused. */
  readonly balance: number
  readonly reason: string
  readonly operationKey: string
}

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
  readonly refunds: readonly { readonly reference: string; readonly amount: number }[]
  readonly method?: string
  readonly approvedAt?: Date
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
}
