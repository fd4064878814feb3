import type { Engine } from '../engine.ts'
import type { Server } from '../http/edge.ts'
import { serve } from '../http/serve.ts'
import { readNow } from '../postgres/now.ts'
import { readOwn } from '../stores/operations.ts'
import { workingAs } from '../stores/rules.ts'
import { checkPayer } from './behind-room.ts'
import * as contract from './contract.ts'
import { readOwnOrder } from './own.ts'
import { confirmFree } from './pay.ts'
import { readOrders } from './queries.ts'
import { orderMissing } from './rules.ts'
import { orderView } from './view.ts'

export function orderRoutes(server: Server, engine: Engine): void {
  serve(server, contract.getOrder, async ({ caller, params }) => {
    const order = await readOwnOrder(engine, caller.accountId, params.orderId)
    if (!order) throw orderMissing()
    const { now } = await readNow(engine.cell(order.storeId))
    return orderView(order, now)
  })
  serve(server, contract.getStoreOrder, async ({ caller, params: { storeId, orderId } }) => {
    const { id, now } = await readOwn(engine, { by: workingAs(caller), storeId })
    const [order] = await readOrders(engine.cell(id), id, [orderId])
    if (!order) throw orderMissing()
    return orderView(order, now)
  })
  serve(server, contract.confirmOrder, async ({ caller, params, headers, once }) => {
    const own = { buyerId: caller.accountId, ...params }
    await checkPayer(engine, own, { caller, headers, once })
    return confirmFree(engine, {
      ...own,
      once,
      answer: (order, now) => JSON.stringify(orderView(order, now)),
    })
  })
}
