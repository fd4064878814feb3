import type { Id } from '../../kernel/id.ts'
import { type Queryable, sql, type Tx } from '../../postgres/sql.ts'
import { performanceColumns } from './queries.ts'
import type { Performance } from './rules.ts'

/** Locks all performances of a concert: no claim is under way then, and none begins. */
export const lockPerformances = (tx: Tx, storeId: Id<'Store'>) =>
  tx.rows<Performance>(sql`
    select ${performanceColumns} from performances p
     where p.store_id = ${storeId}
     order by p.id
       for update
  `)

export const lockPerformance = (tx: Tx, storeId: Id<'Store'>, id: Id<'Performance'>) =>
  tx.maybe<Performance>(sql`
    select ${performanceColumns} from performances p
     where p.store_id = ${storeId} and p.id = ${id}
       for update
  `)

/** Seats of coming performances that somebody has or holds; with one, of that performance. */
export const listTakenSeats = (
  on: Queryable,
  storeId: Id<'Store'>,
  after: Date,
  performanceId: Id<'Performance'> | null = null,
) =>
  on.rows<{ seatId: number }>(sql`
    select distinct split_part(s.key, '/', 3)::integer as "seatId"
      from performances p
      join places s on s.store_id = p.store_id and s.starts_at = p.starts_at
     where p.store_id = ${storeId} and p.starts_at > ${after} and s.remaining < s.capacity
       and p.canceled_at is null and (${performanceId}::uuid is null or p.id = ${performanceId})
  `)

/** @returns 0 when there is one at that time */
export const insertPerformance = (tx: Tx, storeId: Id<'Store'>, one: Performance) =>
  tx.run(sql`
    insert into performances (store_id, id, starts_at, sales_from, sales_until)
    values (${storeId}, ${one.id}, ${one.startsAt}, ${one.salesFrom}, ${one.salesUntil})
        on conflict (store_id, starts_at) do nothing
  `)

export const writeSales = (tx: Tx, storeId: Id<'Store'>, one: Performance) =>
  tx.run(sql`
    update performances set sales_from = ${one.salesFrom}, sales_until = ${one.salesUntil}
     where store_id = ${storeId} and id = ${one.id}
  `)

/** A performance that nobody has a seat of becomes another one: at another time. */
export const replacePerformance = (
  tx: Tx,
  storeId: Id<'Store'>,
  from: Id<'Performance'>,
  to: Id<'Performance'>,
) =>
  tx.run(sql`
    with moved as (
      update held_back_seats set performance_id = ${to}
       where store_id = ${storeId} and performance_id = ${from}
    ), narrowed as (
      update presale_code_performances set performance_id = ${to}
       where store_id = ${storeId} and performance_id = ${from}
    )
    delete from performances where store_id = ${storeId} and id = ${from}
  `)

export const writeCanceled = (
  tx: Tx,
  storeId: Id<'Store'>,
  id: Id<'Performance'>,
  reason: string,
) =>
  tx.run(sql`
    update performances set canceled_at = ${tx.now}, cancel_reason = ${reason}
     where store_id = ${storeId} and id = ${id} and canceled_at is null
  `)

export interface CanceledBooking {
  readonly storeId: Id<'Store'>
  readonly orderId: Id<'Order'>
  readonly performanceId: Id<'Performance'>
  /** Of the store. */
  readonly ownerId: Id<'Account'>
  readonly reason: string
}

/** Orders of performances that were canceled, which are still paid or held. */
export const listToCancel = (on: Queryable, now: Date, most: number) =>
  on.rows<CanceledBooking>(sql`
    select distinct p.store_id as "storeId", l.order_id as "orderId", p.id as "performanceId",
           p.cancel_reason as reason,
           (select owner_id from stores where id = p.store_id) as "ownerId"
      from performances p
      join places s on s.store_id = p.store_id and s.starts_at = p.starts_at
                   and s.remaining < s.capacity
      join order_lines l on l.store_id = s.store_id and l.place_id = s.id
                        and l.status in ('held', 'sold')
      join orders o on o.store_id = l.store_id and o.id = l.order_id
                   and (o.status = 'paid' or o.status = 'ready' and o.pinned_at is null)
     where p.canceled_at > ${now}::timestamptz - interval '60 days'
     limit ${most}
  `)

/** How many bookings of a performance are paid or held. */
export const countBookings = (on: Queryable, storeId: Id<'Store'>, id: Id<'Performance'>) =>
  on.one<{ bookings: number }>(sql`
    select count(distinct l.order_id)::integer as bookings
      from performances p
      join places s on s.store_id = p.store_id and s.starts_at = p.starts_at
      join order_lines l on l.store_id = s.store_id and l.place_id = s.id
                        and l.status in ('held', 'sold')
     where p.store_id = ${storeId} and p.id = ${id}
  `)
