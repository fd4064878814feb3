import type { Engine } from '../../engine.ts'
import { serve } from '../../http/serve.ts'
import type { Server } from '../../http/server.ts'
import { idOf, page } from '../../kernel/page.ts'
import * as owner from './owner-contract.ts'
import * as operations from './owner-operations.ts'
import * as queries from './queries.ts'
import { imageView, restaurantCard, restaurantView } from './view.ts'

export function ownerRoutes(server: Server, engine: Engine): void {
  const { database } = engine
  serve(server, owner.listMyRestaurants, async ({ caller, query }) => {
    const limit = query.limit ?? 24
    const { accountId } = caller
    const found = await queries.listOwnRestaurants(database, accountId, query.cursor, limit + 1)
    return page(found.map(restaurantCard), limit, idOf)
  })
  serve(server, owner.openRestaurant, async ({ caller, body }) =>
    restaurantView(await operations.openRestaurant(engine, caller.accountId, body)),
  )
  serve(server, owner.changeRestaurant, async ({ caller, params, body }) =>
    restaurantView(
      await operations.changeRestaurant(engine, { ownerId: caller.accountId, ...params, ...body }),
    ),
  )
  serve(server, owner.removeImage, async ({ caller, params }) => {
    await operations.removeImage(engine, { ownerId: caller.accountId, ...params })
    return null
  })
  serve(server, owner.listTableTimes, async ({ caller, params }) => {
    const { id } = await operations.readOwn(engine, { ownerId: caller.accountId, ...params })
    return { data: await queries.listTableTimes(database, id) }
  })
  serve(server, owner.addTableTime, ({ caller, params, body }) =>
    operations.addTableTime(engine, { ownerId: caller.accountId, ...params }, body),
  )
  serve(server, owner.changeTableTime, ({ caller, params, body }) =>
    operations.changeTableTime(engine, { ownerId: caller.accountId, ...params, ...body }),
  )
  serve(server, owner.removeTableTime, async ({ caller, params }) => {
    await operations.removeTableTime(engine, { ownerId: caller.accountId, ...params })
    return null
  })
  serve(server, owner.listClosedDates, async ({ caller, params }) => ({
    data: await operations.listClosedDates(engine, { ownerId: caller.accountId, ...params }),
  }))
  serve(server, owner.closeDate, ({ caller, params }) =>
    operations.closeDate(engine, { ownerId: caller.accountId, ...params }),
  )
  serve(server, owner.openDate, async ({ caller, params }) => {
    await operations.openDate(engine, { ownerId: caller.accountId, ...params })
    return null
  })
  serve(server, owner.listDayBookings, ({ caller, params, query }) =>
    operations.listDayBookings(engine, { ownerId: caller.accountId, ...params, ...query }),
  )
  uploads(server, engine)
}

/** Pictures come as the raw bytes of the body, and only here may a body be so large. */
const pictureTypes = ['image/jpeg', 'image/png', 'image/webp', 'image/avif']
const pictureBytesMost = 10 * 1024 * 1024

function uploads(server: Server, engine: Engine): void {
  server.register(async (scope) => {
    scope.addContentTypeParser(
      pictureTypes,
      { parseAs: 'buffer', bodyLimit: pictureBytesMost },
      (_request, bytes, done) => done(null, bytes),
    )
    serve(
      scope as Server,
      owner.addImage,
      async ({ caller, params, query, body }) => {
        const ask = { ownerId: caller.accountId, ...params, ...query, bytes: body }
        return imageView(params.restaurantId, await operations.addImage(engine, ask))
      },
      ({ caller, params }) =>
        operations.beginUpload(engine, { ownerId: caller.accountId, ...params }),
    )
  })
}
