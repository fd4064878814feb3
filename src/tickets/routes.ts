import type { Caller } from '../accounts/caller.ts'
import type { Engine } from '../engine.ts'
import type { Server } from '../http/edge.ts'
import { languageOf } from '../http/language.ts'
import { serve } from '../http/serve.ts'
import { workingAs } from '../stores/rules.ts'
import * as checkIns from './check-ins.ts'
import * as contract from './contract.ts'
import * as offers from './offers.ts'
import * as own from './own.ts'
import { printTickets } from './printed.ts'
import { makePass } from './wallet-pass.ts'

const as = ({ accountId: callerId }: Caller) => ({ callerId })

export function ticketRoutes(server: Server, engine: Engine): void {
  serve(server, contract.listOwnTickets, ({ caller, query }) =>
    own.listOwn(engine, { ...as(caller), ...query, limit: query.limit ?? 20 }),
  )
  serve(server, contract.listBookingTickets, ({ caller, params }) =>
    own.listOfBooking(engine, { ...as(caller), ...params }),
  )
  fileRoutes(server, engine)
  serve(server, contract.offerTicket, ({ caller, params, body }) =>
    offers.offerTicket(engine, { ...as(caller), ...params, ...body }),
  )
  serve(server, contract.takeBackTicket, async ({ caller, params }) => {
    await offers.takeBack(engine, { ...as(caller), ...params })
    return null
  })
  serve(server, contract.countTicketOffers, ({ caller }) =>
    offers.countOffersTo(engine, caller.accountId),
  )
  serve(server, contract.showTicketOffer, ({ body }) => offers.showOffer(engine, body.secret))
  serve(server, contract.acceptTicket, ({ caller, body }) =>
    offers.acceptTicket(engine, { ...as(caller), ...body }),
  )
  serve(server, contract.getCheckInList, ({ caller, params }) =>
    checkIns.listTickets(engine, { by: workingAs(caller), ...params }),
  )
  serve(server, contract.addCheckIns, ({ caller, params, body }) =>
    checkIns.addScans(engine, { by: workingAs(caller), ...params, ...body }),
  )
}

function fileRoutes(server: Server, engine: Engine): void {
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
}
