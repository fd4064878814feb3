import type { Engine } from '../../engine.ts'
import { holderOf } from '../../holds/holder.ts'
import type { Server } from '../../http/edge.ts'
import { serve } from '../../http/serve.ts'
import { doorRoutes } from '../../stores/door-routes.ts'
import { doorPictureRoutes } from '../../stores/pictures/door-routes.ts'
import * as contract from './contract.ts'
import { deskRoutes } from './desk-routes.ts'
import * as operations from './operations.ts'
import { ownerRoutes } from './owner-routes.ts'
import { HOLD_SECONDS, restaurantMissing } from './rules.ts'
import { seatingRoutes } from './seating-routes.ts'

export function routes(server: Server, engine: Engine): void {
  const paths = {
    door: 'dining',
    plural: 'restaurants',
    id: 'restaurantId',
    missing: restaurantMissing,
    closesForGood: false,
  }
  doorRoutes(server, engine, paths)
  doorPictureRoutes(server, engine, paths)
  serve(server, contract.getRestaurant, ({ params }) =>
    operations.showRestaurant(engine, params.restaurantId),
  )
  serve(server, contract.placeBooking, ({ caller, params, body, once }) =>
    operations.placeBooking(engine, {
      buyerId: caller.accountId,
      restaurantId: params.restaurantId,
      ...body,
      once,
      holder: holderOf(caller, 1, HOLD_SECONDS),
    }),
  )
  ownerRoutes(server, engine)
  seatingRoutes(server, engine)
  deskRoutes(server, engine)
}
