import { exchange } from '../exchange.ts'
import { isJsonObject, type JsonObject, objectIn } from '../json-fields.ts'
import { type Reply as GatewayReply, readReply } from '../reply.ts'
import { type Refusal, readRefusal, readToken } from './shapes.ts'

export interface PortOneV1Settings {
  /** `https://api.iamport.kr`; at the sandbox its address and `/iamport`. */
  readonly baseUrl: string
  readonly impKey: string
  readonly impSecret: string
  /** The store's code, `imp…`, for the browser script. */
  readonly userCode: string
  /** The channel: a contract with a PG. */
  readonly channelKey: string
  /** The PG's id of the store; payments with another one are not ours. */
  readonly pgId: string
  /** A test channel: its payments move no money, and lookups omit them by default. */
  readonly isTest: boolean
  /** Default: `card`. */
  readonly payMethod?: string
  /** Whether PortOne calls our confirm address before each charge (a feature on request).
   * Default: true. */
  readonly confirms?: boolean
  /** The browser script; default: PortOne's own. */
  readonly scriptUrl?: string
  /** Further origins that the script and the PG's pages need. */
  readonly origins?: readonly string[]
  /** For each call. Default: 30,000. */
  readonly timeoutMs?: number
  readonly fetch?: typeof fetch
}

export type Reply =
  | GatewayReply<Refusal>
  /** The keys are wrong; the call was not made. */
  | { readonly is: 'denied'; readonly reason: string }

export interface Connection {
  /** Reads; retried once with a new token if the token is refused. */
  read(path: string): Promise<Reply>
  /** Writes, with a fresh token and without retries. */
  write(path: string, body: object): Promise<Reply>
}

const TIMEOUT_MS = 30_000
/** Two calls: the first fetches a token. */
export const CALL_SECONDS = 60

/** A token is renewed this long before it expires. */
const TOKEN_MARGIN_MS = 30_000

/**
 * PortOne V1 requires a token for every call, valid for 30 minutes by its own clock. The token is
 * cached; fetching it again returns the same one.
 */
export function connect(settings: PortOneV1Settings): Connection {
  let kept: { readonly token: string; readonly until: number } | undefined
  let asking: Promise<Reply | string> | undefined

  const ask = async (): Promise<Reply | string> => {
    const keys = { imp_key: settings.impKey, imp_secret: settings.impSecret }
    const reply = await send(settings, '/users/getToken', { method: 'POST', body: keys })
    if (reply.is === 'refused' && reply.refusal.status === 401)
      return { is: 'denied', reason: 'portone-v1 does not know these keys' }
    const told = reply.is === 'answered' ? readToken(reply.body) : undefined
    if (!told) return unknown('getToken', reply)
    kept = { token: told.token, until: Date.now() + told.seconds * 1000 - TOKEN_MARGIN_MS }
    return told.token
  }
  const newToken = () => {
    asking ??= ask().finally(() => {
      asking = undefined
    })
    return asking
  }
  const knownToken = () => (kept && Date.now() < kept.until ? kept.token : newToken())
  const isDead = (reply: Reply) => reply.is === 'refused' && reply.refusal.status === 401

  return {
    async read(path) {
      const token = await knownToken()
      if (typeof token !== 'string') return token
      const reply = await send(settings, path, { method: 'GET', token })
      if (!isDead(reply)) return reply
      if (kept?.token === token) kept = undefined
      const again = await newToken()
      if (typeof again !== 'string') return again
      const second = await send(settings, path, { method: 'GET', token: again })
      if (!isDead(second)) return second
      return { is: 'unknown', reason: 'portone-v1 refuses its own token', configuration: true }
    },
    async write(path, body) {
      const token = await newToken()
      if (typeof token !== 'string') return token
      return send(settings, path, { method: 'POST', token, body })
    },
  }
}

/** The outcome of any other reply. */
export function unknown(what: string, reply: Reply): Extract<Reply, { is: 'unknown' }> {
  if (reply.is === 'unknown') return reply
  if (reply.is === 'denied') return { ...reply, is: 'unknown', configuration: true }
  if (reply.is === 'answered')
    return { is: 'unknown', reason: `portone-v1 ${what} left out what money needs` }
  const { code, status, message } = reply.refusal
  const reason = `portone-v1 ${what} ${status} ${code} ${message}`.trim()
  return { is: 'unknown', reason }
}

/**
 * PortOne wraps every reply: `code` 0 with a `response` is an answer (207: a partial one), any other
 * `code`, or a 4xx, a refusal.
 */
function send(
  settings: PortOneV1Settings,
  path: string,
  { method, token, body }: { method: 'GET' | 'POST'; token?: string; body?: object },
): Promise<Reply> {
  const exchanged = exchange(`${settings.baseUrl}${path}`, {
    method,
    headers: {
      ...(token && { authorization: `Bearer ${token}` }),
      ...(body && { 'content-type': 'application/json' }),
    },
    ...(body && { body: JSON.stringify(body) }),
    timeoutMs: settings.timeoutMs ?? TIMEOUT_MS,
    fetch: settings.fetch,
  })
  return readReply({ gateway: 'portone-v1', operation: method }, exchanged, {
    answer: responseIn,
    refusal: (said, status) => readRefusal(objectIn(said), status),
    isRefused: (status) => isSuccess(status) || (status >= 400 && status < 500),
  })
}

const isSuccess = (status: number) => status === 200 || status === 207

function responseIn(said: unknown, status: number): JsonObject | undefined {
  const { code, response } = objectIn(said)
  return isSuccess(status) && code === 0 && isJsonObject(response) ? response : undefined
}
