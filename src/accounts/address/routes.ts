import type { FastifyRequest } from 'fastify'
import type { Engine } from '../../engine.ts'
import { askerOf, originOf } from '../../http/asker.ts'
import type { Server } from '../../http/edge.ts'
import { serve } from '../../http/serve.ts'
import { accountView, welcome } from '../welcome.ts'
import * as contract from './contract.ts'
import * as operations from './operations.ts'
import type { TakenOver } from './take-over.ts'

export function addressRoutes(
  server: Server,
  engine: Engine,
  verified: operations.Verified,
  takenOver: readonly TakenOver[] = [],
): void {
  serve(server, contract.readLink, async ({ caller, body }) => {
    const { kind, ...shown } = await operations.showLink(engine, body.token, caller?.accountId)
    return { kind: kind as 'confirm', ...shown }
  })
  serve(server, contract.verifyEmail, async ({ caller, body }, { request }) => {
    await noteLink(engine, request, body.token)
    const ask = { ...body, accountId: caller.accountId }
    return accountView(await operations.verifyEmail(engine, ask, verified))
  })
  serve(server, contract.resendConfirmation, async ({ caller }, reply) => {
    await operations.resendConfirmation(engine, caller.accountId, askerOf(reply.request))
    return null
  })
  serve(server, contract.changeEmail, async ({ caller, body }, reply) => {
    const { email, password } = body
    const proof = { password, headers: reply.request.headers, asker: askerOf(reply.request) }
    await operations.requestChange(engine, { accountId: caller.accountId, email }, proof)
    return null
  })
  serve(server, contract.requestReset, async ({ body }, reply) => {
    await operations.requestReset(engine, body.email, askerOf(reply.request))
    return null
  })
  serve(server, contract.resetPassword, async ({ body }, reply) => {
    await noteLink(engine, reply.request, body.token)
    const origin = originOf(reply.request)
    const signedIn = await operations.resetPassword(engine, body, origin, verified, takenOver)
    return welcome(engine, reply, signedIn)
  })
  serve(server, contract.changeMe, async ({ caller, body }) =>
    accountView(await operations.changeName(engine, caller.accountId, body.name)),
  )
}

/** In the security log a change of address, and its undoing, are told apart from other links. Problem: link-ended. */
async function noteLink(engine: Engine, request: FastifyRequest, token: string): Promise<void> {
  const { kind } = await operations.readLink(engine, token)
  if (kind === 'change') request.notedAs = 'email-changed'
  if (kind === 'changed') request.notedAs = 'email-change-undone'
}
