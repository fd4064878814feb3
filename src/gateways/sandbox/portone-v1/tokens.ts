import { randomBytes } from 'node:crypto'
import { clockNow } from '../clock.ts'
import { sandboxKeys } from '../keys.ts'
import { type Ledger, set, setting } from '../ledger.ts'
import { unix } from './facts.ts'
import { type Fields, Refused, sentences } from './refusals.ts'

interface Token {
  readonly token: string
  readonly until: number
}

const LIFE_SECONDS = 1800
const LAST_SECONDS = 60
const MORE_SECONDS = 300

/**
 * One token for the store, valid for 30 minutes and shared by all requests; requested in its
 * last minute, it is extended by five minutes.
 */
export function getToken(ledger: Ledger, ask: Fields): object {
  const { impKey, impSecret } = sandboxKeys.portOneV1
  if (ask.text('imp_key') !== impKey || ask.text('imp_secret') !== impSecret)
    throw new Refused(sentences.unauthorized, 401)
  const now = unix(clockNow(ledger))
  const known = kept(ledger)
  const fresh = { token: randomBytes(20).toString('hex'), until: now + LIFE_SECONDS }
  const alive = known && now < known.until ? known : fresh
  const isLast = alive.until - now <= LAST_SECONDS
  const given = isLast ? { ...alive, until: alive.until + MORE_SECONDS } : alive
  set(ledger, 'portone-v1 token', JSON.stringify(given))
  return { access_token: given.token, expired_at: given.until, now }
}

/** Throws unless the caller sends a valid token, with or without `Bearer`. */
export function authenticate(ledger: Ledger, authorization: string | undefined): void {
  const known = kept(ledger)
  const told = authorization?.replace(/^Bearer\s+/i, '')
  const isAlive = known && unix(clockNow(ledger)) < known.until
  if (!isAlive || told !== known.token) throw new Refused(sentences.noToken, 401)
}

function kept(ledger: Ledger): Token | undefined {
  const text = setting(ledger, 'portone-v1 token')
  return text ? (JSON.parse(String(text)) as Token) : undefined
}
