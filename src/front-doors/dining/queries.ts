import type { Id } from '../../kernel/id.ts'
import type { Money } from '../../kernel/money.ts'
import type { WallDate } from '../../kernel/time.ts'
import type { BookerTexts } from '../../orders/booker.ts'
import { type Queryable, sql, type Tx } from '../../postgres/sql.ts'
import { mainPictureOfStore, type Picture, picturesOfStore } from '../../stores/pictures/queries.ts'
import { mayWorkAt } from '../../stores/queries.ts'
import type { By } from '../../stores/rules.ts'
import type { Restaurant, TableTime } from './rules.ts'

export interface PicturedRestaurant extends Restaurant {
  readonly images: readonly Picture[]
}

const restaurantColumns = sql`
  s.id, s.name, r.description, s.time_zone as "timeZone", s.currency, s.closed_at as "closedAt",
  ${picturesOfStore} as images`

/** Restaurants that sell, newest last; `after` is the id of the last one on the page before. */
export const listRestaurants = (on: Queryable, after: string | undefined, limit: number) =>
  on.rows<PicturedRestaurant>(sql`
    select ${restaurantColumns}
      from stores s join restaurants r on r.store_id = s.id
     where s.closed_at is null and (${after ?? null}::uuid is null or s.id > ${after ?? null}::uuid)
     order by s.id
     limit ${limit}
  `)

export const listOwnRestaurants = (
  on: Queryable,
  ownerId: Id<'Account'>,
  after: string | undefined,
  limit: number,
) =>
  on.rows<PicturedRestaurant>(sql`
    select ${restaurantColumns}
      from stores s join restaurants r on r.store_id = s.id
     where s.owner_id = ${ownerId} and (${after ?? null}::uuid is null or s.id > ${after ?? null}::uuid)
     order by s.id
     limit ${limit}
  `)

/** A restaurant as everybody may see it, with the dates it is closed on and the clock. */
export const readRestaurant = (on: Queryable, id: Id<'Store'>) =>
  on.maybe<PicturedRestaurant & { closedDates: WallDate[]; now: Date }>(sql`
    select ${restaurantColumns}, clock_now() as now,
           (select coalesce(json_agg(c.date), '[]') from closed_dates c
             where c.store_id = s.id) as "closedDates"
      from stores s join restaurants r on r.store_id = s.id
     where s.id = ${id}
  `)

/** The same, when the caller may work there; another's is not there. */
export const readOwnRestaurant = (on: Queryable, by: By, id: Id<'Store'>) =>
  on.maybe<PicturedRestaurant & { now: Date }>(sql`
    select ${restaurantColumns}, clock_now() as now
      from stores s join restaurants r on r.store_id = s.id
     where s.id = ${id} and ${mayWorkAt(by)}
  `)

const tableTimeColumns = sql`
  t.id, t.weekday, to_char(t.at, 'HH24:MI') as time, t.capacity, t.price`

export const listTableTimes = (on: Queryable, storeId: Id<'Store'>) =>
  on.rows<TableTime>(sql`
    select ${tableTimeColumns} from table_times t
     where t.store_id = ${storeId} and t.retired_at is null
     order by t.weekday, t.at
  `)

export interface Count {
  readonly id: Id<'Place'>
  readonly key: string
  readonly startsAt: Date
  readonly capacity: number
  readonly remaining: number
}

/**
 * What is left of the places that were ever claimed and begin in [from, to). A place that nobody
 * claimed is not here, and is full. What dead orders still hold counts as left.
 */
export const countPlaces = (on: Queryable, storeId: Id<'Store'>, from: Date, to: Date) =>
  on.rows<Count>(sql`
    with dead as (
      select l.place_id, sum(l.quantity)::integer as quantity
        from orders o
        join order_lines l on l.store_id = o.store_id and l.order_id = o.id
       where o.store_id = ${storeId} and o.status = 'ready' and o.pinned_at is null
         and o.expires_at <= (select clock_now())
       group by l.place_id
    )
    select p.id, p.key, p.starts_at as "startsAt", p.capacity,
           p.remaining + coalesce(dead.quantity, 0) as remaining
      from places p left join dead on dead.place_id = p.id
     where p.store_id = ${storeId} and p.starts_at >= ${from} and p.starts_at < ${to}
  `)

export interface OfferAsk {
  readonly tableTimeId: Id<'TableTime'>
  readonly date: WallDate
}

export interface Offer extends OfferAsk {
  readonly restaurant: Restaurant
  readonly image: Picture | null
  readonly tableTime: TableTime | null
  readonly isClosed: boolean
}

/** All that a claim must know of table times on dates; nothing, when there is no such restaurant. */
export const readOffers = (on: Queryable, storeId: Id<'Store'>, asks: readonly OfferAsk[]) =>
  on.rows<Offer>(sql`
    select asked.id as "tableTimeId", asked.date,
           json_build_object('id', s.id, 'name', s.name, 'timeZone', s.time_zone,
                             'currency', s.currency) as restaurant,
           ${mainPictureOfStore} as image,
           (select json_build_object('id', t.id, 'weekday', t.weekday,
                     'time', to_char(t.at, 'HH24:MI'), 'capacity', t.capacity, 'price', t.price)
              from table_times t
             where t.store_id = s.id and t.id = asked.id and t.retired_at is null
           ) as "tableTime",
           exists (select 1 from closed_dates c
                    where c.store_id = s.id and c.date = asked.date) as "isClosed"
      from unnest(
             ${asks.map(({ tableTimeId }) => tableTimeId)}::uuid[],
             ${asks.map(({ date }) => date)}::date[]
           ) as asked (id, date)
      join stores s on s.id = ${storeId}
      join restaurants r on r.store_id = s.id
  `)

export interface BookingRow {
  readonly storeId: Id<'Store'>
  readonly orderId: Id<'Order'>
  readonly placeId: Id<'Place'>
  readonly key: string
  readonly startsAt: Date
  readonly name: string
  readonly timeZone: string
  readonly image: Picture | null
  readonly booker: BookerTexts | null
}

const sealedBooker = sql`
  case when b.booker_name is not null then json_build_object(
    'name', b.booker_name, 'phone', b.booker_phone, 'message', b.booker_message
  ) end as booker`

/** What a booking says beyond its order: which table time, where, who comes. */
export const readBookings = (
  on: Queryable,
  orders: readonly { readonly storeId: Id<'Store'>; readonly id: Id<'Order'> }[],
) =>
  on.rows<BookingRow>(sql`
    select asked.store_id as "storeId", asked.order_id as "orderId", p.id as "placeId", p.key,
           p.starts_at as "startsAt", s.name, s.time_zone as "timeZone", ${sealedBooker},
           ${mainPictureOfStore} as image
      from unnest(
             ${orders.map(({ storeId }) => storeId)}::uuid[],
             ${orders.map(({ id }) => id)}::uuid[]
           ) as asked (store_id, order_id)
      join stores s on s.id = asked.store_id
      join order_lines l on l.store_id = asked.store_id and l.order_id = asked.order_id
      join places p on p.store_id = l.store_id and p.id = l.place_id
      left join bookings b on b.store_id = asked.store_id and b.order_id = asked.order_id
     where s.front_door = 'dining'
  `)

export const writeBooker = (
  tx: Tx,
  order: { readonly storeId: Id<'Store'>; readonly id: Id<'Order'> },
  booker: BookerTexts,
) =>
  tx.run(sql`
    insert into bookings (store_id, order_id, booker_name, booker_phone, booker_message)
    values (${order.storeId}, ${order.id}, ${booker.name}, ${booker.phone}, ${booker.message})
    on conflict (store_id, order_id) do update
       set booker_name = excluded.booker_name, booker_phone = excluded.booker_phone,
           booker_message = excluded.booker_message
  `)

/** Empties what a person who leaves had written, while their orders still say whose they were. */
export const eraseBookers = (tx: Tx, accountId: Id<'Account'>) =>
  tx.run(sql`
    update bookings b
       set booker_name = null, booker_phone = null, booker_message = null
      from orders o
     where o.buyer_id = ${accountId} and b.store_id = o.store_id and b.order_id = o.id
  `)

/** The bookings of the places that begin in [from, to), as the restaurant sees them. */
export const listDayBookings = (on: Queryable, storeId: Id<'Store'>, from: Date, to: Date) =>
  on.rows<{
    id: Id<'Order'>
    orderNumber: string
    status: 'ready' | 'paid' | 'canceled'
    startsAt: Date
    price: Money
    paidAt: Date | null
    booker: BookerTexts | null
  }>(sql`
    select o.id, o.number as "orderNumber", o.status, p.starts_at as "startsAt",
           json_build_object('amount', o.amount, 'currency', o.currency) as price,
           o.paid_at as "paidAt", ${sealedBooker}
      from places p
      join order_lines l on l.store_id = p.store_id and l.place_id = p.id
      join orders o on o.store_id = l.store_id and o.id = l.order_id
      left join bookings b on b.store_id = o.store_id and b.order_id = o.id
     where p.store_id = ${storeId} and p.starts_at >= ${from} and p.starts_at < ${to}
       and (o.status = 'paid' or (o.status = 'canceled' and o.paid_at is not null)
            or (o.status = 'ready' and (o.pinned_at is not null or o.expires_at > clock_now())))
     order by p.starts_at, o.id
  `)
