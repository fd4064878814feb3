import { Buffer } from 'node:buffer'
import { exchange } from '../exchange.ts'
import { isJsonObject, type JsonObject } from '../json-fields.ts'
import * as replies from '../reply.ts'
import { type Refusal, readRefusal } from './shapes.ts'

export interface TossSettings {
  /** `https://api.tosspayments.com`, or the sandbox. */
  readonly baseUrl: string
  /** The browser's script: `https://js.tosspayments.com/v2/standard`, or the sandbox's. */
  readonly scriptUrl: string
  /** The public and the secret key; both test or both live. */
  readonly clientKey: string
  readonly secretKey: string
  /** The merchant that the pair belongs to. */
  readonly mId: string
  /** Payment method of the window: cards and easy pay by default, or a virtual account. */
  readonly method?: 'CARD' | 'VIRTUAL_ACCOUNT'
  /** 60,000 by default: banks are slow. */
  readonly timeoutMs?: number
  readonly fetch?: typeof fetch
}

/** Nearly every call answers with an object, lists of transactions and settlements with an array. */
export type Reply = replies.Reply<Refusal, JsonObject | readonly unknown[]>

export const CALL_SECONDS = 60

export interface Call {
  /** The name in error reasons. */
  readonly operation: 'confirm' | 'lookup' | 'cancel' | 'transactions' | 'settlements'
  readonly path: string
  /** Sent by POST; without one it is a GET. */
  readonly body?: object
  /** Idempotency-Key: 300 characters at most, kept for 15 days, for this path and never for a body. */
  readonly once?: string
}

export function call(settings: TossSettings, asked: Call): Promise<Reply> {
  const { operation, path, body, once } = asked
  const exchanged = exchange(new URL(path, settings.baseUrl), {
    method: body ? 'POST' : 'GET',
    headers: {
      authorization: `Basic ${Buffer.from(`${settings.secretKey}:`).toString('base64')}`,
      ...(body && { 'content-type': 'application/json' }),
      ...(once && { 'idempotency-key': once }),
    },
    ...(body && { body: JSON.stringify(body) }),
    timeoutMs: settings.timeoutMs ?? CALL_SECONDS * 1000,
    fetch: settings.fetch,
  })
  return replies.readReply({ gateway: 'toss', operation }, exchanged, {
    answer: (said, status) =>
      status === 200 && (isJsonObject(said) || Array.isArray(said)) ? said : undefined,
    refusal: readRefusal,
  })
}
