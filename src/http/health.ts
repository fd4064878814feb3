import { sql } from '../postgres/sql.ts'
import { unavailable } from './rules.ts'
import type { Server } from './server.ts'

/** How long the database may take to say that it is there. */
const ANSWER_MS = 2_000

/** `/healthz`: the process runs. `/readyz`: it can serve; 503 without a database or while stopping. */
export function health(server: Server): void {
  let stopping = false
  server.addHook('preClose', (done) => {
    stopping = true
    done()
  })
  server.get('/healthz', { config: { role: 'anyone' } }, () => ({ status: 'ok' }))
  server.get('/readyz', { config: { role: 'anyone' } }, async () => {
    if (stopping) throw unavailable()
    const answered = server.edge.engine.database.rows(sql`select 1`).then(
      () => true,
      () => false,
    )
    if (!(await Promise.race([answered, tooLate()]))) throw unavailable()
    return { status: 'ready' }
  })
}

const tooLate = (): Promise<false> =>
  new Promise((resolve) => {
    setTimeout(resolve, ANSWER_MS, false).unref()
  })
