import type { Engine } from '../../engine.ts'
import type { Server } from '../../http/edge.ts'
import { serve } from '../../http/serve.ts'
import * as contract from './contract.ts'
import * as operations from './operations.ts'

const PAGE = 24

export function savedRoutes(server: Server, engine: Engine): void {
  serve(server, contract.listSaved, ({ caller, query: { cursor, limit = PAGE } }) =>
    operations.listSaved(engine, caller.accountId, { cursor, limit }),
  )
  serve(server, contract.listSavedIds, ({ caller }) =>
    operations.listSavedIds(engine, caller.accountId),
  )
  serve(server, contract.saveStore, async ({ caller, params }) => {
    await operations.saveStore(engine, { ...params, accountId: caller.accountId })
    return null
  })
  serve(server, contract.unsaveStore, async ({ caller, params }) => {
    await operations.unsaveStore(engine, { ...params, accountId: caller.accountId })
    return null
  })
}
