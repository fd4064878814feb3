import type { FastifyInstance } from 'fastify'
import type { Answer } from './calls.ts'
import type { Ledger } from './ledger.ts'
import type { PendingRefund } from './refunds.ts'
import type { GatewayName, Payment } from './rules.ts'
import type { WebhookStyle } from './webhooks.ts'
import type { WindowDoor } from './window.ts'

/** One gateway as the sandbox plays it. The server knows its houses by their list alone. */
export interface House {
  readonly name: GatewayName
  /** As a person reads it. */
  readonly title: string
  /** What it can be asked, by the names that faults use. */
  readonly operations: readonly string[]
  routes(server: FastifyInstance, desk: Desk): void
  /** Its own error for a path that no route serves; undefined where another gateway is meant. */
  unknownPath(request: UnknownPath): Answer | undefined
  readonly window: WindowDoor
  /** How it tells merchants what happened; none for one that never does. */
  readonly webhooks?: WebhookStyle
  /** Somebody gives money back in the gateway's console, or a bank takes it back. */
  cancelAtConsole(desk: Desk, payment: Payment, amount: number, why: ConsoleWhy): void
  /** Somebody pays into the account that a window gave out; false where none waits for money. */
  deposit?(desk: Desk, payment: Payment): boolean
  /** A refund that took a while has ended; its money has moved if it is done. */
  refundEnded?(desk: Desk, payment: Payment, refund: PendingRefund): void
  /** What else happens by itself as time goes by. */
  tick?(desk: Desk): void
}

/** A request that no route serves: gateways share an origin here, so the path may not say which. */
export interface UnknownPath {
  readonly path: string
  readonly headers: Readonly<Record<string, string | readonly string[] | undefined>>
}

export type ConsoleWhy = 'console' | 'chargeback'

/** What a house works with. */
export interface Desk {
  readonly ledger: Ledger
  /** What is being worked on, so that a second call for it can be refused. */
  readonly inFlight: Set<string>
  /** Where the sandbox itself is reached, once it listens. */
  readonly url: () => string
}
