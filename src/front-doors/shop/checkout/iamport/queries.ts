import type { Id } from '../../../../kernel/id.ts'
import { type Queryable, sql } from '../../../../postgres/sql.ts'

/** Where somebody has a cart. */
export const findCarts = (on: Queryable, buyerId: Id<'Account'>) =>
  on.rows<{ storeId: Id<'Store'> }>(sql`
    select distinct store_id as "storeId" from cart_lines where buyer_id = ${buyerId}
     order by store_id limit 20
  `)
