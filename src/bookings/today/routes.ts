import type { Engine } from '../../engine.ts'
import type { Server } from '../../http/edge.ts'
import { serve } from '../../http/serve.ts'
import { owning } from '../../stores/rules.ts'
import * as contract from './contract.ts'
import { listStoresToday } from './operations.ts'

export function todayRoutes(server: Server, engine: Engine): void {
  serve(server, contract.listStoresToday, ({ caller, query }) =>
    listStoresToday(engine, { by: owning(caller), ...query }),
  )
}
