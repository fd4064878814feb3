import type { Caller } from '../../../accounts/caller.ts'
import type { Engine } from '../../../engine.ts'
import type { Server } from '../../../http/edge.ts'
import { serve } from '../../../http/serve.ts'
import type { StoreAsk } from '../../../stores/operations.ts'
import { workingAs } from '../../../stores/rules.ts'
import { marketMissing } from '../rules.ts'
import * as contract from './contract.ts'
import * as operations from './operations.ts'

const own = (caller: Caller, { marketId }: { readonly marketId: string }): StoreAsk => ({
  by: workingAs(caller),
  storeId: marketId,
  of: { door: 'shop', missing: marketMissing },
})

export function couponRoutes(server: Server, engine: Engine): void {
  serve(server, contract.listCoupons, ({ caller, params }) =>
    operations.listCoupons(engine, own(caller, params)),
  )
  serve(server, contract.listShownCoupons, ({ params }) =>
    operations.listShownCoupons(engine, params.marketId),
  )
  serve(server, contract.addCoupon, ({ caller, params, body, once }) =>
    operations.addCoupon(engine, own(caller, params), body, once),
  )
  serve(server, contract.pauseCoupon, ({ caller, params, body }) =>
    operations.pauseCoupon(engine, { ...own(caller, params), ...params }, body.isPaused),
  )
  serve(server, contract.endCoupon, ({ caller, params }) =>
    operations.endCoupon(engine, { ...own(caller, params), ...params }),
  )
}
