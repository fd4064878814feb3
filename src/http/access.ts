import type { FastifyRequest, RouteOptions } from 'fastify'
import { keyUnknown, mayAsk } from '../accounts/api-keys/rules.ts'
import { secretIn } from '../accounts/api-keys/secret.ts'
import type { Caller } from '../accounts/caller.ts'
import { guestRefused, notAllowed, notSignedIn } from '../accounts/rules.ts'
import { mayAdminister, secondFactorNeeded } from '../accounts/second-factor/rules.ts'
import { sessions } from '../accounts/sessions.ts'
import { type Role, reaches, type StaffRole } from '../kernel/endpoint.ts'
import { orThrow } from '../kernel/problem.ts'
import { whatToAccept } from '../terms/operations.ts'
import type { LimitName, Server } from './edge.ts'
import { type Limit, limitOf, networkKeyOf } from './rate-limits.ts'
import { malformed } from './rules.ts'
import { sameOrigin } from './same-origin.ts'
import { isUncounted } from './uncounted.ts'

const rank: Readonly<Record<Role, number>> = { anyone: 0, customer: 1, owner: 2, admin: 3 }

/**
 * Authorizes requests. Every route declares a role, or the server does not start. Each request is
 * counted against a rate limit and refused unless its caller has the role or a higher one; an API
 * key needs a matching scope. An administrator who has not proven a second factor has an owner's role
 * and is told at endpoints of administrators what is missing. Who works at stores of others has an owner's role at
 * endpoints that declare a right, and there only at these stores. Where something is claimed, whoever has yet to accept
 * the terms is refused.
 */
export function access(server: Server): void {
  const { engine, limits, sandbox: isSandbox } = server.edge
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
  server.decorateRequest('isHeldBack', false)
  refuseUndeclared(server)
  server.addHook('onRequest', async (request, reply) => {
    const { role, right, scope, limit, accountsOnly, asksTerms } = request.routeOptions.config
    if (role === 'anyone' && !limit) return // files, pages and health checks are not counted
    refuseOtherSites(request)
    if (request.url.includes('%00')) throw malformed()
    const found = (await guestOf(request)) ?? (await findCaller(request.headers))
    const isHeldBack = found?.role === 'admin' && !mayAdminister(found, { isSandbox })
    const caller = found && isHeldBack ? ({ ...found, role: 'owner' } as Caller) : found
    request.isHeldBack = isHeldBack
    const working = caller && workingWith(caller, right)
    const { worksAt = [] } = working ?? {}
    request.caller = withNetwork(request, working)
    if (!isUncounted())
      await (caller?.key ? keyLimit : limitsByName[limit ?? 'reads'])(request, reply)
    if (role === undefined) return // no such route: 404 follows
    if (!caller && secretIn(request.headers) !== undefined) throw keyUnknown()
    if (caller?.key) {
      const as = orThrow(mayAsk(caller.key.scopes, { role, scope }))
      if (as === 'nobody') request.caller = undefined
      return
    }
    if (role === 'anyone') return
    if (!caller) throw notSignedIn()
    const isHigher = rank[caller.role] < rank[role]
    if (caller.isGuest && (accountsOnly || isHigher)) throw guestRefused()
    if (isHigher && isHeldBack) throw secondFactorNeeded()
    if (isHigher && !(role === 'owner' && worksAt.length > 0)) throw notAllowed()
    if (asksTerms && caller.mustAccept) throw await whatToAccept(engine, caller.accountId)
  })
}

/** Cached callers come from anywhere: where this request comes from is said beside it. */
function withNetwork(request: FastifyRequest, caller: Caller | undefined): Caller | undefined {
  if (!caller || caller.key || !request.server.edge.isLimited) return caller
  return { ...caller, network: networkKeyOf(request) }
}

/** The caller, with the stores at which they work as somebody with this right. */
export function workingWith(caller: Caller, right: StaffRole | undefined): Caller {
  const { jobs = [] } = caller
  const there = jobs.filter(({ role }) => right !== undefined && reaches(role, right))
  return there.length > 0 ? { ...caller, worksAt: there.map(({ storeId }) => storeId) } : caller
}

/** Whoever has the token of a guest's order is that guest, at an endpoint about this one order. */
async function guestOf(request: FastifyRequest): Promise<Caller | undefined> {
  const { guestOrder } = request.routeOptions.config
  const token = request.headers['guest-order']
  if (!guestOrder || typeof token !== 'string') return undefined
  const found = await request.server.edge.findGuest?.(token)
  const asked = (request.params as Readonly<Record<string, string>>)[guestOrder]
  if (!found || found.orderId !== asked?.toLowerCase()) return undefined
  return { accountId: found.accountId, role: 'customer', isGuest: true }
}

/** Refuses to start with a route that declares no role. */
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
