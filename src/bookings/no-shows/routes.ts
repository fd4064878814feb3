import type { Engine } from '../../engine.ts'
import type { Server } from '../../http/edge.ts'
import { serve } from '../../http/serve.ts'
import { workingAs } from '../../stores/rules.ts'
import * as contract from './contract.ts'
import { changeTerms, showTerms } from './terms.ts'

export function noShowRoutes(server: Server, engine: Engine): void {
  serve(server, contract.getNoShowTerms, ({ params }) => showTerms(engine, params.storeId))
  serve(server, contract.changeNoShowTerms, async ({ caller, params, body }) => {
    await changeTerms(engine, { by: workingAs(caller), ...params }, body)
    return showTerms(engine, params.storeId)
  })
}
