import type { FastifyInstance } from 'fastify'
import type { Answer } from './answer.ts'
import type { Ledger } from './ledger.ts'
import type { PendingRefund } from './refunds.ts'
import type { GatewayName, Payment } from './rules.ts'
import type { ClosedReason } from './window-text.ts'

/** One gateway as the sandbox plays it. */
export interface Provider {
  readonly name: GatewayName
  /** As a person reads it. */
  readonly title: string
  /** Its operations, by the names that faults use. */
  readonly operations: readonly string[]
  routes(server: FastifyInstance, sandbox: Sandbox): void
  /** Its own error for a path that no route serves; undefined where another gateway is meant. */
  unknownPath(request: UnknownPath): Answer | undefined
  readonly window: PaymentWindow
  /** Its webhooks; absent for a gateway that sends none. */
  readonly webhooks?: WebhookStyle
  /** A refund in the gateway's console, or a chargeback. */
  cancelAtConsole(sandbox: Sandbox, payment: Payment, amount: number, why: ConsoleWhy): void
  /** A deposit to a virtual account; false where none is awaited. */
  deposit?(sandbox: Sandbox, payment: Payment): boolean
  /** A pending refund has ended; its money has moved if it is done. */
  refundEnded?(sandbox: Sandbox, payment: Payment, refund: PendingRefund): void
  /** Runs periodically. */
  tick?(sandbox: Sandbox): void
}

/** A request that no route serves: gateways share an origin here, so the path may not say which. */
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
  /** Where the sandbox itself is reached, once it listens. */
  readonly url: () => string
}

/** What a buyer can do in a window. `deposit` asks for an account number to pay into later. */
export type Choice = 'pay' | 'fail' | 'quit' | 'deposit'

/** What differs between the gateways' payment windows. */
export interface PaymentWindow {
  readonly choices: readonly Choice[]
  /** The instant at which nobody can pay any more. */
  expiresAt(payment: Payment): Date
  /** Until when the merchant holds what is paid for, where it told so. Paying later still works. */
  holdUntil(payment: Payment): unknown
  /** Why the window is closed; undefined while it is open. */
  closedReasonOf(payment: Payment): ClosedReason | undefined
  /** Marks the payment as opened at the first view. */
  opened?(sandbox: Sandbox, payment: Payment): void
  /** Asks the merchant before the transaction; an objection is passed to `act`. */
  asks?(sandbox: Sandbox, payment: Payment, choice: Choice): Promise<string | undefined>
  /** Carries out the buyer's choice inside a transaction, while the window is open. */
  act(sandbox: Sandbox, payment: Payment, choice: Choice, objection?: string): void
  /** Where the buyer returns to. */
  returnTo(payment: Payment, over: ClosedReason): ReturnTo
  /** Whether the shop may show the window inside its own page. */
  readonly isFramed: boolean
  /** Every origin that `wayBack` may lead to: browsers hold a form's redirects to a list. */
  origins(payment: Payment): readonly string[]
}

/** An address for the browser, or a message for the page that opened the window. */
export type ReturnTo =
  | { readonly address: string }
  | { readonly message: object; readonly origin: string }

/** Webhook delivery of a gateway. */
export interface WebhookStyle {
  /** Minutes after each try that was not answered with 2xx; after the last one it gives up. */
  readonly retryMinutes: readonly number[]
  readonly timeoutMs: number
  /** Whether an answer is a reason to tell it again; all but 2xx unless told. 0: there was none. */
  retriesOn?(status: number): boolean
  /** The headers of one try, the signature too; a fault may want them forged. */
  headersOf(sent: Sent): Readonly<Record<string, string>>
}

export interface Sent {
  readonly eventId: string
  readonly body: string
  /** 1 for the first try. */
  readonly attempt: number
  /** When it says it was signed. */
  readonly at: Date
  /** The same by the machine's clock, for verifiers that can read no other. */
  readonly machineAt: Date
  readonly spoiled: 'no-signature' | 'wrong-key' | 'two-signatures' | undefined
}
