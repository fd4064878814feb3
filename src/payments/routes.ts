import type { Engine } from '../engine.ts'
import type { Server } from '../http/edge.ts'
import { languageOf } from '../http/language.ts'
import { serve } from '../http/serve.ts'
import { checkPayer } from '../orders/behind-room.ts'
import { findInCells } from '../postgres/cells.ts'
import { workingAs } from '../stores/rules.ts'
import { returnPayment } from './approve.ts'
import { WALLET } from './attempt.ts'
import { cancelByStore, cancelOrder, quoteOwnOrder } from './cancel.ts'
import { canceledAnswer } from './canceled-view.ts'
import * as contract from './contract.ts'
import { depositRoutes } from './deposits/routes.ts'
import { gatewayRoutes } from './gateway-routes.ts'
import { launchRoutes } from './launch-routes.ts'
import { lineRoutes } from './line-routes.ts'
import { lookUpOwn } from './look-up-own.ts'
import * as queries from './queries.ts'
import { returnedView } from './returns/next-url.ts'
import { paymentMissing } from './rules.ts'
import { startPayment } from './start.ts'
import { agree } from './terms/operations.ts'
import { quoteLeaving } from './unclaimed.ts'
import { quoteLeaving as quoteLeavingEndpoint } from './unclaimed-contract.ts'
import { paymentView } from './view.ts'
import { walletCurrencies } from './wallet.ts'

export function paymentRoutes(server: Server, engine: Engine): void {
  serve(
    server,
    contract.startPayment,
    async ({ caller, params, headers, body, once }, { request }) => {
      const own = { buyerId: caller.accountId, orderId: params.orderId }
      await checkPayer(engine, own, { caller, headers, once })
      const { cancellationTerms, ...ask } = body
      await agree(engine, { ...own, cancellationTerms })
      return startPayment(engine, { ...own, ...ask, once, language: languageOf(request) })
    },
  )
  serve(server, contract.returnPayment, async ({ params, body }) => {
    const payment = await returnPayment(engine, { paymentId: params.paymentId, ...body })
    return returnedView(engine, payment, body.query.outcome)
  })
  ownRoutes(server, engine)
  serve(server, contract.listMethods, ({ query }) => ({
    data: [
      ...[...engine.gateways.values()].map(({ name, currencies }) => ({ name, currencies })),
      { name: WALLET, currencies: walletCurrencies },
    ]
      .filter(({ currencies }) => !query.currency || currencies.some((it) => it === query.currency))
      .map(({ name }) => ({ gateway: name })),
  }))
  serve(server, quoteLeavingEndpoint, ({ caller }) => quoteLeaving(engine, caller.accountId))
  launchRoutes(server, engine)
  gatewayRoutes(server, engine)
  depositRoutes(server, engine)
  lineRoutes(server, engine)
  serve(server, contract.quoteCancellation, ({ caller, params }) =>
    quoteOwnOrder(engine, { buyerId: caller.accountId, ...params }),
  )
  serve(server, contract.cancelOrder, ({ caller, params, body, once }) =>
    cancelOrder(engine, {
      buyerId: caller.accountId,
      ...params,
      ...body,
      once,
      answer: canceledAnswer,
    }),
  )
  serve(server, contract.cancelByStore, ({ caller, params, body, once }) =>
    cancelByStore(engine, {
      by: workingAs(caller),
      ...params,
      ...body,
      once,
      answer: canceledAnswer,
    }),
  )
}

/** One payment of the buyer's own. */
function ownRoutes(server: Server, engine: Engine): void {
  serve(server, contract.getPayment, async ({ caller, params }) => {
    const { accountId } = caller
    const payment = await findInCells(engine, (on) =>
      queries.readOwnPayment(on, accountId, params.paymentId),
    )
    if (!payment) throw paymentMissing()
    return paymentView(payment)
  })
  serve(server, contract.lookUpPayment, async ({ caller, params }) =>
    paymentView(await lookUpOwn(engine, { buyerId: caller.accountId, ...params })),
  )
}
