import type { Engine } from '../../engine.ts'
import type { Server } from '../../http/edge.ts'
import { serve } from '../../http/serve.ts'
import { workingAs } from '../rules.ts'
import * as contract from './contract.ts'
import { readHoldTerms, setHoldTerms } from './operations.ts'

export function holdTermRoutes(server: Server, engine: Engine): void {
  serve(server, contract.getHoldTerms, ({ params }) => readHoldTerms(engine, params.storeId))
  serve(server, contract.setHoldTerms, ({ caller, params, body }) =>
    setHoldTerms(engine, { by: workingAs(caller), ...params }, body),
  )
}
