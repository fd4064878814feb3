import type { Engine } from '../engine.ts'
import { serve } from '../http/serve.ts'
import type { Server } from '../http/server.ts'
import { orderView } from '../orders/view.ts'
import { returnPayment } from './approve.ts'
import { cancelOrder } from './cancel.ts'
import * as contract from './contract.ts'
import * as queries from './queries.ts'
import { paymentMissing } from './rules.ts'
import { startPayment } from './start.ts'
import { paymentView } from './view.ts'

export function paymentRoutes(server: Server, engine: Engine): void {
  serve(server, contract.startPayment, ({ caller, params, body, once }) =>
    startPayment(engine, { buyerId: caller.accountId, orderId: params.orderId, ...body, once }),
  )
  serve(server, contract.returnPayment, async ({ params, body }) =>
    paymentView(await returnPayment(engine, { paymentId: params.paymentId, ...body })),
  )
  serve(server, contract.getPayment, async ({ caller, params }) => {
    const { accountId } = caller
    const payment = await queries.readOwnPayment(engine.database, accountId, params.paymentId)
    if (!payment) throw paymentMissing()
    return paymentView(payment)
  })
  serve(server, contract.cancelOrder, ({ caller, params, once }) =>
    cancelOrder(engine, {
      buyerId: caller.accountId,
      orderId: params.orderId,
      once,
      answer: (order, now) => JSON.stringify(orderView(order, now)),
    }),
  )
}
