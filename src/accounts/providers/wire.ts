import { authorizationCodeRequest } from 'better-auth/oauth2'
import { request } from 'undici'
import { readEmail } from '../../kernel/email.ts'
import { parse } from '../../kernel/json.ts'
import type { Fault, Visit } from './provider.ts'

/** What every adapter is made of. */
export interface ProviderKeys {
  readonly clientId: string
  readonly clientSecret: string
  /** Of one call, to the last byte. */
  readonly timeoutMs?: number
}

const TIMEOUT_MS = 5_000

export type Members = Readonly<Record<string, unknown>>

interface Reply {
  readonly status: number
  readonly body: Members
}

interface Asked {
  readonly method?: 'GET' | 'POST'
  readonly headers?: Readonly<Record<string, string>>
  readonly body?: string
  readonly timeoutMs?: number | undefined
}

/**
 * One call, without redirects or retries: a code counts once. `unavailable`: no answer in time, a fault there,
 * or no JSON object.
 */
export async function ask(url: string, asked: Asked = {}): Promise<Reply | Fault> {
  const { method = 'GET', headers = {}, body, timeoutMs = TIMEOUT_MS } = asked
  try {
    const response = await request(url, {
      method,
      headers: { accept: 'application/json', 'user-agent': 'jari', ...headers },
      ...(body !== undefined && { body }),
      signal: AbortSignal.timeout(timeoutMs),
    })
    const read = parse(await response.body.text())
    if (response.statusCode >= 500 || !isMembers(read)) return 'unavailable'
    return { status: response.statusCode, body: read }
  } catch {
    return 'unavailable'
  }
}

/** Exchanges a code (RFC 6749 §4.1.3). `refused`: the code is wrong, was used, or is of another visit. */
export async function exchangeCode(
  tokenUrl: string,
  { clientId, clientSecret, timeoutMs }: ProviderKeys,
  given: { readonly code: string; readonly visit: Visit; readonly more?: Record<string, string> },
): Promise<Members | Fault> {
  const { code, visit, more = {} } = given
  const { body, headers } = await authorizationCodeRequest({
    code,
    redirectURI: visit.redirectUri,
    options: { clientId, clientSecret },
    additionalParams: more,
  })
  const sent = { ...(headers as Record<string, string>) }
  const reply = await ask(tokenUrl, { method: 'POST', headers: sent, body: `${body}`, timeoutMs })
  if (typeof reply === 'string') return reply
  const { error } = reply.body
  // our own keys are wrong: nothing that whoever signs in can mend
  if (error === 'invalid_client' || error === 'unauthorized_client') return 'unavailable'
  return reply.status === 200 && error === undefined && textIn(reply.body.access_token)
    ? reply.body
    : 'refused'
}

const isMembers = (value: unknown): value is Members =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

/** An empty object where the value is none. */
export const membersIn = (value: unknown): Members => (isMembers(value) ? value : {})

export const textIn = (value: unknown): string | null =>
  typeof value === 'string' && value !== '' ? value : null

/** As we write addresses; null: it is none. */
export const emailIn = (value: unknown): string | null => readEmail(textIn(value) ?? '') ?? null
