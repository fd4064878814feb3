import { createHmac, timingSafeEqual } from 'node:crypto'
import type { IncomingHttpHeaders } from 'node:http'
import { type Engine, perEngine } from '../engine.ts'
import { GroupCommit } from '../kernel/group-commit.ts'
import * as queries from './queries.ts'

export type AccountRole = 'customer' | 'owner' | 'admin'

/** Who asks: an account, with the role it has now. */
export interface Caller {
  readonly accountId: string
  readonly role: AccountRole
}

/** Who is signed in. Looked up on every request, so it shares queries and remembers for a moment. */
export interface Sessions {
  whoAsks(headers: IncomingHttpHeaders): Promise<Caller | undefined>
  /** Forgets one session at once, in this process; others forget it within `KNOWN_MS`. */
  forget(headers: IncomingHttpHeaders): void
  forgetAccount(accountId: string): void
}

/** How long a session stays known without asking the database again. */
const KNOWN_MS = 5_000
/** How many are known at once; about 2 MB. */
const KNOWN_MOST = 10_000

export const sessionCookie = (publicUrl: string): string =>
  publicUrl.startsWith('https:') ? '__Secure-jari_session' : 'jari_session'

/** Signs session tokens; made from the engine's secret, so that no other signature fits here. */
export const sessionSecret = (engine: Pick<Engine, 'secret'>): string =>
  createHmac('sha256', engine.secret).update('sessions').digest('base64url')

export const sessions = perEngine((engine): Sessions => {
  const cookie = `${sessionCookie(engine.publicUrl)}=`
  const secret = sessionSecret(engine)
  const known = new Map<string, { caller: Caller; until: number }>()
  const lookups = new GroupCommit<string, Caller | undefined>(async (tokens) => {
    const found = await queries.findSessions(engine.database, tokens)
    const callers = new Map(found.map(({ token, ...caller }) => [token, caller]))
    return tokens.map((token) => callers.get(token))
  })

  /** Counts what was forgotten, so that a look-up from before it is not remembered after it. */
  let forgotten = 0
  const remember = (signed: string, caller: Caller) => {
    if (known.size >= KNOWN_MOST) known.delete(known.keys().next().value ?? '')
    known.delete(signed)
    known.set(signed, { caller, until: performance.now() + KNOWN_MS })
  }

  return {
    async whoAsks(headers) {
      const signed = signedToken(headers, cookie)
      if (!signed) return undefined
      const entry = known.get(signed)
      if (entry && entry.until > performance.now()) return entry.caller
      const token = verified(signed, secret)
      if (!token) return undefined
      const before = forgotten
      const caller = await lookups.submit('', token)
      if (caller && before === forgotten) remember(signed, caller)
      return caller
    },
    forget(headers) {
      forgotten += 1
      known.delete(signedToken(headers, cookie) ?? '')
    },
    forgetAccount(accountId) {
      forgotten += 1
      for (const [signed, { caller }] of known)
        if (caller.accountId === accountId) known.delete(signed)
    },
  }
})

/** `<token>.<signature>`, from the bearer header if there is one, else from the cookie. */
function signedToken(headers: IncomingHttpHeaders, cookie: string): string | undefined {
  const { authorization } = headers
  if (authorization) {
    const bearer = /^bearer +(\S+) *$/i.exec(authorization)?.[1]
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
