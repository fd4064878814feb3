import type { Id } from '../../kernel/id.ts'
import { heldByDead } from '../../orders/alive.ts'
import type { BookerTexts } from '../../orders/booker.ts'
import type { Asked } from '../../orders/offers.ts'
import { type Queryable, sql, type Tx } from '../../postgres/sql.ts'
import type { Count, Shop, Timetable } from './rules.ts'

export const shopColumns = sql`
  s.id, s.name, h.kind, h.description, s.time_zone as "timeZone", s.currency,
  s.closed_at as "closedAt"`

export const timetableColumns = sql`
  t.store_id as "storeId", t.id, t.hour, t.minute, t.basic_remaining as "basicRemaining", t.price`

/** Shops that sell, newest last; `after` is the id of the last one on the page before. */
export const listShops = (on: Queryable, after: string | undefined, limit: number) =>
  on.rows<Shop>(sql`
    select ${shopColumns}
      from stores s join shops h on h.store_id = s.id
     where s.closed_at is null and (${after ?? null}::uuid is null or s.id > ${after ?? null}::uuid)
     order by s.id
     limit ${limit}
  `)

/** A shop as everybody may see it, with the clock. */
export const readShop = (on: Queryable, id: Id<'Store'>) =>
  on.maybe<Shop & { now: Date }>(sql`
    select ${shopColumns}, clock_now() as now
      from stores s join shops h on h.store_id = s.id
     where s.id = ${id}
  `)

export interface TimetablePage {
  /** The last one of the page before. */
  readonly after?: Pick<Timetable, 'hour' | 'minute' | 'id'> | undefined
  readonly skip?: number
  readonly limit: number
}

/** The timetables of a shop by time of day; a shop that is closed has none. */
export const listTimetables = (
  on: Queryable,
  storeId: Id<'Store'>,
  { after, skip = 0, limit }: TimetablePage,
) =>
  on.rows<Timetable>(sql`
    select ${timetableColumns}
      from timetables t join stores s on s.id = t.store_id
     where t.store_id = ${storeId} and s.closed_at is null
       and (${after?.id ?? null}::uuid is null
            or (t.hour, t.minute, t.id) > (${after?.hour ?? 0}::smallint,
                                           ${after?.minute ?? 0}::smallint,
                                           ${after?.id ?? null}::uuid))
     order by t.hour, t.minute, t.id
    offset ${skip}
     limit ${limit}
  `)

/** One timetable of an open shop, with what its day needs. */
export const readTimetable = (on: Queryable, id: Id<'Timetable'>) =>
  on.maybe<Timetable & { timeZone: string; now: Date }>(sql`
    select ${timetableColumns}, s.time_zone as "timeZone", clock_now() as now
      from timetables t join stores s on s.id = t.store_id
     where t.id = ${id} and s.closed_at is null
  `)

/** What is left of the places with these keys; one that nobody took of is not here, and is full. */
export const countPlaces = (
  on: Queryable,
  storeId: Id<'Store'>,
  keys: readonly string[],
  now: Date,
) =>
  on.rows<Count & { key: string }>(sql`
    select p.key, p.id as "placeId", p.starts_at as "startsAt", p.remaining + ${heldByDead(now)} as remaining
      from unnest(${keys}::text[]) as asked (key)
      join places p on p.key = asked.key and p.store_id = ${storeId}
  `)

export interface Offer {
  /** Of the place. */
  readonly key: string
  readonly shop: Pick<Shop, 'id' | 'name' | 'kind' | 'timeZone' | 'currency'> & {
    readonly ownerId: Id<'Account'>
  }
  readonly closedAt: Date | null
  readonly timetable: Timetable | null
  /** Of the place; null while nobody has claimed it. */
  readonly startsAt: Date | null
}

/**
 * All that a batch must know of timetables; nothing, when there is no such shop. They are looked up by
 * id alone: with the store beside it a young table, not measured yet, is read by another index (seen:
 * 781 pages instead of 4).
 */
export const readOffers = (
  on: Queryable,
  storeId: Id<'Store'>,
  asked: readonly Asked<Id<'Timetable'>>[],
) =>
  on.rows<Offer>(sql`
    select asked.key, s.closed_at as "closedAt", p.starts_at as "startsAt",
           json_build_object('id', s.id, 'name', s.name, 'kind', h.kind, 'timeZone', s.time_zone,
                             'currency', s.currency, 'ownerId', s.owner_id) as shop,
           case when t.id is not null then
             json_build_object('storeId', t.store_id, 'id', t.id, 'hour', t.hour, 'minute', t.minute,
                               'basicRemaining', t.basic_remaining, 'price', t.price)
           end as timetable
      from unnest(
             ${asked.map(({ what }) => what)}::uuid[],
             ${asked.map(({ place }) => place.key)}::text[],
             ${asked.map(({ place }) => place.id)}::uuid[]
           ) as asked (id, key, place_id)
      join stores s on s.id = ${storeId}
      join shops h on h.store_id = s.id
      left join lateral (select * from timetables where id = asked.id limit 1) as t
             on t.store_id = s.id
      left join lateral (
             select starts_at from places where store_id = ${storeId} and id = asked.place_id limit 1
           ) as p on true
  `)

export interface BookingRow {
  readonly storeId: Id<'Store'>
  readonly orderId: Id<'Order'>
  readonly placeId: Id<'Place'>
  readonly key: string
  readonly startsAt: Date
  readonly shop: Pick<Shop, 'id' | 'name' | 'kind' | 'timeZone'>
  readonly booker: BookerTexts | null
}

export const sealedBooker = sql`
  case when b.booker_name is not null then json_build_object(
    'name', b.booker_name, 'phone', b.booker_phone, 'message', b.booker_message
  ) end as booker`

/** What a booking says beyond its order: which timetable, where, who comes. */
export const readBookings = (
  on: Queryable,
  orders: readonly { readonly storeId: Id<'Store'>; readonly id: Id<'Order'> }[],
) =>
  on.rows<BookingRow>(sql`
    select asked.store_id as "storeId", asked.order_id as "orderId", p.id as "placeId", p.key,
           p.starts_at as "startsAt", ${sealedBooker},
           json_build_object('id', s.id, 'name', s.name, 'kind', h.kind,
                             'timeZone', s.time_zone) as shop
      from unnest(
             ${orders.map(({ storeId }) => storeId)}::uuid[],
             ${orders.map(({ id }) => id)}::uuid[]
           ) as asked (store_id, order_id)
      join stores s on s.id = asked.store_id
      join shops h on h.store_id = s.id
      join orders o on o.store_id = asked.store_id and o.id = asked.order_id and not o.standing
      join order_lines l on l.store_id = asked.store_id and l.order_id = asked.order_id
      join places p on p.store_id = l.store_id and p.id = l.place_id
      left join shop_bookings b on b.store_id = asked.store_id and b.order_id = asked.order_id
  `)

export const writeBooker = (
  tx: Tx,
  order: { readonly storeId: Id<'Store'>; readonly id: Id<'Order'> },
  booker: BookerTexts,
) =>
  tx.run(sql`
    insert into shop_bookings (store_id, order_id, booker_name, booker_phone, booker_message)
    values (${order.storeId}, ${order.id}, ${booker.name}, ${booker.phone}, ${booker.message})
    on conflict (store_id, order_id) do update
       set booker_name = excluded.booker_name, booker_phone = excluded.booker_phone,
           booker_message = excluded.booker_message
  `)

/** Empties what a person who leaves had written, while their orders still say whose they were. */
export const eraseBookers = (tx: Tx, accountId: Id<'Account'>) =>
  tx.run(sql`
    update shop_bookings b
       set booker_name = null, booker_phone = null, booker_message = null
      from orders o
     where o.buyer_id = ${accountId} and b.store_id = o.store_id and b.order_id = o.id
  `)
