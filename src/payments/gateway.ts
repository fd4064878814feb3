import type { Language } from '../kernel/language.ts'
import type { Currency, Money } from '../kernel/money.ts'
import type { WallDate } from '../kernel/time.ts'
import type {
  Approval,
  Cancellation,
  Lookup,
  Rejected,
  Snapshot,
  Unknown,
  WebhookRead,
} from './answers.ts'

export type * from './answers.ts'

/**
 * The port of payment gateways. An adapter only translates its gateway's wire format: it has no state,
 * decides nothing about orders, and never throws for a gateway's reply. `unknown` means the call may
 * or may not have taken effect: it is looked up.
 */
export interface Gateway {
  readonly name: string
  /**
   * Who captures: our `approve` (`server`), or the browser flow by itself (`auto`). Only `server`
   * guarantees that nothing is captured without our approval.
   */
  readonly approveMode: 'server' | 'auto'
  readonly currencies: readonly Currency[]
  /** Lifetime of a payment window. */
  readonly sessionSeconds: number
  /** Whether buyers may pay by a transfer into an account that the gateway issues. */
  readonly takesDeposits?: boolean
  /** Maximum duration of a call, here or there; an earlier lookup may miss its effect. */
  readonly callSeconds: number

  /** Opens a session at the gateway; the buyer pays at one of the addresses it returns. */
  prepare(ask: PrepareAsk): Promise<Prepared>
  /** Reads the returned query. Untrusted: it never moves money. */
  parseReturn(query: Readonly<Record<string, string>>): Returned
  /** Captures the money. `declined` guarantees that nothing was captured. */
  approve(ask: ApproveAsk): Promise<Approval>
  /** The gateway's current state: the only source of truth. */
  lookup(ask: { readonly reference: string }): Promise<Lookup>
  /** Refunds `amount`, if the refundable amount is `balance`. */
  cancel(ask: CancelAsk): Promise<Cancellation>
  /**
   * Closes a session and releases a bank's authorization. Absent where sessions only expire. The
   * outcome is looked up afterwards.
   */
  close?(ask: { readonly reference: string; readonly operationKey: string }): Promise<void>
  /** Opens the payment window from a page of ours; absent where the gateway has a redirect address. */
  readonly launcher?: Launcher
  /** Reads a webhook. A hint: it only names the payment to look up. */
  readWebhook?(call: RawCall): WebhookRead | Promise<WebhookRead>
  /** Reads the confirmation request that precedes a charge (`approveMode` auto). */
  readConfirm?(call: RawCall): { readonly reference: string; readonly amount: number } | undefined
  /** Lists payments changed in a period, by consoles and banks too. */
  list?(ask: ListAsk): Promise<Listed>
  /** Lists what it settles and pays out, by transaction; absent where its contract with us does not tell. */
  settlements?(ask: SettledAsk): Promise<SettledPage>
}

/** Input of the page that opens a window with the gateway's script. */
export interface Launcher {
  /** The gateway's script. */
  readonly script: string
  /** Origins the script loads, frames, calls and redirects to. */
  readonly origins: readonly string[]
  /** Our own script: reads the JSON in `#launch` (a payment's `launch`) and calls the gateway's. */
  readonly file: URL
}

/** A raw HTTP request: signatures cover bytes. */
export interface RawCall {
  readonly headers: Readonly<Record<string, string | undefined>>
  readonly body: Buffer
  readonly now: Date
}

export interface ListAsk {
  readonly from: Date
  readonly to: Date
  /** `next` of the previous page. */
  readonly after?: string
}

export type Listed =
  | { readonly is: 'listed'; readonly snapshots: readonly Snapshot[]; readonly next?: string }
  | Unknown

export interface SettledAsk {
  /** The first and the last day, in Korea. */
  readonly from: WallDate
  readonly to: WallDate
  /** `next` of the previous page. */
  readonly after?: string
}

export type SettledPage =
  | { readonly is: 'listed'; readonly settled: readonly Settled[]; readonly next?: string }
  | Unknown

/** One transaction as its gateway settles it, in minor units; a refund is negative. */
export interface Settled {
  /** The gateway's id of the transaction. */
  readonly key: string
  /** The payment's reference. */
  readonly reference: string
  readonly amount: number
  /** `amount` less the gateway's fees. */
  readonly payout: number
  /** The day it is settled by, and that of the transfer, once it is known. */
  readonly soldOn: WallDate
  readonly paidOutOn: WallDate | null
}

export interface PrepareAsk {
  readonly paymentId: string
  /** The order's number and the attempt's: unique, and the order is found by it at the gateway. */
  readonly merchantId: string
  /** The order's number, as the buyer and the gateway's console show it. */
  readonly orderNumber: string
  /** An opaque id; never personal data. */
  readonly buyer: string
  readonly title: string
  /** The reader's: for the window, where the gateway's contract has a field. */
  readonly language: Language
  readonly amount: Money
  /** Part of `amount` that carries no tax, in minor units. */
  readonly taxFree: number
  /** The order's deadline. */
  readonly holdUntil: Date
  /** The deadline once an account is issued, which must not outlive it. */
  readonly depositUntil: Date
  /** Return addresses, each with a signed token. */
  readonly returnUrls: { readonly success: string; readonly quit: string; readonly fail: string }
  /** Addresses of our webhook and confirmation endpoints. */
  readonly callbackUrls: { readonly notice: string; readonly confirm: string }
}

/** The buyer pays at a redirect address, or through the gateway's `launcher`. */
export type Prepared =
  | {
      readonly is: 'prepared'
      readonly reference: string
      readonly redirect: { readonly desktop: string; readonly mobile: string }
    }
  | { readonly is: 'prepared'; readonly reference: string; readonly launch: object }
  | Rejected
  | Unknown

export interface Returned {
  /** Proof of the buyer's authentication: KakaoPay's `pg_token`, Toss's `paymentKey`. */
  readonly clientToken?: string
  /** How the buyer left without paying, where the query says it and not the address. */
  readonly left?: 'declined' | 'quit'
}

export interface ApproveAsk {
  readonly reference: string
  readonly clientToken: string
  readonly orderNumber: string
  readonly buyer: string
  readonly amount: Money
  readonly operationKey: string
}

export interface CancelAsk {
  readonly reference: string
  readonly approvalReference: string | null
  readonly amount: Money
  readonly taxFree: number
  /** The tax in it, where a part of the payment carries none: those of all refunds add up. */
  readonly vat?: number
  /** The expected refundable amount before this refund; the gateway must refuse a wrong one. */
  readonly balance: number
  readonly reason: string
  readonly operationKey: string
}
