import type { Engine } from '../engine.ts'
import { holderOf } from '../holds/holder.ts'
import type { Server } from '../http/edge.ts'
import { serve } from '../http/serve.ts'
import { owning, workingAs } from '../stores/rules.ts'
import * as contract from './contract.ts'
import { readDay } from './day.ts'
import { listDayBookings } from './day-contract.ts'
import { enterItem, showDeskTimes } from './desk/enter-item.ts'
import { enterGuest, listDeskTimes } from './desk/item-contract.ts'
import { claimMixed } from './mixed.ts'
import { bookTogether } from './mixed-contract.ts'
import { nameBooker } from './name.ts'
import { showOpenings } from './openings.ts'
import { listBookings, readBooking, readStoreBooking } from './read.ts'
import { itemUnknown } from './rules.ts'

/** What an order of several doors counts as in the budgets of holds, before its doors say how long it is held. */
const MIXED_HOLD_SECONDS = 600

export function bookingRoutes(server: Server, engine: Engine): void {
  serve(server, contract.listOpenings, () => showOpenings(engine))
  serve(server, contract.getBooking, ({ caller, params }) =>
    readBooking(engine, { buyerId: caller.accountId, ...params }),
  )
  serve(server, contract.listBookings, ({ caller, query }) =>
    listBookings(engine, { buyerId: caller.accountId, ...query, limit: query.limit ?? 20 }),
  )
  serve(server, bookTogether, ({ caller, params, body, once }) => {
    if (body.items.some(({ door }) => engine.doors.get(door)?.ownCheckout)) throw itemUnknown()
    const seats = body.items.reduce((sum, { quantity }) => sum + quantity, 0)
    const holder = holderOf(caller, seats, MIXED_HOLD_SECONDS)
    return claimMixed(engine, { ...params, ...body, buyerId: caller.accountId, once, holder })
  })
  serve(server, contract.nameBooker, ({ caller, params, body }) =>
    nameBooker(engine, { buyerId: caller.accountId, ...params, booker: body }),
  )
  serve(server, contract.getStoreBooking, ({ caller, params }) =>
    readStoreBooking(engine, { by: workingAs(caller), ...params }),
  )
  serve(server, listDayBookings, ({ caller, params, query }) =>
    readDay(engine, { by: owning(caller), ...params }, query.date),
  )
  serve(server, listDeskTimes, ({ caller, params, query }) =>
    showDeskTimes(engine, { by: owning(caller), ...params }, query.date),
  )
  serve(server, enterGuest, ({ caller, params, body, once }) =>
    enterItem(engine, { by: owning(caller), ...params }, body, once),
  )
}
