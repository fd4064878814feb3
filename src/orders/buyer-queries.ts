import type { Id } from '../kernel/id.ts'
import { type Queryable, sql, type Tx } from '../postgres/sql.ts'
import { lockOrdersOf, orderRows } from './queries.ts'
import type { Order } from './rules.ts'

// Lock order: places, then orders.

/** Locks what a buyer holds, in every store: nobody claims the same places meanwhile. */
export const lockHeldPlaces = (tx: Tx, buyerId: Id<'Account'>) =>
  tx.rows<{ id: Id<'Place'> }>(sql`
    select p.id from places p
     where (p.store_id, p.id) in (select l.store_id, l.place_id from order_lines l
                                   where l.buyer_id = ${buyerId} and l.status = 'held')
     order by p.store_id, p.id
       for update
  `)

/**
 * Gives all orders of a buyer to another, but for those that hold a place which the other holds too
 * (`order_lines_one_hold`): these expire where they are.
 */
export async function giveOrders(
  tx: Tx,
  from: Id<'Account'>,
  to: Id<'Account'>,
): Promise<Pick<Order, 'storeId' | 'id'>[]> {
  await lockHeldPlaces(tx, from)
  const orders = await lockOrdersOf(tx, from)
  if (orders.length === 0) return []
  const given = await tx.rows<Pick<Order, 'storeId' | 'id'>>(sql`
    update orders o set buyer_id = ${to}
      from ${orderRows(orders)} as own (store_id, id)
     where o.store_id = own.store_id and o.id = own.id
       and not exists (
         select from order_lines l
           join order_lines h on h.buyer_id = ${to} and h.store_id = l.store_id
            and h.place_id = l.place_id and h.status = 'held'
          where l.store_id = o.store_id and l.order_id = o.id and l.status = 'held')
    returning o.store_id as "storeId", o.id
  `)
  await tx.run(sql`
    update order_lines l set buyer_id = ${to}
      from ${orderRows(given)} as given (store_id, id)
     where l.store_id = given.store_id and l.order_id = given.id
  `)
  return given
}

/** Which of these people have ordered something in this cell. */
export const listBuyers = (on: Queryable, accountIds: readonly string[]) =>
  on.rows<{ id: string }>(sql`
    select asked.id from unnest(${accountIds}::uuid[]) as asked (id)
     where exists (select from orders o where o.buyer_id = asked.id)
  `)

/** Which of these people have bought something in this cell, or hold it unpaid. */
export const listPayers = (on: Queryable, accountIds: readonly string[]) =>
  on.rows<{ id: string }>(sql`
    select asked.id from unnest(${accountIds}::uuid[]) as asked (id)
     where exists (select from orders o
                    where o.buyer_id = asked.id and (o.paid_at is not null or o.status = 'ready'))
  `)
