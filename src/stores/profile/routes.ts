import type { Engine } from '../../engine.ts'
import type { Server } from '../../http/edge.ts'
import { serve } from '../../http/serve.ts'
import { workingAs } from '../rules.ts'
import * as contract from './contract.ts'
import { setProfile, showProfile } from './operations.ts'

export function profileRoutes(server: Server, engine: Engine): void {
  serve(server, contract.getProfile, ({ params }) => showProfile(engine, params.storeId))
  serve(server, contract.setProfile, ({ caller, params, body }) =>
    setProfile(engine, { by: workingAs(caller), ...params }, body),
  )
}
