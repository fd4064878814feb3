import fastify from 'fastify'
import { clockRoutes } from './clock.ts'
import { faultRoutes } from './faults.ts'
import { jsonDialect, kakaoPayRoutes } from './kakaopay-routes.ts'
import { openLedger } from './ledger.ts'
import { ledgerRoutes } from './ledger-view.ts'
import { windowRoutes } from './window.ts'

/**
 * Starts the sandbox: gateways that speak their real contracts over HTTP, payment windows for a
 * browser, and the truth of money for whoever wants to compare. It is a foreign system to the
 * product, with books of its own.
 *
 * @param ask.port   any free one unless told
 * @param ask.host   this machine only unless told
 * @param ask.folder where its books are kept; in memory without one
 */
export async function startSandbox(ask: {
  port?: number
  host?: string
  folder?: string
}): Promise<{ url: string; close(): Promise<void> }> {
  const { port = 0, host = '127.0.0.1', folder } = ask
  const ledger = openLedger(folder)
  const server = fastify({
    forceCloseConnections: true,
    ajv: { customOptions: { coerceTypes: false, removeAdditional: false } },
  })
  // Without it, a page from anywhere could plant faults: only JSON needs a browser's permission.
  server.removeContentTypeParser('text/plain')

  let url = ''
  kakaoPayRoutes(server, { ledger, dialect: jsonDialect, inFlight: new Set(), url: () => url })
  windowRoutes(server, ledger)
  faultRoutes(server, ledger)
  clockRoutes(server, ledger)
  ledgerRoutes(server, ledger)
  server.addHook('onClose', () => ledger.close())

  try {
    await server.listen({ port, host })
  } catch (error) {
    await server.close()
    throw error
  }
  const address = server.server.address()
  const taken = typeof address === 'object' ? address?.port : port
  const reached = host === '0.0.0.0' || host === '::' ? '127.0.0.1' : host
  url = `http://${reached.includes(':') ? `[${reached}]` : reached}:${taken}`
  return { url, close: () => server.close().then(() => {}) }
}
