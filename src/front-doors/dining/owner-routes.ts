import type { Caller } from '../../accounts/caller.ts'
import { readDay } from '../../bookings/day.ts'
import type { Engine } from '../../engine.ts'
import type { Server } from '../../http/edge.ts'
import { serve } from '../../http/serve.ts'
import { readOwn } from '../../stores/operations.ts'
import * as pictures from '../../stores/pictures/operations.ts'
import { serveUpload } from '../../stores/pictures/routes.ts'
import { pictureView } from '../../stores/pictures/view.ts'
import { owning, workingAs } from '../../stores/rules.ts'
import * as owner from './owner-contract.ts'
import * as operations from './owner-operations.ts'
import * as queries from './queries.ts'

export function ownerRoutes(server: Server, engine: Engine): void {
  const own = (caller: Caller, { restaurantId }: { readonly restaurantId: string }) =>
    operations.restaurant(workingAs(caller), restaurantId)
  serve(server, owner.listTableTimes, async ({ caller, params }) => {
    const { id } = await readOwn(engine, own(caller, params))
    return { data: await queries.listTableTimes(engine.database, id) }
  })
  serve(server, owner.addTableTime, ({ caller, params, body }) =>
    operations.addTableTime(engine, own(caller, params), body),
  )
  serve(server, owner.changeTableTime, ({ caller, params, body }) =>
    operations.changeTableTime(engine, { ...own(caller, params), ...params, ...body }),
  )
  serve(server, owner.removeTableTime, async ({ caller, params }) => {
    await operations.removeTableTime(engine, { ...own(caller, params), ...params })
    return null
  })
  serve(server, owner.listClosedDates, async ({ caller, params }) => ({
    data: await operations.listClosedDates(engine, own(caller, params)),
  }))
  serve(server, owner.closeDate, ({ caller, params }) =>
    operations.closeDate(engine, { ...own(caller, params), ...params }),
  )
  serve(server, owner.openDate, async ({ caller, params }) => {
    await operations.openDate(engine, { ...own(caller, params), ...params })
    return null
  })
  serve(server, owner.listDayBookings, async ({ caller, params, query }) => {
    const ask = operations.restaurant(owning(caller), params.restaurantId)
    const { times, ...day } = await readDay(engine, ask, query.date)
    const remaining = times.map(({ time, capacity, taken }) => ({
      time,
      capacity,
      remaining: capacity - taken,
    }))
    return { ...day, times: remaining }
  })
  pictureRoutes(server, engine)
}

/** Older paths of pictures, from before other stores had some. */
function pictureRoutes(server: Server, engine: Engine): void {
  serveUpload(
    server,
    owner.addImage,
    async ({ caller, params: { restaurantId: storeId }, query, body }) => {
      const ask = { ...workingAs(caller), storeId, ...query, bytes: body }
      return pictureView(storeId, await pictures.addPicture(engine, ask))
    },
    async ({ caller, params: { restaurantId: storeId } }) => {
      await readOwn(engine, operations.restaurant(workingAs(caller), storeId))
      return pictures.beginUpload(engine, { ...workingAs(caller), storeId })
    },
  )
  serve(server, owner.removeImage, async ({ caller, params: { restaurantId, imageId } }) => {
    const by = workingAs(caller)
    const { id: storeId } = await readOwn(engine, operations.restaurant(by, restaurantId))
    await pictures.removePicture(engine, { ...by, storeId, pictureId: imageId })
    return null
  })
}
