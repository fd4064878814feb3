import scalar from '@scalar/fastify-api-reference'
import type { Server } from './edge.ts'
import { nonceOf } from './nonce.ts'

/** Replaced by the nonce when a page is sent. */
const PLACEHOLDER = '__NONCE__'

const STYLES = "style-src 'self' 'unsafe-inline'"

/**
 * `/docs/`: the API reference (Scalar), served from here without third parties. It adds inline
 * styles while it renders, so only this page allows them.
 */
export async function reference(server: Server): Promise<void> {
  await server.register(async (scope) => {
    scope.addHook('onSend', async (_request, reply, payload) => {
      const isPage = String(reply.getHeader('content-type')).startsWith('text/html')
      reply.header('cache-control', isPage ? 'no-cache' : 'public, max-age=86400')
      if (!isPage) return payload
      const policy = String(reply.getHeader('content-security-policy'))
      reply.header('content-security-policy', policy.replace(/style-src [^;]*/, STYLES))
      return String(payload).replaceAll(PLACEHOLDER, nonceOf(reply.raw))
    })
    await scope.register(scalar, {
      routePrefix: '/docs',
      configuration: {
        url: '/openapi.json',
        nonce: PLACEHOLDER,
        pageTitle: 'Jari API',
        withDefaultFonts: false,
        telemetry: false,
        hideClientButton: true,
        showDeveloperTools: 'never',
        agent: { disabled: true },
        mcp: { disabled: true },
      },
    })
  })
}
