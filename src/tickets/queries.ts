import type { Id } from '../kernel/id.ts'
import { uuids } from '../postgres/literal.ts'
import { type Queryable, type Sql, sql, type Tx } from '../postgres/sql.ts'
import type { Doors } from './doors.ts'
import type { Cursor, TicketKey, TicketLine } from './rules.ts'

// Tickets are protected by the lock of their order; a scan takes it shared. Lock order: orders by store
// and id, then what a statement of tickets writes.

/** Doors that sell tickets, as rows `(name, keys)`. */
function doorRows(doors: Doors): Sql {
  const selling = [...doors.values()].flatMap(({ name, tickets: sold }) =>
    sold ? { name, keys: sold.keys } : [],
  )
  return sql`unnest(${selling.map(({ name }) => name)}::text[],
                    ${selling.map(({ keys }) => keys)}::text[])`
}

/** The number of the seat in a key; null in one of something else, since it may be read before doors are asked. */
const seat = sql`case when t.key ~ '^[^/]+/[^/]+/\\d{1,9}$' then split_part(t.key, '/', 3)::integer end`

/**
 * Paid places of orders `o` that admit, with their lines `l` and places `p`, as rows `t`. Keys are compared
 * last: PostgreSQL cannot guess how many begin alike, and took the lines of 2,000 tickets one by one (650 ms).
 */
const tickets = (doors: Doors, where: Sql, and: Sql = sql`true`): Sql => sql`
  select t.store_id as "storeId", t.store_name as "storeName", t.time_zone as "timeZone",
         d.name as door, t.order_id as "orderId", t.place_id as "placeId",
         split_part(t.key, '/', 2)::uuid as "occasionId", ${seat} as "seatId",
         t.starts_at as "startsAt", t.buyer_id as "buyerId", t.holder_id as "holderId", t.handed,
         t.status = 'sold' as "isSold",
         exists (select 1 from ticket_offers f
                  where f.store_id = t.store_id and f.order_id = t.order_id
                    and f.place_id = t.place_id and f.state = 'offered') as "isOffered"
    from (
      select o.store_id, s.name as store_name, s.time_zone, s.front_door, s.also, o.id as order_id,
             p.id as place_id, p.key, p.starts_at, o.buyer_id, h.holder_id,
             coalesce(h.handed, 0) as handed, l.status
        from orders o
        join stores s on s.id = o.store_id
        join order_lines l on l.store_id = o.store_id and l.order_id = o.id
                          and l.status in ('sold', 'released')
        join places p on p.store_id = l.store_id and p.id = l.place_id
        left join handed_tickets h on h.store_id = o.store_id and h.order_id = o.id
                                  and h.place_id = p.id
       where o.paid_at is not null and p.starts_at is not null and (${where})
      offset 0
    ) as t
    join ${doorRows(doors)} as d (name, keys) on (d.name = t.front_door or d.name = any(t.also))
                                             and starts_with(t.key, d.keys || '/')
   where ${and}`

const soonest = sql`order by t.starts_at, t.order_id, ${seat}, t.place_id`
const latest = sql`order by t.starts_at desc, t.order_id desc, ${seat} desc, t.place_id desc`

/** The tickets of an order, whoever has them. */
export const listOfOrder = (
  on: Queryable,
  doors: Doors,
  { storeId, orderId }: Pick<TicketKey, 'storeId' | 'orderId'>,
) =>
  on.rows<TicketLine>(sql`
    ${tickets(doors, sql`o.store_id = ${storeId} and o.id = ${orderId}`)} ${soonest}
  `)

/** The tickets of an order that somebody has bought or received, by its id alone. */
export const listOwnOfOrder = (
  on: Queryable,
  doors: Doors,
  orderId: Id<'Order'>,
  accountId: Id<'Account'>,
) =>
  on.rows<TicketLine>(sql`
    ${tickets(
      doors,
      sql`o.id = ${orderId} and (o.buyer_id = ${accountId} or h.holder_id = ${accountId})`,
    )}
    ${soonest}
  `)

/** Locks orders shared: none of their tickets is canceled or handed on before the commit. */
export const keepOrders = (tx: Tx, storeId: Id<'Store'>, ids: readonly Id<'Order'>[]) =>
  tx.rows<{ id: Id<'Order'> }>(sql`
    select id from orders
     where store_id = ${storeId} and id = any(${uuids(ids)}::uuid[])
     order by id
       for share
  `)

/** The tickets of some orders. */
export const listOfOrders = (
  on: Queryable,
  doors: Doors,
  storeId: Id<'Store'>,
  ids: readonly Id<'Order'>[],
) =>
  on.rows<TicketLine>(sql`
    ${tickets(doors, sql`o.store_id = ${storeId} and o.id = any(${uuids(ids)}::uuid[])`)} ${soonest}
  `)

/** The valid tickets of an occasion. (2,000: 40 ms.) */
export const listOfOccasion = (
  on: Queryable,
  doors: Doors,
  storeId: Id<'Store'>,
  { id, startsAt }: { readonly id: Id<'Occasion'>; readonly startsAt: Date },
) =>
  on.rows<TicketLine>(sql`
    ${tickets(
      doors,
      sql`l.status = 'sold' and o.store_id = ${storeId} and p.starts_at = ${startsAt}`,
      sql`starts_with(t.key, d.keys || '/' || ${id}::text || '/')`,
    )}
    order by ${seat}
  `)

// ── what somebody holds ──

export interface HeldAsk {
  readonly holderId: Id<'Account'>
  /** Only of this store. */
  readonly storeId: Id<'Store'> | null
  /** Only of somebody else's booking. */
  readonly received: boolean
  /** What begins later is coming. */
  readonly after: Date
  readonly limit: number
}

/** Held now: bought and not handed on, or received. */
const held = ({ holderId, storeId, received }: HeldAsk): Sql => sql`
  (o.store_id, o.id) in (select store_id, id from orders where buyer_id = ${holderId}
                          union all
                         select store_id, order_id from handed_tickets where holder_id = ${holderId})
    and coalesce(h.holder_id, o.buyer_id) = ${holderId}
    and (${storeId}::uuid is null or o.store_id = ${storeId})
    and (not ${received}::boolean or h.holder_id = ${holderId})`

const isComing = ({ after }: HeldAsk): Sql => sql`(l.status = 'sold' and p.starts_at > ${after})`

const position = sql`(t.starts_at, t.order_id, ${seat}, t.place_id)`
const cursorRow = (at: Cursor | undefined): Sql => sql`
  (${at?.startsAt ?? null}::timestamptz, ${at?.orderId ?? null}::uuid, ${at?.seatId ?? null}::integer,
   ${at?.placeId ?? null}::uuid)`

/** Valid tickets that somebody holds and that are coming, by start. */
export const listComing = (on: Queryable, doors: Doors, ask: HeldAsk, after: Cursor | undefined) =>
  on.rows<TicketLine>(sql`
    ${tickets(
      doors,
      sql`${held(ask)} and ${isComing(ask)}`,
      sql`${after?.orderId ?? null}::uuid is null or ${position} > ${cursorRow(after)}`,
    )}
    ${soonest} limit ${ask.limit}
  `)

/** The other tickets that somebody holds, latest first. */
export const listPast = (on: Queryable, doors: Doors, ask: HeldAsk, after: Cursor | undefined) =>
  on.rows<TicketLine>(sql`
    ${tickets(
      doors,
      sql`${held(ask)} and not ${isComing(ask)}`,
      sql`${after?.orderId ?? null}::uuid is null or ${position} < ${cursorRow(after)}`,
    )}
    ${latest} limit ${ask.limit}
  `)

// ── handing on ──

/** Gives a ticket to somebody; null: back to its buyer. */
export const handOn = (
  tx: Tx,
  { storeId, orderId, placeId }: TicketKey,
  holderId: Id<'Account'> | null,
) =>
  tx.run(sql`
    insert into handed_tickets as h (store_id, order_id, place_id, holder_id, handed)
    values (${storeId}, ${orderId}, ${placeId}, ${holderId}, 1)
        on conflict (store_id, order_id, place_id) do update
       set holder_id = excluded.holder_id, handed = h.handed + 1
  `)

/** Locks the orders of which somebody who leaves has bought or received something, in lock order. */
export const lockOrdersOfHolder = (tx: Tx, accountId: Id<'Account'>) =>
  tx.rows<{ id: Id<'Order'> }>(sql`
    select id from orders
     where buyer_id = ${accountId}
        or (store_id, id) in (select store_id, order_id from handed_tickets
                               where holder_id = ${accountId})
     order by store_id, id
       for no key update
  `)

/** Tickets that somebody received. */
export const listReceived = (on: Queryable, doors: Doors, holderId: Id<'Account'>) =>
  on.rows<TicketLine>(sql`${tickets(doors, sql`h.holder_id = ${holderId}`)} ${soonest}`)

const OFFERED_MOST = 50

/** Tickets that are offered to somebody, by the hash of their address. */
export const listOffered = (on: Queryable, doors: Doors, emailHash: string) =>
  on.rows<TicketLine>(sql`
    ${tickets(
      doors,
      sql`(o.store_id, o.id, p.id) in (select store_id, order_id, place_id from ticket_offers
                                        where email_hash = ${emailHash} and state = 'offered')`,
    )}
    ${soonest} limit ${OFFERED_MOST}
  `)

/** What somebody received goes back to its buyers, with another serial unless it is one of `used`. */
export const giveBack = (tx: Tx, holderId: Id<'Account'>, used: readonly TicketKey[]) =>
  tx.run(sql`
    update handed_tickets h
       set holder_id = null,
           handed = handed + case when (h.order_id, h.place_id) in (
             select * from unnest(${uuids(used.map(({ orderId }) => orderId))}::uuid[],
                                  ${uuids(used.map(({ placeId }) => placeId))}::uuid[])
           ) then 0 else 1 end
     where h.holder_id = ${holderId}
  `)
