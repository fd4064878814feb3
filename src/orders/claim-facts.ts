import type { Id } from '../kernel/id.ts'
import type { Queryable } from '../postgres/sql.ts'
import * as queries from './claim-queries.ts'
import type { ClaimFacts } from './claim-rules.ts'
import { readOrders } from './queries.ts'

/** The facts of a batch of claims that are read under the locks of its places. */
export interface ClaimFactsRead
  extends Omit<ClaimFacts, 'store' | 'available' | 'freed' | 'waiting' | 'noShows' | 'marked'> {
  readonly store: ClaimFacts['store'] | undefined
}

export async function readFacts(
  on: Queryable,
  storeId: Id<'Store'>,
  asked: { readonly buyerIds: readonly Id<'Account'>[]; readonly placeIds: readonly Id<'Place'>[] },
): Promise<ClaimFactsRead> {
  const [store, lines] = await Promise.all([
    queries.readSelling(on, storeId),
    queries.findHeld(on, storeId, asked.buyerIds),
  ])
  const requested = new Set(asked.placeIds)
  const same = lines.filter(({ placeId }) => requested.has(placeId)).map(({ orderId }) => orderId)
  const ordersOf = Map.groupBy(lines, ({ buyerId }) => buyerId)
  return {
    store,
    held: same.length > 0 ? await readOrders(on, storeId, [...new Set(same)]) : [],
    readyOrders: new Map(
      [...ordersOf].map(([id, held]) => [id, new Set(held.map(({ orderId }) => orderId)).size]),
    ),
  }
}
