import type { Id } from '../kernel/id.ts'
import { isAlive } from '../orders/alive.ts'
import { type Sql, sql, type Tx } from '../postgres/sql.ts'

/**
 * Coming orders that hold or bought quarters of tables or people that are retired.
 *
 * @param kind how the keys of their quarters begin, without the slash
 * @param resources the table with their ids, and when each was retired
 */
export const countLeftBookings = (
  tx: Tx,
  storeId: Id<'Store'>,
  { kind, resources }: { readonly kind: string; readonly resources: Sql },
) =>
  tx.one<{ bookings: number }>(sql`
    select count(distinct l.order_id)::integer as bookings
      from places p
      join ${resources} r on r.store_id = p.store_id and r.id::text = split_part(p.key, '/', 2)
                         and r.retired_at is not null
      join order_lines l on l.store_id = p.store_id and l.place_id = p.id
                        and l.status in ('held', 'sold')
      join orders o on o.store_id = l.store_id and o.id = l.order_id
                   and (o.status = 'paid' or ${isAlive(tx.now)})
     where p.store_id = ${storeId} and p.starts_at > ${tx.now}
       and starts_with(p.key, ${`${kind}/`}) and p.remaining < p.capacity
  `)
