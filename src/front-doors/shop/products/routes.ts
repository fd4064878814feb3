import type { Caller } from '../../../accounts/caller.ts'
import type { Engine } from '../../../engine.ts'
import type { Server } from '../../../http/edge.ts'
import { serve } from '../../../http/serve.ts'
import type { StoreAsk } from '../../../stores/operations.ts'
import { workingAs } from '../../../stores/rules.ts'
import { marketMissing } from '../rules.ts'
import * as alertContract from './alert-contract.ts'
import * as alerts from './alerts.ts'
import * as catalogue from './catalogue.ts'
import * as categories from './categories.ts'
import * as contract from './contract.ts'
import * as own from './own.ts'
import * as owner from './owner-contract.ts'
import { expectShop, listProducts, showProduct } from './shown.ts'
import * as stock from './stock.ts'

export function productRoutes(server: Server, engine: Engine): void {
  lookRoutes(server, engine)
  ownRoutes(server, engine)
  stockRoutes(server, engine)
  alertRoutes(server, engine)
}

function lookRoutes(server: Server, engine: Engine): void {
  serve(server, contract.listProducts, ({ query }) => listProducts(engine, query))
  serve(server, contract.listProductsOf, ({ params, query }) =>
    listProducts(engine, { ...params, ...query }),
  )
  serve(server, contract.getProduct, ({ params: { marketId: storeId, productId } }) =>
    showProduct(engine, { storeId, productId }),
  )
  serve(server, contract.listCategories, async ({ params }) => {
    const found = await categories.showCategories(engine, params.marketId)
    if (found.data.length === 0) await expectShop(engine, params.marketId)
    return found
  })
}

/** A shop of the caller's. */
export const shopOf = (
  caller: Caller,
  { marketId: storeId }: { readonly marketId: string },
): StoreAsk => ({
  ...{ by: workingAs(caller), storeId },
  of: { door: 'shop', missing: marketMissing },
})

const productOf = (
  caller: Caller,
  params: { readonly marketId: string; readonly productId: string },
) => ({
  ...shopOf(caller, params),
  productId: params.productId,
})

const variantOf = (
  caller: Caller,
  params: { readonly marketId: string; readonly variantId: string },
) => ({
  ...shopOf(caller, params),
  variantId: params.variantId,
})

function ownRoutes(server: Server, engine: Engine): void {
  serve(server, owner.listOwnProducts, ({ caller, params, query }) =>
    own.listOwnProducts(engine, shopOf(caller, params), query),
  )
  serve(server, owner.getOwnProduct, ({ caller, params }) =>
    own.showOwnProduct(engine, productOf(caller, params)),
  )
  serve(server, owner.addProduct, ({ caller, params, body, once }) =>
    catalogue.addProduct(engine, shopOf(caller, params), body, once),
  )
  serve(server, owner.changeProduct, ({ caller, params, body }) =>
    catalogue.changeProduct(engine, productOf(caller, params), body),
  )
  serve(server, owner.setCategories, ({ caller, params, body }) =>
    categories.setCategories(engine, shopOf(caller, params), body.categories),
  )
}

function alertRoutes(server: Server, engine: Engine): void {
  const alertOf = (
    { accountId }: Caller,
    { marketId: storeId, variantId }: { readonly marketId: string; readonly variantId: string },
  ) => ({ storeId, variantId, accountId })
  serve(server, alertContract.askAlert, async ({ caller, params }) => {
    await alerts.askAlert(engine, alertOf(caller, params))
    return null
  })
  serve(server, alertContract.endAlert, async ({ caller, params }) => {
    await alerts.endAlert(engine, alertOf(caller, params))
    return null
  })
  serve(server, alertContract.listAlerts, ({ caller, params: { marketId, productId } }) =>
    alerts.listAlerts(engine, { storeId: marketId, productId, accountId: caller.accountId }),
  )
}

function stockRoutes(server: Server, engine: Engine): void {
  serve(server, owner.changeStock, ({ caller, params, body, once }) =>
    stock.changeStock(engine, variantOf(caller, params), { note: '', ...body }, once),
  )
  serve(server, owner.listStockChanges, ({ caller, params, query }) =>
    stock.listStockChanges(engine, variantOf(caller, params), query),
  )
}
