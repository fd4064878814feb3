import type { Engine } from '../../engine.ts'
import type { Server } from '../../http/edge.ts'
import { limitOf, networkKeyOf } from '../../http/rate-limits.ts'
import { serve } from '../../http/serve.ts'
import { deviceOf } from '../devices/device.ts'
import { accountView, welcome } from '../welcome.ts'
import * as contract from './contract.ts'
import * as operations from './operations.ts'

export function addressRoutes(server: Server, engine: Engine, verified: operations.Verified): void {
  const { signIns } = server.edge.limits
  const limitOfLinks = limitOf(server, signIns, networkKeyOf)
  const limitOfAccount = limitOf(server, signIns)
  const limitOfResets = limitOf(server, signIns, (request) => {
    const { email } = request.body as { email: string }
    return `${networkKeyOf(request)} ${email.toLowerCase()}`
  })
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
    await limitOfAccount(reply.request, reply)
    await operations.resendConfirmation(engine, caller.accountId)
    return null
  })
  serve(server, contract.changeEmail, async ({ caller, body }, reply) => {
    await limitOfAccount(reply.request, reply)
    await operations.requestChange(engine, { ...body, accountId: caller.accountId })
    return null
  })
  serve(server, contract.requestReset, async ({ body }, reply) => {
    await limitOfResets(reply.request, reply)
    await operations.requestReset(engine, body.email)
    return null
  })
  serve(server, contract.resetPassword, async ({ body }, reply) => {
    await limitOfLinks(reply.request, reply)
    const device = deviceOf(reply.request)
    return welcome(reply, await operations.resetPassword(engine, body, device, verified))
  })
  serve(server, contract.changeMe, async ({ caller, body }) =>
    accountView(await operations.changeName(engine, caller.accountId, body.name)),
  )
}
