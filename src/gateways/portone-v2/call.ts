import { exchange } from '../exchange.ts'
import { objectIn } from '../json-fields.ts'
import * as replies from '../reply.ts'
import { type Refusal, readRefusal } from './shapes.ts'

export interface PortOneV2Settings {
  /** `https://api.portone.io`, or the sandbox. */
  readonly baseUrl: string
  readonly apiSecret: string
  readonly storeId: string
  /** A channel with manual approval switched on: without it the window would charge by itself. */
  readonly channelKey: string
  /** A test channel: its payments move no money. */
  readonly isTest: boolean
  /** Every secret that is live: two of them while one takes the other's place. */
  readonly webhookSecrets: readonly string[]
  /** `CARD` unless told. */
  readonly payMethod?: 'CARD' | 'EASY_PAY' | 'TRANSFER' | 'MOBILE' | 'VIRTUAL_ACCOUNT'
  /** The browser's script; PortOne's own unless told. */
  readonly scriptUrl?: string
  /** What that script and the PG's pages need of the browser, beside the script's own origin. */
  readonly origins?: readonly string[]
  /** PortOne asks to wait for a minute at least. 60,000 unless told. */
  readonly timeoutMs?: number
  readonly fetch?: typeof fetch
}

export type Reply = replies.Reply<Refusal>

interface Asked {
  readonly method: 'GET' | 'POST'
  readonly path: string
  readonly body?: object
  /** PortOne answers the same for three hours to who asks with the same key. */
  readonly operationKey?: string
}

/** PortOne works on after the caller hangs up; so long a call may still be running there. */
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

/** A structured-field string of letters, digits, `-` and `_`, as PortOne wants its keys. */
const quoted = (key: string) => `"${key.replaceAll(/[^\w-]/g, '-')}"`
