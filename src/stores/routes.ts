import type { Engine } from '../engine.ts'
import { askerOf } from '../http/asker.ts'
import type { Server } from '../http/edge.ts'
import { serve } from '../http/serve.ts'
import { idOf, page } from '../kernel/page.ts'
import * as contract from './contract.ts'
import * as operations from './operations.ts'
import * as queries from './queries.ts'
import { owning, storeMissing, workingAs } from './rules.ts'
import { storeDetail, storeView } from './view.ts'

const PAGE = 24

export function storeRoutes(server: Server, engine: Engine): void {
  serve(server, contract.listStores, async ({ query: { door, cursor, limit = PAGE } }) => {
    const asked = { door, after: cursor, limit: limit + 1 }
    const found = await operations.listStores(engine, asked)
    const { data, nextCursor } = page(found, limit, operations.cursorOf)
    return { data: data.map(storeView), nextCursor }
  })
  serve(
    server,
    contract.listMyStores,
    async ({ caller, query: { door, cursor, limit = PAGE } }) => {
      const asked = { door, after: cursor, limit: limit + 1 }
      const found = await operations.listOwnStores(engine, owning(caller), asked)
      return page(found.map(storeView), limit, idOf)
    },
  )
  serve(server, contract.openStore, ({ caller, body, once }, { request }) => {
    const { kind = null, ...draft } = body
    const asked = { once, asker: askerOf(request) }
    return operations.openStoreOnce(engine, caller.accountId, { ...draft, kind }, asked)
  })
  serve(server, contract.getStore, async ({ params }) => {
    const store = await queries.readStore(engine.cell(params.storeId), params.storeId)
    if (!store) throw storeMissing()
    return storeDetail(store)
  })
  serve(server, contract.setStoreDoors, async ({ caller, params, body }) =>
    storeDetail(await operations.setDoors(engine, { by: workingAs(caller), ...params }, body.also)),
  )
  serve(server, contract.changeStore, async ({ caller, params, body }) =>
    storeDetail(await operations.changeStore(engine, { by: workingAs(caller), ...params }, body)),
  )
}
