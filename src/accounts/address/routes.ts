import type { Engine } from '../../engine.ts'
import { askerOf, originOf } from '../../http/asker.ts'
import type { Server } from '../../http/edge.ts'
import { serve } from '../../http/serve.ts'
import { accountView, welcome } from '../welcome.ts'
import * as contract from './contract.ts'
import * as operations from './operations.ts'

export function addressRoutes(server: Server, engine: Engine, verified: operations.Verified): void {
  serve(server, contract.readLink, async ({ caller, body }) => {
    const { accountId, kind, email } = await operations.readLink(engine, body.token)
    return { kind: kind as 'confirm', email, isOwn: caller?.accountId === accountId }
  })
  serve(server, contract.verifyEmail, async ({ caller, body }) =>
    accountView(
      await operations.verifyEmail(engine, { ...body, accountId: caller.accountId }, verified),
    ),
  )
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
    const origin = originOf(reply.request)
    return welcome(reply, await operations.resetPassword(engine, body, origin, verified))
  })
  serve(server, contract.changeMe, async ({ caller, body }) =>
    accountView(await operations.changeName(engine, caller.accountId, body.name)),
  )
}
