import type { Id } from '../kernel/id.ts'
import { uuids } from '../postgres/literal.ts'
import { listed, type Many, type Queryable, type Sql, sql, type Tx } from '../postgres/sql.ts'
import { isAlive, isDead } from './alive.ts'
import { eventBody } from './event-body.ts'
import { backAt, type LetGo } from './freed-queries.ts'
import type { Order } from './rules.ts'

// Lock order: places by id, then orders, then payments.

export const orderColumns = sql`
  o.store_id as "storeId", o.id, o.number, o.buyer_id as "buyerId", o.title, o.status, o.failure,
  o.amount, o.fee, o.currency, o.created_at as "createdAt", o.expires_at as "expiresAt",
  o.pinned_at as "pinnedAt", o.paid_at as "paidAt", o.canceled_at as "canceledAt", o.standing,
  o.asks_booker as "asksBooker",
  (select coalesce(json_agg(json_build_object(
            'placeId', l.place_id, 'quantity', l.quantity, 'unitPrice', l.unit_price,
            'discount', l.discount, 'taxFree', l.tax_free, 'isAside', l.aside,
            'givenBack', l.given_back
          ) order by l.place_id), '[]')
     from order_lines l
    where l.store_id = o.store_id and l.order_id = o.id and l.status <> 'moved') as lines`

/**
 * Marks dead orders as failed and releases their lines. What is not due back yet is kept away. Returns the
 * rest by place, also where it is nothing.
 */
export const endDead = (tx: Tx, storeId: Id<'Store'>, ids: readonly Id<'Order'>[]) =>
  tx.rows<{ placeId: Id<'Place'>; quantity: number }>(sql`
    with locked as (
      select o.id, o.expires_at from orders o
       where o.store_id = ${storeId} and o.id = any(${ids}::uuid[]) and ${isDead(tx.now)}
       order by o.id for update
    ), ended as (
      update orders set status = 'failed', failure = 'expired', failed_at = ${tx.now}
       where store_id = ${storeId} and id in (select id from locked)
      returning id, number, status, amount, currency
    ), told as (
      insert into outbox (store_id, topic, subject_id, body, at)
      select ${storeId}, 'order.expired', id, jsonb_build_object(
               'orderId', id, 'orderNumber', number, 'status', status, 'amount', amount,
               'currency', currency, 'places', (
                 select coalesce(jsonb_agg(jsonb_build_object(
                          'placeId', l.place_id, 'quantity', l.quantity) order by l.place_id), '[]')
                   from order_lines l
                  where l.store_id = ${storeId} and l.order_id = ended.id)), ${tx.now}
        from ended
    ), freed as (
      update order_lines l set status = 'released'
        from locked
       where l.store_id = ${storeId} and l.order_id in (select id from ended) and l.status = 'held'
         and locked.id = l.order_id
      returning l.order_id, l.place_id, l.quantity,
                date_trunc('milliseconds', ${backAt(sql`locked.expires_at`)}) as back_at
    ), kept as (
      insert into freed_places (store_id, place_id, order_id, back_at, quantity)
      select ${storeId}, place_id, order_id, back_at, quantity from freed
       where back_at > ${tx.now}
    )
    select place_id as "placeId",
           coalesce(sum(quantity) filter (where back_at <= ${tx.now}), 0)::integer as quantity
      from freed group by place_id
  `)

export const readOrders = (on: Queryable, storeId: Id<'Store'>, ids: readonly Id<'Order'>[]) =>
  on.rows<Order>(sql`
    select ${orderColumns} from orders o
     where o.store_id = ${storeId} and o.id = any(${ids}::uuid[])
  `)

/** The places of an order, in lock order. */
export const readPlaceIds = (on: Queryable, storeId: Id<'Store'>, orderId: Id<'Order'>) =>
  on.rows<{ placeId: Id<'Place'> }>(sql`
    select place_id as "placeId" from order_lines
     where store_id = ${storeId} and order_id = ${orderId} and status <> 'moved'
     order by place_id
  `)

export const lockOrder = (tx: Tx, storeId: Id<'Store'>, orderId: Id<'Order'>) =>
  tx.together(lockEach, storeId, orderId)

const lockEach: Many<Id<'Order'>, Order | undefined> = async (tx, ids, storeId) => {
  const locked = await lockOrders(tx, storeId, ids)
  const byId = new Map(locked.map((order) => [order.id, order]))
  return ids.map((id) => byId.get(id))
}

export const lockOrders = (on: Queryable, storeId: Id<'Store'>, ids: readonly Id<'Order'>[]) =>
  on.rows<Order>(sql`
    select ${orderColumns} from orders o
     where o.store_id = ${storeId} and o.id = any(${ids}::uuid[])
     order by o.id
       for update of o
  `)

/** Reads an order by id and buyer: another buyer's order is not found. */
export const readOwnOrder = (on: Queryable, buyerId: Id<'Account'>, orderId: Id<'Order'>) =>
  on.maybe<Order>(sql`
    select ${orderColumns} from orders o where o.buyer_id = ${buyerId} and o.id = ${orderId}
  `)

/** Store and amount of buyers' own orders, for many at once. */
export const findOwnOrders = (on: Queryable, asks: readonly OwnOrder[]) =>
  on.rows<FoundOrder>(sql`
    select asked.buyer_id as "buyerId", asked.order_id as "orderId", own.store_id as "storeId",
           own.amount
      from unnest(
             ${listed(uuids(asks.map(({ buyerId }) => buyerId)), 'uuid')},
             ${listed(uuids(asks.map(({ orderId }) => orderId)), 'uuid')}
           ) as asked (buyer_id, order_id)
      cross join lateral (
        select o.store_id, o.amount from orders o
         where o.buyer_id = asked.buyer_id and o.id = asked.order_id
        offset 0
      ) as own
  `)

/**
 * Which of these orders exist, whoever the buyer is. Ids are time-ordered, so the block range index
 * `orders_by_id` serves it.
 */
export const findExisting = (on: Queryable, ids: readonly Id<'Order'>[]) =>
  on.rows<{ id: Id<'Order'> }>(sql`
    select o.id from orders o where o.id = any(${uuids(ids)}::uuid[]) and not o.standing
  `)

export interface FoundOrder extends OwnOrder {
  readonly storeId: Id<'Store'>
  readonly amount: number
}

export interface OwnOrder {
  readonly buyerId: Id<'Account'>
  readonly orderId: Id<'Order'>
}

/** Writes the outcome of a rule; the trigger `orders_move` refuses illegal transitions. */
export const writeOrder = (tx: Tx, order: Order): Promise<void> =>
  tx.together(writeEach, order.storeId, order)

const writeEach: Many<Order, void> = async (tx, orders, storeId) => {
  await tx.run(sql`
    update orders o
       set status = given.status, failure = given.failure, expires_at = given.expires_at,
           pinned_at = given.pinned_at, paid_at = given.paid_at,
           canceled_at = given.canceled_at,
           failed_at = case when given.status = 'failed' then ${tx.now}::timestamptz end
      from unnest(
             ${uuids(orders.map(({ id }) => id))}::uuid[],
             ${orders.map(({ status }) => status)}::text[],
             ${orders.map(({ failure }) => failure)}::text[],
             ${orders.map(({ expiresAt }) => expiresAt)}::timestamptz[],
             ${orders.map(({ pinnedAt }) => pinnedAt)}::timestamptz[],
             ${orders.map(({ paidAt }) => paidAt)}::timestamptz[],
             ${orders.map(({ canceledAt }) => canceledAt)}::timestamptz[]
           ) as given (id, status, failure, expires_at, pinned_at, paid_at, canceled_at)
     where o.store_id = ${storeId} and o.id = any(${uuids(orders.map(({ id }) => id))}::uuid[])
       and o.id = given.id
  `)
  return orders.map(() => undefined)
}

/**
 * Marks orders as paid and their lines as sold, with the event, in one statement. Lines are matched by
 * an array of ids: a join scanned a table without statistics yet (measured: 1 ms an order).
 */
export function payOrders(tx: Tx, storeId: Id<'Store'>, orders: readonly Order[]) {
  const ids = uuids(orders.map(({ id }) => id))
  const bodies = orders.map((order) => JSON.stringify(eventBody({ ...order, status: 'paid' })))
  const ready = orders.filter(({ status }) => status === 'ready').map(({ id }) => id)
  return tx.run(sql`
    with paid as (
      update orders
         set status = 'paid', failure = null, pinned_at = null, paid_at = ${tx.now},
             failed_at = null
       where store_id = ${storeId} and id = any(${ids}::uuid[])
    ), told as (
      insert into outbox (store_id, topic, subject_id, body, at)
      select ${storeId}, 'order.paid', id, body::jsonb, ${tx.now}
        from unnest(${ids}::uuid[], ${bodies}::text[]) as told (id, body)
    )
    update order_lines set status = 'sold'
     where store_id = ${storeId} and order_id = any(${ids}::uuid[])
       and status = case when order_id = any(${uuids(ready)}::uuid[]) then 'held'
                         else 'released' end
  `)
}

/** Whether a buyer has nothing to pay in the store besides these orders. */
export const hasNothingReady = (
  buyer: Sql,
  storeId: Id<'Store'>,
  orders: readonly Pick<Order, 'id'>[],
  now: Date,
): Sql => sql`
  not exists (
    select from orders o
     where o.buyer_id = ${buyer} and o.store_id = ${storeId} and ${isAlive(now)}
       and o.id <> all(${uuids(orders.map(({ id }) => id))}::uuid[]))`

/** Changes the status of an order's lines. Returns what they still had. */
export const writeLines = (
  tx: Tx,
  order: Order,
  from: 'held' | 'sold' | 'released',
  to: 'held' | 'sold' | 'released',
) =>
  tx.rows<LetGo>(sql`
    update order_lines set status = ${to}
     where store_id = ${order.storeId} and order_id = ${order.id} and status = ${from}
    returning place_id as "placeId", quantity - given_back as quantity,
              release_delay_ms as "releaseDelayMs"
  `)

/** Dead orders of every store, for the sweep: an index lookup for each store. */
export const findAllDead = (on: Queryable, most: number) =>
  on.rows<{ storeId: Id<'Store'>; id: Id<'Order'>; placeIds: Id<'Place'>[] }>(sql`
    select dead.store_id as "storeId", dead.id,
           (select array_agg(l.place_id) from order_lines l
             where l.store_id = dead.store_id and l.order_id = dead.id) as "placeIds"
      from stores s
      cross join lateral (
        select o.store_id, o.id from orders o
         where o.store_id = s.id and ${isDead(sql`(select clock_now())`)}
         order by o.expires_at
         limit ${most}
      ) as dead
     limit ${most}
  `)

/** Live ready orders of one buyer in all stores, for the deletion of their account. */
export const readReadyOrders = (tx: Tx, buyerId: Id<'Account'>) =>
  tx.rows<{ storeId: Id<'Store'>; id: Id<'Order'> }>(sql`
    select o.store_id as "storeId", o.id from orders o
     where o.buyer_id = ${buyerId} and ${isAlive(tx.now)}
  `)

/** Locks all orders of a buyer who leaves, in lock order. */
export const lockOrdersOf = (tx: Tx, buyerId: Id<'Account'>) =>
  tx.rows<Pick<Order, 'storeId' | 'id'>>(sql`
    select store_id as "storeId", id from orders
     where buyer_id = ${buyerId}
     order by store_id, id
       for no key update
  `)

/** Orders as rows `(store_id, id)`. */
export const orderRows = (orders: readonly Pick<Order, 'storeId' | 'id'>[]): Sql => sql`
  unnest(${uuids(orders.map(({ storeId }) => storeId))}::uuid[],
         ${uuids(orders.map(({ id }) => id))}::uuid[])`

/** What stands where somebody’s words were; like all codes, it is shown to nobody. */
export const ERASED = 'erased-text'

/** Whether a text was typed by a person: the others are codes like `order-canceled`. */
export const isTyped = (column: Sql): Sql => sql`${column} !~ '^[a-z]+(-[a-z]+)+$'`

/** Removes the buyer from these orders; orders and payments stay with the store. */
export async function forgetBuyer(
  tx: Tx,
  orders: readonly Pick<Order, 'storeId' | 'id'>[],
): Promise<void> {
  await tx.run(sql`
    update order_lines l set buyer_id = null
      from ${orderRows(orders)} as given (store_id, id)
     where l.store_id = given.store_id and l.order_id = given.id
  `)
  await tx.run(sql`
    update orders o set buyer_id = null
      from ${orderRows(orders)} as given (store_id, id)
     where o.store_id = given.store_id and o.id = given.id
  `)
}
