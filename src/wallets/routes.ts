import type { Engine } from '../engine.ts'
import type { Server } from '../http/edge.ts'
import { serve } from '../http/serve.ts'
import { orderView } from '../orders/view.ts'
import { readCells } from '../postgres/cells.ts'
import { checkGivenPass } from '../waiting-room/passes.ts'
import { openCharge, WALLET_CURRENCY } from './charge.ts'
import * as contract from './contract.ts'
import { grant } from './grant.ts'
import * as queries from './queries.ts'
import { entryPage, walletView } from './view.ts'

export function walletRoutes(server: Server, engine: Engine): void {
  const currency = WALLET_CURRENCY
  serve(server, contract.getWallet, async ({ caller, headers }) => {
    await checkGivenPass(engine, caller, headers)
    const wallet = await queries.readWallet(engine.house, caller.accountId, currency)
    return walletView(wallet ?? { charged: 0, granted: 0, held: 0, currency })
  })
  serve(server, contract.listEntries, async ({ caller, query }) => {
    const limit = query.limit ?? 20
    const found = await queries.listEntries(engine.house, {
      accountId: caller.accountId,
      currency,
      ...(query.cursor && { before: Number(query.cursor) }),
      limit: limit + 1,
    })
    const about = found.filter(({ orderId }) => orderId !== null)
    const orders =
      about.length > 0 ? await readCells(engine, (on) => queries.readOrderNames(on, about)) : []
    return entryPage(found, orders, limit)
  })
  serve(server, contract.chargeWallet, async ({ caller, headers, body, once }) => {
    await checkGivenPass(engine, caller, headers)
    return openCharge(engine, {
      buyerId: caller.accountId,
      amount: body.amount,
      once,
      answer: (order, now) => JSON.stringify(orderView(order, now)),
    }) as Promise<{ stored: string }>
  })
  serve(server, contract.grantBalance, ({ caller, body, once }) =>
    grant(engine, {
      grantedBy: caller.accountId,
      ...body,
      once,
      answer: (wallet) => JSON.stringify(walletView(wallet)),
    }),
  )
}
