import { Readable } from 'node:stream'
import type { Engine } from '../../engine.ts'
import type { Server } from '../../http/edge.ts'
import { languageOf } from '../../http/language.ts'
import { serve } from '../../http/serve.ts'
import { owning } from '../../stores/rules.ts'
import * as contract from './contract.ts'
import { payoutCsv, reportCsv } from './csv.ts'
import { showReport } from './operations.ts'

export function reportRoutes(server: Server, engine: Engine): void {
  serve(server, contract.getReport, ({ caller, params, query }) =>
    showReport(engine, { by: owning(caller), ...params }, query),
  )
  serve(server, contract.downloadReport, async ({ caller, params, query }, reply) => {
    const ask = { by: owning(caller), ...params }
    const texts = await reportCsv(engine, ask, query, languageOf(reply.request))
    reply.header('content-disposition', 'attachment; filename="report.csv"')
    return reply.type('text/csv; charset=utf-8').send(Readable.from(texts)) as never
  })
  serve(server, contract.downloadPayout, async ({ caller, params, query }, reply) => {
    const ask = { by: owning(caller), ...params }
    const texts = await payoutCsv(engine, ask, query, languageOf(reply.request))
    reply.header('content-disposition', 'attachment; filename="payout.csv"')
    return reply.type('text/csv; charset=utf-8').send(Readable.from(texts)) as never
  })
}
