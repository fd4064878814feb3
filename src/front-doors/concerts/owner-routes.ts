import type { Caller } from '../../accounts/caller.ts'
import type { Engine } from '../../engine.ts'
import type { Server } from '../../http/edge.ts'
import { serve } from '../../http/serve.ts'
import { readOwn } from '../../stores/operations.ts'
import { workingAs } from '../../stores/rules.ts'
import * as hall from './hall-contract.ts'
import * as halls from './hall-operations.ts'
import { readLibrary } from './library.ts'
import { concert } from './owner-asks.ts'
import * as owner from './owner-contract.ts'
import * as operations from './owner-operations.ts'
import * as performances from './performances.ts'

interface Given {
  readonly concertId: string
}

const own = (caller: Caller, { concertId }: Given) => concert(workingAs(caller), concertId)

export function ownerRoutes(server: Server, engine: Engine): void {
  hallRoutes(server, engine)
  importRoute(server, engine)
  performanceRoutes(server, engine)
  saleRoutes(server, engine)
}

function hallRoutes(server: Server, engine: Engine): void {
  serve(server, hall.getHall, ({ caller, params }) => halls.showHall(engine, own(caller, params)))
  serve(server, hall.putHall, ({ caller, params, body }) =>
    halls.putHall(engine, own(caller, params), body),
  )
  serve(server, hall.listLibraryHalls, async () => ({
    data: (await readLibrary()).map(({ code, name, levels, sections }) => ({
      ...{ code, name, levels: [...levels] },
      seats: sections.flatMap(({ rows }) => rows).reduce((sum, { seats }) => sum + seats, 0),
    })),
  }))
  serve(server, hall.takeLibraryHall, ({ caller, params, body }) =>
    halls.takeLibraryHall(engine, own(caller, params), body.code),
  )
  serve(server, hall.listLevels, ({ caller, params }) =>
    halls.listLevels(engine, own(caller, params)),
  )
  serve(server, hall.putLevels, ({ caller, params, body }) =>
    halls.putLevels(engine, own(caller, params), body.levels),
  )
}

/** Only here may a body be so large. */
const CSV_BYTES_MOST = 4 * 1024 * 1024

function importRoute(server: Server, engine: Engine): void {
  server.register(async (scope) => {
    const limit = { parseAs: 'buffer', bodyLimit: CSV_BYTES_MOST } as const
    scope.addContentTypeParser('text/csv', limit, (_request, bytes, done) => done(null, bytes))
    serve(
      scope as Server,
      hall.importHall,
      async ({ caller, params, query, body }) => {
        const csv = Buffer.isBuffer(body) ? body.toString('utf8') : ''
        const ask = { ...own(caller, params), ...query, csv }
        const { refused, ...read } = await halls.importHall(engine, ask)
        return { ...read, refused: [...refused] }
      },
      async ({ caller, params }) => {
        if (caller) await readOwn(engine, own(caller, params))
        return () => {}
      },
    )
  })
}

function performanceRoutes(server: Server, engine: Engine): void {
  serve(server, owner.listOwnPerformances, ({ caller, params }) =>
    performances.listPerformances(engine, own(caller, params)),
  )
  serve(server, owner.addPerformance, ({ caller, params, body, once }) =>
    performances.addPerformance(engine, own(caller, params), body, once),
  )
  serve(server, owner.changePerformance, ({ caller, params, body }) =>
    performances.changePerformance(engine, { ...own(caller, params), ...params, ...body }),
  )
  serve(server, owner.cancelPerformance, ({ caller, params, body }) =>
    performances.cancelPerformance(engine, { ...own(caller, params), ...params, ...body }),
  )
}

function saleRoutes(server: Server, engine: Engine): void {
  serve(server, owner.setSeatsPerOrder, ({ caller, params, body }) =>
    operations.setSeatsPerOrder(engine, own(caller, params), body.seatsPerOrder),
  )
  serve(server, owner.listHeldBack, ({ caller, params }) =>
    operations.listHeldBack(engine, { ...own(caller, params), ...params }),
  )
  serve(server, owner.holdBackSeats, ({ caller, params, body }) =>
    operations.holdBack(engine, { ...own(caller, params), ...params, ...body }),
  )
  serve(server, owner.releaseSeats, ({ caller, params, body }) =>
    operations.release(engine, { ...own(caller, params), ...params, ...body }),
  )
  serve(server, owner.listCodes, ({ caller, params }) =>
    operations.listCodes(engine, own(caller, params)),
  )
  serve(server, owner.addCode, ({ caller, params, body, once }) =>
    operations.addCode(engine, own(caller, params), body, once),
  )
  serve(server, owner.retireCode, async ({ caller, params }) => {
    await operations.retireCode(engine, { ...own(caller, params), ...params })
    return null
  })
  serve(server, owner.getSales, ({ caller, params, query }) =>
    operations.showSales(engine, { ...own(caller, params), ...query }),
  )
}
