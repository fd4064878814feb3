import type { Caller } from '../../../accounts/caller.ts'
import type { Engine } from '../../../engine.ts'
import type { Server } from '../../../http/edge.ts'
import { languageOf } from '../../../http/language.ts'
import { serve } from '../../../http/serve.ts'
import { workingAs } from '../../../stores/rules.ts'
import { concert } from '../owner-asks.ts'
import * as checkIns from './check-ins.ts'
import * as contract from './contract.ts'
import * as tickets from './operations.ts'
import { printTickets } from './printed.ts'
import { makePass } from './wallet-pass.ts'

export function ticketRoutes(server: Server, engine: Engine): void {
  const as = ({ accountId: callerId }: Caller) => ({ callerId })
  serve(server, contract.listBookingTickets, ({ caller, params }) =>
    tickets.listOfBooking(engine, { ...as(caller), ...params }),
  )
  serve(server, contract.getTicketsPdf, async ({ caller, params }, reply) => {
    const language = languageOf(reply.request)
    const bytes = await printTickets(engine, { ...as(caller), ...params, language })
    reply.header('content-disposition', 'attachment; filename="tickets.pdf"')
    reply.header('cache-control', 'private, no-store')
    return reply.type('application/pdf').send(bytes) as never
  })
  serve(server, contract.getWalletPass, async ({ caller, params }, reply) => {
    const language = languageOf(reply.request)
    const bytes = await makePass(engine, { ...as(caller), ...params, language })
    reply.header('content-disposition', 'attachment; filename="ticket.pkpass"')
    reply.header('cache-control', 'private, no-store')
    return reply.type('application/vnd.apple.pkpass').send(bytes) as never
  })
  serve(server, contract.listOwnTickets, ({ caller, params }) =>
    tickets.listOwn(engine, { ...as(caller), ...params }),
  )
  serve(server, contract.offerTicket, ({ caller, params, body }) =>
    tickets.offerTicket(engine, { ...as(caller), ...params, ...body }),
  )
  serve(server, contract.takeBackTicket, async ({ caller, params }) => {
    await tickets.takeBack(engine, { ...as(caller), ...params })
    return null
  })
  serve(server, contract.getTicketOffer, ({ params }) => tickets.showOffer(engine, params))
  serve(server, contract.acceptTicket, ({ caller, params }) =>
    tickets.acceptTicket(engine, { ...as(caller), ...params }),
  )
  serve(server, contract.getCheckInList, ({ caller, params }) =>
    checkIns.listTickets(engine, {
      ...concert(workingAs(caller), params.concertId),
      performanceId: params.performanceId,
    }),
  )
  serve(server, contract.addCheckIns, ({ caller, params, body }) =>
    checkIns.addScans(engine, {
      ...concert(workingAs(caller), params.concertId),
      performanceId: params.performanceId,
      ...body,
    }),
  )
}
