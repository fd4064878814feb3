import type { FastifyRequest } from 'fastify'
import { collectDefaultMetrics, Histogram, Registry } from 'prom-client'
import { notAllowed } from '../accounts/rules.ts'
import { sessions } from '../accounts/sessions.ts'
import type { Server } from './server.ts'

/** One set of numbers a process, whatever number of servers it has. */
const registry = new Registry()
const durations = new Histogram({
  name: 'http_request_duration_seconds',
  help: 'How long requests took, by route, method and status.',
  labelNames: ['method', 'route', 'status'],
  buckets: [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10],
  registers: [registry],
})
let collecting = false

/** `/metrics`, for a collector on this machine or an admin. */
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
    const caller = isLocal(request) || (await sessions(server.edge.engine).whoAsks(request.headers))
    if (caller !== true && (caller?.role !== 'admin' || caller.key)) throw notAllowed()
    return reply.header('content-type', registry.contentType).send(await registry.metrics())
  })
}

/** From this machine itself; what a proxy on it hands on is from elsewhere. */
function isLocal({ raw, headers }: FastifyRequest): boolean {
  if (headers['x-forwarded-for'] || headers.forwarded || headers['x-real-ip'] || headers.via)
    return false
  return /^(127\.|::1$|::ffff:127\.)/.test(raw.socket.remoteAddress ?? '')
}
