import type { Server } from './edge.ts'

const LOOK_AGAIN_MS = 50

/**
 * While the server closes, what is running is answered, and each connection goes as soon as it is
 * idle: a browser that keeps one open must not keep the house open.
 */
export function closing(server: Server): void {
  server.addHook('preClose', (done) => {
    const timer = setInterval(() => server.server.closeIdleConnections(), LOOK_AGAIN_MS)
    server.server.once('close', () => clearInterval(timer))
    done()
  })
}
