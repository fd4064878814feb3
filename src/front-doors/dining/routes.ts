import type { Engine } from '../../engine.ts'
import { serve } from '../../http/serve.ts'
import type { Server } from '../../http/server.ts'
import { idOf, page } from '../../kernel/page.ts'
import * as contract from './contract.ts'
import * as operations from './operations.ts'
import { ownerRoutes } from './owner-routes.ts'
import * as queries from './queries.ts'
import { restaurantCard } from './view.ts'

export function routes(server: Server, engine: Engine): void {
  const { database } = engine
  serve(server, contract.listRestaurants, async ({ query }) => {
    const limit = query.limit ?? 24
    const found = await queries.listRestaurants(database, query.cursor, limit + 1)
    return page(found.map(restaurantCard), limit, idOf)
  })
  serve(server, contract.getRestaurant, async ({ params }) => ({
    stored: await operations.showRestaurant(engine, params.restaurantId),
  }))
  serve(
    server,
    contract.placeBooking,
    ({ caller, params, body, once }) =>
      operations.placeBooking(engine, {
        buyerId: caller.accountId,
        restaurantId: params.restaurantId,
        ...body,
        once,
      }) as Promise<{ stored: string }>,
  )
  serve(server, contract.getBooking, ({ caller, params }) =>
    operations.getBooking(engine, { buyerId: caller.accountId, ...params }),
  )
  serve(server, contract.listBookings, async ({ caller, query }) => {
    const limit = query.limit ?? 20
    const found = await operations.listBookings(engine, {
      buyerId: caller.accountId,
      ...(query.cursor && { before: query.cursor }),
      limit: limit + 1,
    })
    return page(found, limit, idOf)
  })
  serve(server, contract.nameBooker, ({ caller, params, body }) =>
    operations.nameBooker(engine, { buyerId: caller.accountId, ...params, booker: body }),
  )
  ownerRoutes(server, engine)
}
