import type { Engine } from '../../engine.ts'
import type { Caller } from '../../http/asked.ts'
import { serve } from '../../http/serve.ts'
import type { Server } from '../../http/server.ts'
import { idOf, page } from '../../kernel/page.ts'
import { workingAs } from '../../stores/rules.ts'
import * as days from './days.ts'
import { type By, release, reserve } from './gate.ts'
import * as owner from './owner-contract.ts'
import * as operations from './owner-operations.ts'
import { listOwnShops } from './owner-queries.ts'
import { basicRemainingFixed } from './rules.ts'
import * as seed from './seed-contract.ts'
import { shopView } from './view.ts'

/** An owner may at the shops of their own, an admin at every one. */
const by = (caller: Caller): By => {
  const { callerId, everyStore } = workingAs(caller)
  return { callerId, everyShop: everyStore }
}

/** What a shop knows of people is its owner's alone. */
const ownOnly = ({ accountId }: Caller): By => ({ callerId: accountId, everyShop: false })

export function ownerRoutes(server: Server, engine: Engine): void {
  serve(server, owner.listMyShops, async ({ caller, query }) => {
    const limit = query.limit ?? 24
    const found = await listOwnShops(engine.database, caller.accountId, query.cursor, limit + 1)
    return page(found.map(shopView), limit, idOf)
  })
  serve(server, owner.openShop, async ({ caller, body }) =>
    shopView(await operations.openShop(engine, caller.accountId, body)),
  )
  serve(server, owner.changeShop, async ({ caller, params, body }) =>
    shopView(await operations.changeShop(engine, { ...by(caller), ...params }, body)),
  )
  serve(server, owner.closeShop, async ({ caller, params }) => {
    await operations.closeShop(engine, { ...by(caller), ...params })
    return null
  })
  serve(server, owner.listShopDays, ({ caller, params, query }) =>
    days.listDays(engine, { ...ownOnly(caller), ...params, ...query }),
  )
  serve(server, owner.listDayShopBookings, ({ caller, params, query }) =>
    days.listDayBookings(engine, { ...ownOnly(caller), ...params, ...query }),
  )
  serve(server, owner.getShopOf, async ({ caller, params }) => ({
    stored: JSON.stringify(await operations.findShopOf(engine, by(caller), params.username)),
  }))
  timetableRoutes(server, engine)
  gateRoutes(server, engine)
}

function timetableRoutes(server: Server, engine: Engine): void {
  serve(server, owner.createTimetable, ({ caller, params, body }) =>
    operations.createTimetable(
      engine,
      { ...by(caller), ...params },
      {
        hour: body.reservationHour,
        minute: body.reservationMinute ?? 0,
        basicRemaining: body.basicRemaining,
        price: body.price ?? 0,
      },
    ),
  )
  serve(server, owner.updateTime, ({ caller, params, body }) => {
    if (body.basicRemaining !== undefined) throw basicRemainingFixed()
    const change = { hour: body.reservationHour, minute: body.reservationMinute }
    return operations.updateTime(engine, { ...by(caller), ...params }, change)
  })
  serve(server, owner.deleteTimetable, async ({ caller, params }) => {
    await operations.deleteTimetable(engine, { ...by(caller), ...params })
    return null
  })
}

/** By path or by body, the same. */
function gateRoutes(server: Server, engine: Engine): void {
  serve(server, owner.reservePlace, ({ caller, params, once }) =>
    reserve(engine, { ...by(caller), ...params, once }),
  )
  serve(server, owner.releasePlace, ({ caller, params, once }) =>
    release(engine, { ...by(caller), ...params, once }),
  )
  serve(server, seed.reserveTimetable, ({ caller, body, once }) =>
    reserve(engine, { ...by(caller), ...body, once }),
  )
  serve(server, seed.releaseTimetable, ({ caller, body, once }) =>
    release(engine, { ...by(caller), ...body, once }),
  )
}
