import type { Id } from '../../../kernel/id.ts'
import { type Queryable, sql } from '../../../postgres/sql.ts'
import { sellsBy } from '../../../stores/queries.ts'

export interface PaymentAsk {
  readonly accountId: Id<'Account'>
  /** Of this order only. */
  readonly orderId?: Id<'Order'> | undefined
  /** The payment that was approved with it comes before later ones. */
  readonly pgToken?: string | undefined
}

export interface FoundPayment {
  readonly storeId: Id<'Store'>
  readonly id: Id<'Payment'>
  /** Of the lot. */
  readonly title: string
  readonly isOfToken: boolean
  readonly createdAt: Date
}

/** The latest KakaoPay payment of an account for a lot that it has won. */
export const findLatest = (on: Queryable, { accountId, orderId, pgToken }: PaymentAsk) =>
  on.rows<FoundPayment>(sql`
    select p.store_id as "storeId", p.id, l.title, p.created_at as "createdAt",
           coalesce(p.client_token = ${pgToken ?? null}, false) as "isOfToken"
      from wins w
      join lots l on l.store_id = w.store_id and l.id = w.lot_id
      join places at on at.key = 'lot/' || w.lot_id and at.store_id = w.store_id
      join order_lines d on d.store_id = at.store_id and d.place_id = at.id
       and d.buyer_id = w.account_id
      join payments p on p.store_id = d.store_id and p.order_id = d.order_id
       and p.gateway = 'kakaopay'
     where w.account_id = ${accountId}
       and (${orderId ?? null}::uuid is null or p.order_id = ${orderId ?? null}::uuid)
     order by "isOfToken" desc, p.created_at desc, p.id desc
     limit 1
  `)

/** Whether the order of a lot is paid; undefined: it is of no lot, but of a deposit, say. */
export const readLotOrder = (on: Queryable, storeId: Id<'Store'>, orderId: Id<'Order'>) =>
  on.maybe<{ isPaid: boolean }>(sql`
    select o.status = 'paid' as "isPaid"
      from orders o
      join order_lines d on d.store_id = o.store_id and d.order_id = o.id
      join places p on p.store_id = d.store_id and p.id = d.place_id
      join stores s on s.id = o.store_id and ${sellsBy('auctions')}
     where o.store_id = ${storeId} and o.id = ${orderId} and starts_with(p.key, 'lot/')
     limit 1
  `)
