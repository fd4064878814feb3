import type { FastifyRequest } from 'fastify'
import { secretIn } from '../accounts/api-keys/secret.ts'
import { sessionCookie, sessionCookieOf } from '../accounts/sessions.ts'
import { originRefused } from './rules.ts'

const SAFE = new Set(['GET', 'HEAD', 'OPTIONS'])

/**
 * Refuses what another site makes a browser send in its user's name. Browsers say where an unsafe
 * request comes from; without a word of that, a session cookie is not enough. A bearer token or
 * an API key cannot be sent by another site, and whoever sends one asks by no cookie: these need
 * no such proof.
 */
export function sameOrigin(publicUrl: string): (request: FastifyRequest) => void {
  const origin = new URL(publicUrl).origin
  const cookie = `${sessionCookie(publicUrl)}=`
  return ({ method, headers }) => {
    if (SAFE.has(method) || headers.authorization || secretIn(headers) !== undefined) return
    if (headers['sec-fetch-site'] === 'same-origin' || headers.origin === origin) return
    const isBrowser = headers.origin !== undefined || headers['sec-fetch-site'] !== undefined
    if (isBrowser || sessionCookieOf(headers, cookie) !== undefined) throw originRefused()
  }
}
