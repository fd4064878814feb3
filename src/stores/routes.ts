import type { Engine } from '../engine.ts'
import type { Server } from '../http/edge.ts'
import { serve } from '../http/serve.ts'
import { idOf, page } from '../kernel/page.ts'
import * as contract from './contract.ts'
import { changeStore, openStore } from './operations.ts'
import * as queries from './queries.ts'
import { storeMissing, workingAs } from './rules.ts'
import { storeDetail, storeView } from './view.ts'

const PAGE = 24

export function storeRoutes(server: Server, engine: Engine): void {
  const { database } = engine
  serve(server, contract.listStores, async ({ query: { door, cursor, limit = PAGE } }) => {
    const found = await queries.listStores(database, { door, after: cursor, limit: limit + 1 })
    return page(found.map(storeView), limit, idOf)
  })
  serve(
    server,
    contract.listMyStores,
    async ({ caller, query: { door, cursor, limit = PAGE } }) => {
      const { accountId } = caller
      const asked = { door, after: cursor, limit: limit + 1 }
      const found = await queries.listOwnStores(database, accountId, asked)
      return page(found.map(storeView), limit, idOf)
    },
  )
  serve(server, contract.openStore, async ({ caller, body: { kind = null, ...draft } }) =>
    storeDetail(await openStore(engine, caller.accountId, { ...draft, kind })),
  )
  serve(server, contract.getStore, async ({ params }) => {
    const store = await queries.readStore(database, params.storeId)
    if (!store) throw storeMissing()
    return storeDetail(store)
  })
  serve(server, contract.changeStore, async ({ caller, params, body }) =>
    storeDetail(await changeStore(engine, { by: workingAs(caller), ...params }, body)),
  )
}
