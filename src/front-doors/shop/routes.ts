import type { Engine } from '../../engine.ts'
import type { Server } from '../../http/edge.ts'
import { doorRoutes } from '../../stores/door-routes.ts'
import { cartRoutes } from './carts/routes.ts'
import { checkoutRoutes } from './checkout/routes.ts'
import { couponRoutes } from './coupons/routes.ts'
import { parcelRoutes } from './parcels/routes.ts'
import { importRoutes } from './products/imports/routes.ts'
import { productRoutes } from './products/routes.ts'
import { receiptRoutes } from './receipts/routes.ts'
import { returnRoutes } from './returns/routes.ts'
import { marketMissing } from './rules.ts'

export function routes(server: Server, engine: Engine): void {
  doorRoutes(server, engine, {
    door: 'shop',
    plural: 'markets',
    id: 'marketId',
    missing: marketMissing,
    closesForGood: false,
  })
  productRoutes(server, engine)
  cartRoutes(server, engine)
  couponRoutes(server, engine)
  checkoutRoutes(server, engine)
  parcelRoutes(server, engine)
  returnRoutes(server, engine)
  receiptRoutes(server, engine)
  importRoutes(server, engine)
}
