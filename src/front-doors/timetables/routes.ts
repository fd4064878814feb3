import type { Engine } from '../../engine.ts'
import { serve } from '../../http/serve.ts'
import type { Server } from '../../http/server.ts'
import { idOf, page } from '../../kernel/page.ts'
import * as contract from './contract.ts'
import * as operations from './operations.ts'
import { ownerRoutes } from './owner-routes.ts'
import * as queries from './queries.ts'
import { listTimetables, showShop, showTimetable } from './shown.ts'
import { shopView } from './view.ts'

export function routes(server: Server, engine: Engine): void {
  serve(server, contract.listShops, async ({ query }) => {
    const limit = query.limit ?? 24
    const found = await queries.listShops(engine.database, query.cursor, limit + 1)
    return page(found.map(shopView), limit, idOf)
  })
  serve(server, contract.getShop, async ({ params }) => ({
    stored: await showShop(engine, params.shopId),
  }))
  serve(server, contract.listTimetables, ({ params, query }) =>
    listTimetables(engine, { ...params, ...query }),
  )
  serve(server, contract.getTimetable, ({ params }) => showTimetable(engine, params.timetableId))
  serve(server, contract.placeShopBooking, ({ caller, params, body, once }) =>
    operations.placeBooking(engine, {
      buyerId: caller.accountId,
      ...params,
      ...body,
      once,
    }),
  )
  serve(server, contract.getShopBooking, ({ caller, params }) =>
    operations.getBooking(engine, { buyerId: caller.accountId, ...params }),
  )
  serve(server, contract.listShopBookings, async ({ caller, query }) => {
    const limit = query.limit ?? 20
    const found = await operations.listBookings(engine, {
      buyerId: caller.accountId,
      ...(query.cursor && { before: query.cursor }),
      limit: limit + 1,
    })
    return page(found, limit, idOf)
  })
  serve(server, contract.nameShopBooker, ({ caller, params, body }) =>
    operations.nameBooker(engine, { buyerId: caller.accountId, ...params, booker: body }),
  )
  ownerRoutes(server, engine)
}
