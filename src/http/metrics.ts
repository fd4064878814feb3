import type { FastifyRequest } from 'fastify'
import { collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client'
import { notAllowed } from '../accounts/rules.ts'
import { sessions } from '../accounts/sessions.ts'
import { readLags } from '../events/dead-letters.ts'
import type { Queryable } from '../postgres/sql.ts'
import type { Server } from './edge.ts'

/** One registry a process, shared by its servers. */
const registry = new Registry()
const durations = new Histogram({
  name: 'http_request_duration_seconds',
  help: 'How long requests took, by route, method and status.',
  labelNames: ['method', 'route', 'status'],
  buckets: [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10],
  registers: [registry],
})
const gauge = (name: string, help: string) =>
  new Gauge({ name, help, labelNames: ['consumer'], registers: [registry] })
const lags = {
  behind: gauge('events_behind', 'Events that a consumer has not handled yet.'),
  behindSeconds: gauge('events_behind_seconds', 'Age of the oldest of them.'),
  parked: gauge('events_parked', 'Events that failed or wait behind one that failed.'),
  dead: gauge('dead_letters', 'Events whose last retry failed.'),
}
let collecting = false

/** `/metrics`, for local collectors and admins. */
export function metrics(server: Server): void {
  if (!collecting) collectDefaultMetrics({ register: registry })
  collecting = true
  server.addHook('onResponse', (request, reply, done) => {
    const route = request.routeOptions.url ?? 'none'
    durations
      .labels(request.method, route, String(reply.statusCode))
      .observe(reply.elapsedTime / 1000)
    done()
  })
  server.get('/metrics', { config: { role: 'anyone' } }, async (request, reply) => {
    const caller =
      isLocal(request) || (await sessions(server.edge.engine).findCaller(request.headers))
    if (caller !== true && (caller?.role !== 'admin' || caller.key)) throw notAllowed()
    await measureLags(server.edge.engine.database)
    return reply.header('content-type', registry.contentType).send(await registry.metrics())
  })
}

/** Consumer lag. Its failure does not hide the metrics of the process. */
async function measureLags(on: Queryable): Promise<void> {
  const found = await readLags(on).catch(() => [])
  for (const name of Object.keys(lags) as (keyof typeof lags)[]) {
    lags[name].reset()
    for (const lag of found) lags[name].set({ consumer: lag.consumer }, lag[name])
  }
}

/** From this machine, and not forwarded by a proxy on it. */
function isLocal({ raw, headers }: FastifyRequest): boolean {
  if (headers['x-forwarded-for'] || headers.forwarded || headers['x-real-ip'] || headers.via)
    return false
  return /^(127\.|::1$|::ffff:127\.)/.test(raw.socket.remoteAddress ?? '')
}
