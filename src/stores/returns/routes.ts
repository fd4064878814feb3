import type { Engine } from '../../engine.ts'
import type { Server } from '../../http/edge.ts'
import { serve } from '../../http/serve.ts'
import { workingAs } from '../rules.ts'
import * as contract from './contract.ts'
import { changeOrigins, listOrigins } from './operations.ts'

export function returnRoutes(server: Server, engine: Engine): void {
  serve(server, contract.getReturnOrigins, async ({ caller, params }) => ({
    origins: await listOrigins(engine, { by: workingAs(caller), ...params }),
  }))
  serve(server, contract.changeReturnOrigins, async ({ caller, params, body }) => ({
    origins: await changeOrigins(engine, { by: workingAs(caller), ...params }, body.origins),
  }))
}
