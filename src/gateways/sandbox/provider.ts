import type { FastifyInstance } from 'fastify'
import type { Answer } from './answer.ts'
import type { Ledger } from './ledger.ts'
import type { PendingRefund } from './refunds.ts'
import type { GatewayName, Payment } from './rules.ts'
import type { ClosedReason } from './window-text.ts'

/** A gateway of the sandbox. */
export interface Provider {
  readonly name: GatewayName
  /** The display name. */
  readonly title: string
  /** Its operations, by the names that faults use. */
  readonly operations: readonly string[]
  routes(server: FastifyInstance, sandbox: Sandbox): void
  /** Its error for an unknown path; undefined if the path is another gateway's. */
  unknownPath(request: UnknownPath): Answer | undefined
  readonly window: PaymentWindow
  /** Its webhooks; absent for a gateway that sends none. */
  readonly webhooks?: WebhookStyle
  /** A refund in the console, or a chargeback. */
  cancelAtConsole(sandbox: Sandbox, payment: Payment, amount: number, why: ConsoleWhy): void
  /** A deposit to a virtual account; false if none is awaited. */
  deposit?(sandbox: Sandbox, payment: Payment): boolean
  /** Called when a pending refund has ended. */
  refundEnded?(sandbox: Sandbox, payment: Payment, refund: PendingRefund): void
  /** Runs periodically. */
  tick?(sandbox: Sandbox): void
}

/** An unrouted request: gateways share an origin, so the path may be ambiguous. */
export interface UnknownPath {
  readonly path: string
  readonly headers: Readonly<Record<string, string | readonly string[] | undefined>>
}

export type ConsoleWhy = 'console' | 'chargeback'

/** State that all providers share. */
export interface Sandbox {
  readonly ledger: Ledger
  /** Calls in flight, so that a concurrent one can be refused. */
  readonly inFlight: Set<string>
  /** The sandbox's own address, once it listens. */
  readonly url: () => string
}

/** The choices in a window. `deposit` issues a virtual account. */
export type Choice = 'pay' | 'fail' | 'quit' | 'deposit'

/** What differs between the gateways' payment windows. */
export interface PaymentWindow {
  readonly choices: readonly Choice[]
  /** The end of the payment session. */
  expiresAt(payment: Payment): Date
  /** The end of the merchant's hold, if given. Paying later still works. */
  holdUntil(payment: Payment): unknown
  /** Why the window is closed; undefined while it is open. */
  closedReasonOf(payment: Payment): ClosedReason | undefined
  /** Marks the payment as opened at the first view. */
  opened?(sandbox: Sandbox, payment: Payment): void
  /** Called before the transaction; its objection is passed to `act`. */
  asks?(sandbox: Sandbox, payment: Payment, choice: Choice): Promise<string | undefined>
  /** Carries out the choice in a transaction, while the window is open. */
  act(sandbox: Sandbox, payment: Payment, choice: Choice, objection?: string): void
  /** The return address. */
  returnTo(payment: Payment, over: ClosedReason): ReturnTo
  /** Whether the merchant may embed the window. */
  readonly isFramed: boolean
  /** Every origin of `returnTo`, for the `form-action` policy. */
  origins(payment: Payment): readonly string[]
}

/** An address, or a message to the page that opened the window. */
export type ReturnTo =
  | { readonly address: string }
  | { readonly message: object; readonly origin: string }

/** Webhook delivery of a gateway. */
export interface WebhookStyle {
  /** Minutes until each retry; after the last one the webhook is dropped. */
  readonly retryMinutes: readonly number[]
  readonly timeoutMs: number
  /** Whether a status is retried; default: all but 2xx. 0: no reply. */
  retriesOn?(status: number): boolean
  /** The headers of one attempt, with the signature; a fault may forge them. */
  headersOf(sent: Sent): Readonly<Record<string, string>>
}

export interface Sent {
  readonly eventId: string
  readonly body: string
  /** 1 for the first attempt. */
  readonly attempt: number
  /** The instant of the signature. */
  readonly at: Date
  /** The same by the machine's clock, for verifiers that use it. */
  readonly machineAt: Date
  readonly spoiled: 'no-signature' | 'wrong-key' | 'two-signatures' | undefined
}
