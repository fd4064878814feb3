import { readDay } from '../../bookings/day.ts'
import type { Engine } from '../../engine.ts'
import type { Server } from '../../http/edge.ts'
import { serve } from '../../http/serve.ts'
import { owning, workingAs } from '../../stores/rules.ts'
import * as days from './days.ts'
import { release, reserve } from './gate.ts'
import * as owner from './owner-contract.ts'
import * as operations from './owner-operations.ts'
import { basicRemainingFixed } from './rules.ts'
import * as seed from './seed-contract.ts'

export function ownerRoutes(server: Server, engine: Engine): void {
  serve(server, owner.listShopDays, ({ caller, params, query }) =>
    days.listDays(engine, { ...operations.shop(owning(caller), params.shopId), ...query }),
  )
  serve(server, owner.listDayShopBookings, async ({ caller, params, query }) => {
    const ask = operations.shop(owning(caller), params.shopId)
    const { times, bookings, ...day } = await readDay(engine, ask, query.date)
    const timetableId = (item: Readonly<Record<string, string>>) => item.timetableId ?? ''
    return {
      ...day,
      times: times.map(({ item, ...time }) => ({ ...time, timetableId: timetableId(item) })),
      bookings: bookings
        .map((one) => ({ ...one, timetableId: timetableId(one.item) }))
        .filter((one) => one.timetableId),
    }
  })
  serve(server, owner.getShopOf, async ({ caller, params }) => ({
    stored: JSON.stringify(await operations.findShopOf(engine, workingAs(caller), params.username)),
  }))
  timetableRoutes(server, engine)
  gateRoutes(server, engine)
}

function timetableRoutes(server: Server, engine: Engine): void {
  serve(server, owner.createTimetable, ({ caller, params, body, once }) => {
    const draft = {
      hour: body.reservationHour,
      minute: body.reservationMinute ?? 0,
      basicRemaining: body.basicRemaining,
      price: body.price ?? 0,
    }
    const ask = operations.shop(workingAs(caller), params.shopId)
    return operations.createTimetable(engine, ask, draft, once)
  })
  serve(server, owner.updateTime, ({ caller, params, body }) => {
    if (body.basicRemaining !== undefined) throw basicRemainingFixed()
    const { reservationHour: hour, reservationMinute: minute, price } = body
    return operations.updateTime(
      engine,
      { by: workingAs(caller), ...params },
      { hour, minute, price },
    )
  })
  serve(server, owner.deleteTimetable, async ({ caller, params }) => {
    await operations.deleteTimetable(engine, { by: workingAs(caller), ...params })
    return null
  })
}

function gateRoutes(server: Server, engine: Engine): void {
  serve(server, owner.reservePlace, ({ caller, params, once }) =>
    reserve(engine, { ...workingAs(caller), ...params, once }),
  )
  serve(server, owner.releasePlace, ({ caller, params, once }) =>
    release(engine, { ...workingAs(caller), ...params, once }),
  )
  serve(server, seed.reserveTimetable, ({ caller, body, once }) =>
    reserve(engine, { ...workingAs(caller), ...body, once }),
  )
  serve(server, seed.releaseTimetable, ({ caller, body, once }) =>
    release(engine, { ...workingAs(caller), ...body, once }),
  )
}
