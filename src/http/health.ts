import { unavailable } from '../postgres/rules.ts'
import type { Server } from './edge.ts'

/**
 * `/healthz`: the process runs. `/readyz`: it can serve; 503 while stopping, and while the database
 * is away, hangs or refuses writes.
 */
export function health(server: Server): void {
  let stopping = false
  server.addHook('preClose', (done) => {
    stopping = true
    done()
  })
  server.get('/healthz', { config: { role: 'anyone' } }, () => ({ status: 'ok' }))
  server.get('/readyz', { config: { role: 'anyone' } }, async () => {
    if (stopping) throw unavailable()
    if (!(await server.edge.engine.database.isReady())) throw unavailable()
    return { status: 'ready' }
  })
}
