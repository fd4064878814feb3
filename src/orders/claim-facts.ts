import type { Id } from '../kernel/id.ts'
import type { Queryable } from '../postgres/sql.ts'
import * as queries from './claim-queries.ts'
import type { ClaimFacts } from './claim-rules.ts'
import * as orders from './queries.ts'

export type Facts = Omit<ClaimFacts, 'store'> & {
  readonly store: ClaimFacts['store'] | undefined
}

/** The facts of a batch of claims but what is left of its places; read under their locks. */
export async function readFacts(
  on: Queryable,
  storeId: Id<'Store'>,
  buyerIds: readonly Id<'Account'>[],
  placeIds: readonly Id<'Place'>[],
): Promise<Omit<Facts, 'available'>> {
  const [store, lines] = await Promise.all([
    queries.readSelling(on, storeId),
    queries.findHeld(on, storeId, buyerIds),
  ])
  const requested = new Set(placeIds)
  const same = lines.filter(({ placeId }) => requested.has(placeId)).map(({ orderId }) => orderId)
  const ordersOf = Map.groupBy(lines, ({ buyerId }) => buyerId)
  return {
    store,
    held: same.length > 0 ? await orders.readOrders(on, storeId, [...new Set(same)]) : [],
    readyOrders: new Map(
      [...ordersOf].map(([id, held]) => [id, new Set(held.map(({ orderId }) => orderId)).size]),
    ),
  }
}
