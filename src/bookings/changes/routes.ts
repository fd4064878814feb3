import type { Engine } from '../../engine.ts'
import type { Server } from '../../http/edge.ts'
import { serve } from '../../http/serve.ts'
import { findOwnOrder } from '../../orders/own.ts'
import { owning } from '../../stores/rules.ts'
import { checkPass } from '../../waiting-room/passes.ts'
import { changeTime } from './change.ts'
import * as contract from './contract.ts'
import { setGuestChanges, showGuestChanges } from './settings.ts'
import { listChangeTargets } from './targets.ts'

export function changeRoutes(server: Server, engine: Engine): void {
  serve(server, contract.listChangeTargets, ({ caller, params, query }) =>
    listChangeTargets(engine, { buyerId: caller.accountId, ...params, ...query }),
  )
  serve(server, contract.changeTime, async ({ caller, params, body, once, headers }) => {
    const own = { buyerId: caller.accountId, orderId: params.bookingId }
    // A new place is claimed: it is behind the room of its store, as every other claim.
    await checkPass(engine, { ...(await findOwnOrder(engine, own)), caller, headers, once })
    return changeTime(engine, { ...own, bookingId: params.bookingId, ...body, once })
  })
  serve(server, contract.getGuestChanges, ({ caller, params }) =>
    showGuestChanges(engine, { by: owning(caller), ...params }),
  )
  serve(server, contract.changeGuestChanges, ({ caller, params, body }) =>
    setGuestChanges(engine, { by: owning(caller), ...params }, body.isAllowed),
  )
}
