import type { Engine } from '../../engine.ts'
import type { Server } from '../../http/edge.ts'
import { serve } from '../../http/serve.ts'
import { workingAs } from '../rules.ts'
import * as contract from './contract.ts'
import { setMenu, showMenu } from './operations.ts'

export function menuRoutes(server: Server, engine: Engine): void {
  serve(server, contract.getMenu, ({ params }) => showMenu(engine, params.storeId))
  serve(server, contract.setMenu, ({ caller, params, body }) =>
    setMenu(engine, { by: workingAs(caller), ...params }, body.sections),
  )
}
