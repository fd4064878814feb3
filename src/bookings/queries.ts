import type { SealedColumn } from '../accounts/erasure.ts'
import type { Id } from '../kernel/id.ts'
import { isAlive } from '../orders/alive.ts'
import { orderColumns, orderRows } from '../orders/queries.ts'
import type { Order } from '../orders/rules.ts'
import { type CancellationNote, cancellationOf } from '../policies/queries.ts'
import { uuids } from '../postgres/literal.ts'
import { type Queryable, sql, type Tx } from '../postgres/sql.ts'
import { mainPictureOfStore } from '../stores/pictures/stored.ts'
import { locationOf } from '../stores/profile/queries.ts'
import { pricingOfStore } from '../stores/queries.ts'
import { PLATFORM_STORE } from '../wallets/charge-rules.ts'
import type { BookerTexts } from './booker.ts'
import type { BookedPlace, BookedStore } from './door.ts'
import type { StoreLocation } from './location.ts'
import { movesOf, type Proposed, proposedFor } from './moves/queries.ts'
import { type NoShowRead, noShowOf } from './no-shows/queries.ts'

// Bookers are protected by the lock of their order.

export interface BookingRow {
  readonly orderId: Id<'Order'>
  readonly store: BookedStore
  readonly places: readonly BookedPlace[]
  readonly location: StoreLocation | null
  /** Encrypted. */
  readonly booker: BookerTexts | null
  readonly proposed: Proposed | null
  /** How often it was moved: the sequence of its calendar entry. */
  readonly moves: number
  readonly noShow: NoShowRead | null
  /** Of a booking that was paid. */
  readonly cancellation: CancellationNote | null
}

/** For the key rotation. */
export const sealedBookers: SealedColumn = {
  table: 'bookers',
  keys: ['store_id', 'order_id'],
  columns: ['name', 'phone', 'message'],
}

type OrderKey = Pick<Order, 'storeId' | 'id'>

/** Of the table `bookers b`. */
export const sealedBooker = sql`
  case when b.name is not null then json_build_object(
    'name', b.name, 'phone', b.phone, 'message', b.message
  ) end as booker`

/** Store, places by start with what goes along with others last, and booker of each order. */
export async function readBookings(
  on: Queryable,
  orders: readonly OrderKey[],
): Promise<BookingRow[]> {
  const rows = await on.rows<BookingRow>(sql`
    select asked.order_id as "orderId", ${sealedBooker},
           json_build_object('id', s.id, 'door', s.front_door, 'name', s.name, 'kind', s.kind,
                             'timeZone', s.time_zone, 'pricing', ${pricingOfStore},
                             'image', ${mainPictureOfStore}) as store,
           (select coalesce(json_agg(json_build_object(
                     'placeId', p.id, 'key', p.key, 'startsAt', p.starts_at,
                     'quantity', l.quantity - l.given_back, 'unitPrice', l.unit_price,
                     'bought', l.quantity, 'discount', l.discount, 'taxFree', l.tax_free,
                     'isAside', l.aside
                   ) order by l.aside, p.starts_at, l.position, p.key), '[]')
              from order_lines l
              join places p on p.store_id = l.store_id and p.id = l.place_id
             where l.store_id = asked.store_id and l.order_id = asked.order_id
               and l.status <> 'moved') as places,
           ${locationOf(sql`asked.store_id`)} as location,
           ${proposedFor(sql`(asked.store_id, asked.order_id)`)} as proposed,
           ${movesOf(sql`(asked.store_id, asked.order_id)`)} as moves,
           ${noShowOf(sql`(asked.store_id, asked.order_id)`)} as "noShow",
           ${cancellationOf(sql`(asked.store_id, asked.order_id)`)} as cancellation
      from unnest(
             ${uuids(orders.map(({ storeId }) => storeId))}::uuid[],
             ${uuids(orders.map(({ id }) => id))}::uuid[]
           ) as asked (store_id, order_id)
      join stores s on s.id = asked.store_id
      left join bookers b on b.store_id = asked.store_id and b.order_id = asked.order_id
  `)
  return rows.map((row) => ({
    ...row,
    places: row.places.map((place) => ({
      ...place,
      startsAt: place.startsAt && new Date(place.startsAt), // JSON has no instants
    })),
  }))
}

export interface OwnOrdersAsk {
  readonly buyerId: Id<'Account'>
  /** Only what this front door sold. */
  readonly door: string | null
  /** Only what is held and not paid yet. */
  readonly held: boolean
  readonly now: Date
  readonly limit: number
}

/** An order that is held or paid is upcoming while a line is yet to begin, or without a time. */
const upcoming = (now: Date) => sql`
  ((o.status = 'paid' or ${isAlive(now)}) and (ends.at > ${now} or ends.at is null))`

const ownOrders = ({ buyerId, door }: OwnOrdersAsk) => sql`
  from orders o
  join stores s on s.id = o.store_id
  cross join lateral (
    select min(p.starts_at) as begins_at, max(p.starts_at) as at
      from order_lines l join places p on p.store_id = l.store_id and p.id = l.place_id
     where l.store_id = o.store_id and l.order_id = o.id and l.status <> 'moved'
       and not l.aside and (l.given_back < l.quantity or o.status <> 'paid')
  ) as ends
 where o.buyer_id = ${buyerId} and not o.standing and o.store_id <> ${PLATFORM_STORE}
   and (${door}::text is null or s.front_door = ${door})`

/** A buyer's upcoming orders by start, those without one first. */
export const listUpcoming = (
  on: Queryable,
  ask: OwnOrdersAsk,
  after: { readonly startsAt: Date | null; readonly id: string } | undefined,
) =>
  on.rows<Order & { startsAt: Date | null }>(sql`
    select ${orderColumns}, ends.begins_at as "startsAt" ${ownOrders(ask)}
       and o.status in ('ready', 'paid') and ${upcoming(ask.now)}
       and (o.status = 'ready' or not ${ask.held}::boolean)
       and (${after?.id ?? null}::uuid is null
            or (coalesce(ends.begins_at, '-infinity'), o.id)
                 > (coalesce(${after?.startsAt ?? null}::timestamptz, '-infinity'),
                    ${after?.id ?? null}::uuid))
     order by ends.begins_at nulls first, o.id
     limit ${ask.limit}
  `)

/** A buyer's other orders, latest first. */
export const listPast = (on: Queryable, ask: OwnOrdersAsk, after: string | undefined) =>
  on.rows<Order>(sql`
    select ${orderColumns} ${ownOrders(ask)}
       and not coalesce(${upcoming(ask.now)}, false)
       and (${after ?? null}::uuid is null or o.id < ${after ?? null}::uuid)
     order by o.id desc
     limit ${ask.limit}
  `)

/** Writes bookers of one store's orders, in one statement; `sharingVersion` of the consent to pass them to the store; null: the store has them itself. */
export const writeBookers = (
  tx: Tx,
  storeId: Id<'Store'>,
  rows: readonly {
    readonly orderId: Id<'Order'>
    readonly booker: BookerTexts
    readonly phoneIndex?: string | null
  }[],
  given: { readonly sharingVersion: number | null; readonly eraseAt: Date },
) =>
  tx.run(sql`
    insert into bookers (store_id, order_id, name, phone, message, phone_index, sharing_version,
                         erase_at)
    select ${storeId}, given.order_id, given.name, given.phone, given.message, given.phone_index,
           ${given.sharingVersion}, ${given.eraseAt}
      from unnest(
             ${uuids(rows.map(({ orderId }) => orderId))}::uuid[],
             ${rows.map(({ booker }) => booker.name)}::text[],
             ${rows.map(({ booker }) => booker.phone)}::text[],
             ${rows.map(({ booker }) => booker.message)}::text[],
             ${rows.map(({ phoneIndex = null }) => phoneIndex)}::text[]
           ) as given (order_id, name, phone, message, phone_index)
        on conflict (store_id, order_id) do update
       set name = excluded.name, phone = excluded.phone, message = excluded.message,
           phone_index = excluded.phone_index, sharing_version = excluded.sharing_version,
           erase_at = coalesce(bookers.erase_at, excluded.erase_at)
  `)

/**
 * Erases bookers that were kept long enough, and puts off those that are still needed; `days` of what was paid count
 * from the last start, or from the payment where nothing begins.
 */
export const eraseDueBookers = (
  on: Queryable,
  now: Date,
  days: { readonly paid: number; readonly unpaid: number },
  most: number,
): Promise<number> =>
  on.run(sql`
    with due as (
      select b.store_id, b.order_id from bookers b
       where b.erase_at <= ${now}
       order by b.erase_at
       limit ${most}
         for update skip locked
    ), asked as (
      select due.store_id, due.order_id,
             case when o.status = 'paid'
                  then greatest(o.paid_at, (
                         select max(p.starts_at)
                           from order_lines l
                           join places p on p.store_id = l.store_id and p.id = l.place_id
                          where l.store_id = o.store_id and l.order_id = o.id
                       )) + make_interval(days => ${days.paid}::int)
                  else greatest(o.expires_at, o.canceled_at)
                       + make_interval(days => ${days.unpaid}::int) end as until
        from due
        join orders o on o.store_id = due.store_id and o.id = due.order_id
    )
    update bookers b
       set name = case when asked.until > ${now} then b.name end,
           phone = case when asked.until > ${now} then b.phone end,
           message = case when asked.until > ${now} then b.message end,
           phone_index = case when asked.until > ${now} then b.phone_index end,
           erase_at = case when asked.until > ${now} then asked.until end
      from asked
     where b.store_id = asked.store_id and b.order_id = asked.order_id
  `)

/** Before it: nobody who enters the same number at the same store finds it again. */
export const erasePhoneIndexes = (tx: Tx, orders: readonly OrderKey[]) =>
  tx.run(sql`
    update bookers b set phone_index = null
     where (b.store_id, b.phone_index) in (
             select own.store_id, own.phone_index
               from bookers own join ${orderRows(orders)} as given (store_id, id)
                 on own.store_id = given.store_id and own.order_id = given.id
              where own.phone_index is not null)
  `)

/** Erases the bookers of orders whose buyer leaves. The orders are locked: nobody names one now. */
export const eraseBookers = (tx: Tx, orders: readonly OrderKey[]) =>
  tx.run(sql`
    update bookers b
       set name = null, phone = null, message = null, phone_index = null, erase_at = null
      from ${orderRows(orders)} as given (store_id, id)
     where b.store_id = given.store_id and b.order_id = given.id
  `)

interface BookerName {
  readonly orderId: Id<'Order'>
  /** Encrypted. */
  readonly name: string
}

/** The names of a store's bookers, of its latest orders first. */
export const listBookerNames = (on: Queryable, storeId: Id<'Store'>, most: number) =>
  on.rows<BookerName>(sql`
    select order_id as "orderId", name from bookers
     where store_id = ${storeId} and name is not null
     order by order_id desc
     limit ${most}
  `)

export const readBookerNames = (
  on: Queryable,
  storeId: Id<'Store'>,
  orderIds: readonly Id<'Order'>[],
) =>
  on.rows<BookerName>(sql`
    select order_id as "orderId", name from bookers
     where store_id = ${storeId} and order_id = any(${orderIds}::uuid[]) and name is not null
  `)

/** The lines of orders as they were bought, by start: what does not begin comes last; what goes along is left out. */
export const readBoughtOf = (
  on: Queryable,
  storeId: Id<'Store'>,
  orderIds: readonly Id<'Order'>[],
) =>
  on.rows<BookedPlace & { readonly orderId: Id<'Order'> }>(sql`
    select l.order_id as "orderId", p.id as "placeId", p.key, p.starts_at as "startsAt",
           l.quantity, l.quantity as bought, l.unit_price as "unitPrice", l.discount,
           l.tax_free as "taxFree", l.aside as "isAside"
      from order_lines l join places p on p.store_id = l.store_id and p.id = l.place_id
     where l.store_id = ${storeId} and l.order_id = any(${uuids(orderIds)}::uuid[])
       and l.status <> 'moved' and not l.aside
     order by l.order_id, p.starts_at nulls last, l.position, p.key
  `)

/** The lines of orders of which something is left, by start; without what goes along with others. */
export const readLinesOf = (
  on: Queryable,
  storeId: Id<'Store'>,
  orderIds: readonly Id<'Order'>[],
) =>
  on.rows<BookedPlace & { readonly orderId: Id<'Order'> }>(sql`
    select l.order_id as "orderId", p.id as "placeId", p.key, p.starts_at as "startsAt",
           l.quantity - l.given_back as quantity, l.quantity as bought,
           l.unit_price as "unitPrice", l.discount, l.tax_free as "taxFree", l.aside as "isAside"
      from order_lines l join places p on p.store_id = l.store_id and p.id = l.place_id
     where l.store_id = ${storeId} and l.order_id = any(${uuids(orderIds)}::uuid[])
       and l.status <> 'moved' and not l.aside and l.given_back < l.quantity
     order by l.order_id, p.starts_at nulls last, l.position, p.key
  `)

/** By which front doors a store sells. */
export const readDoorsOf = (on: Queryable, storeId: Id<'Store'>) =>
  on.maybe<{ door: string; also: readonly string[] }>(sql`
    select front_door as door, also from stores where id = ${storeId}
  `)
