import type { Engine } from '../../engine.ts'
import { serve } from '../../http/serve.ts'
import type { Server } from '../../http/server.ts'
import { doorRoutes } from '../../stores/door-routes.ts'
import * as contract from './contract.ts'
import * as operations from './operations.ts'
import * as owned from './owner-queries.ts'
import { ownerRoutes } from './owner-routes.ts'
import { imageMissing, restaurantMissing } from './rules.ts'

export function routes(server: Server, engine: Engine): void {
  const { database } = engine
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
  serve(server, contract.getImage, async ({ params, query }, reply) => {
    const { storeId, imageId } = params
    const image = await owned.readImage(database, storeId, imageId, query.size ?? 'large')
    if (!image) throw imageMissing()
    reply.header('cache-control', 'public, max-age=31536000, immutable')
    return reply.type('image/webp').send(image.bytes) as never
  })
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
