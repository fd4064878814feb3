import type { Engine } from '../engine.ts'
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
    if (!(await isReady(server.edge.engine))) throw unavailable()
    return { status: 'ready' }
  })
}

async function isReady({ house, cells }: Engine): Promise<boolean> {
  const databases = new Set([house, ...cells.map(({ database }) => database)])
  const ready = await Promise.all([...databases].map((database) => database.isReady()))
  return ready.every(Boolean)
}
