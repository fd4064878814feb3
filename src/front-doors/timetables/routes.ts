import { nameBooker } from '../../bookings/name.ts'
import { listBookings, readBooking } from '../../bookings/read.ts'
import type { Engine } from '../../engine.ts'
import type { Server } from '../../http/edge.ts'
import { serve } from '../../http/serve.ts'
import type { AnswerOf } from '../../kernel/endpoint.ts'
import { doorRoutes } from '../../stores/door-routes.ts'
import * as contract from './contract.ts'
import * as operations from './operations.ts'
import { ownerRoutes } from './owner-routes.ts'
import { shopMissing } from './rules.ts'
import { listTimetables, showShop, showTimetable } from './shown.ts'

export function routes(server: Server, engine: Engine): void {
  doorRoutes(server, engine, {
    door: 'timetables',
    plural: 'shops',
    id: 'shopId',
    missing: shopMissing,
    closesForGood: true,
  })
  serve(server, contract.getShop, async ({ params }) => ({
    stored: await showShop(engine, params.shopId),
  }))
  serve(server, contract.listTimetables, ({ params, query }) =>
    listTimetables(engine, { ...params, ...query }),
  )
  serve(server, contract.getTimetable, ({ params }) => showTimetable(engine, params.timetableId))
  serve(server, contract.placeShopBooking, ({ caller, params, body, once }) =>
    operations.placeBooking(engine, {
      buyerId: caller.accountId,
      ...params,
      ...body,
      once,
    }),
  )
  shopBookingRoutes(server, engine)
  ownerRoutes(server, engine)
}

/** Bookings of shops at their older paths. */
function shopBookingRoutes(server: Server, engine: Engine): void {
  const door = 'timetables'
  serve(
    server,
    contract.getShopBooking,
    ({ caller, params }) =>
      readBooking(engine, { buyerId: caller.accountId, ...params, door }) as ShopBooking,
  )
  serve(
    server,
    contract.listShopBookings,
    ({ caller, query }) =>
      listBookings(engine, {
        buyerId: caller.accountId,
        ...query,
        door,
        limit: query.limit ?? 20,
      }) as Promise<AnswerOf<typeof contract.listShopBookings>>,
  )
  serve(
    server,
    contract.nameShopBooker,
    ({ caller, params, body }) =>
      nameBooker(engine, { buyerId: caller.accountId, ...params, booker: body }) as ShopBooking,
  )
}

/** A `BookingView` with the members of this door. */
type ShopBooking = Promise<AnswerOf<typeof contract.getShopBooking>>
