import { parse } from '../../kernel/json.ts'
import { type Answered, exchange, nameOf } from '../exchange.ts'
import { isMembers, type Refusal, readRefusal, type Wire } from './shapes.ts'

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

export type Reply =
  | { readonly is: 'answered'; readonly body: Wire }
  | { readonly is: 'refused'; readonly refusal: Refusal }
  | { readonly is: 'unknown'; readonly reason: string }

interface Asked {
  readonly method: 'GET' | 'POST'
  readonly path: string
  readonly body?: object
  /** PortOne answers the same for three hours to who asks with the same key. */
  readonly operationKey?: string
}

/** PortOne works on after the caller hangs up; so long a call may still be running there. */
export const CALL_SECONDS = 60

/**
 * One call, tried once. Only 200 with a JSON object is an answer, and only a 4xx with PortOne's
 * `type` a refusal; all else may or may not have been carried out, a PG's error (502) too.
 */
export async function call(settings: PortOneV2Settings, asked: Asked): Promise<Reply> {
  const { method, path, body, operationKey } = asked
  try {
    const answered = await exchange(new URL(path, settings.baseUrl), {
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
    return readReply(answered)
  } catch (error) {
    return { is: 'unknown', reason: `portone-v2 ${method}: ${nameOf(error)}` }
  }
}

export const pathOf = (paymentId: string, operation = ''): string =>
  `/payments/${encodeURIComponent(paymentId)}${operation}`

/** A structured-field string of letters, digits, `-` and `_`, as PortOne wants its keys. */
const quoted = (key: string) => `"${key.replaceAll(/[^\w-]/g, '-')}"`

function readReply({ status, text }: Answered): Reply {
  const body = parse(text)
  if (!isMembers(body))
    return { is: 'unknown', reason: `portone-v2 answered ${status} without a JSON object` }
  if (status === 200) return { is: 'answered', body }
  const refusal = readRefusal(body)
  if (refusal && status >= 400 && status < 500) return { is: 'refused', refusal }
  const words = [refusal?.type, refusal?.pgCode].filter(Boolean).join(' ')
  return { is: 'unknown', reason: `portone-v2 answered ${status} ${words}`.trim() }
}
