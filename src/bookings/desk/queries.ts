import type { Order } from '../../orders/rules.ts'
import { type Queryable, sql, type Tx } from '../../postgres/sql.ts'
import type { DeskLine } from './rules.ts'

type OrderKey = Pick<Order, 'storeId' | 'id'>

/** What a paid order has now. */
export const readDeskLines = (on: Queryable, { storeId, id }: OrderKey) =>
  on.rows<DeskLine>(sql`
    select l.place_id as "placeId", p.key, p.starts_at as "startsAt",
           l.quantity - l.given_back as units, l.unit_price as "unitPrice", l.aside as "isAside"
      from order_lines l join places p on p.store_id = l.store_id and p.id = l.place_id
     where l.store_id = ${storeId} and l.order_id = ${id} and l.status = 'sold'
  `)

/** The store has entered an order itself. Under the lock of the order. */
export const markByStore = (tx: Tx, { storeId, id }: OrderKey) =>
  tx.run(sql`update orders set by_store = true where store_id = ${storeId} and id = ${id}`)

/** Whether the store has entered an order itself: it has no guest with an account. */
export const isEntered = async (on: Queryable, { storeId, id }: OrderKey): Promise<boolean> =>
  (
    await on.maybe<{ entered: boolean }>(sql`
    select by_store as entered from orders where store_id = ${storeId} and id = ${id}
  `)
  )?.entered ?? false
