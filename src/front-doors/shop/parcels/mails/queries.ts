import type { Id } from '../../../../kernel/id.ts'
import { uuids } from '../../../../postgres/literal.ts'
import { type Queryable, sql, type Tx } from '../../../../postgres/sql.ts'

/** To the buyer of an order; the first two of returns go to the seller. */
export type ShopMailKind =
  | 'shipped'
  | 'delivered'
  | 'return-requested'
  | 'return-withdrawn'
  | 'return-approved'
  | 'return-refused'
  | 'return-collected'
  | 'return-done'

export interface ShopMail {
  readonly storeId: Id<'Store'>
  readonly orderId: Id<'Order'>
  readonly kind: ShopMailKind
  /** The parcel, or the return. */
  readonly aboutId: string
}

export const insertShopMails = (
  tx: Tx,
  mails: readonly (ShopMail & { readonly id: Id<'Mail'> })[],
) =>
  tx.run(sql`
    with given as (
      select * from unnest(
        ${uuids(mails.map(({ storeId }) => storeId))}::uuid[],
        ${uuids(mails.map(({ id }) => id))}::uuid[],
        ${uuids(mails.map(({ orderId }) => orderId))}::uuid[],
        ${mails.map(({ kind }) => kind)}::text[],
        ${uuids(mails.map(({ aboutId }) => aboutId))}::uuid[]
      ) as given (store_id, id, order_id, kind, about_id)
    ), told as (
      insert into shop_mails (store_id, id, order_id, kind, about_id, created_at)
      select store_id, id, order_id, kind, about_id, ${tx.now} from given
          on conflict (about_id, kind, store_id) do nothing
      returning store_id, id
    )
    insert into mails (store_id, id, order_id, kind, created_at, next_try_at)
    select store_id, id, null, 'door', ${tx.now}::timestamptz, ${tx.now}::timestamptz from told
  `)

/** What a mail is about, with its order's buyer; null once they have left. */
export const readShopMail = (on: Queryable, storeId: Id<'Store'>, mailId: Id<'Mail'>) =>
  on.maybe<
    ShopMail & { orderNumber: string; buyerId: Id<'Account'> | null; storeName: string }
  >(sql`
    select m.store_id as "storeId", m.order_id as "orderId", m.kind, m.about_id as "aboutId",
           o.number as "orderNumber", o.buyer_id as "buyerId", s.name as "storeName"
      from shop_mails m
      join orders o on o.store_id = m.store_id and o.id = m.order_id
      join stores s on s.id = m.store_id
     where m.store_id = ${storeId} and m.id = ${mailId}
  `)
