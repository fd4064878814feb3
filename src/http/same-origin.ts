import type { FastifyRequest } from 'fastify'
import { secretIn } from '../accounts/api-keys/secret.ts'
import { sessionCookie, sessionCookieOf } from '../accounts/sessions.ts'
import { originRefused } from './rules.ts'

const SAFE = new Set(['GET', 'HEAD', 'OPTIONS'])

/**
 * CSRF protection: refuses unsafe requests that another site makes a browser send. Without `Origin`
 * or `Sec-Fetch-Site` a session cookie is not accepted. Another site cannot send a bearer token or
 * an API key, and such a request uses no cookie, so these need no origin.
 */
export function sameOrigin(publicUrl: string): (request: FastifyRequest) => void {
  const origins = originsOf(publicUrl)
  const address = new URL(publicUrl).origin
  const cookie = `${sessionCookie(publicUrl)}=`
  return ({ method, headers }) => {
    if (SAFE.has(method) || headers.authorization || secretIn(headers) !== undefined) return
    if (headers['sec-fetch-site'] === 'same-origin' || origins.has(headers.origin ?? '')) return
    const isBrowser = headers.origin !== undefined || headers['sec-fetch-site'] !== undefined
    if (isBrowser || sessionCookieOf(headers, cookie) !== undefined)
      throw originRefused({ address })
  }
}

/**
 * Refuses a handshake that another site makes a browser send: browsers let any site open a socket, with
 * our cookies, and always name the origin. Who names none is no browser.
 */
export function ownOrigin(publicUrl: string): (request: Pick<FastifyRequest, 'headers'>) => void {
  const origins = originsOf(publicUrl)
  const address = new URL(publicUrl).origin
  return ({ headers: { origin } }) => {
    if (origin !== undefined && !origins.has(origin)) throw originRefused({ address })
  }
}

const LOOPBACK = ['localhost', '127.0.0.1', '[::1]']

/** The origins of our pages. A server for this machine has every name of this machine. */
function originsOf(publicUrl: string): ReadonlySet<string> {
  const url = new URL(publicUrl)
  const hosts = LOOPBACK.includes(url.hostname) ? LOOPBACK : [url.hostname]
  return new Set(hosts.map((host) => `${url.protocol}//${host}${url.port && `:${url.port}`}`))
}
