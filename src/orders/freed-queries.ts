import type { Id } from '../kernel/id.ts'
import { integers, uuids } from '../postgres/literal.ts'
import { type Queryable, type Sql, sql, type Tx } from '../postgres/sql.ts'
import type { Freed } from './freed-rules.ts'

// What was let go and is not back yet. Call only under the locks of the places.

/** Units that a line lets go. */
export interface LetGo {
  readonly placeId: Id<'Place'>
  readonly quantity: number
  readonly releaseDelayMs: number
}

/** When the units of a line `l` come back that are let go at an instant. */
export const backAt = (endsAt: Date | Sql): Sql =>
  sql`${endsAt}::timestamptz + l.release_delay_ms * interval '1 millisecond'`

/** Keeps what is let go now away from its places until its time. */
export const insertFreed = (
  tx: Tx,
  storeId: Id<'Store'>,
  orderId: Id<'Order'>,
  late: readonly LetGo[],
) =>
  tx.run(sql`
    insert into freed_places as f (store_id, place_id, order_id, back_at, quantity)
    select ${storeId}, l.place_id, ${orderId}, ${backAt(tx.now)}, l.quantity
      from unnest(
             ${uuids(late.map(({ placeId }) => placeId))}::uuid[],
             ${integers(late.map(({ quantity }) => quantity))}::integer[],
             ${integers(late.map(({ releaseDelayMs }) => releaseDelayMs))}::integer[]
           ) as l (place_id, quantity, release_delay_ms)
        on conflict (store_id, place_id, order_id, back_at) do update
       set quantity = f.quantity + excluded.quantity
  `)

/** Removes what is due back to these places. Returns how much it is, by place. */
export const takeDue = (tx: Tx, storeId: Id<'Store'>, placeIds: readonly Id<'Place'>[]) =>
  tx.rows<{ placeId: Id<'Place'>; quantity: number }>(sql`
    with due as (
      delete from freed_places
       where store_id = ${storeId} and place_id = any(${uuids(placeIds)}::uuid[])
         and back_at <= ${tx.now}
      returning place_id, quantity
    )
    select place_id as "placeId", sum(quantity)::integer as quantity from due group by place_id
  `)

/** What is not due yet at these places. */
export const readFreed = (tx: Tx, storeId: Id<'Store'>, placeIds: readonly Id<'Place'>[]) =>
  tx.rows<Freed>(sql`
    select f.order_id as "orderId", f.place_id as "placeId", o.buyer_id as "buyerId",
           f.back_at as "backAt", f.quantity
      from freed_places f
      join orders o on o.store_id = f.store_id and o.id = f.order_id
     where f.store_id = ${storeId} and f.place_id = any(${uuids(placeIds)}::uuid[])
       and f.back_at > ${tx.now}
     order by f.back_at
  `)

/** What an order has let go that is not back yet, by place. */
export const readFreedOf = (on: Queryable, storeId: Id<'Store'>, orderId: Id<'Order'>) =>
  on.rows<{ placeId: Id<'Place'>; quantity: number }>(sql`
    select place_id as "placeId", sum(quantity)::integer as quantity from freed_places
     where store_id = ${storeId} and order_id = ${orderId}
     group by place_id
  `)

/** Removes all that an order has let go: it holds or has bought it again. */
export const removeFreedOf = (tx: Tx, storeId: Id<'Store'>, orderId: Id<'Order'>) =>
  tx.run(sql`delete from freed_places where store_id = ${storeId} and order_id = ${orderId}`)

/** Takes units out of what is not back yet: removes what is taken whole, then lowers the rest. */
export async function takeFreed(
  tx: Tx,
  storeId: Id<'Store'>,
  taken: readonly Freed[],
): Promise<void> {
  // Several claims of one batch may take from one row: an update applies one row of `given` to it.
  const given = sql`(
    select place_id, order_id, back_at, sum(quantity)::integer as quantity
      from unnest(
             ${uuids(taken.map(({ placeId }) => placeId))}::uuid[],
             ${uuids(taken.map(({ orderId }) => orderId))}::uuid[],
             ${taken.map((one) => one.backAt)}::timestamptz[],
             ${integers(taken.map(({ quantity }) => quantity))}::integer[]
           ) as part (place_id, order_id, back_at, quantity)
     group by place_id, order_id, back_at
    ) as given`
  const isGiven = sql`
    f.store_id = ${storeId} and f.place_id = given.place_id and f.order_id = given.order_id
    and f.back_at = given.back_at`
  await Promise.all([
    tx.run(sql`
      delete from freed_places f using ${given} where ${isGiven} and f.quantity = given.quantity`),
    tx.run(sql`
      update freed_places f set quantity = f.quantity - given.quantity
        from ${given} where ${isGiven} and f.quantity > given.quantity`),
  ])
}

/** What is due back in every store, for the sweep: an index lookup for each store. */
export const findAllDue = (on: Queryable, most: number) =>
  on.rows<{ storeId: Id<'Store'>; placeId: Id<'Place'> }>(sql`
    select s.id as "storeId", due.place_id as "placeId"
      from stores s
      cross join lateral (
        select f.place_id from freed_places f
         where f.store_id = s.id and f.back_at <= (select clock_now())
         order by f.back_at
         limit ${most}
      ) as due
     limit ${most}
  `)
