import type { FastifyRequest } from 'fastify'
import { sessionCookie, sessionCookieOf } from '../accounts/sessions.ts'
import { originRefused } from './rules.ts'

const SAFE = new Set(['GET', 'HEAD', 'OPTIONS'])

/**
 * Refuses what another site makes a browser send in its user's name. Browsers say where an unsafe
 * request comes from; without a word of that, a session cookie is not enough. A bearer token
 * cannot be sent by another site, so it needs no such proof.
 */
export function sameOrigin(publicUrl: string): (request: FastifyRequest) => void {
  const origin = new URL(publicUrl).origin
  const cookie = `${sessionCookie(publicUrl)}=`
  return ({ method, headers }) => {
    if (SAFE.has(method) || headers.authorization) return
    if (headers['sec-fetch-site'] === 'same-origin' || headers.origin === origin) return
    const isBrowser = headers.origin !== undefined || headers['sec-fetch-site'] !== undefined
    if (isBrowser || sessionCookieOf(headers, cookie) !== undefined) throw originRefused()
  }
}
