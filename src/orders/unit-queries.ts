import type { Id } from '../kernel/id.ts'
import { uuids } from '../postgres/literal.ts'
import { sql, type Tx } from '../postgres/sql.ts'
import type { LetGo } from './freed-queries.ts'
import type { Order } from './rules.ts'

// Call only under the locks of the places and the order.

export interface Units {
  readonly placeId: Id<'Place'>
  /** 1 or more. */
  readonly quantity: number
}

/**
 * Counts units of a paid order as given back. A line that has none left is released. Returns these units.
 */
export const writeGivenBack = (
  tx: Tx,
  { storeId, id }: Pick<Order, 'storeId' | 'id'>,
  units: readonly Units[],
  restock: boolean,
) =>
  tx.rows<LetGo>(sql`
    update order_lines l
       set given_back = l.given_back + given.quantity,
           restocked = l.restocked + case when ${restock}::boolean then given.quantity else 0 end,
           status = case when l.given_back + given.quantity = l.quantity then 'released'
                         else l.status end
      from unnest(
             ${uuids(units.map(({ placeId }) => placeId))}::uuid[],
             ${units.map(({ quantity }) => quantity)}::integer[]
           ) as given (place_id, quantity)
     where l.store_id = ${storeId} and l.order_id = ${id} and l.place_id = given.place_id
       and l.status = 'sold'
    returning l.place_id as "placeId", given.quantity, l.release_delay_ms as "releaseDelayMs"
  `)
