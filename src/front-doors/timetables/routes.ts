import { doorBookingRoutes } from '../../bookings/door-routes.ts'
import type { Engine } from '../../engine.ts'
import { holderOf } from '../../holds/holder.ts'
import type { Server } from '../../http/edge.ts'
import { serve } from '../../http/serve.ts'
import { doorRoutes } from '../../stores/door-routes.ts'
import { checkPass } from '../../waiting-room/passes.ts'
import { appointmentRoutes } from './appointments/routes.ts'
import * as contract from './contract.ts'
import * as operations from './operations.ts'
import { ownerRoutes } from './owner-routes.ts'
import { HOLD_SECONDS, shopMissing } from './rules.ts'
import { listTimetables, showShop, showTimetable } from './shown.ts'

export function routes(server: Server, engine: Engine): void {
  doorRoutes(server, engine, {
    door: 'timetables',
    plural: 'shops',
    id: 'shopId',
    missing: shopMissing,
    closesForGood: true,
  })
  serve(server, contract.getShop, ({ params }) => showShop(engine, params.shopId))
  serve(server, contract.listTimetables, ({ params, query }) =>
    listTimetables(engine, { ...params, ...query }),
  )
  serve(server, contract.getTimetable, ({ params, caller, headers }) =>
    showTimetable(engine, params.timetableId, (storeId) =>
      checkPass(engine, { storeId, caller, headers }),
    ),
  )
  serve(server, contract.placeShopBooking, ({ caller, params, body, once }) =>
    operations.placeBooking(engine, {
      buyerId: caller.accountId,
      ...params,
      ...body,
      once,
      holder: holderOf(caller, 1, HOLD_SECONDS),
    }),
  )
  doorBookingRoutes(server, engine, {
    door: 'timetables',
    plural: 'shop-bookings',
    noun: 'ShopBooking',
    at: 'shops',
    members: contract.bookingMembers,
  })
  ownerRoutes(server, engine)
  appointmentRoutes(server, engine)
}
