import type { Engine } from '../../../engine.ts'
import type { Server } from '../../../http/edge.ts'
import { serve } from '../../../http/serve.ts'
import * as contract from './contract.ts'
import * as operations from './operations.ts'

const of = (
  caller: { readonly accountId: string },
  { marketId }: { readonly marketId: string },
) => ({
  storeId: marketId,
  buyerId: caller.accountId,
})

export function cartRoutes(server: Server, engine: Engine): void {
  serve(server, contract.listCarts, ({ caller }) => operations.listCarts(engine, caller.accountId))
  serve(server, contract.getCart, ({ caller, params }) =>
    operations.showCart(engine, of(caller, params)),
  )
  serve(server, contract.putCartLine, ({ caller, params, body }) =>
    operations.putLine(engine, { ...of(caller, params), ...body, how: 'set' }),
  )
  serve(server, contract.addCartLine, ({ caller, params, body, once }) =>
    operations.putLine(engine, { ...of(caller, params), ...body, how: 'add', once }),
  )
  serve(server, contract.removeCartLine, ({ caller, params }) =>
    operations.removeLine(engine, { ...of(caller, params), lineId: params.lineId }),
  )
  serve(server, contract.emptyCart, ({ caller, params }) =>
    operations.emptyCart(engine, of(caller, params)),
  )
}
