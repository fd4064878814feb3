import helmet from '@fastify/helmet'
import type { Server } from './edge.ts'
import { nonceOf } from './nonce.ts'
import { problemPages } from './problem-page.ts'
import { reference } from './reference.ts'
import { type Pages, siteMap } from './site-map.ts'
import { web } from './web.ts'

/**
 * HTML pages: screens, reference, problem pages. Only they have a content security policy with a
 * nonce.
 */
export async function pages(
  server: Server,
  webFolder: string | undefined,
  described?: Pages,
): Promise<void> {
  if (described) siteMap(server, described)
  await server.register(async (scope) => {
    scope.addHook('onRoute', (route) => {
      route.config = { ...route.config, role: 'anyone', page: true }
    })
    const isSecure = server.edge.engine.publicUrl.startsWith('https:')
    await scope.register(helmet, {
      contentSecurityPolicy: { useDefaults: false, directives: policy(isSecure) },
      crossOriginOpenerPolicy: { policy: 'same-origin-allow-popups' }, // the payment window
      frameguard: { action: 'deny' },
      referrerPolicy: { policy: 'strict-origin-when-cross-origin' },
      strictTransportSecurity: isSecure && { maxAge: 31_536_000 },
    })
    problemPages(scope)
    await reference(scope)
    if (webFolder) await web(scope, webFolder, described)
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
  objectSrc: ["'none'"],
  formAction: ["'self'"],
  baseUri: ["'none'"],
  frameAncestors: ["'none'"],
  ...(isSecure && { upgradeInsecureRequests: [] }),
})

const nonceSource = (_request: unknown, response: object): string => `'nonce-${nonceOf(response)}'`
