import type { Caller } from '../../accounts/caller.ts'
import type { Engine } from '../../engine.ts'
import type { Server } from '../../http/edge.ts'
import { serve } from '../../http/serve.ts'
import { owning } from '../../stores/rules.ts'
import { arrangeParty, swapParties, writeSitting } from './desk-arrange.ts'
import * as contract from './desk-contract.ts'
import { enterParty, seatTicket } from './desk-enter.ts'
import { showFloor } from './floor.ts'
import { restaurant } from './owner-operations.ts'

/** The floor knows guests by name: for the store's own people alone. */
export function deskRoutes(server: Server, engine: Engine): void {
  const own = (caller: Caller, { restaurantId }: { readonly restaurantId: string }) =>
    restaurant(owning(caller), restaurantId)
  serve(server, contract.getFloor, ({ caller, params, query }) =>
    showFloor(engine, own(caller, params), query.date),
  )
  serve(server, contract.enterParty, ({ caller, params, body, once }) =>
    enterParty(engine, own(caller, params), body, once),
  )
  serve(server, contract.seatTicket, ({ caller, params, body, once }) =>
    seatTicket(engine, own(caller, params), { ticketId: params.ticketId, ...body }, once),
  )
  serve(server, contract.arrangeParty, ({ caller, params, body }) =>
    arrangeParty(engine, { own: own(caller, params), bookingId: params.bookingId }, body),
  )
  serve(server, contract.swapParties, async ({ caller, params, body }) => ({
    parties: [
      ...(await swapParties(
        engine,
        { own: own(caller, params), bookingIds: [params.bookingId, body.withId] },
        { tableIds: body.tableIds, mayCrowd: body.mayCrowd ?? false },
      )),
    ],
  }))
  serve(server, contract.writeSitting, ({ caller, params, body }) =>
    writeSitting(engine, { own: own(caller, params), bookingId: params.bookingId }, body.state),
  )
}
