import type { Engine } from '../../engine.ts'
import type { Server } from '../../http/edge.ts'
import { serve } from '../../http/serve.ts'
import { doorRoutes } from '../../stores/door-routes.ts'
import * as contract from './contract.ts'
import * as operations from './operations.ts'
import { ownerRoutes } from './owner-routes.ts'
import { restaurantMissing } from './rules.ts'

export function routes(server: Server, engine: Engine): void {
  doorRoutes(server, engine, {
    door: 'dining',
    plural: 'restaurants',
    id: 'restaurantId',
    missing: restaurantMissing,
    closesForGood: false,
  })
  serve(server, contract.getRestaurant, async ({ params }) => ({
    stored: await operations.showRestaurant(engine, params.restaurantId),
  }))
  serve(server, contract.placeBooking, ({ caller, params, body, once }) =>
    operations.placeBooking(engine, {
      buyerId: caller.accountId,
      restaurantId: params.restaurantId,
      ...body,
      once,
    }),
  )
  ownerRoutes(server, engine)
}
