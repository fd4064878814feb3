import type { FastifyReply } from 'fastify'
import type { Engine } from '../engine.ts'
import type { Server } from '../http/edge.ts'
import { limitOf } from '../http/rate-limits.ts'
import { serve } from '../http/serve.ts'
import { apiKeyRoutes } from './api-keys/routes.ts'
import { auth } from './auth.ts'
import * as contract from './contract.ts'
import { type Leaving, leave } from './leaving.ts'
import * as operations from './operations.ts'
import { phoneRoutes } from './phone/routes.ts'
import * as queries from './queries.ts'
import { sessions } from './sessions.ts'

/** @param leaving what the rest of the product does when an account is deleted */
export const accountRoutes =
  (leaving: Leaving) =>
  (server: Server, engine: Engine): void => {
    signingIn(server, engine)
    apiKeyRoutes(server, engine)
    phoneRoutes(server, engine)
    serve(server, contract.getMe, async ({ caller }) =>
      caller ? ((await queries.findAccount(engine.house, caller.accountId)) ?? null) : null,
    )
    serve(server, contract.becomeOwner, ({ caller }) =>
      operations.becomeOwner(engine, caller.accountId),
    )
    const { problems } = contract.leave
    const leaveEndpoint = {
      ...contract.leave,
      problems: [...problems, ...(leaving.problems ?? [])],
    }
    const limit = limitOf(server, server.edge.limits.signIns)
    serve(server, leaveEndpoint, async ({ caller, body }, reply) => {
      await limit(reply.request, reply)
      const { password, moneyBack = 'gateway' } = body
      await leave(engine, { accountId: caller.accountId, password, moneyBack }, leaving)
      const { headers } = reply.request
      setCookies(reply, await operations.signOut(engine, sessions(engine).ownHeaders(headers)))
      return null
    })
  }

function signingIn(server: Server, engine: Engine): void {
  const limit = limitOf(server, server.edge.limits.signIns, ({ ip, body }) => {
    const { email } = body as { email: string }
    return `${ip} ${email.toLowerCase()}`
  })
  serve(server, contract.signUp, async ({ body }, reply) => {
    await limit(reply.request, reply)
    return welcome(reply, await operations.signUp(engine, body))
  })
  serve(server, contract.signIn, async ({ body }, reply) => {
    await limit(reply.request, reply)
    return welcome(reply, await operations.signIn(engine, body))
  })
  serve(server, contract.signOut, async (_ask, reply) => {
    const { headers } = reply.request
    const { ownHeaders, evict } = sessions(engine)
    setCookies(reply, await operations.signOut(engine, ownHeaders(headers)))
    evict(headers)
    return null
  })
  serve(server, contract.getSession, async ({ caller }, reply) => {
    if (!caller) return null
    const headers = sessions(engine).ownHeaders(reply.request.headers)
    const found = await auth(engine).api.getSession({ headers })
    const account = await queries.findAccount(engine.house, caller.accountId)
    if (!found || !account) return null
    return { session: { expiresAt: found.session.expiresAt.toISOString() }, user: account }
  })
  const limitOfAccount = limitOf(server, server.edge.limits.signIns)
  serve(server, contract.changePassword, async ({ body }, reply) => {
    await limitOfAccount(reply.request, reply)
    const headers = sessions(engine).ownHeaders(reply.request.headers)
    return welcome(reply, await operations.changePassword(engine, body, headers))
  })
}

function welcome(reply: FastifyReply, { account, token, cookies }: operations.SignedIn) {
  setCookies(reply, cookies)
  return { token, user: account }
}

function setCookies(reply: FastifyReply, cookies: readonly string[]): void {
  for (const cookie of cookies) reply.header('set-cookie', cookie)
}
