import type { Id } from '../kernel/id.ts'
import { sql, type Tx } from '../postgres/sql.ts'
import type { LetGo } from './freed-queries.ts'
import type { Order } from './rules.ts'

// Call only under the locks of the places and the order.

/** Sets until when a ready order holds its places. */
export const setExpiry = (tx: Tx, { storeId, id }: Pick<Order, 'storeId' | 'id'>, at: Date) =>
  tx.run(sql`
    update orders set expires_at = ${at}
     where store_id = ${storeId} and id = ${id} and status = 'ready'
  `)

/**
 * Gives the only sold line of an order another place, with the same quantity and price, and the order
 * the title of that. A line that was there before is taken up again. Returns the line that was left.
 */
export async function moveLine(
  tx: Tx,
  { storeId, id }: Pick<Order, 'storeId' | 'id'>,
  { from, to, title }: { from: Id<'Place'>; to: Id<'Place'>; title: string },
): Promise<Pick<LetGo, 'placeId' | 'releaseDelayMs'>[]> {
  await tx.run(sql`
    insert into order_lines (store_id, order_id, place_id, buyer_id, quantity, unit_price, discount,
                             tax_free, given_back, restocked, release_delay_ms, status)
    select l.store_id, l.order_id, ${to}, l.buyer_id, l.quantity, l.unit_price, l.discount,
           l.tax_free, l.given_back, l.restocked, l.release_delay_ms, 'sold'
      from order_lines l
     where l.store_id = ${storeId} and l.order_id = ${id} and l.place_id = ${from}
       and l.status = 'sold'
        on conflict (store_id, order_id, place_id) do update
       set status = 'sold', quantity = excluded.quantity, unit_price = excluded.unit_price,
           discount = excluded.discount, tax_free = excluded.tax_free,
           given_back = excluded.given_back, restocked = excluded.restocked
  `)
  const left = await tx.rows<Pick<LetGo, 'placeId' | 'releaseDelayMs'>>(sql`
    update order_lines set status = 'moved'
     where store_id = ${storeId} and order_id = ${id} and place_id = ${from} and status = 'sold'
    returning place_id as "placeId", release_delay_ms as "releaseDelayMs"
  `)
  await tx.run(sql`
    update orders set title = ${title} where store_id = ${storeId} and id = ${id}
  `)
  return left
}
