import { createHmac, timingSafeEqual } from 'node:crypto'
import type { IncomingHttpHeaders } from 'node:http'
import { type Engine, perEngine } from '../engine.ts'
import type { Bus } from '../events/bus.ts'
import { cookieName } from '../kernel/cookie.ts'
import { RecentMap } from '../kernel/recent-map.ts'
import { sharedLookUp } from '../kernel/shared-read.ts'
import { keyLookUps } from './api-keys/look-up.ts'
import { bearerIn, hashSecret, mayBeSecret, secretIn } from './api-keys/secret.ts'
import type { Caller } from './caller.ts'
import * as devices from './devices/queries.ts'
import * as queries from './queries.ts'

/**
 * Finds the caller of a request by session or API key. It runs on every request, so concurrent
 * look-ups share one query and results are cached until an event says that the caller changed.
 */
export interface Sessions {
  findCaller(headers: IncomingHttpHeaders): Promise<Caller | undefined>
  /**
   * What better-auth is given of a request: the session that `findCaller` accepts, in the only spelling
   * that is written; no address, no user agent. Tokens are checked here only.
   */
  ownHeaders(headers: IncomingHttpHeaders): Headers
  /** The signed token of a session, as the client sent it. */
  tokenOf(headers: IncomingHttpHeaders): string | undefined
  /** Evicts one session from this process's cache; other processes follow the event. */
  evict(headers: IncomingHttpHeaders): void
  /** Evicts all sessions and keys of an account in the same way. */
  evictAccount(accountId: string): void
}

/** How long a cached caller is valid. */
const CACHED_MS = 60_000
/** The same while there is no LISTEN connection. */
const CACHED_DEAF_MS = 5_000
/** Entries; about 2 MB, at most twice as much. */
const CACHED_MOST = 10_000

/** The subject of `caller.changed` when the clock was moved. */
const ALL_ACCOUNTS = ''

export const sessionCookie = (publicUrl: string): string => cookieName(publicUrl, 'jari_session')

/** Signs session tokens; derived from the engine's secret, so that no other signature is valid here. */
export const sessionSecret = (engine: Pick<Engine, 'secret'>): string =>
  createHmac('sha256', engine.secret).update('sessions').digest('base64url')

export const sessions = perEngine((engine): Sessions => {
  const cookie = `${sessionCookie(engine.publicUrl)}=`
  const secret = sessionSecret(engine)
  const cache = callerCache(engine.bus)
  const lookUpSession = sharedLookUp(async (tokens: readonly string[]) => {
    const found = await queries.findSessions(engine.house, tokens)
    recordSeen(engine, found)
    return new Map<string, FoundCaller>(
      found.map(({ token, endsInMs, isSeenLongAgo: _, ...caller }) => [
        token,
        { caller, endsInMs },
      ]),
    )
  })
  const lookUpKey = keyLookUps(engine)

  const findBySession = async (headers: IncomingHttpHeaders) => {
    const signed = signedToken(headers, cookie)
    if (!signed) return undefined
    return cache.getOrFetch(signed, async () => {
      const token = verified(signed, secret)
      return token === undefined ? undefined : lookUpSession(token)
    })
  }
  /** Cached under the hash: the secret itself is kept nowhere, not even in memory. */
  const findByKey = async (keySecret: string) => {
    if (!mayBeSecret(keySecret)) return undefined
    const hash = hashSecret(keySecret)
    return cache.getOrFetch(hash, () => lookUpKey(hash))
  }
  return {
    findCaller(headers) {
      const keySecret = secretIn(headers)
      return keySecret === undefined ? findBySession(headers) : findByKey(keySecret)
    },
    ownHeaders(headers) {
      const signed = secretIn(headers) === undefined ? signedToken(headers, cookie) : undefined
      const isOurs = signed !== undefined && verified(signed, secret) !== undefined
      return new Headers(isOurs ? { cookie: `${cookie}${encodeURIComponent(signed)}` } : {})
    },
    tokenOf: (headers) => signedToken(headers, cookie),
    evict: (headers) => cache.evict(signedToken(headers, cookie) ?? ''),
    evictAccount: (accountId) => cache.evictAccounts(new Set([accountId])),
  }
})

/** Not awaited, and only where it is some minutes old; if it fails, the next look-up tries again. */
function recordSeen(
  { house }: Engine,
  found: readonly { readonly token: string; readonly isSeenLongAgo: boolean }[],
): void {
  const tokens = found.flatMap(({ token, isSeenLongAgo }) => (isSeenLongAgo ? [token] : []))
  if (tokens.length > 0) devices.recordSeen(house, tokens).catch(() => {})
}

interface FoundCaller {
  readonly caller: Caller
  readonly endsInMs: number
}

interface CacheEntry {
  readonly caller: Caller
  readonly until: number
  /** The LISTEN connection that would bring the news of a change, if there was one. */
  readonly connection: object | undefined
}

/**
 * Callers by token or by hash of a key. An entry is valid only on the LISTEN connection on which it
 * was read: over another one, a change may have been missed.
 */
function callerCache(bus: Bus) {
  const entries = new RecentMap<CacheEntry>(CACHED_MOST)
  /** Counts evictions, so that a look-up that began before one is not cached after it. */
  let evictions = 0
  const get = (key: string): Caller | undefined => {
    const entry = entries.get(key)
    const isValid = entry && entry.until > performance.now() && entry.connection === bus.connection
    return isValid ? entry.caller : undefined
  }
  const evictAccounts = (ids: ReadonlySet<string>) => {
    evictions += 1
    entries.deleteWhere(({ caller }) => ids.has(caller.accountId) || ids.has(ALL_ACCOUNTS))
  }
  bus.subscribe((events) => {
    const changed = events.filter(({ topic }) => topic === 'caller.changed')
    if (changed.length > 0) evictAccounts(new Set(changed.map(({ subjectId }) => subjectId)))
  })
  return {
    async getOrFetch(key: string, fetch: () => Promise<FoundCaller | undefined>) {
      const cached = get(key)
      if (cached) return cached
      const before = { evictions, connection: bus.connection }
      const found = await fetch()
      if (!found) return undefined
      const { caller, endsInMs } = found
      if (before.evictions === evictions) {
        const cachedMs = before.connection ? CACHED_MS : CACHED_DEAF_MS
        const until = performance.now() + Math.min(cachedMs, endsInMs)
        entries.set(key, { caller, until, connection: before.connection })
      }
      return caller
    },
    evict(key: string) {
      evictions += 1
      entries.delete(key)
    },
    evictAccounts,
  }
}

/** `<token>.<signature>`, from the bearer header if there is one, else from the cookie. */
function signedToken(headers: IncomingHttpHeaders, cookie: string): string | undefined {
  if (headers.authorization) {
    const bearer = bearerIn(headers)
    return bearer && decoded(bearer)
  }
  return sessionCookieOf(headers, cookie)
}

/** The token of the session of a caller, who was found by it: it is genuine. */
export function sessionTokenOf(engine: Engine, headers: IncomingHttpHeaders): string {
  const signed = sessions(engine).tokenOf(headers) ?? ''
  return signed.slice(0, signed.lastIndexOf('.'))
}

/** @param cookie its name, with the `=` */
export function sessionCookieOf(headers: IncomingHttpHeaders, cookie: string): string | undefined {
  const all = headers.cookie
  if (!all) return undefined
  for (let at = all.indexOf(cookie); at !== -1; at = all.indexOf(cookie, at + 1)) {
    if (at > 0 && all[at - 1] !== ' ' && all[at - 1] !== ';') continue
    const end = all.indexOf(';', at)
    return decoded(all.slice(at + cookie.length, end === -1 ? undefined : end).trim())
  }
  return undefined
}

function decoded(text: string): string | undefined {
  if (!text.includes('%')) return text
  try {
    return decodeURIComponent(text)
  } catch {
    return undefined
  }
}

/**
 * The token, if its signature is valid: HMAC-SHA256 in base64, exactly as better-auth writes it. Another
 * spelling of the same bytes is another token, that nobody was given.
 */
function verified(signed: string, secret: string): string | undefined {
  const dot = signed.lastIndexOf('.')
  const token = signed.slice(0, dot)
  if (dot < 1 || token.length > 200) return undefined
  const theirs = Buffer.from(signed.slice(dot + 1))
  const ours = Buffer.from(createHmac('sha256', secret).update(token).digest('base64'))
  return theirs.length === ours.length && timingSafeEqual(theirs, ours) ? token : undefined
}
