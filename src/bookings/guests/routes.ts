import type { Engine } from '../../engine.ts'
import { askerOf } from '../../http/asker.ts'
import type { Server } from '../../http/edge.ts'
import { limitOfNetwork } from '../../http/rate-limits.ts'
import { serve } from '../../http/serve.ts'
import { cancelOrder, quoteOwnOrder } from '../../payments/cancel.ts'
import * as contract from './contract.ts'
import { findGuest, lookUp, orderOf, showGuestBooking } from './look-up.ts'

export function guestBookingRoutes(server: Server, engine: Engine): void {
  server.edge.findGuest = (token) => findGuest(engine, token)
  const { guestLookUps } = server.edge.limits
  const limitOfAddress = limitOfNetwork(server, guestLookUps)
  serve(server, contract.lookUpGuestBooking, async ({ body }, reply) => {
    await limitOfAddress(reply.request, reply)
    return lookUp(engine, body, askerOf(reply.request))
  })
  serve(server, contract.getGuestBooking, ({ params }) => showGuestBooking(engine, params.token))
  serve(server, contract.quoteGuestCancellation, async ({ params }) => {
    const { id: orderId, buyerId } = await orderOf(engine, params.token)
    return quoteOwnOrder(engine, { buyerId, orderId })
  })
  serve(server, contract.cancelGuestBooking, async ({ params, body, once }) => {
    const { id: orderId, buyerId } = await orderOf(engine, params.token)
    return cancelOrder(engine, {
      ...{ buyerId, orderId, ...body },
      once: { ...once, scope: buyerId },
      answer: ({ currency }, _now, { refund, kept }) =>
        JSON.stringify({
          refund: { amount: refund, currency },
          kept: { amount: kept, currency },
        }),
    })
  })
}
