import type { Id } from '../kernel/id.ts'
import { type Queryable, type Sql, sql, type Tx } from '../postgres/sql.ts'
import type { ClaimFacts, Order } from './rules.ts'

// Locks are taken in one order everywhere: places by id, then orders, then payments.

const orderColumns = sql`
  o.store_id as "storeId", o.id, o.number, o.buyer_id as "buyerId", o.title, o.status, o.failure,
  o.amount, o.currency, o.created_at as "createdAt", o.expires_at as "expiresAt",
  o.pinned_at as "pinnedAt", o.paid_at as "paidAt", o.canceled_at as "canceledAt", o.standing,
  (select coalesce(json_agg(json_build_object(
            'placeId', l.place_id, 'quantity', l.quantity, 'unitPrice', l.unit_price
          ) order by l.place_id), '[]')
     from order_lines l
    where l.store_id = o.store_id and l.order_id = o.id) as lines`

const isDead = (now: Date | Sql): Sql =>
  sql`o.status = 'ready' and o.pinned_at is null and o.expires_at <= ${now}`

/** The store as a batch of claims needs it. */
export const readSelling = (on: Queryable, storeId: Id<'Store'>) =>
  on.maybe<ClaimFacts['store']>(sql`
    select id, time_zone as "timeZone", currency, places_per_order as "placesPerOrder",
           ready_orders_per_buyer as "readyOrdersPerBuyer", closed_at as "closedAt"
      from stores
     where id = ${storeId}
  `)

// Where a question comes for many at once, a lateral join asks an index for each: on a young table,
// which PostgreSQL has not measured yet, any other plan it may choose reads the whole table.

/**
 * Dead orders that still hold any of these places, and every place they hold: read before
 * locking, so that all that is going to be touched can be locked in order.
 */
export const findDead = (on: Queryable, storeId: Id<'Store'>, placeIds: readonly Id<'Place'>[]) =>
  on.rows<{ id: Id<'Order'>; placeIds: Id<'Place'>[] }>(sql`
    select dead.id, held.places as "placeIds"
      from (
        select o.id from orders o
         where o.store_id = ${storeId} and ${isDead(sql`(select clock_now())`)}
         order by o.expires_at
         limit 1000
      ) as dead
      cross join lateral (
        select array_agg(l.place_id) as places from order_lines l
         where l.store_id = ${storeId} and l.order_id = dead.id
      ) as held
     where held.places && ${placeIds}::uuid[]
  `)

/** Ends dead orders and their holds. Returns how many of which place they held. */
export const endDead = (tx: Tx, storeId: Id<'Store'>, ids: readonly Id<'Order'>[]) =>
  tx.rows<{ placeId: Id<'Place'>; quantity: number }>(sql`
    with locked as (
      select o.id from orders o
       where o.store_id = ${storeId} and o.id = any(${ids}::uuid[]) and ${isDead(tx.now)}
       order by o.id for update
    ), ended as (
      update orders set status = 'failed', failure = 'expired', failed_at = ${tx.now}
       where store_id = ${storeId} and id in (select id from locked)
      returning id
    ), told as (
      insert into outbox (store_id, topic, subject_id, body, at)
      select ${storeId}, 'order.expired', id, '{}', ${tx.now} from ended
    ), freed as (
      update order_lines set status = 'released'
       where store_id = ${storeId} and order_id in (select id from ended) and status = 'held'
      returning place_id, quantity
    )
    select place_id as "placeId", sum(quantity)::integer as quantity from freed group by place_id
  `)

/** Ready orders in which these buyers hold these places: one pair an ask. Mostly there are none. */
export const findHeld = (
  tx: Tx,
  storeId: Id<'Store'>,
  pairs: readonly { readonly buyerId: Id<'Account'>; readonly placeId: Id<'Place'> }[],
) =>
  tx.rows<{ orderId: Id<'Order'> }>(sql`
    select held.order_id as "orderId"
      from unnest(
             ${pairs.map(({ buyerId }) => buyerId)}::uuid[],
             ${pairs.map(({ placeId }) => placeId)}::uuid[]
           ) as asked (buyer_id, place_id)
      cross join lateral (
        select h.order_id from order_lines h
         where h.store_id = ${storeId} and h.place_id = asked.place_id
           and h.buyer_id = asked.buyer_id and h.status = 'held'
         limit 1
      ) as held
  `)

export const readOrders = (
  on: Queryable,
  storeId: Id<'Store'>,
  ids: readonly { readonly orderId: Id<'Order'> }[],
) =>
  on.rows<Order>(sql`
    select ${orderColumns} from orders o
     where o.store_id = ${storeId} and o.id = any(${ids.map(({ orderId }) => orderId)}::uuid[])
  `)

/** How many live ready orders each of these buyers has in the store. */
export const countReady = (tx: Tx, storeId: Id<'Store'>, buyerIds: readonly Id<'Account'>[]) =>
  tx.rows<{ buyerId: Id<'Account'>; orders: number }>(sql`
    select asked.buyer_id as "buyerId", ready.orders
      from unnest(${buyerIds}::uuid[]) as asked (buyer_id)
      cross join lateral (
        select count(*)::integer as orders from orders o
         where o.buyer_id = asked.buyer_id and o.store_id = ${storeId}
           and o.status = 'ready' and (o.pinned_at is not null or o.expires_at > ${tx.now})
      ) as ready
  `)

/** Writes orders, their lines and their events in one statement: none can be there alone. */
export function insertOrders(tx: Tx, storeId: Id<'Store'>, orders: readonly Order[]) {
  const lines = orders.flatMap((order) => order.lines.map((line) => ({ order, ...line })))
  return tx.run(sql`
    with placed as (
      insert into orders (store_id, id, number, buyer_id, title, status, amount, currency,
                          created_at, expires_at)
      select ${storeId}, id, number, buyer_id, title, 'ready', amount, currency, ${tx.now},
             expires_at
        from unnest(
               ${orders.map(({ id }) => id)}::uuid[],
               ${orders.map(({ number }) => number)}::text[],
               ${orders.map(({ buyerId }) => buyerId)}::uuid[],
               ${orders.map(({ title }) => title)}::text[],
               ${orders.map(({ amount }) => amount)}::bigint[],
               ${orders.map(({ currency }) => currency)}::text[],
               ${orders.map(({ expiresAt }) => expiresAt)}::timestamptz[]
             ) as placed (id, number, buyer_id, title, amount, currency, expires_at)
    ), told as (
      insert into outbox (store_id, topic, subject_id, body, at)
      select ${storeId}, 'order.claimed', id, '{}', ${tx.now}
        from unnest(${orders.map(({ id }) => id)}::uuid[]) as told (id)
    )
    insert into order_lines (store_id, order_id, place_id, buyer_id, quantity, unit_price, status)
    select ${storeId}, order_id, place_id, buyer_id, quantity, unit_price, 'held'
      from unnest(
             ${lines.map(({ order }) => order.id)}::uuid[],
             ${lines.map(({ placeId }) => placeId)}::uuid[],
             ${lines.map(({ order }) => order.buyerId)}::uuid[],
             ${lines.map(({ quantity }) => quantity)}::integer[],
             ${lines.map(({ unitPrice }) => unitPrice)}::bigint[]
           ) as line (order_id, place_id, buyer_id, quantity, unit_price)
  `)
}

/** Ids of places that an order names, in the order in which they must be locked. */
export const readPlaceIds = (on: Queryable, storeId: Id<'Store'>, orderId: Id<'Order'>) =>
  on.rows<{ placeId: Id<'Place'> }>(sql`
    select place_id as "placeId" from order_lines
     where store_id = ${storeId} and order_id = ${orderId}
     order by place_id
  `)

export const lockOrder = (tx: Tx, storeId: Id<'Store'>, orderId: Id<'Order'>) =>
  tx.maybe<Order>(sql`
    select ${orderColumns} from orders o
     where o.store_id = ${storeId} and o.id = ${orderId}
       for update of o
  `)

export const lockOrders = (tx: Tx, storeId: Id<'Store'>, ids: readonly Id<'Order'>[]) =>
  tx.rows<Order>(sql`
    select ${orderColumns} from orders o
     where o.store_id = ${storeId} and o.id = any(${ids}::uuid[])
     order by o.id
       for update of o
  `)

/** Finds a buyer's own order: the owner is part of the question, so another's is simply not there. */
export const readOwnOrder = (on: Queryable, buyerId: Id<'Account'>, orderId: Id<'Order'>) =>
  on.maybe<Order>(sql`
    select ${orderColumns} from orders o where o.buyer_id = ${buyerId} and o.id = ${orderId}
  `)

/** A buyer's orders at one front door, latest first; `before` is the last one of the page before. */
export const listOwnOrders = (
  on: Queryable,
  frontDoor: string,
  ask: { readonly buyerId: Id<'Account'>; readonly before?: string; readonly limit: number },
) =>
  on.rows<Order>(sql`
    select ${orderColumns}
      from orders o
      join stores s on s.id = o.store_id and s.front_door = ${frontDoor}
     where o.buyer_id = ${ask.buyerId} and not o.standing
       and (${ask.before ?? null}::uuid is null or o.id < ${ask.before ?? null}::uuid)
     order by o.id desc
     limit ${ask.limit}
  `)

export const readNow = (on: Queryable) => on.one<{ now: Date }>(sql`select clock_now() as now`)

/** Writes what a rule decided; the trigger `orders_move` knows the only legal ways. */
export const writeOrder = (tx: Tx, order: Order) =>
  tx.run(sql`
    update orders
       set status = ${order.status}, failure = ${order.failure}, pinned_at = ${order.pinnedAt},
           paid_at = ${order.paidAt}, canceled_at = ${order.canceledAt},
           failed_at = case when ${order.status} = 'failed' then ${tx.now}::timestamptz end
     where store_id = ${order.storeId} and id = ${order.id}
  `)

/** Makes orders paid and their lines sold, and says so, in one statement. */
export const payOrders = (tx: Tx, storeId: Id<'Store'>, orders: readonly Order[]) =>
  tx.run(sql`
    with paid as (
      update orders
         set status = 'paid', failure = null, pinned_at = null, paid_at = ${tx.now},
             failed_at = null
       where store_id = ${storeId} and id = any(${orders.map(({ id }) => id)}::uuid[])
    ), told as (
      insert into outbox (store_id, topic, subject_id, body, at)
      select ${storeId}, 'order.paid', id, '{}', ${tx.now}
        from unnest(${orders.map(({ id }) => id)}::uuid[]) as told (id)
    )
    update order_lines l set status = 'sold'
      from unnest(
             ${orders.map(({ id }) => id)}::uuid[],
             ${orders.map(({ status }) => (status === 'ready' ? 'held' : 'released'))}::text[]
           ) as given (order_id, was)
     where l.store_id = ${storeId} and l.order_id = given.order_id and l.status = given.was
  `)

/** Moves the lines of an order from one life to the next. Returns what each place gets or gives. */
export const writeLines = (
  tx: Tx,
  order: Order,
  from: 'held' | 'sold' | 'released',
  to: 'held' | 'sold' | 'released',
) =>
  tx.rows<{ placeId: Id<'Place'>; quantity: number }>(sql`
    update order_lines set status = ${to}
     where store_id = ${order.storeId} and order_id = ${order.id} and status = ${from}
    returning place_id as "placeId", quantity
  `)

/** Dead orders of every store: for the job that tidies. Asks the index of each store in turn. */
export const findAllDead = (on: Queryable, most: number) =>
  on.rows<{ storeId: Id<'Store'>; id: Id<'Order'>; placeIds: Id<'Place'>[] }>(sql`
    select dead.store_id as "storeId", dead.id,
           (select array_agg(l.place_id) from order_lines l
             where l.store_id = dead.store_id and l.order_id = dead.id) as "placeIds"
      from stores s
      cross join lateral (
        select o.store_id, o.id from orders o
         where o.store_id = s.id and o.status = 'ready' and o.pinned_at is null
           and o.expires_at <= (select clock_now())
         order by o.expires_at
         limit ${most}
      ) as dead
     limit ${most}
  `)

/** Live ready orders of one buyer, everywhere: for a person who leaves. */
export const readReadyOrders = (on: Queryable, buyerId: Id<'Account'>) =>
  on.rows<{ storeId: Id<'Store'>; id: Id<'Order'> }>(sql`
    select store_id as "storeId", id from orders
     where buyer_id = ${buyerId} and status = 'ready'
       and (pinned_at is not null or expires_at > clock_now())
  `)

/** What was bought stays with the store, and its money; who bought it does not. */
export async function forgetBuyer(tx: Tx, buyerId: Id<'Account'>): Promise<void> {
  await tx.run(sql`
    update order_lines
       set buyer_id = null
      from orders
     where orders.buyer_id = ${buyerId}
       and order_lines.store_id = orders.store_id
       and order_lines.order_id = orders.id
  `)
  await tx.run(sql`update orders set buyer_id = null where buyer_id = ${buyerId}`)
}
