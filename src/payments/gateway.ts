import type { Currency, Money } from '../kernel/money.ts'
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
 * The port every payment gateway stands behind. An adapter speaks its gateway's wire and nothing
 * else: it keeps no state, decides nothing about orders, and never throws for what a gateway may
 * answer. `unknown` is an answer of its own: it may or may not have happened, so it is looked up.
 */
export interface Gateway {
  readonly name: string
  /**
   * Who takes the money: our `approve`, or the browser flow by itself. Only in the first case is it
   * certain that nobody is charged whom we do not approve.
   */
  readonly approveMode: 'server' | 'auto'
  readonly currencies: readonly Currency[]
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
  /**
   * Sees to it that nobody can pay by this session any more, and that what a bank holds for it is
   * let go. Absent where only time does that. What became of it is looked up after.
   */
  close?(ask: { readonly reference: string; readonly operationKey: string }): Promise<void>
  /** Starts its payment window from a page of ours; absent where the gateway has an address for it. */
  readonly launcher?: Launcher
  /** Reads what the gateway tells us. A hint at most: it says what to look up. */
  readWebhook?(call: RawCall): WebhookRead | Promise<WebhookRead>
  /** Reads its question, just before it charges on its own, whether it may (`approveMode` auto). */
  readConfirm?(call: RawCall): { readonly reference: string; readonly amount: number } | undefined
  /** What happened to payments in a span of time, whoever did it: consoles and banks do, too. */
  list?(ask: ListAsk): Promise<Listed>
}

/** What a page of ours needs to open a gateway's window with the gateway's own script. */
export interface Launcher {
  /** The gateway's script. */
  readonly script: string
  /** What that script loads, frames, asks and leads to. */
  readonly origins: readonly string[]
  /** Our own script: reads the JSON in `#launch` (a payment's `launch`) and calls the gateway's. */
  readonly file: URL
}

/** What came in over HTTP, byte for byte: signatures are made over bytes. */
export interface RawCall {
  readonly headers: Readonly<Record<string, string | undefined>>
  readonly body: Buffer
  readonly now: Date
}

export interface ListAsk {
  readonly from: Date
  readonly to: Date
  /** What the page before told as `next`. */
  readonly after?: string
}

export type Listed =
  | { readonly is: 'listed'; readonly snapshots: readonly Snapshot[]; readonly next?: string }
  | Unknown

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
  /** The order's deadline: no account to pay into should outlive it. */
  readonly holdUntil: Date
  /** Where the browser comes back to; each already carries a signed token. */
  readonly returnUrls: { readonly success: string; readonly quit: string; readonly fail: string }
  /** Where the gateway's server reaches ours: to tell, and to ask before it charges. */
  readonly callbackUrls: { readonly notice: string; readonly confirm: string }
}

/** The buyer pays at an address of the gateway's, or through its `launcher`. */
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
  /** What only a buyer who authenticated can bring: KakaoPay's `pg_token`, Toss's `paymentKey`. */
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

export interface CancelAsk {
  readonly reference: string
  readonly approvalReference: string | null
  readonly amount: Money
  readonly taxFree: number
  /** What we believe can still be given back, before this; a wrong belief must be refused. */
  readonly balance: number
  readonly reason: string
  readonly operationKey: string
}
