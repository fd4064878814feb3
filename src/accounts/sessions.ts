import { createHmac, timingSafeEqual } from 'node:crypto'
import type { IncomingHttpHeaders } from 'node:http'
import { type Engine, perEngine } from '../engine.ts'
import type { Scope } from '../kernel/endpoint.ts'
import { GroupCommit } from '../kernel/group-commit.ts'
import { Known } from '../kernel/known.ts'
import { keyLookUps } from './api-keys/look-up.ts'
import { bearerIn, hashSecret, mayBeSecret, secretIn } from './api-keys/secret.ts'
import * as queries from './queries.ts'

export type AccountRole = 'customer' | 'owner' | 'admin'

/** Who asks: an account, with the role it has now. */
export interface Caller {
  readonly accountId: string
  readonly role: AccountRole
  /** The API key that asks in its name; without one it is the person. */
  readonly key?: { readonly id: string; readonly scopes: readonly Scope[] }
}

/** Who asks: signed in, or with an API key. Looked up on every request, so it shares queries and remembers for a moment. */
export interface Sessions {
  whoAsks(headers: IncomingHttpHeaders): Promise<Caller | undefined>
  /** Forgets one session at once, in this process; others forget it within `KNOWN_MS`. */
  forget(headers: IncomingHttpHeaders): void
  /** Forgets all sessions and keys of an account in the same way. */
  forgetAccount(accountId: string): void
}

/** How long a session or a key stays known without asking the database again. */
const KNOWN_MS = 5_000
/** How many are known at once; about 2 MB, or twice as much. */
const KNOWN_MOST = 10_000

export const sessionCookie = (publicUrl: string): string =>
  publicUrl.startsWith('https:') ? '__Secure-jari_session' : 'jari_session'

/** Signs session tokens; made from the engine's secret, so that no other signature fits here. */
export const sessionSecret = (engine: Pick<Engine, 'secret'>): string =>
  createHmac('sha256', engine.secret).update('sessions').digest('base64url')

export const sessions = perEngine((engine): Sessions => {
  const cookie = `${sessionCookie(engine.publicUrl)}=`
  const secret = sessionSecret(engine)
  const known = new Known<{ caller: Caller; until: number }>(KNOWN_MOST)
  const lookups = new GroupCommit<string, Caller | undefined>(async (tokens) => {
    const found = await queries.findSessions(engine.database, tokens)
    const callers = new Map(found.map(({ token, ...caller }) => [token, caller]))
    return tokens.map((token) => callers.get(token))
  })
  const keys = keyLookUps(engine)

  /** Counts what was forgotten, so that a look-up from before it is not remembered after it. */
  let forgotten = 0
  const remember = (name: string, caller: Caller, endsInMs = KNOWN_MS) => {
    known.set(name, { caller, until: performance.now() + Math.min(KNOWN_MS, endsInMs) })
  }
  const remembered = (name: string): Caller | undefined => {
    const entry = known.get(name)
    return entry && entry.until > performance.now() ? entry.caller : undefined
  }

  const whoIsSignedIn = async (headers: IncomingHttpHeaders) => {
    const signed = signedToken(headers, cookie)
    if (!signed) return undefined
    const caller = remembered(signed)
    if (caller) return caller
    const token = verified(signed, secret)
    if (!token) return undefined
    const before = forgotten
    const found = await lookups.submit('', token)
    if (found && before === forgotten) remember(signed, found)
    return found
  }
  /** Known by its hash: what services ask with is not kept, not even here. */
  const whoseKey = async (keySecret: string) => {
    if (!mayBeSecret(keySecret)) return undefined
    const name = hashSecret(keySecret)
    const caller = remembered(name)
    if (caller) return caller
    const before = forgotten
    const found = await keys.submit('', name)
    if (found && before === forgotten) remember(name, found.caller, found.endsInMs)
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
    forgetAccount(accountId) {
      forgotten += 1
      known.forget(({ caller }) => caller.accountId === accountId)
    },
  }
})

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
