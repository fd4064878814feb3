import { createHmac, timingSafeEqual } from 'node:crypto'
import type { IncomingHttpHeaders } from 'node:http'
import { type Engine, perEngine } from '../engine.ts'
import { Known } from '../kernel/known.ts'
import { sharedLookUp } from '../kernel/shared-read.ts'
import { keyLookUps } from './api-keys/look-up.ts'
import { bearerIn, hashSecret, mayBeSecret, secretIn } from './api-keys/secret.ts'
import type { Caller } from './caller.ts'
import * as queries from './queries.ts'

/**
 * Who asks: signed in, or with an API key. Looked up on every request, so it shares queries, and
 * remembers until it hears that somebody has changed.
 */
export interface Sessions {
  whoAsks(headers: IncomingHttpHeaders): Promise<Caller | undefined>
  /** Forgets one session in this process; others do as soon as they hear that it ended. */
  forget(headers: IncomingHttpHeaders): void
  /** Forgets all sessions and keys of an account in the same way. */
  forgetAccount(accountId: string): void
}

/** How long a session or a key stays known without asking the database again. */
const KNOWN_MS = 60_000
/** The same while it would not be heard that it ended. */
const UNHEARD_MS = 5_000
/** How many are known at once; about 2 MB, or twice as much. */
const KNOWN_MOST = 10_000

/** In the place of an account, when the clock was moved. */
const EVERYBODY = ''

export const sessionCookie = (publicUrl: string): string =>
  publicUrl.startsWith('https:') ? '__Secure-jari_session' : 'jari_session'

/** Signs session tokens; made from the engine's secret, so that no other signature fits here. */
export const sessionSecret = (engine: Pick<Engine, 'secret'>): string =>
  createHmac('sha256', engine.secret).update('sessions').digest('base64url')

export const sessions = perEngine((engine): Sessions => {
  const cookie = `${sessionCookie(engine.publicUrl)}=`
  const secret = sessionSecret(engine)
  const { bus } = engine
  const known = new Known<Remembered>(KNOWN_MOST)
  const lookUpSession = sharedLookUp(async (tokens: readonly string[]) => {
    const found = await queries.findSessions(engine.database, tokens)
    return new Map<string, Found>(
      found.map(({ token, endsInMs, ...caller }) => [token, { caller, endsInMs }]),
    )
  })
  const lookUpKey = keyLookUps(engine)

  /** Counts what was forgotten, so that a look-up from before it is not remembered after it. */
  let forgotten = 0
  /** @param look what `looking` was before the database was asked */
  const remember = (name: string, { caller, endsInMs }: Found, look: Look) => {
    if (look.forgotten !== forgotten) return
    const knownMs = look.heardOn ? KNOWN_MS : UNHEARD_MS
    const until = performance.now() + Math.min(knownMs, endsInMs)
    known.set(name, { caller, until, heardOn: look.heardOn })
  }
  const looking = (): Look => ({ forgotten, heardOn: bus.hearing })
  const remembered = (name: string): Caller | undefined => {
    const entry = known.get(name)
    const isKnown = entry && entry.until > performance.now() && entry.heardOn === bus.hearing
    return isKnown ? entry.caller : undefined
  }
  const forgetAccounts = (ids: ReadonlySet<string>) => {
    forgotten += 1
    known.forget(({ caller }) => ids.has(caller.accountId) || ids.has(EVERYBODY))
  }
  bus.watch((events) => {
    const changed = events.filter(({ topic }) => topic === 'caller.changed')
    if (changed.length > 0) forgetAccounts(new Set(changed.map(({ subjectId }) => subjectId)))
  })

  const whoIsSignedIn = async (headers: IncomingHttpHeaders) => {
    const signed = signedToken(headers, cookie)
    if (!signed) return undefined
    const caller = remembered(signed)
    if (caller) return caller
    const token = verified(signed, secret)
    if (!token) return undefined
    const look = looking()
    const found = await lookUpSession(token)
    if (found) remember(signed, found, look)
    return found?.caller
  }
  /** Known by its hash: what services ask with is not kept, not even here. */
  const whoseKey = async (keySecret: string) => {
    if (!mayBeSecret(keySecret)) return undefined
    const name = hashSecret(keySecret)
    const caller = remembered(name)
    if (caller) return caller
    const look = looking()
    const found = await lookUpKey(name)
    if (found) remember(name, found, look)
    return found?.caller
  }

  return {
    whoAsks(headers) {
      const keySecret = secretIn(headers)
      return keySecret === undefined ? whoIsSignedIn(headers) : whoseKey(keySecret)
    },
    forget(headers) {
      forgotten += 1
      known.delete(signedToken(headers, cookie) ?? '')
    },
    forgetAccount: (accountId) => forgetAccounts(new Set([accountId])),
  }
})

interface Found {
  readonly caller: Caller
  readonly endsInMs: number
}

interface Look {
  readonly forgotten: number
  readonly heardOn: object | undefined
}

interface Remembered {
  readonly caller: Caller
  readonly until: number
  /** The connection over which it would be heard that the caller has changed, if there is one. */
  readonly heardOn: object | undefined
}

/** `<token>.<signature>`, from the bearer header if there is one, else from the cookie. */
function signedToken(headers: IncomingHttpHeaders, cookie: string): string | undefined {
  if (headers.authorization) {
    const bearer = bearerIn(headers)
    return bearer && decoded(bearer)
  }
  return sessionCookieOf(headers, cookie)
}

/** @param cookie its name with the `=` behind it */
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

/** The token, if its signature is ours: HMAC-SHA256, base64, as better-auth writes it. */
function verified(signed: string, secret: string): string | undefined {
  const dot = signed.lastIndexOf('.')
  const token = signed.slice(0, dot)
  if (dot < 1 || token.length > 200) return undefined
  const theirs = Buffer.from(signed.slice(dot + 1), 'base64')
  const ours = createHmac('sha256', secret).update(token).digest()
  return theirs.length === ours.length && timingSafeEqual(theirs, ours) ? token : undefined
}
