import type { Engine } from '../../engine.ts'
import type { Server } from '../../http/edge.ts'
import { serve } from '../../http/serve.ts'
import * as contract from './contract.ts'
import * as operations from './operations.ts'

export function sharedRoutes(server: Server, engine: Engine): void {
  serve(server, contract.listSharedCapacities, async ({ caller }) => ({
    data: await operations.listCapacities(engine, caller.accountId),
  }))
  serve(server, contract.putSharedCapacity, ({ caller, params, body }) =>
    operations.shareCapacity(engine, { ownerId: caller.accountId, ...params, ...body }),
  )
  serve(server, contract.deleteSharedCapacity, async ({ caller, params }) => {
    await operations.forgetCapacity(engine, caller.accountId, params.name)
    return null
  })
}
