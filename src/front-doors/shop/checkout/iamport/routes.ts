import type { Caller } from '../../../../accounts/caller.ts'
import type { Engine } from '../../../../engine.ts'
import type { Server } from '../../../../http/edge.ts'
import { formBody } from '../../../../http/form-body.ts'
import { methodRefused } from '../../../../http/rules.ts'
import { serve } from '../../../../http/serve.ts'
import { checkPayer } from '../../../../orders/behind-room.ts'
import { checkPass } from '../../../../waiting-room/passes.ts'
import { buyerOf } from '../buyer.ts'
import { notAuthenticated } from '../rules.ts'
import * as contract from './contract.ts'
import * as operations from './operations.ts'

/** Nobody gets 403, and not 401, before anything is read. Problem: not-authenticated. */
function someone(caller: Caller | undefined): Caller {
  if (!caller) throw notAuthenticated({ authenticated: false })
  return caller
}

const beforeBody = async ({ caller }: { readonly caller: Caller | undefined }) => {
  someone(caller)
  return () => {}
}

/** Django sends its token against forgery with every form; here the origin is checked. */
const FIELDS = { numbers: ['amount'], dropped: ['csrfmiddlewaretoken'] }

export function iamportRoutes(server: Server, engine: Engine): void {
  void server.register(async (scope) => {
    formBody(scope, FIELDS)
    createRoute(scope, engine)
    payRoutes(scope, engine)
    for (const { path } of [contract.createOrder, contract.prepareOrder, contract.validateOrder])
      postOnly(scope, path)
  })
  completePage(server)
}

/** Without this the site's own page would be answered. */
function postOnly(server: Server, path: string): void {
  const config = { role: 'anyone', limit: 'reads', page: true } as const
  server.get(path, { config }, (_, reply) => {
    reply.header('allow', 'POST')
    throw methodRefused({ allow: ['POST'] })
  })
}

function payRoutes(server: Server, engine: Engine): void {
  serve(
    server,
    contract.prepareOrder,
    async ({ caller, headers, body, once }) => {
      const own = { buyerId: someone(caller).accountId, orderId: body.order_id }
      await checkPayer(engine, own, { caller, headers, once })
      const { amount, pay_method: payMethod } = body
      return operations.prepareOrder(engine, { ...own, amount, payMethod, once })
    },
    beforeBody,
  )
  serve(
    server,
    contract.validateOrder,
    ({ caller, body }) =>
      operations.validateOrder(engine, {
        ...{ buyerId: someone(caller).accountId, orderId: body.order_id, amount: body.amount },
        ...{ merchantId: body.merchant_id, impId: body.imp_id },
      }),
    beforeBody,
  )
}

function createRoute(server: Server, engine: Engine): void {
  serve(
    server,
    contract.createOrder,
    async ({ caller, headers, body, once }, { request }) => {
      const { coupon, market_id: marketId, ...form } = body
      const buyer = buyerOf(someone(caller), request)
      const storeId = marketId ?? (await operations.onlyCartOf(engine, buyer.buyerId))
      await checkPass(engine, { storeId, caller, headers, once })
      const key = engine.newId()
      return operations.createOrder(engine, {
        ...{ ...buyer, storeId, form, coupon },
        once: once ?? { scope: buyer.buyerId, key, fingerprint: key },
      })
    },
    beforeBody,
  )
}

/** `GET /order/complete/?order_id=`: the page of a paid order. */
function completePage(server: Server): void {
  server.get<{ Querystring: { order_id?: string | readonly string[] } }>(
    '/order/complete/',
    { config: { role: 'anyone', limit: 'reads', page: true } },
    ({ query: { order_id: id } }, reply) =>
      reply.redirect(
        `/market/complete?order=${encodeURIComponent(typeof id === 'string' ? id : '')}`,
        303,
      ),
  )
}
