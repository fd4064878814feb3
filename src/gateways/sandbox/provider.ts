import type { FastifyInstance } from 'fastify'
import type { Answer } from './calls.ts'
import type { Ledger } from './ledger.ts'
import type { PendingRefund } from './refunds.ts'
import type { GatewayName, Payment } from './rules.ts'
import type { WebhookStyle } from './webhooks.ts'
import type { PaymentWindow } from './window.ts'

/** One gateway as the sandbox plays it. */
export interface Provider {
  readonly name: GatewayName
  /** As a person reads it. */
  readonly title: string
  /** Its operations, by the names that faults use. */
  readonly operations: readonly string[]
  routes(server: FastifyInstance, desk: Sandbox): void
  /** Its own error for a path that no route serves; undefined where another gateway is meant. */
  unknownPath(request: UnknownPath): Answer | undefined
  readonly window: PaymentWindow
  /** Its webhooks; absent for a gateway that sends none. */
  readonly webhooks?: WebhookStyle
  /** A refund in the gateway's console, or a chargeback. */
  cancelAtConsole(desk: Sandbox, payment: Payment, amount: number, why: ConsoleWhy): void
  /** A deposit to a virtual account; false where none is awaited. */
  deposit?(desk: Sandbox, payment: Payment): boolean
  /** A pending refund has ended; its money has moved if it is done. */
  refundEnded?(desk: Sandbox, payment: Payment, refund: PendingRefund): void
  /** Runs periodically. */
  tick?(desk: Sandbox): void
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
