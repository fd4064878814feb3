import type { Engine } from '../engine.ts'
import type { Server } from '../http/edge.ts'
import { serve } from '../http/serve.ts'
import { readNow } from '../postgres/now.ts'
import * as contract from './contract.ts'
import { confirmFree } from './pay.ts'
import * as queries from './queries.ts'
import { orderMissing } from './rules.ts'
import { orderView } from './view.ts'

export function orderRoutes(server: Server, engine: Engine): void {
  serve(server, contract.getOrder, async ({ caller, params }) => {
    const order = await queries.readOwnOrder(engine.database, caller.accountId, params.orderId)
    if (!order) throw orderMissing()
    const { now } = await readNow(engine.database)
    return orderView(order, now)
  })
  serve(server, contract.confirmOrder, ({ caller, params, once }) =>
    confirmFree(engine, {
      buyerId: caller.accountId,
      ...params,
      once,
      answer: (order, now) => JSON.stringify(orderView(order, now)),
    }),
  )
}
