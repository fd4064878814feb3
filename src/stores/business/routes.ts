import type { Engine } from '../../engine.ts'
import type { Server } from '../../http/edge.ts'
import { serve } from '../../http/serve.ts'
import type { Id } from '../../kernel/id.ts'
import { owning } from '../rules.ts'
import * as contract from './contract.ts'
import { setBusiness, showBusiness } from './operations.ts'

export function businessRoutes(server: Server, engine: Engine): void {
  serve(server, contract.getStoreBusiness, ({ params }) =>
    showBusiness(engine, params.storeId as Id<'Store'>),
  )
  serve(server, contract.setStoreBusiness, ({ caller, params, body }) =>
    setBusiness(engine, { by: owning(caller), ...params }, body),
  )
}
