import type { Caller } from '../../accounts/caller.ts'
import { readDay } from '../../bookings/day.ts'
import { remainingOf } from '../../bookings/rules.ts'
import type { Engine } from '../../engine.ts'
import type { Server } from '../../http/edge.ts'
import { serve } from '../../http/serve.ts'
import { readOwn } from '../../stores/operations.ts'
import { owning, workingAs } from '../../stores/rules.ts'
import * as owner from './owner-contract.ts'
import * as operations from './owner-operations.ts'
import * as queries from './queries.ts'

export function ownerRoutes(server: Server, engine: Engine): void {
  const own = (caller: Caller, { restaurantId }: { readonly restaurantId: string }) =>
    operations.restaurant(workingAs(caller), restaurantId)
  serve(server, owner.listTableTimes, async ({ caller, params }) => {
    const { id, currency } = await readOwn(engine, own(caller, params))
    const tableTimes = await queries.listTableTimes(engine.cell(id), id)
    return { data: tableTimes.map((tableTime) => ({ ...tableTime, currency })) }
  })
  serve(server, owner.addTableTime, ({ caller, params, body, once }) =>
    operations.addTableTime(engine, own(caller, params), body, once),
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
      remaining: remainingOf(capacity, { taken }),
    }))
    return { ...day, times: remaining }
  })
}
