import { randomBytes } from 'node:crypto'
import type { ServerResponse } from 'node:http'
import helmet from '@fastify/helmet'
import type { FastifyReply } from 'fastify'
import { problemPages } from './problem-page.ts'
import { reference } from './reference.ts'
import type { Server } from './server.ts'
import { web } from './web.ts'

/**
 * What people look at: the screens, the reference, the page of each problem. Only here is HTML,
 * so only here is a content security policy with a nonce.
 */
export async function pages(server: Server, webFolder: string | undefined): Promise<void> {
  await server.register(async (scope) => {
    scope.addHook('onRoute', (route) => {
      route.config = { ...route.config, role: 'anyone', page: true }
    })
    const isSecure = server.edge.engine.publicUrl.startsWith('https:')
    await scope.register(helmet, {
      contentSecurityPolicy: { useDefaults: false, directives: policy(isSecure) },
      crossOriginOpenerPolicy: { policy: 'same-origin-allow-popups' }, // the payment window
      referrerPolicy: { policy: 'strict-origin-when-cross-origin' },
      strictTransportSecurity: isSecure && { maxAge: 31_536_000 },
    })
    problemPages(scope)
    await reference(scope)
    if (webFolder) await web(scope, webFolder)
  })
}

const policy = (isSecure: boolean) => ({
  defaultSrc: ["'none'"],
  scriptSrc: ["'self'", nonceSource],
  styleSrc: ["'self'", nonceSource],
  imgSrc: ["'self'", 'data:', 'blob:'],
  fontSrc: ["'self'"],
  connectSrc: ["'self'"],
  manifestSrc: ["'self'"],
  workerSrc: ["'self'"],
  formAction: ["'self'"],
  baseUri: ["'none'"],
  frameAncestors: ["'none'"],
  ...(isSecure && { upgradeInsecureRequests: [] }),
})

const nonces = new WeakMap<object, string>()

/** The word that lets this one page's own scripts and styles run. */
function nonceOf(response: object): string {
  const known = nonces.get(response)
  if (known) return known
  const nonce = randomBytes(16).toString('base64url')
  nonces.set(response, nonce)
  return nonce
}

const nonceSource = (_request: unknown, response: object): string => `'nonce-${nonceOf(response)}'`

/** Sends a page; `make` gets the nonce for its script and style tags. */
export const sendPage = (reply: FastifyReply, make: (nonce: string) => string): FastifyReply =>
  reply
    .header('content-type', 'text/html; charset=utf-8')
    .header('cache-control', 'no-cache')
    .send(make(nonceOf(reply.raw satisfies ServerResponse)))
