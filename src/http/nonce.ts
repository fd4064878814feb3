import { randomBytes } from 'node:crypto'
import type { FastifyReply } from 'fastify'

const nonces = new WeakMap<object, string>()

/** The CSP nonce of a response. */
export function nonceOf(response: object): string {
  const known = nonces.get(response)
  if (known) return known
  const nonce = randomBytes(16).toString('base64url')
  nonces.set(response, nonce)
  return nonce
}

/** Sends an HTML page; `make` gets the nonce for its script and style tags. */
export const sendPage = (reply: FastifyReply, make: (nonce: string) => string): FastifyReply =>
  reply
    .header('content-type', 'text/html; charset=utf-8')
    .header('cache-control', 'no-cache')
    .send(make(nonceOf(reply.raw)))
