import type { Id } from '../../../kernel/id.ts'
import type { Currency } from '../../../kernel/money.ts'
import { type Queryable, sql } from '../../../postgres/sql.ts'

export interface OwnGoods {
  readonly storeId: Id<'Store'>
  readonly storeName: string
  readonly timeZone: string
  readonly orderId: Id<'Order'>
  readonly orderNumber: string
  readonly title: string
  readonly amount: number
  readonly currency: Currency
  readonly paidAt: Date
}

/** A buyer's paid orders with goods, latest first. */
export const listOwnGoods = (
  on: Queryable,
  buyerId: Id<'Account'>,
  before: string | undefined,
  limit: number,
) =>
  on.rows<OwnGoods>(sql`
    select o.store_id as "storeId", s.name as "storeName",
           s.time_zone as "timeZone", o.id as "orderId",
           o.number as "orderNumber", o.title, o.amount, o.currency, o.paid_at as "paidAt"
      from orders o join stores s on s.id = o.store_id
     where o.buyer_id = ${buyerId} and o.paid_at is not null and not o.standing
       and exists (
             select from order_lines l
               join places at on at.store_id = l.store_id and at.id = l.place_id
              where l.store_id = o.store_id and l.order_id = o.id and starts_with(at.key, 'stock/'))
       and (${before ?? null}::uuid is null or o.id < ${before ?? null}::uuid)
     order by o.id desc
     limit ${limit}
  `)
