import type { Engine } from '../engine.ts'
import type { Server } from '../http/edge.ts'
import { serve } from '../http/serve.ts'
import { workingAs } from '../stores/rules.ts'
import { canceledAnswer } from './canceled-view.ts'
import { cancelLines, cancelLinesByStore, quoteLines, quoteLinesByStore } from './line-cancel.ts'
import * as contract from './line-contract.ts'
import { readLines } from './line-view.ts'

/** Endpoints that cancel some lines of a booking. */
export function lineRoutes(server: Server, engine: Engine): void {
  const answer = canceledAnswer
  serve(server, contract.quoteLines, ({ caller, params: { bookingId: orderId }, query }) => {
    const lines = readLines(query.lines)
    return quoteLines(engine, { buyerId: caller.accountId, orderId, lines })
  })
  serve(server, contract.cancelLines, ({ caller, params: { bookingId: orderId }, body, once }) =>
    cancelLines(engine, { buyerId: caller.accountId, orderId, ...body, once, answer }),
  )
  serve(server, contract.quoteLinesByStore, ({ caller, params, query }) => {
    const { storeId, bookingId: orderId } = params
    const lines = readLines(query.lines)
    return quoteLinesByStore(engine, { by: workingAs(caller), storeId, orderId, lines })
  })
  serve(server, contract.cancelLinesByStore, ({ caller, params, body, once }) => {
    const { storeId, bookingId: orderId } = params
    const by = workingAs(caller)
    return cancelLinesByStore(engine, { by, storeId, orderId, ...body, once, answer })
  })
}
