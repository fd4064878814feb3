import type { Server } from './edge.ts'

const LOOK_AGAIN_MS = 50

/**
 * On close, running requests finish and idle keep-alive connections are closed, so that none of
 * them holds up the shutdown.
 */
export function closing(server: Server): void {
  server.addHook('preClose', (done) => {
    const timer = setInterval(() => server.server.closeIdleConnections(), LOOK_AGAIN_MS)
    server.server.once('close', () => clearInterval(timer))
    done()
  })
}
