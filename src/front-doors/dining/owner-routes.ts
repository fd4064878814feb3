import type { Engine } from '../../engine.ts'
import { serve } from '../../http/serve.ts'
import type { Server } from '../../http/server.ts'
import { idOf, page } from '../../kernel/page.ts'
import * as pictures from '../../stores/pictures/operations.ts'
import { serveUpload } from '../../stores/pictures/routes.ts'
import { pictureView } from '../../stores/pictures/view.ts'
import { owning, workingAs } from '../../stores/rules.ts'
import * as owner from './owner-contract.ts'
import * as operations from './owner-operations.ts'
import * as queries from './queries.ts'
import { restaurantCard, restaurantView } from './view.ts'

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
      await operations.changeRestaurant(engine, { ...workingAs(caller), ...params, ...body }),
    ),
  )
  serve(server, owner.listTableTimes, async ({ caller, params }) => {
    const { id } = await operations.readOwn(engine, { ...workingAs(caller), ...params })
    return { data: await queries.listTableTimes(database, id) }
  })
  serve(server, owner.addTableTime, ({ caller, params, body }) =>
    operations.addTableTime(engine, { ...workingAs(caller), ...params }, body),
  )
  serve(server, owner.changeTableTime, ({ caller, params, body }) =>
    operations.changeTableTime(engine, { ...workingAs(caller), ...params, ...body }),
  )
  serve(server, owner.removeTableTime, async ({ caller, params }) => {
    await operations.removeTableTime(engine, { ...workingAs(caller), ...params })
    return null
  })
  serve(server, owner.listClosedDates, async ({ caller, params }) => ({
    data: await operations.listClosedDates(engine, { ...workingAs(caller), ...params }),
  }))
  serve(server, owner.closeDate, ({ caller, params }) =>
    operations.closeDate(engine, { ...workingAs(caller), ...params }),
  )
  serve(server, owner.openDate, async ({ caller, params }) => {
    await operations.openDate(engine, { ...workingAs(caller), ...params })
    return null
  })
  serve(server, owner.listDayBookings, ({ caller, params, query }) =>
    operations.listDayBookings(engine, { ...owning(caller), ...params, ...query }),
  )
  pictureRoutes(server, engine)
}

/** The paths of pictures from when only restaurants had some. */
function pictureRoutes(server: Server, engine: Engine): void {
  serveUpload(
    server,
    owner.addImage,
    async ({ caller, params: { restaurantId: storeId }, query, body }) => {
      const ask = { ...workingAs(caller), storeId, ...query, bytes: body }
      return pictureView(storeId, await pictures.addPicture(engine, ask))
    },
    async ({ caller, params }) => {
      const { id: storeId } = await operations.readOwn(engine, { ...workingAs(caller), ...params })
      return pictures.beginUpload(engine, { ...workingAs(caller), storeId })
    },
  )
  serve(server, owner.removeImage, async ({ caller, params }) => {
    const by = workingAs(caller)
    const { id: storeId } = await operations.readOwn(engine, { ...by, ...params })
    await pictures.removePicture(engine, { ...by, storeId, pictureId: params.imageId })
    return null
  })
}
