import type { SealedColumn } from '../accounts/erasure.ts'
import type { Id } from '../kernel/id.ts'
import type { Currency } from '../kernel/money.ts'
import type { Day } from '../kernel/time.ts'
import { isAlive, isBooked } from '../orders/alive.ts'
import { orderColumns } from '../orders/queries.ts'
import type { Order } from '../orders/rules.ts'
import { uuids } from '../postgres/literal.ts'
import { type Queryable, sql, type Tx } from '../postgres/sql.ts'
import { mainPictureOfStore } from '../stores/pictures/stored.ts'
import type { BookerTexts } from './booker.ts'
import type { BookedPlace, BookedStore } from './door.ts'

// Bookers are protected by the lock of their order.

export interface BookingRow {
  readonly orderId: Id<'Order'>
  readonly store: BookedStore
  readonly places: readonly BookedPlace[]
  /** Encrypted. */
  readonly booker: BookerTexts | null
}

/** For the key rotation. */
export const sealedBookers: SealedColumn = {
  table: 'bookers',
  keys: ['store_id', 'order_id'],
  columns: ['name', 'phone', 'message'],
}

type OrderKey = Pick<Order, 'storeId' | 'id'>

const sealedBooker = sql`
  case when b.name is not null then json_build_object(
    'name', b.name, 'phone', b.phone, 'message', b.message
  ) end as booker`

/** Store, places by start, and booker of each order. */
export async function readBookings(
  on: Queryable,
  orders: readonly OrderKey[],
): Promise<BookingRow[]> {
  const rows = await on.rows<BookingRow>(sql`
    select asked.order_id as "orderId", ${sealedBooker},
           json_build_object('id', s.id, 'door', s.front_door, 'name', s.name, 'kind', s.kind,
                             'timeZone', s.time_zone, 'image', ${mainPictureOfStore}) as store,
           (select coalesce(json_agg(json_build_object(
                     'placeId', p.id, 'key', p.key, 'startsAt', p.starts_at,
                     'quantity', l.quantity, 'unitPrice', l.unit_price
                   ) order by p.starts_at, p.key), '[]')
              from order_lines l
              join places p on p.store_id = l.store_id and p.id = l.place_id
             where l.store_id = asked.store_id and l.order_id = asked.order_id) as places
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
  readonly now: Date
  readonly limit: number
}

/** An order is upcoming while a line is yet to begin or, without a time, while it is held. */
const upcoming = (now: Date) => sql`
  (o.status = 'paid' and ends.at > ${now}
   or ${isAlive(now)} and (ends.at > ${now} or ends.at is null))`

const ownOrders = ({ buyerId, door }: OwnOrdersAsk) => sql`
  from orders o
  join stores s on s.id = o.store_id
  cross join lateral (
    select min(p.starts_at) as begins_at, max(p.starts_at) as at
      from order_lines l join places p on p.store_id = l.store_id and p.id = l.place_id
     where l.store_id = o.store_id and l.order_id = o.id
  ) as ends
 where o.buyer_id = ${buyerId} and not o.standing
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

/** Writes bookers of one store's orders, in one statement. */
export const writeBookers = (
  tx: Tx,
  storeId: Id<'Store'>,
  rows: readonly { readonly orderId: Id<'Order'>; readonly booker: BookerTexts }[],
) =>
  tx.run(sql`
    insert into bookers (store_id, order_id, name, phone, message)
    select ${storeId}, given.order_id, given.name, given.phone, given.message
      from unnest(
             ${uuids(rows.map(({ orderId }) => orderId))}::uuid[],
             ${rows.map(({ booker }) => booker.name)}::text[],
             ${rows.map(({ booker }) => booker.phone)}::text[],
             ${rows.map(({ booker }) => booker.message)}::text[]
           ) as given (order_id, name, phone, message)
        on conflict (store_id, order_id) do update
       set name = excluded.name, phone = excluded.phone, message = excluded.message
  `)

/** Erases the bookers of an account's orders, before the orders lose their buyer. */
export async function eraseBookers(tx: Tx, accountId: Id<'Account'>): Promise<void> {
  await tx.run(sql`
    update bookers b set name = null, phone = null, message = null
      from orders o
     where o.buyer_id = ${accountId} and b.store_id = o.store_id and b.order_id = o.id
  `)
}

export interface DayBooking extends BookedPlace {
  readonly id: Id<'Order'>
  readonly number: string
  readonly status: 'ready' | 'paid' | 'canceled'
  readonly amount: number
  readonly currency: Currency
  readonly paidAt: Date | null
  readonly startsAt: Date
  /** Encrypted. */
  readonly booker: BookerTexts | null
  /** The buyer has deleted their account. */
  readonly left: boolean
}

/** Lines of orders whose place begins on a day, by start: paid, held, or canceled after payment. */
export const listDayBookings = (
  on: Queryable,
  storeId: Id<'Store'>,
  { begins, ends }: Day,
  now: Date,
) =>
  on.rows<DayBooking>(sql`
    select o.id, o.number, o.status, o.amount, o.currency, o.paid_at as "paidAt",
           p.id as "placeId", p.key, p.starts_at as "startsAt", l.quantity,
           l.unit_price as "unitPrice", ${sealedBooker}, o.buyer_id is null as "left"
      from places p
      join order_lines l on l.store_id = p.store_id and l.place_id = p.id
      join orders o on o.store_id = l.store_id and o.id = l.order_id and not o.standing
      left join bookers b on b.store_id = o.store_id and b.order_id = o.id
     where p.store_id = ${storeId} and p.starts_at >= ${begins} and p.starts_at < ${ends}
       and ${isBooked(now)}
     order by p.starts_at, o.id
  `)
