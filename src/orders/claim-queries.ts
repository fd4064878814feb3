import type { Id } from '../kernel/id.ts'
import type { Size } from '../places/rules.ts'
import { bigints, instants, integers, uuids } from '../postgres/literal.ts'
import { type Queryable, type Sql, sql, type Tx } from '../postgres/sql.ts'
import { openRoomOf } from '../waiting-room/queries.ts'
import { isAlive, isDead } from './alive.ts'
import type { ClaimFacts } from './claim-rules.ts'
import type { Order, OrderLine } from './rules.ts'

// Statements of a batch of claims. Lock order: places by id, then orders, then payments.
//
// Lookups for many keys use a lateral join or a scalar subquery, which forces an index lookup per
// key: on a table without statistics yet, other forms may scan a whole store (measured: 164 claims/s
// instead of 5,000 with `exists`).

/** The facts of a store that a batch of claims needs. */
export const readSelling = (on: Queryable, storeId: Id<'Store'>) =>
  on.maybe<ClaimFacts['store']>(sql`
    select id, time_zone as "timeZone", currency, places_per_order as "placesPerOrder",
           ready_orders_per_buyer as "readyOrdersPerBuyer", closed_at as "closedAt",
           asks_phone as "asksPhone", no_shows_most as "noShowsMost", pays_at_once as "paysAtOnce",
           case when deposit_no_shows is not null
                then json_build_object('noShows', deposit_no_shows, 'days', deposit_days)
            end as "depositsOf",
           ${openRoomOf} as "roomId"
      from stores s
     where id = ${storeId}
  `)

/** Dead orders that hold any of these places, with all places they hold. */
const deadOrders = (storeId: Id<'Store'>, placeIds: readonly Id<'Place'>[], now: Sql) => sql`
  select dead.id, held.places as "placeIds"
    from (
      select o.id from orders o
       where o.store_id = ${storeId} and ${isDead(now)}
       order by o.expires_at
       limit 1000
    ) as dead
    cross join lateral (
      select array_agg(l.place_id) as places from order_lines l
       where l.store_id = ${storeId} and l.order_id = dead.id
    ) as held
   where held.places && ${placeIds}::uuid[]`

/** A place that is locked for claims. */
export interface LockedPlace extends Size {
  /** Dead orders hold some of these places (rare). */
  readonly isHeldByDead: boolean
  /** Some of it was let go and is not back. What is let go while the lock is waited for may be missed. */
  readonly isFreed: boolean
  /** Somebody waits, or has waited, for it. Unlike the others it is of the row, as it is under the lock. */
  readonly isWaited: boolean
  /** Before the lock was waited for. */
  readonly askedAt: Date
}

/** Locks these places and every other place of dead orders that hold one of them, in lock order. */
export const lockForClaims = (
  on: Queryable,
  storeId: Id<'Store'>,
  placeIds: readonly Id<'Place'>[],
) =>
  on.rows<LockedPlace>(sql`
    with moment as materialized (
      select clock_now() as now
    ), dead as materialized (${deadOrders(storeId, placeIds, sql`(select now from moment)`)})
    select p.id, p.capacity, p.remaining, p.excess, p.is_waited as "isWaited", exists (select from dead) as "isHeldByDead",
           (select f.quantity from freed_places f
             where f.store_id = p.store_id and f.place_id = p.id
             limit 1) is not null as "isFreed",
           (select now from moment) as "askedAt"
      from places p
     where p.store_id = ${storeId}
       and p.id = any(array(
             select unnest(${placeIds}::uuid[])
              union
             select unnest(dead."placeIds") from dead))
     order by p.id
       for update
  `)

/** The time zone of a store, which stays until the end of the transaction. */
export const holdTimeZone = (tx: Tx, storeId: Id<'Store'>) =>
  tx.one<{ timeZone: string }>(sql`
    select time_zone as "timeZone" from stores where id = ${storeId} for key share
  `)

export const findDead = (tx: Tx, storeId: Id<'Store'>, placeIds: readonly Id<'Place'>[]) =>
  tx.rows<{ id: Id<'Order'>; placeIds: Id<'Place'>[] }>(
    deadOrders(storeId, placeIds, sql`${tx.now}`),
  )

/** Lines of live ready orders of these buyers in the store. Mostly empty. */
export const findHeld = (on: Queryable, storeId: Id<'Store'>, buyerIds: readonly Id<'Account'>[]) =>
  on.rows<{ buyerId: Id<'Account'>; orderId: Id<'Order'>; placeId: Id<'Place'> }>(sql`
    select asked.buyer_id as "buyerId", held.order_id as "orderId", held.place_id as "placeId"
      from unnest(${uuids(buyerIds)}::uuid[]) as asked (buyer_id)
      cross join lateral (
        select l.order_id, l.place_id
          from order_lines l
         where l.buyer_id = asked.buyer_id and l.store_id = ${storeId} and l.status = 'held'
           and (select ${isAlive(sql`(select clock_now())`)}
                  from orders o
                 where o.store_id = l.store_id and o.id = l.order_id)
        offset 0
      ) as held
  `)

/** How long after the end of an order the units of its line come back, in milliseconds. */
export type DelayOf = (orderId: Id<'Order'>, line: Pick<OrderLine, 'placeId'>) => number

/** Order ids in one event: PostgreSQL compresses larger ones, which costs more than a row. */
const EVENT_ORDERS_MOST = 32

/**
 * Inserts orders, their lines and their events in one statement. Each id and title is sent once;
 * orders and lines refer to them by index.
 *
 * @param delayOf draws how long after its end the units of a line come back, in milliseconds
 */
export function insertOrders(
  tx: Tx,
  { id: storeId, currency }: Pick<ClaimFacts['store'], 'id' | 'currency'>,
  orders: readonly Order[],
  delayOf: DelayOf,
) {
  const lines = orders.flatMap((order, at) => order.lines.map((line) => ({ at: at + 1, ...line })))
  const late = delaysOf(orders.flatMap(({ id, lines }) => lines.map((line) => delayOf(id, line))))
  const placeIds = distinct(lines.map(({ placeId }) => placeId))
  const titles = distinct(orders.map(({ title }) => title))
  const more = seldomOf(orders, lines)
  const events = chunksOf(orders, EVENT_ORDERS_MOST).map((some) =>
    JSON.stringify({
      orderIds: some.map(({ id }) => id),
      amounts: some.map(({ amount }) => amount),
      currency,
    }),
  )
  return tx.run(sql`
    with given as (
      select ${uuids(orders.map(({ id }) => id))}::uuid[] as ids,
             ${uuids(orders.map(({ buyerId }) => buyerId))}::uuid[] as buyers,
             ${titles.values}::text[] as titles,
             ${uuids(placeIds.values)}::uuid[] as places
    ), placed as (
      insert into orders (store_id, id, number, buyer_id, title, status, amount, currency,
                          created_at, expires_at, asks_booker${more.fee})
      select ${storeId}, id, number, buyer_id, given.titles[title_at], 'ready', amount, ${currency},
             ${tx.now}, expires_at, asks_booker${more.fee}
        from given, unnest(
               given.ids,
               ${orders.map(({ number }) => number)}::text[],
               given.buyers,
               ${integers(titles.at)}::integer[],
               ${bigints(orders.map(({ amount }) => amount))}::bigint[],
               ${instants(orders.map(({ expiresAt }) => expiresAt))}::timestamptz[],
               ${orders.map(({ asksBooker }) => asksBooker)}::boolean[]${more.fees}
             ) as placed (id, number, buyer_id, title_at, amount, expires_at, asks_booker${more.fee})
    ), told as (
      insert into outbox (store_id, topic, subject_id, body, at)
      select ${storeId}, 'orders.claimed', ${storeId}, body::jsonb, ${tx.now}
        from unnest(${events}::text[]) as told (body)
    )
    insert into order_lines (store_id, order_id, place_id, buyer_id, quantity, unit_price,
                             status${late.column}${more.columns})
    select ${storeId}, given.ids[order_at], given.places[place_at], given.buyers[order_at], quantity,
           unit_price, 'held'${late.column}${more.columns}
      from given, unnest(
             ${integers(lines.map(({ at }) => at))}::integer[],
             ${integers(placeIds.at)}::integer[],
             ${integers(lines.map(({ quantity }) => quantity))}::integer[],
             ${bigints(lines.map(({ unitPrice }) => unitPrice))}::bigint[]${late.values}${more.values}
           ) as line (order_at, place_at, quantity, unit_price${late.column}${more.columns})
  `)
}

/**
 * Columns that nearly all claims leave at their defaults: a batch that needs none of them is another
 * statement (as empty arrays they cost PostgreSQL 9 % of a claim, and this process 13 %).
 */
function seldomOf(orders: readonly Order[], lines: readonly OrderLine[]) {
  const isUsual =
    orders.every(({ fee, startedUntil }) => fee === 0 && !startedUntil) &&
    lines.every((line) => line.discount === 0 && !line.taxFree && !line.isAside && !line.position)
  if (isUsual) return { fee: empty, fees: empty, columns: empty, values: empty }
  return {
    fee: sql`, fee, started_until`,
    fees: sql`, ${bigints(orders.map(({ fee }) => fee))}::bigint[],
               ${instants(orders.map(({ startedUntil = null }) => startedUntil))}::timestamptz[]`,
    columns: sql`, discount, tax_free, aside, position`,
    values: sql`, ${bigints(lines.map(({ discount }) => discount))}::bigint[],
             ${lines.map(({ taxFree }) => taxFree)}::boolean[],
             ${lines.map(({ isAside }) => isAside)}::boolean[],
             ${integers(lines.map(({ position = 0 }) => position))}::integer[]`,
  }
}

/** When units come back late; goods and coupons do at once. */
function delaysOf(delays: readonly number[]) {
  if (delays.every((delay) => delay === 0)) return { column: empty, values: empty }
  return { column: sql`, release_delay_ms`, values: sql`, ${integers(delays)}::integer[]` }
}

const empty = sql``

/** The distinct values, and for each item of the list the index of its value, from 1. */
function distinct<Value>(list: readonly Value[]): { values: Value[]; at: number[] } {
  const indexes = new Map<Value, number>()
  const at = list.map((value) => {
    const last = indexes.get(value)
    if (last === undefined) indexes.set(value, indexes.size + 1)
    return last ?? indexes.size
  })
  return { values: [...indexes.keys()], at }
}

const chunksOf = <Thing>(things: readonly Thing[], size: number): (readonly Thing[])[] =>
  Array.from({ length: Math.ceil(things.length / size) }, (_, at) =>
    things.slice(at * size, (at + 1) * size),
  )
