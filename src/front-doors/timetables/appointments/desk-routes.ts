import type { Caller } from '../../../accounts/caller.ts'
import type { Engine } from '../../../engine.ts'
import type { Server } from '../../../http/edge.ts'
import { serve } from '../../../http/serve.ts'
import { owning } from '../../../stores/rules.ts'
import { shop } from '../owner-operations.ts'
import * as desk from './desk.ts'
import * as contract from './desk-contract.ts'
import { showSchedule } from './schedule.ts'

/** The schedule knows guests by name: for the store's own people alone. */
export function deskRoutes(server: Server, engine: Engine): void {
  const own = (caller: Caller, { shopId }: { readonly shopId: string }) =>
    shop(owning(caller), shopId)
  serve(server, contract.getSchedule, ({ caller, params, query }) =>
    showSchedule(engine, own(caller, params), query.date),
  )
  serve(server, contract.enterAppointment, ({ caller, params, body, once }) => {
    const { person, services = [], ...ask } = body
    const asked = { ...ask, serviceIds: services, ...(person && { personId: person }) }
    return desk.enterAppointment(engine, own(caller, params), asked, once)
  })
  serve(server, contract.arrangeAppointment, ({ caller, params, body }) => {
    const { person, services, ...ask } = body
    const of = { own: own(caller, params), bookingId: params.bookingId }
    return desk.arrangeAppointment(engine, of, {
      ...ask,
      ...(person && { personId: person }),
      ...(services && { serviceIds: services }),
    })
  })
  serve(server, contract.writeAttendance, ({ caller, params, body }) =>
    desk.writeAttendance(
      engine,
      { own: own(caller, params), bookingId: params.bookingId },
      body.state,
    ),
  )
}
