import type { Engine } from '../engine.ts'
import type { Server } from '../http/edge.ts'
import { hear, makeFeeds } from '../http/feed.ts'
import { serve } from '../http/serve.ts'
import { owning } from '../stores/rules.ts'
import { callNext, endTicket, leaveLine } from './call.ts'
import * as contract from './contract.ts'
import * as desk from './desk-contract.ts'
import { enterTicket, joinLine } from './join.ts'
import { listLine, listOwnTickets, showLine } from './list.ts'
import { postponeTicket } from './postpone.ts'
import { setTerms } from './terms.ts'

export function doorLineRoutes(server: Server, engine: Engine): void {
  serve(server, contract.showLine, ({ params }) => showLine(engine, params.storeId))
  serve(server, contract.joinLine, ({ caller, params, body }) =>
    joinLine(engine, {
      ...{ ...params, ...body },
      ...{ holderId: caller.accountId, network: caller.network },
    }),
  )
  serve(server, contract.listTickets, ({ caller }) => listOwnTickets(engine, caller.accountId))
  serve(server, contract.postponeTicket, ({ caller, params, body, once }) =>
    postponeTicket(engine, { holderId: caller.accountId, ...params, ...body }, once),
  )
  serve(server, contract.leaveLine, ({ caller, params }) =>
    leaveLine(engine, { holderId: caller.accountId, ...params }),
  )
  serve(server, desk.listLine, ({ caller, params }) =>
    listLine(engine, { by: owning(caller), ...params }),
  )
  serve(server, desk.changeLine, ({ caller, params, body }) =>
    setTerms(engine, { by: owning(caller), ...params }, body),
  )
  serve(server, desk.enterTicket, ({ caller, params, body, once }) =>
    enterTicket(engine, { by: owning(caller), ...params }, body, once),
  )
  serve(server, desk.callNext, ({ caller, params, body, once }) =>
    callNext(engine, { by: owning(caller), ...params }, body.ticketId, once),
  )
  serve(server, desk.endTicket, ({ caller, params: { storeId, ticketId }, body }) =>
    endTicket(engine, { by: owning(caller), storeId }, ticketId, body.state),
  )
  liveRoute(server)
}

/** That a line has changed; of nobody in it. */
function liveRoute(server: Server): void {
  const feeds = makeFeeds<true>(server, () => ({ event: 'line', data: {} }))
  hear(server, ({ topic, storeId }) => {
    if (topic === 'line.changed' && storeId) feeds.change(storeId, storeId, true)
  })
  feeds.serve(contract.watchLine, ({ storeId }) => storeId)
}
