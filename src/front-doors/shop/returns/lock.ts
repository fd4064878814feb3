import type { Id } from '../../../kernel/id.ts'
import * as orders from '../../../orders/queries.ts'
import type { Order } from '../../../orders/rules.ts'
import * as places from '../../../places/queries.ts'
import type { Tx } from '../../../postgres/sql.ts'
import { listPlacesOf } from './queries.ts'

/** Locks orders with all their places, and others beside them: places before orders. */
export async function lockAll(
  tx: Tx,
  storeId: Id<'Store'>,
  orderIds: readonly Id<'Order'>[],
  others: readonly Id<'Place'>[] = [],
): Promise<Order[]> {
  const ids = [...new Set(orderIds)]
  const named = await listPlacesOf(tx, storeId, ids)
  const placeIds = [...new Set([...named.map(({ placeId }) => placeId), ...others])]
  await places.lockPlaces(tx, storeId, placeIds)
  return orders.lockOrders(tx, storeId, ids)
}
