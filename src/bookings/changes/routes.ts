import type { Engine } from '../../engine.ts'
import type { Server } from '../../http/edge.ts'
import { serve } from '../../http/serve.ts'
import { owning } from '../../stores/rules.ts'
import { changeTime } from './change.ts'
import * as contract from './contract.ts'
import { setGuestChanges, showGuestChanges } from './settings.ts'
import { listChangeTargets } from './targets.ts'

export function changeRoutes(server: Server, engine: Engine): void {
  serve(server, contract.listChangeTargets, ({ caller, params }) =>
    listChangeTargets(engine, { buyerId: caller.accountId, ...params }),
  )
  serve(server, contract.changeTime, ({ caller, params, body, once }) =>
    changeTime(engine, { buyerId: caller.accountId, ...params, ...body, once }),
  )
  serve(server, contract.getGuestChanges, ({ caller, params }) =>
    showGuestChanges(engine, { by: owning(caller), ...params }),
  )
  serve(server, contract.changeGuestChanges, ({ caller, params, body }) =>
    setGuestChanges(engine, { by: owning(caller), ...params }, body.isAllowed),
  )
}
