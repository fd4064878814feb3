import process from 'node:process'
import { openKeyRing } from '../../src/accounts/key-ring.ts'
import { makeEngine } from '../../src/engine.ts'
import { startEvents } from '../../src/events/start.ts'
import { frontDoors } from '../../src/front-doors/index.ts'
import { gatewaysAt } from '../../src/gateways/gateways.ts'
import { makeServer } from '../../src/http/server.ts'
import { startJobs } from '../../src/jobs/jobs.ts'
import { connect } from '../../src/postgres/database.ts'
import { routesOf } from '../../src/routes.ts'

/**
 * A server process without rate limits on a database and a sandbox that others use too. Prints its
 * address when it is open.
 */
const {
  databaseUrl,
  sandboxUrl,
  jobs = false,
} = JSON.parse(process.argv[2] ?? '') as {
  databaseUrl: string
  sandboxUrl: string
  /** Whether it runs its jobs, and delivers events. */
  jobs?: boolean
}

const engine = makeEngine({
  doors: frontDoors,
  database: connect(databaseUrl, { connections: 8 }),
  publicUrl: 'http://localhost:4000',
  secret: 'a secret for tests',
  keyRing: openKeyRing([{ id: 'shared', key: Buffer.alloc(32, 7) }]),
  gateways: gatewaysAt(sandboxUrl, { isReached: false }),
})
if (jobs) {
  startJobs(engine, { failed: () => {} })
  await startEvents(engine, databaseUrl)
}
const server = await makeServer(engine, {
  routes: routesOf(engine),
  sandbox: true,
  limits: 'none',
  trustProxy: 'loopback', // tests come from many addresses
})
process.stdout.write(`${await server.listen({ host: '127.0.0.1', port: 0 })}\n`)
