import { Readable } from 'node:stream'
import type { Engine } from '../../engine.ts'
import type { Server } from '../../http/edge.ts'
import { languageOf } from '../../http/language.ts'
import { serve } from '../../http/serve.ts'
import { owning } from '../rules.ts'
import * as contract from './contract.ts'
import { actsCsv, listActors, listActs } from './operations.ts'

export function actRoutes(server: Server, engine: Engine): void {
  serve(server, contract.listStoreActs, ({ caller, params, query: { by: person, ...query } }) =>
    listActs(engine, { by: owning(caller), ...params, ...query, person }),
  )
  serve(server, contract.listStoreActors, ({ caller, params }) =>
    listActors(engine, { by: owning(caller), ...params }),
  )
  serve(server, contract.downloadActs, async ({ caller, params, query }, reply) => {
    const { by: person, ...kind } = query
    const ask = { by: owning(caller), ...params, ...kind, person }
    const texts = await actsCsv(engine, ask, languageOf(reply.request))
    reply.header('content-disposition', 'attachment; filename="acts.csv"')
    return reply.type('text/csv; charset=utf-8').send(Readable.from(texts)) as never
  })
}
