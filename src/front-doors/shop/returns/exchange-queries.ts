import type { Id } from '../../../kernel/id.ts'
import { uuids } from '../../../postgres/literal.ts'
import { type Queryable, sql, type Tx } from '../../../postgres/sql.ts'

// Orders of exchanges, protected by their locks.

/** Of goods that were got in exchange: the line that they stand for. */
export const listRoots = (on: Queryable, storeId: Id<'Store'>, orderIds: readonly Id<'Order'>[]) =>
  on.rows<{ orderId: Id<'Order'>; rootOrderId: Id<'Order'>; rootPlaceId: Id<'Place'> }>(sql`
    select r.exchange_order_id as "orderId", l.root_order_id as "rootOrderId",
           l.root_place_id as "rootPlaceId"
      from returns r join return_lines l on l.store_id = r.store_id and l.return_id = r.id
     where r.store_id = ${storeId} and r.exchange_order_id = any(${uuids(orderIds)}::uuid[])
  `)

/** What would be sent in exchange for goods of an order, of which no parcel has gone out. */
export const listUnsent = (on: Queryable, storeId: Id<'Store'>, rootOrderId: Id<'Order'>) =>
  on.rows<{ id: Id<'Order'> }>(sql`
    select distinct o.id
      from return_lines l
      join returns r on r.store_id = l.store_id and r.id = l.return_id
      join orders o on o.store_id = r.store_id and o.id = r.exchange_order_id
     where l.store_id = ${storeId} and l.root_order_id = ${rootOrderId} and o.status = 'paid'
       and not exists (select from parcels p
                        where p.store_id = o.store_id and p.order_id = o.id
                          and p.shipped_at is not null)
     order by o.id
  `)

/** Makes the order of an exchange: paid, for nothing, to where the first one went. */
export async function insertExchange(
  tx: Tx,
  { storeId, orderId, id, number, title, placeId, quantity }: ExchangeDraft,
): Promise<void> {
  await tx.run(sql`
    insert into orders (store_id, id, number, buyer_id, title, status, amount, currency, created_at,
                        expires_at, paid_at)
    select store_id, ${id}, ${number}, buyer_id, ${title}, 'paid', 0, currency, ${tx.now}, ${tx.now},
           ${tx.now}
      from orders where store_id = ${storeId} and id = ${orderId}
  `)
  await tx.run(sql`
    insert into order_lines (store_id, order_id, place_id, buyer_id, quantity, unit_price, status)
    select store_id, id, ${placeId}, buyer_id, ${quantity}, 0, 'sold'
      from orders where store_id = ${storeId} and id = ${id}
  `)
  await tx.run(sql`
    insert into bookers (store_id, order_id, name, phone, message, sharing_version, erase_at)
    select store_id, ${id}, name, phone, message, sharing_version, erase_at
      from bookers where store_id = ${storeId} and order_id = ${orderId}
  `)
  await tx.run(sql`
    insert into deliveries (store_id, order_id, form, fee_kind, base, surcharge, area, written_at)
    select store_id, ${id}, form, 'none', 0, 0, null, ${tx.now}
      from deliveries where store_id = ${storeId} and order_id = ${orderId}
  `)
}

export interface ExchangeDraft {
  readonly storeId: Id<'Store'>
  /** The one whose goods come back. */
  readonly orderId: Id<'Order'>
  readonly id: Id<'Order'>
  readonly number: string
  readonly title: string
  readonly placeId: Id<'Place'>
  readonly quantity: number
}
