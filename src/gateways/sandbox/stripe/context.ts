import { randomBytes } from 'node:crypto'
import { clockNow } from '../clock.ts'
import type { Fault } from '../faults.ts'
import { type Ledger, movesOf, paymentById, writePayment } from '../ledger.ts'
import type { Sandbox } from '../provider.ts'
import type { Move } from '../rules.ts'
import { queueWebhook } from '../webhooks.ts'
import type { Detail, Intent, Status } from './facts.ts'
import { Refused } from './refusals.ts'

/** The context of a call. */
export interface CallContext {
  readonly ledger: Ledger
  readonly now: Date
  /** The sandbox's own address. */
  readonly url: string
  /** The Idempotency-Key of the call. */
  readonly key: string | null
  readonly fault: Fault | undefined
  movesOf(intent: Intent): readonly Move[]
}

export const callContextOf = (
  sandbox: Sandbox,
  key: string | null = null,
  fault?: Fault,
): CallContext => ({
  ledger: sandbox.ledger,
  now: clockNow(sandbox.ledger),
  url: sandbox.url(),
  key,
  fault,
  movesOf: ({ id }) => movesOf(sandbox.ledger, id),
})

/** Random letters and digits. */
export const newId = (prefix: string) => `${prefix}_${randomBytes(12).toString('hex')}`

export function found({ ledger }: CallContext, id: string, param = 'intent'): Intent {
  const intent = paymentById(ledger, 'stripe', id)
  if (!intent) throw new Refused('resource_missing', { param }, `No such payment_intent: '${id}'`)
  return intent as Intent
}

/** Saves the intent and returns it. */
export function write(
  { ledger }: CallContext,
  intent: Intent,
  change: { readonly status?: Status } & Partial<Detail>,
): Intent {
  const { status = intent.status, ...detail } = change
  const changed = { ...intent, status, detail: { ...intent.detail, ...detail } }
  writePayment(ledger, changed)
  return changed
}

export const API_VERSION = '2026-10-28.endive'

/** Stores an event for `GET /v1/events`, and queues its webhook. */
export function notify(
  context: CallContext,
  { orderId }: Intent,
  type: string,
  object: object,
): void {
  const { ledger, now, key } = context
  const eventOf = (id: string) => ({
    id,
    object: 'event',
    api_version: API_VERSION,
    created: Math.floor(now.getTime() / 1000),
    data: { object },
    livemode: false,
    pending_webhooks: 1,
    request: { id: null, idempotency_key: key },
    type,
  })
  const id = newId('evt')
  ledger.sql.run`
    insert into events (id, gateway, type, body, at)
    values (${id}, 'stripe', ${type}, ${JSON.stringify(eventOf(id))}, ${now.getTime()})`
  queueWebhook(ledger, { gateway: 'stripe', orderId, eventId: id, body: eventOf })
}
