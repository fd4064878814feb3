import { randomBytes } from 'node:crypto'
import type { FastifyReply } from 'fastify'
import { encodingOf, packed } from './packed.ts'

const nonces = new WeakMap<object, string>()

/** The CSP nonce of a response. */
export function nonceOf(response: object): string {
  const known = nonces.get(response)
  if (known) return known
  const nonce = randomBytes(16).toString('base64url')
  nonces.set(response, nonce)
  return nonce
}

/** Sends an HTML page, compressed; `make` gets the nonce for its script and style tags. */
export async function sendPage(
  reply: FastifyReply,
  make: (nonce: string) => string,
): Promise<FastifyReply> {
  const encoding = encodingOf(`${reply.request.headers['accept-encoding'] ?? ''}`)
  const text = make(nonceOf(reply.raw))
  const page = encoding ? await packed(text, encoding) : text
  if (encoding) reply.header('content-encoding', encoding)
  const varies = [reply.getHeader('vary') ?? [], 'Accept-Encoding'].flat().join(', ')
  return reply
    .header('vary', varies)
    .header('content-type', 'text/html; charset=utf-8')
    .header('cache-control', 'no-cache')
    .send(page)
}
