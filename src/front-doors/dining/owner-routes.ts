import type { Caller } from '../../accounts/sessions.ts'
import { readDay } from '../../bookings/day.ts'
import type { Engine } from '../../engine.ts'
import { serve } from '../../http/serve.ts'
import type { Server } from '../../http/server.ts'
import { byOf, ownerOnly, readOwn } from '../../stores/operations.ts'
import { imageView } from '../../stores/view.ts'
import * as owner from './owner-contract.ts'
import * as operations from './owner-operations.ts'
import * as queries from './queries.ts'

export function ownerRoutes(server: Server, engine: Engine): void {
  const own = (caller: Caller, { restaurantId }: { readonly restaurantId: string }) =>
    operations.restaurant(byOf(caller), restaurantId)
  serve(server, owner.removeImage, async ({ caller, params }) => {
    await operations.removeImage(engine, { ...own(caller, params), ...params })
    return null
  })
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
    const ask = operations.restaurant(ownerOnly(caller), params.restaurantId)
    const { times, ...day } = await readDay(engine, ask, query.date)
    const remaining = times.map(({ time, capacity, taken }) => ({
      time,
      capacity,
      remaining: capacity - taken,
    }))
    return { ...day, times: remaining }
  })
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
    serve(scope as Server, owner.addImage, async ({ caller, params, query, body }) => {
      const own = operations.restaurant(byOf(caller), params.restaurantId)
      const ask = { ...own, ...query, bytes: body }
      return imageView(params.restaurantId, await operations.addImage(engine, ask))
    })
  })
}
