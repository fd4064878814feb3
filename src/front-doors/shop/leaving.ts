import type { Eraser } from '../../accounts/erasure.ts'
import { eraseCarts } from './carts/queries.ts'
import { eraseAttempts } from './coupons/queries.ts'
import { eraseForms } from './parcels/leaving.ts'
import { eraseFromProducts } from './products/leaving.ts'
import { eraseDetails } from './returns/queries.ts'

/**
 * Orders stay with the shop, without the person but where goods are still sent to; how often they used a
 * coupon counts on.
 */
export const eraseBuyer: Eraser = async (tx, accountId, options) => {
  await eraseCarts(tx, accountId)
  await eraseForms(tx, accountId)
  await eraseAttempts(tx, accountId)
  await eraseFromProducts(tx, accountId, options)
  await eraseDetails(tx, accountId)
}
