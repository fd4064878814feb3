import type { Caller } from '../../../accounts/caller.ts'
import type { Engine } from '../../../engine.ts'
import type { Server } from '../../../http/edge.ts'
import { languageOf } from '../../../http/language.ts'
import { serve } from '../../../http/serve.ts'
import { owning, workingAs } from '../../../stores/rules.ts'
import { market } from '../parcels/operations.ts'
import { setBusiness, showBusiness } from './business.ts'
import * as contract from './contract.ts'
import { drawOwnReceipt, drawStatement } from './receipt.ts'
import { readSales, salesCsv } from './sales.ts'

const own = (caller: Caller, { marketId }: { readonly marketId: string }) =>
  market(owning(caller), marketId)

export function receiptRoutes(server: Server, engine: Engine): void {
  serve(server, contract.getBusiness, ({ params }) => showBusiness(engine, params.marketId))
  serve(server, contract.setBusiness, ({ caller, params, body }) =>
    setBusiness(engine, market(workingAs(caller), params.marketId), body),
  )
  serve(server, contract.getReceipt, async ({ caller, params }, reply) => {
    const ask = { buyerId: caller.accountId, ...params }
    const bytes = await drawOwnReceipt(engine, ask, languageOf(reply.request))
    reply.header('content-disposition', 'attachment; filename="receipt.pdf"')
    reply.header('cache-control', 'private, no-store')
    return reply.type('application/pdf').send(bytes) as never
  })
  serve(server, contract.getStatement, async ({ caller, params }, reply) => {
    const ask = own(caller, params)
    const bytes = await drawStatement(engine, ask, params.orderId, languageOf(reply.request))
    reply.header('content-disposition', 'attachment; filename="statement.pdf"')
    reply.header('cache-control', 'private, no-store')
    return reply.type('application/pdf').send(bytes) as never
  })
  serve(server, contract.getSales, ({ caller, params, query }) =>
    readSales(engine, own(caller, params), query),
  )
  serve(server, contract.downloadSales, async ({ caller, params, query }, reply) => {
    const text = await salesCsv(engine, own(caller, params), query, languageOf(reply.request))
    reply.header('content-disposition', 'attachment; filename="sales.csv"')
    return reply.type('text/csv; charset=utf-8').send(text) as never
  })
}
