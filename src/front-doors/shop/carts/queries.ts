import type { Id } from '../../../kernel/id.ts'
import { dueBackTo } from '../../../orders/alive.ts'
import { uuids } from '../../../postgres/literal.ts'
import { type Many, type Queryable, sql, type Tx } from '../../../postgres/sql.ts'
import { mainPictureOfStore, type Picture } from '../../../stores/pictures/stored.ts'
import type { ItemNames, Wanted } from './rules.ts'
import { LINES_MOST, QUANTITY_MOST } from './rules.ts'

// No statement here waits for another: each is one upsert, or names rows of one buyer in order.

export interface CartAsk {
  readonly storeId: Id<'Store'>
  readonly buyerId: Id<'Account'>
}

export interface CartLine extends Wanted {
  readonly id: Id<'CartLine'>
  readonly item: ItemNames
}

/** The lines of some carts of a shop, oldest first. */
export const readLines = (
  on: Queryable,
  storeId: Id<'Store'>,
  buyerIds: readonly Id<'Account'>[],
) =>
  on.rows<CartLine & { readonly buyerId: Id<'Account'> }>(sql`
    select buyer_id as "buyerId", id, item, quantity, seen_price as "seenPrice" from cart_lines
     where store_id = ${storeId} and buyer_id = any(${uuids(buyerIds)}::uuid[])
     order by added_at, id
  `)

export interface CartSummary {
  readonly marketId: Id<'Store'>
  readonly marketName: string
  readonly image: Picture | null
  /** Units. */
  readonly count: number
  readonly changedAt: Date
}

/** The carts of a buyer, the one that changed last first. */
export const listCarts = (on: Queryable, buyerId: Id<'Account'>, most: number) =>
  on.rows<CartSummary>(sql`
    select s.id as "marketId", s.name as "marketName", ${mainPictureOfStore} as image,
           c.count, c."changedAt"
      from (select store_id, sum(quantity)::integer as count, max(changed_at) as "changedAt"
              from cart_lines where buyer_id = ${buyerId}
             group by store_id) as c
      join stores s on s.id = c.store_id
     order by c."changedAt" desc, s.id
     limit ${most}
  `)

/**
 * Puts a line, or adds to it: one upsert, so that of many at once none is lost.
 *
 * @returns 0 when the cart is full
 */
export const putLine = (
  on: Queryable,
  { storeId, buyerId }: CartAsk,
  line: CartLine,
  { how, now }: { readonly how: 'set' | 'add'; readonly now: Date },
): Promise<number> =>
  on.run(sql`
    insert into cart_lines as c (store_id, buyer_id, item, id, quantity, seen_price, added_at, changed_at)
    select ${storeId}::uuid, ${buyerId}::uuid, ${line.item}::jsonb, ${line.id}::uuid,
           ${line.quantity}::integer, ${line.seenPrice}::bigint, ${now}::timestamptz, ${now}::timestamptz
     where (select count(*) from cart_lines o
             where o.store_id = ${storeId} and o.buyer_id = ${buyerId}
               and o.item <> ${line.item}::jsonb) < ${LINES_MOST}
        on conflict (store_id, buyer_id, item) do update
       set quantity = case when ${how === 'add'}
                           then least(c.quantity + excluded.quantity, ${QUANTITY_MOST})
                           else excluded.quantity end,
           seen_price = excluded.seen_price, changed_at = excluded.changed_at
  `)

export const deleteLine = (on: Queryable, { storeId, buyerId }: CartAsk, id: Id<'CartLine'>) =>
  on.run(sql`
    delete from cart_lines where store_id = ${storeId} and buyer_id = ${buyerId} and id = ${id}
  `)

export const deleteLines = (on: Queryable, { storeId, buyerId }: CartAsk) =>
  on.run(sql`delete from cart_lines where store_id = ${storeId} and buyer_id = ${buyerId}`)

/**
 * Moves all carts of one buyer to another, who may have the same items: quantities add up. What was moved is
 * gone from the first, so that a second run moves nothing.
 */
export async function moveCarts(tx: Tx, from: Id<'Account'>, to: Id<'Account'>): Promise<void> {
  await tx.run(sql`
    with moved as (
      delete from cart_lines where buyer_id = ${from}
      returning store_id, item, id, quantity, seen_price, added_at, changed_at
    )
    insert into cart_lines as c (store_id, buyer_id, item, id, quantity, seen_price, added_at, changed_at)
    select store_id, ${to}::uuid, item, id, quantity, seen_price, added_at, changed_at from moved
     order by store_id, item
        on conflict (store_id, buyer_id, item) do update
       set quantity = least(c.quantity + excluded.quantity, ${QUANTITY_MOST}),
           changed_at = greatest(c.changed_at, excluded.changed_at)
  `)
  await tx.run(sql`
    update cart_orders set buyer_id = ${to} where buyer_id = ${from} and taken_at is null
  `)
}

/** Gives lines the names of what they are; lines of one thing become one. */
export const renameLines = (
  on: Queryable,
  { storeId, buyerId }: CartAsk,
  lines: readonly { readonly id: Id<'CartLine'>; readonly item: ItemNames }[],
) =>
  on.run(sql`
    with named as (
      select * from unnest(${uuids(lines.map(({ id }) => id))}::uuid[],
                           ${lines.map(({ item }) => JSON.stringify(item))}::jsonb[]) as n (id, item)
    ), moved as (
      delete from cart_lines c using named n
       where c.store_id = ${storeId} and c.buyer_id = ${buyerId} and c.id = n.id
      returning n.item, c.id, c.quantity, c.seen_price, c.added_at, c.changed_at
    )
    insert into cart_lines as c (store_id, buyer_id, item, id, quantity, seen_price, added_at, changed_at)
    select ${storeId}::uuid, ${buyerId}::uuid, item, (array_agg(id order by added_at, id))[1],
           least(sum(quantity), ${QUANTITY_MOST})::integer,
           (array_agg(seen_price order by added_at desc, id))[1], min(added_at), max(changed_at)
      from moved group by item order by item
        on conflict (store_id, buyer_id, item) do update
       set quantity = least(c.quantity + excluded.quantity, ${QUANTITY_MOST}),
           changed_at = greatest(c.changed_at, excluded.changed_at)
  `)

/** Removes what somebody who leaves meant to buy. */
export async function eraseCarts(tx: Tx, buyerId: Id<'Account'>): Promise<void> {
  await tx.run(sql`delete from cart_lines where buyer_id = ${buyerId}`)
  await tx.run(sql`delete from cart_orders where buyer_id = ${buyerId} and taken_at is null`)
}

/** @returns how many lines */
export const deleteOld = (on: Queryable, before: Date, most: number) =>
  on.run(sql`
    delete from cart_lines
     where ctid = any(array(select ctid from cart_lines where changed_at < ${before} limit ${most}))
  `)

/** Of places that exist: how many can be claimed now. */
export const readLeft = (
  on: Queryable,
  storeId: Id<'Store'>,
  placeIds: readonly Id<'Place'>[],
  now: Date,
) =>
  on.rows<{ id: Id<'Place'>; left: number }>(sql`
    select p.id, p.remaining - p.excess + ${dueBackTo(now)} as left
      from places p
     where p.store_id = ${storeId} and p.id = any(${uuids(placeIds)}::uuid[])
  `)

/** What these buyers hold of these places in orders that are not paid: it is left for themselves. */
export const readHeld = (
  on: Queryable,
  storeId: Id<'Store'>,
  {
    buyers,
    placeIds,
    now,
  }: {
    readonly buyers: readonly Id<'Account'>[]
    readonly placeIds: readonly Id<'Place'>[]
    readonly now: Date
  },
) =>
  on.rows<{ buyerId: Id<'Account'>; placeId: Id<'Place'>; quantity: number }>(sql`
    select l.buyer_id as "buyerId", l.place_id as "placeId", l.quantity
      from order_lines l join orders o on o.store_id = l.store_id and o.id = l.order_id
     where l.store_id = ${storeId} and l.status = 'held' and l.place_id = any(${uuids(placeIds)}::uuid[])
       and l.buyer_id = any(${uuids(buyers)}::uuid[])
       and o.status = 'ready' and o.expires_at > ${now}
  `)

export interface BoughtLine {
  readonly item: ItemNames
  readonly quantity: number
}

interface CartOrder {
  readonly orderId: Id<'Order'>
  readonly buyerId: Id<'Account'>
  readonly lines: readonly BoughtLine[]
}

/** Keeps what an order is to take out of its buyer's cart; a repeated order takes what it said last. */
export const writeCartOrder = (
  tx: Tx,
  { storeId, buyerId }: CartAsk,
  orderId: Id<'Order'>,
  lines: readonly BoughtLine[],
): Promise<void> => tx.together(writeCartOrders, storeId, { orderId, buyerId, lines })

const writeCartOrders: Many<CartOrder, void> = async (tx, orders, storeId) => {
  await tx.run(sql`
    insert into cart_orders as c (store_id, order_id, buyer_id, lines)
    select ${storeId}::uuid, order_id, buyer_id, lines::jsonb
      from unnest(
             ${uuids(orders.map(({ orderId }) => orderId))}::uuid[],
             ${uuids(orders.map(({ buyerId }) => buyerId))}::uuid[],
             ${orders.map(({ lines }) => JSON.stringify(lines))}::text[]
           ) as given (order_id, buyer_id, lines)
        on conflict (store_id, order_id) do update set lines = excluded.lines
     where c.taken_at is null
  `)
  return orders.map(() => undefined)
}

/** Takes what a paid order has bought out of its buyer's cart, once. */
export const takeBought = (tx: Tx, storeId: Id<'Store'>, orderId: Id<'Order'>) =>
  tx.run(sql`
    with taken as (
      update cart_orders set taken_at = ${tx.now}
       where store_id = ${storeId} and order_id = ${orderId} and taken_at is null
      returning store_id, buyer_id, lines
    ), bought as (
      select t.store_id, t.buyer_id, l.line->'item' as item, (l.line->>'quantity')::integer as quantity
        from taken t cross join lateral jsonb_array_elements(t.lines) as l (line)
    ), left_over as (
      update cart_lines c set quantity = c.quantity - b.quantity
        from bought b
       where c.store_id = b.store_id and c.buyer_id = b.buyer_id and c.item = b.item
         and c.quantity > b.quantity
    )
    delete from cart_lines c using bought b
     where c.store_id = b.store_id and c.buyer_id = b.buyer_id and c.item = b.item
       and c.quantity <= b.quantity
  `)
