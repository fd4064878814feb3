import type { Order } from '../../orders/rules.ts'
import { leftOfOrder } from '../../payments/store-queries.ts'
import { type Queryable, sql, type Tx } from '../../postgres/sql.ts'
import type { PriceMeans } from '../../stores/pricing-rules.ts'

// A bill is protected by the lock of its order.

type OrderKey = Pick<Order, 'storeId' | 'id'>

export const writeBill = (
  tx: Tx,
  { storeId, id, currency }: Pick<Order, 'storeId' | 'id' | 'currency'>,
  amount: number,
) =>
  tx.run(sql`
    insert into bills (store_id, order_id, amount, currency, entered_at)
    values (${storeId}, ${id}, ${amount}, ${currency}, ${tx.now})
        on conflict (store_id, order_id) do update
       set amount = excluded.amount, entered_at = excluded.entered_at
  `)

export const removeBill = (tx: Tx, { storeId, id }: OrderKey) =>
  tx.run(sql`delete from bills where store_id = ${storeId} and order_id = ${id}`)

export interface BillFacts {
  /** Null: none was entered. */
  readonly bill: number | null
  /** What the store holds of the price, in minor units. */
  readonly paid: number
  readonly means: PriceMeans | null
}

export const readBill = (on: Queryable, { storeId, id }: OrderKey) =>
  on.one<BillFacts>(sql`
    select (select b.amount from bills b
             where b.store_id = s.id and b.order_id = ${id}) as bill,
           ${leftOfOrder(sql`(s.id, ${id}::uuid)`)} as paid, s.price_means as means
      from stores s where s.id = ${storeId}
  `)
