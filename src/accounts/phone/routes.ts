import type { Engine } from '../../engine.ts'
import type { Server } from '../../http/edge.ts'
import { serve } from '../../http/serve.ts'
import * as contract from './contract.ts'
import * as operations from './operations.ts'

export function phoneRoutes(server: Server, engine: Engine): void {
  serve(server, contract.getPhone, async ({ caller }) => ({
    phone: await operations.readPhone(engine, caller.accountId),
  }))
  serve(server, contract.keepPhone, async ({ caller, body }) => {
    await operations.keepPhone(engine, caller.accountId, body.phone)
    return body
  })
  serve(server, contract.forgetPhone, async ({ caller }) => {
    await operations.forgetPhone(engine, caller.accountId)
    return null
  })
}
