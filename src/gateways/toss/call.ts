import { Buffer } from 'node:buffer'
import { parse } from '../../kernel/json.ts'
import { type Answered, exchange, nameOf } from '../exchange.ts'
import { isMembers, type Refusal, readRefusal, type Wire } from './shapes.ts'

export interface TossSettings {
  /** `https://api.tosspayments.com`, or the sandbox. */
  readonly baseUrl: string
  /** The browser's script: `https://js.tosspayments.com/v2/standard`, or the sandbox's. */
  readonly scriptUrl: string
  /** A pair: what the browser may know, and what it may not. Both of test, or both of live. */
  readonly clientKey: string
  readonly secretKey: string
  /** The merchant that the pair belongs to. */
  readonly mId: string
  /** What the window offers: cards and easy pay unless told, or an account to pay into. */
  readonly method?: 'CARD' | 'VIRTUAL_ACCOUNT'
  /** Banks may take long behind it. 60,000 unless told. */
  readonly timeoutMs?: number
  readonly fetch?: typeof fetch
}

export type Reply =
  | { readonly is: 'answered'; readonly body: Wire | readonly unknown[] }
  | { readonly is: 'refused'; readonly refusal: Refusal }
  | { readonly is: 'unknown'; readonly reason: string }

export const CALL_SECONDS = 60

export interface Call {
  /** As reasons name it. */
  readonly operation: 'confirm' | 'lookup' | 'cancel' | 'transactions'
  readonly path: string
  /** Sent by POST; without one it is a GET. */
  readonly body?: object
  /** Idempotency-Key: 300 characters at most, kept for 15 days, for this path and never for a body. */
  readonly once?: string
}

const unknown = (reason: string): Reply => ({ is: 'unknown', reason })

/**
 * One call, tried once. Only 200 with JSON is an answer, and only a 4xx in Toss's own envelope a
 * refusal; all else may or may not have been carried out. Reasons never hold a key.
 */
export async function call(settings: TossSettings, asked: Call): Promise<Reply> {
  const { operation, path, body, once } = asked
  try {
    const answered = await exchange(new URL(path, settings.baseUrl), {
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
    return readReply(answered)
  } catch (error) {
    return unknown(`toss ${operation}: ${nameOf(error)}`)
  }
}

function readReply({ status, text }: Answered): Reply {
  const body = parse(text)
  if (status === 200 && (isMembers(body) || Array.isArray(body))) return { is: 'answered', body }
  const refusal = readRefusal(body)
  if (status >= 400 && status < 500 && refusal) return { is: 'refused', refusal }
  return unknown(`toss answered ${status}${refusal ? ` ${refusal.code}` : ' without its envelope'}`)
}
