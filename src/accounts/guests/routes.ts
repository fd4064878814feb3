import type { Engine } from '../../engine.ts'
import type { Server } from '../../http/edge.ts'
import { limitOf, networkKeyOf } from '../../http/rate-limits.ts'
import { serve } from '../../http/serve.ts'
import { welcome } from '../welcome.ts'
import * as contract from './contract.ts'
import * as operations from './operations.ts'

export function guestRoutes(server: Server, engine: Engine): void {
  const limit = limitOf(server, server.edge.limits.guests, networkKeyOf)
  serve(server, contract.signInAsGuest, async ({ caller, headers }, reply) => {
    if (caller)
      return welcome(reply, await operations.sameSession(engine, caller.accountId, headers))
    await limit(reply.request, reply)
    return welcome(reply, await operations.signInAsGuest(engine))
  })
  serve(server, contract.getContact, ({ caller }) =>
    operations.readContact(engine, caller.accountId),
  )
  serve(server, contract.keepContact, async ({ caller, body }) => {
    await operations.keepContact(engine, caller.accountId, body)
    return body
  })
}
