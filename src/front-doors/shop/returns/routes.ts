import type { Caller } from '../../../accounts/caller.ts'
import type { Engine } from '../../../engine.ts'
import type { Server } from '../../../http/edge.ts'
import { serve } from '../../../http/serve.ts'
import { owning } from '../../../stores/rules.ts'
import { confirmParcel, market } from '../parcels/operations.ts'
import * as contract from './contract.ts'
import { listShopReturns, readShopReturn } from './desk.ts'
import * as handling from './handling.ts'
import { quoteOwnReturn, requestReturn, withdrawReturn } from './operations.ts'
import { listOwn, readOwnGoods } from './own.ts'
import { payerOf } from './rules.ts'

export function returnRoutes(server: Server, engine: Engine): void {
  buyerRoutes(server, engine)
  sellerRoutes(server, engine)
}

const own = ({ accountId: buyerId }: Caller, { orderId }: { readonly orderId: string }) => ({
  ...{ buyerId, orderId },
})

function buyerRoutes(server: Server, engine: Engine): void {
  serve(server, contract.listOwnOrders, ({ caller, query }) =>
    listOwn(engine, caller.accountId, query),
  )
  serve(server, contract.getOwnOrder, ({ caller, params }) =>
    readOwnGoods(engine, own(caller, params)),
  )
  serve(server, contract.confirmParcel, async ({ caller, params }) => {
    await confirmParcel(engine, { ...own(caller, params), parcelId: params.parcelId })
    return readOwnGoods(engine, own(caller, params))
  })
  serve(server, contract.quoteReturn, async ({ caller, params, body }) => {
    const { quote, currency } = await quoteOwnReturn(engine, own(caller, params), body)
    const money = (amount: number) => ({ amount, currency })
    const { goods, fee, returnFee, firstLeg, refundedBefore, refund } = quote
    return {
      ...{ goods: money(goods), fee: money(fee), returnFee: money(returnFee) },
      ...{ firstLeg: money(firstLeg), refundedBefore: money(refundedBefore) },
      ...{ refund: money(refund), paidBy: payerOf(body.reason) },
    }
  })
  serve(server, contract.requestReturn, async ({ caller, params, body, once }) => {
    await requestReturn(engine, own(caller, params), body, once)
    return readOwnGoods(engine, own(caller, params))
  })
  serve(server, contract.withdrawReturn, async ({ caller, params }) => {
    await withdrawReturn(engine, { ...own(caller, params), returnId: params.returnId })
    return readOwnGoods(engine, own(caller, params))
  })
}

/** What a shop knows of people is its owner's alone. */
const handledBy = (
  caller: Caller,
  params: { readonly marketId: string; readonly returnId: string },
) => ({
  ask: market(owning(caller), params.marketId),
  returnId: params.returnId,
})

function sellerRoutes(server: Server, engine: Engine): void {
  serve(server, contract.listShopReturns, ({ caller, params, query }) =>
    listShopReturns(engine, market(owning(caller), params.marketId), query),
  )
  const show = ({ ask, returnId }: handling.HandleAsk) => readShopReturn(engine, ask, returnId)
  serve(server, contract.approveReturn, async ({ caller, params, body }) => {
    const handled = handledBy(caller, params)
    await handling.approveReturn(engine, handled, body)
    return show(handled)
  })
  serve(server, contract.refuseReturn, async ({ caller, params, body }) => {
    const handled = handledBy(caller, params)
    await handling.refuseReturn(engine, handled, body.reason)
    return show(handled)
  })
  serve(server, contract.collectReturn, async ({ caller, params }) => {
    const handled = handledBy(caller, params)
    await handling.collectReturn(engine, handled)
    return show(handled)
  })
  serve(server, contract.completeReturn, async ({ caller, params, body }) => {
    const handled = handledBy(caller, params)
    await handling.completeReturn(engine, handled, body)
    return show(handled)
  })
}
