import type { Engine } from '../../engine.ts'
import type { Server } from '../../http/edge.ts'
import { serve } from '../../http/serve.ts'
import { owning } from '../../stores/rules.ts'
import * as contract from './contract.ts'
import { joinWaitlist } from './join.ts'
import { leaveWaitlist } from './leave.ts'
import { listDayEntries, listOwnEntries } from './list.ts'
import { setTerms, showTerms } from './terms.ts'

export function waitlistRoutes(server: Server, engine: Engine): void {
  serve(server, contract.joinWaitlist, ({ caller, params, body }) =>
    joinWaitlist(engine, {
      ...{ buyerId: caller.accountId, isGuest: caller.isGuest },
      ...params,
      ...body,
    }),
  )
  serve(server, contract.listWaitlistEntries, ({ caller }) =>
    listOwnEntries(engine, caller.accountId),
  )
  serve(server, contract.leaveWaitlist, ({ caller, params }) =>
    leaveWaitlist(engine, { buyerId: caller.accountId, ...params }),
  )
  serve(server, contract.listStoreWaitlist, ({ caller, params, query }) =>
    listDayEntries(engine, { by: owning(caller), ...params }, query.date),
  )
  serve(server, contract.getWaitlistTerms, ({ params }) => showTerms(engine, params.storeId))
  serve(server, contract.changeWaitlistTerms, ({ caller, params, body }) =>
    setTerms(engine, { by: owning(caller), ...params }, body),
  )
}
