import { exchange } from '../exchange.ts'
import { objectIn } from '../json-fields.ts'
import * as replies from '../reply.ts'
import { type Refusal, readRefusal } from './shapes.ts'

export interface PortOneV2Settings {
  /** `https://api.portone.io`, or the sandbox. */
  readonly baseUrl: string
  readonly apiSecret: string
  readonly storeId: string
  /** A channel with manual approval; without it the window charges by itself. */
  readonly channelKey: string
  /** A test channel: its payments move no money. */
  readonly isTest: boolean
  /** Every active secret: two during a rotation. */
  readonly webhookSecrets: readonly string[]
  /** Default: `CARD`. */
  readonly payMethod?: 'CARD' | 'EASY_PAY' | 'TRANSFER' | 'MOBILE' | 'VIRTUAL_ACCOUNT'
  /** The browser script; default: PortOne's own. */
  readonly scriptUrl?: string
  /** Further origins that the script and the PG's pages need. */
  readonly origins?: readonly string[]
  /** PortOne requires at least a minute. Default: 60,000. */
  readonly timeoutMs?: number
  readonly fetch?: typeof fetch
}

export type Reply = replies.Reply<Refusal>

interface Asked {
  readonly method: 'GET' | 'POST'
  readonly path: string
  readonly body?: object
  /** PortOne replays its reply to the same key for three hours. */
  readonly operationKey?: string
}

/** How long a call may still be running at PortOne after the caller has disconnected. */
export const CALL_SECONDS = 60

/** An error of the PG behind PortOne (502) proves nothing either way. */
export function call(settings: PortOneV2Settings, asked: Asked): Promise<Reply> {
  const { method, path, body, operationKey } = asked
  const exchanged = exchange(new URL(path, settings.baseUrl), {
    method,
    headers: {
      authorization: `PortOne ${settings.apiSecret}`,
      ...(body && { 'content-type': 'application/json' }),
      ...(operationKey && { 'idempotency-key': quoted(operationKey) }),
    },
    ...(body && { body: JSON.stringify(body) }),
    timeoutMs: settings.timeoutMs ?? CALL_SECONDS * 1000,
    fetch: settings.fetch,
  })
  return replies.readReply({ gateway: 'portone-v2', operation: method }, exchanged, {
    refusal: (said) => readRefusal(objectIn(said)),
  })
}

export const pathOf = (paymentId: string, operation = ''): string =>
  `/payments/${encodeURIComponent(paymentId)}${operation}`

/** A structured-field string of letters, digits, `-` and `_`, as PortOne requires. */
const quoted = (key: string) => `"${key.replaceAll(/[^\w-]/g, '-')}"`
