import type { SealedColumn } from '../../accounts/erasure.ts'
import type { Id } from '../../kernel/id.ts'
import { orderRows } from '../../orders/queries.ts'
import type { Order } from '../../orders/rules.ts'
import { type Queryable, sql, type Tx } from '../../postgres/sql.ts'
import { type GuestKey, ordersOfGuest } from './queries.ts'

// A note on a guest is at one of their bookings, whose lock protects it.

type OrderKey = Pick<Order, 'storeId' | 'id'>

/** For the key rotation. */
export const sealedGuestNotes: SealedColumn = {
  table: 'guest_notes',
  keys: ['store_id', 'order_id'],
  columns: ['note'],
}

/** Encrypted; null without one. */
export const readGuestNote = async (
  on: Queryable,
  storeId: Id<'Store'>,
  guest: GuestKey,
): Promise<string | null> =>
  (
    await on.maybe<{ note: string }>(sql`
      select n.note
        from (${ordersOfGuest(storeId, guest)}) as theirs
        join guest_notes n on n.store_id = ${storeId} and n.order_id = theirs.id
       order by n.written_at desc
       limit 1
    `)
  )?.note ?? null

/** The orders of whoever booked an order `o`, whose booker is `b`. */
const ordersOfSame = sql`
  select other.id from orders other
   where other.store_id = o.store_id and other.buyer_id = o.buyer_id
   union
  select same.order_id from bookers same
   where same.store_id = o.store_id and same.phone_index = b.phone_index`

/** The notes on the guests of some orders of a store, encrypted. */
export const listGuestNotes = async (
  on: Queryable,
  storeId: Id<'Store'>,
  orderIds: readonly Id<'Order'>[],
): Promise<ReadonlyMap<Id<'Order'>, string>> => {
  const rows = await on.rows<{ orderId: Id<'Order'>; note: string }>(sql`
    select o.id as "orderId", noted.note
      from orders o
      left join bookers b on b.store_id = o.store_id and b.order_id = o.id
      cross join lateral (
        select n.note
          from (${ordersOfSame}) as theirs
          join guest_notes n on n.store_id = o.store_id and n.order_id = theirs.id
         order by n.written_at desc
         limit 1
      ) as noted
     where o.store_id = ${storeId} and o.id = any(${orderIds}::uuid[])
  `)
  return new Map(rows.map(({ orderId, note }) => [orderId, note]))
}

/** @param note encrypted */
export const insertGuestNote = (tx: Tx, { storeId, id }: OrderKey, note: string) =>
  tx.run(sql`
    insert into guest_notes (store_id, order_id, note, written_at)
    values (${storeId}, ${id}, ${note}, ${tx.now})
        on conflict (store_id, order_id) do update
       set note = excluded.note, written_at = excluded.written_at
  `)

export const removeGuestNotes = (tx: Tx, storeId: Id<'Store'>, guest: GuestKey) =>
  tx.run(sql`
    delete from guest_notes n
     where n.store_id = ${storeId} and n.order_id in (${ordersOfGuest(storeId, guest)})
  `)

/** Removes the notes on the guests of orders whose buyer leaves, while their phones are still known. */
export const eraseGuestNotes = (tx: Tx, orders: readonly OrderKey[]) =>
  tx.run(sql`
    delete from guest_notes n
     using ${orderRows(orders)} as given (store_id, id)
      join orders o on o.store_id = given.store_id and o.id = given.id
      left join bookers b on b.store_id = o.store_id and b.order_id = o.id
     where n.store_id = o.store_id and n.order_id in (${ordersOfSame})
  `)

/** Before bookers are erased: a note goes along to the guest's latest booking that was paid or confirmed. */
export const carryGuestNotes = (on: Queryable, now: Date): Promise<number> =>
  on.run(sql`
    with carried as (
      select n.store_id, n.order_id, latest.order_id as to_id
        from bookers b
        join guest_notes n on n.store_id = b.store_id and n.order_id = b.order_id
        join orders o on o.store_id = b.store_id and o.id = b.order_id
        cross join lateral (
          select kept.order_id
            from (${ordersOfSame}) as theirs
            join bookers kept on kept.store_id = o.store_id and kept.order_id = theirs.id
            join orders k on k.store_id = o.store_id and k.id = theirs.id
           where kept.erase_at is not null and k.status = 'paid' and k.id <> o.id
             and (o.status <> 'paid' or k.created_at > o.created_at)
           order by k.created_at desc, k.id
           limit 1
        ) as latest
       where b.erase_at <= ${now}
    ), taken as (
      delete from guest_notes n using carried
       where n.store_id = carried.store_id and n.order_id = carried.order_id
      returning n.store_id, carried.to_id, n.note, n.written_at
    )
    insert into guest_notes (store_id, order_id, note, written_at)
    select distinct on (store_id, to_id) store_id, to_id, note, written_at
      from taken
     order by store_id, to_id, written_at desc
        on conflict (store_id, order_id) do nothing
  `)

/** Removes the notes on guests whose bookers are erased. */
export const eraseOldGuestNotes = (on: Queryable): Promise<number> =>
  on.run(sql`
    delete from guest_notes n using bookers b
     where b.store_id = n.store_id and b.order_id = n.order_id and b.erase_at is null
  `)
