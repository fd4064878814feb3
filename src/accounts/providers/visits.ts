import type { IncomingHttpHeaders } from 'node:http'
import type { Engine } from '../../engine.ts'
import { cookieName } from '../../kernel/cookie.ts'
import { parse } from '../../kernel/json.ts'
import { sessionCookieOf } from '../sessions.ts'
import type { Identity, ProviderName, Visit } from './provider.ts'
import { ARRIVAL_SECONDS, VISIT_SECONDS } from './rules.ts'

/** Why somebody is sent to a provider. */
export type Purpose = 'sign-in' | 'connect' | 'confirm'

/** A visit to a provider, from our page and back to the same browser. */
export interface KeptVisit extends Visit {
  readonly purpose: Purpose
  /** Who was signed in, if it is about that account. */
  readonly accountId: string | null
  readonly returnPath: string | null
  readonly endsAt: number
}

/** Somebody whom a provider knows and we do not, yet. */
export interface Arrival extends Identity {
  /** Of its row, without which it does not count. */
  readonly id: string
  readonly provider: ProviderName
  readonly returnPath: string | null
  readonly endsAt: number
}

/**
 * Both are cookies that only this browser has, sealed with the key ring: nothing personal of a stranger is stored, and
 * nobody finishes in one browser what was begun in another. Another site's page sends none.
 */
const cookieFor = (
  { publicUrl, keyRing }: Engine,
  name: string,
  { value, seconds }: { readonly value: object | undefined; readonly seconds: number },
): string => {
  const isSecure = publicUrl.startsWith('https:')
  const text = value ? keyRing.seal(JSON.stringify({ ...value, is: name })) : ''
  const attributes = `Max-Age=${value ? seconds : 0}; Path=/; HttpOnly; SameSite=Strict`
  return `${cookieName(publicUrl, `jari_${name}`)}=${text}; ${attributes}${isSecure ? '; Secure' : ''}`
}

function openCookie<Kept extends object>(
  { publicUrl, keyRing }: Engine,
  name: string,
  headers: IncomingHttpHeaders,
): Kept | undefined {
  const text = sessionCookieOf(headers, `${cookieName(publicUrl, `jari_${name}`)}=`)
  if (!text) return undefined
  try {
    const kept = parse(keyRing.open(text)) as Kept & { readonly is: string }
    return kept.is === name ? kept : undefined
  } catch {
    return undefined // of another installation, or forged
  }
}

interface Carried {
  readonly headers: IncomingHttpHeaders
  readonly now: Date
}

/** One for each provider: whoever tries two at once finishes either. */
const visitTo = (provider: ProviderName) => `visit_${provider}`

export const visitCookie = (engine: Engine, provider: ProviderName, visit: KeptVisit | undefined) =>
  cookieFor(engine, visitTo(provider), { value: visit, seconds: VISIT_SECONDS })

export function readVisit(
  engine: Engine,
  provider: ProviderName,
  { headers, now }: Carried,
): KeptVisit | undefined {
  const visit = openCookie<KeptVisit>(engine, visitTo(provider), headers)
  return visit && visit.endsAt > now.getTime() ? visit : undefined
}

export const arrivalCookie = (engine: Engine, arrival: Arrival | undefined) =>
  cookieFor(engine, 'arrival', { value: arrival, seconds: ARRIVAL_SECONDS })

/** Its row says whether it has ended. */
export const readArrival = (engine: Engine, headers: IncomingHttpHeaders) =>
  openCookie<Arrival>(engine, 'arrival', headers)
