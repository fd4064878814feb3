import { Readable } from 'node:stream'
import type { Engine } from '../../../../engine.ts'
import type { Server } from '../../../../http/edge.ts'
import { languageOf } from '../../../../http/language.ts'
import { serve } from '../../../../http/serve.ts'
import { readOwn } from '../../../../stores/operations.ts'
import { shopOf } from '../routes.ts'
import * as contract from './contract.ts'
import { productsCsv } from './export.ts'
import { listImports, startImport } from './operations.ts'

/** Only here may a body be so large. */
const CSV_BYTES_MOST = 8 * 1024 * 1024

export function importRoutes(server: Server, engine: Engine): void {
  serve(server, contract.listImports, ({ caller, params }) =>
    listImports(engine, shopOf(caller, params)),
  )
  serve(server, contract.exportProducts, async ({ caller, params }, reply) => {
    const texts = await productsCsv(engine, shopOf(caller, params), languageOf(reply.request))
    reply.header('content-disposition', 'attachment; filename="products.csv"')
    return reply.type('text/csv; charset=utf-8').send(Readable.from(texts)) as never
  })
  server.register(async (scope) => {
    const limit = { parseAs: 'buffer', bodyLimit: CSV_BYTES_MOST } as const
    scope.addContentTypeParser('text/csv', limit, (_request, bytes, done) => done(null, bytes))
    serve(
      scope as Server,
      contract.startImport,
      ({ caller, params, body, once }) => {
        const bytes = Buffer.isBuffer(body) ? body : Buffer.alloc(0)
        return startImport(engine, shopOf(caller, params), bytes, once)
      },
      async ({ caller, params }) => {
        if (caller) await readOwn(engine, shopOf(caller, params))
        return () => {}
      },
    )
  })
}
