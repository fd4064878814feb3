import type { Engine } from '../../../engine.ts'
import type { Server } from '../../../http/edge.ts'
import { serve } from '../../../http/serve.ts'
import { workingAs } from '../../../stores/rules.ts'
import { marketMissing } from '../rules.ts'
import { buyerOf } from './buyer.ts'
import * as contract from './contract.ts'
import { showDelivery, showLastDelivery } from './delivery.ts'
import { iamportRoutes } from './iamport/routes.ts'
import { placeOrder } from './order.ts'
import { quoteOrder } from './quote.ts'
import { putTerms, showTerms } from './terms.ts'

export function checkoutRoutes(server: Server, engine: Engine): void {
  serve(server, contract.quoteOrder, ({ caller, params, body }, reply) =>
    quoteOrder(engine, { ...buyerOf(caller, reply.request), ...body, storeId: params.marketId }),
  )
  serve(server, contract.placeOrder, ({ caller, params, body, once }, reply) =>
    placeOrder(engine, {
      ...buyerOf(caller, reply.request),
      ...body,
      storeId: params.marketId,
      once,
    }),
  )
  serve(server, contract.getDelivery, ({ caller, params }) =>
    showDelivery(engine, { buyerId: caller.accountId, orderId: params.bookingId }),
  )
  serve(server, contract.getLastDelivery, ({ caller }) =>
    showLastDelivery(engine, caller.accountId),
  )
  serve(server, contract.getDeliveryTerms, ({ params }) => showTerms(engine, params.marketId))
  serve(server, contract.putDeliveryTerms, ({ caller, params, body }) => {
    const of = { door: 'shop', missing: marketMissing }
    return putTerms(engine, { by: workingAs(caller), storeId: params.marketId, of }, body)
  })
  iamportRoutes(server, engine)
}
