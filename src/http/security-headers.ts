import type { Edge, Server } from './edge.ts'

/** Security headers of everything that is not a page; pages have their own (pages.ts). */
export function securityHeaders(server: Server): void {
  const headers = headersOf(server.edge)
  server.addHook('onRequest', (request, reply, done) => {
    if (!request.routeOptions.config.page) reply.headers(headers)
    done()
  })
}

export const headersOf = ({ engine }: Edge) => ({
  'content-security-policy': "default-src 'none'; frame-ancestors 'none'",
  'cross-origin-resource-policy': 'same-origin',
  'referrer-policy': 'no-referrer',
  'x-content-type-options': 'nosniff',
  'x-frame-options': 'DENY',
  'cache-control': 'no-store',
  ...(engine.publicUrl.startsWith('https:') && {
    'strict-transport-security': 'max-age=31536000; includeSubDomains',
  }),
})
