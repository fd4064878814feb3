import type { RouteOptions } from 'fastify'
import { keyUnknown, mayAsk } from '../accounts/api-keys/rules.ts'
import { secretIn } from '../accounts/api-keys/secret.ts'
import { notAllowed, notSignedIn } from '../accounts/rules.ts'
import { sessions } from '../accounts/sessions.ts'
import type { Role } from '../kernel/endpoint.ts'
import { orThrow } from '../kernel/problem.ts'
import type { LimitName, Server } from './edge.ts'
import { type Limit, limitOf } from './rate-limits.ts'
import { malformed } from './rules.ts'
import { sameOrigin } from './same-origin.ts'

const rank: Readonly<Record<Role, number>> = { anyone: 0, customer: 1, owner: 2, admin: 3 }

/**
 * Who may come in: each route says which role it serves, or the server does not start; each
 * request is counted, and turned away unless its caller has that role or a higher one. An API key
 * is let in by its scopes alone.
 */
export function access(server: Server): void {
  const { engine, limits } = server.edge
  const { findCaller } = sessions(engine)
  const refuseOtherSites = sameOrigin(engine.publicUrl)
  const limitsByName: Readonly<Record<LimitName, Limit>> = {
    reads: limitOf(server, limits.reads),
    writes: limitOf(server, limits.writes),
    claims: limitOf(server, limits.claims),
    services: limitOf(server, limits.services),
  }
  const keyLimit = limitOf(server, limits.services)
  server.decorateRequest('caller', undefined)
  refuseUndeclared(server)
  server.addHook('onRequest', async (request, reply) => {
    const { role, scope, limit } = request.routeOptions.config
    if (role === 'anyone' && !limit) return // a file, a page, a health check
    refuseOtherSites(request)
    if (request.url.includes('%00')) throw malformed()
    const caller = await findCaller(request.headers)
    request.caller = caller
    await (caller?.key ? keyLimit : limitsByName[limit ?? 'reads'])(request, reply)
    if (role === undefined) return // no such route, a 404
    if (!caller && secretIn(request.headers) !== undefined) throw keyUnknown()
    if (caller?.key) {
      const as = orThrow(mayAsk(caller.key.scopes, { role, scope }))
      if (as === 'nobody') request.caller = undefined
      return
    }
    if (role === 'anyone') return
    if (!caller) throw notSignedIn()
    if (rank[caller.role] < rank[role]) throw notAllowed()
  })
}

/** Nobody may come in by forgetting to say who may. */
function refuseUndeclared(server: Server): void {
  const routes: RouteOptions[] = []
  server.addHook('onRoute', (route) => {
    routes.push(route)
  })
  server.addHook('onReady', async () => {
    for (const { method, url, config } of routes)
      if (!config?.role) throw new Error(`${method} ${url} does not say which role it serves`)
  })
}
