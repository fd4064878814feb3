import type { Id } from '../kernel/id.ts'
import { uuids } from '../postgres/literal.ts'
import { type Queryable, sql } from '../postgres/sql.ts'

/** Which of these orders ask for a booker and have none; under the locks of the orders. */
export const findUnnamed = (
  on: Queryable,
  storeId: Id<'Store'>,
  orderIds: readonly Id<'Order'>[],
): Promise<{ id: Id<'Order'> }[]> =>
  on.rows<{ id: Id<'Order'> }>(sql`
    select o.id from orders o
     where o.store_id = ${storeId} and o.id = any(${uuids(orderIds)}::uuid[]) and o.asks_booker
       and (select b.order_id from bookers b
             where b.store_id = o.store_id and b.order_id = o.id) is null
  `)
