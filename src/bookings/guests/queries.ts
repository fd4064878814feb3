import type { Id } from '../../kernel/id.ts'
import { orderColumns } from '../../orders/queries.ts'
import type { Order } from '../../orders/rules.ts'
import { type Queryable, sql } from '../../postgres/sql.ts'

/** Orders by number, with the sealed phone number of their booker. A number is unique in a store. */
export const findByNumber = (on: Queryable, number: string) =>
  on.rows<{ order: Pick<Order, 'storeId' | 'id' | 'buyerId'>; phone: string | null }>(sql`
    select json_build_object('storeId', o.store_id, 'id', o.id, 'buyerId', o.buyer_id) as "order",
           b.phone
      from orders o
      left join bookers b on b.store_id = o.store_id and b.order_id = o.id
     where o.number = ${number} and not o.standing
  `)

export const readOrder = (on: Queryable, storeId: Id<'Store'>, orderId: Id<'Order'>) =>
  on.maybe<Order>(sql`
    select ${orderColumns} from orders o where o.store_id = ${storeId} and o.id = ${orderId}
  `)
