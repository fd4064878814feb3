import type { WallDate } from '../../kernel/time.ts'
import type { MoneyDay } from '../../payments/report-queries.ts'
import { type Queryable, sql } from '../../postgres/sql.ts'
import { bookedOn, type ServedAsk } from '../day-queries.ts'
import { serviceDate } from '../served-queries.ts'
import type { EnteredCount } from './rules.ts'

/** What became of the bookings that begin on a date. */
export interface DayOutcome {
  readonly date: WallDate
  /** Confirmed. */
  readonly bookings: number
  /** Of these, whose time has come: only they can have been missed. */
  readonly begun: number
  readonly arrived: number
  readonly noShows: number
  /** After they were paid. */
  readonly canceled: number
}

/** Paid and canceled bookings by the date on which they begin: one of several dates counts on each. */
export const countOutcomes = (on: Queryable, asked: ServedAsk) =>
  on.rows<DayOutcome>(sql`
    select booked.date::text as date,
           count(*) filter (where booked.status = 'paid')::integer as bookings,
           count(*) filter (where booked.status = 'paid' and booked.begun)::integer as begun,
           count(*) filter (where booked.status = 'paid' and v.outcome = 'arrived')::integer as arrived,
           count(*) filter (where booked.status = 'paid' and v.outcome = 'no-show')::integer as "noShows",
           count(*) filter (where booked.status = 'canceled')::integer as canceled
      from (
        select ${serviceDate(asked.store.timeZone)} as date, o.store_id, o.id,
               o.status, min(p.starts_at) <= ${asked.store.now} as begun
          ${bookedOn(asked)} and o.status <> 'ready'
         group by 1, o.store_id, o.id, o.status
      ) as booked
      left join visits v on v.store_id = booked.store_id and v.order_id = booked.id
     group by booked.date
  `)

/** Confirmed bookings by whether the store entered them itself. */
export const countEntered = (on: Queryable, asked: ServedAsk) =>
  on.rows<EnteredCount>(sql`
    select o.by_store as "byStore", count(distinct o.id)::integer as bookings
      ${bookedOn(asked)} and o.status = 'paid'
     group by o.by_store
  `)

/**
 * What was paid for the bookings that begin on a date, also for those that were canceled. One of several dates counts on
 * the first of them.
 */
export const sumBooked = (on: Queryable, asked: ServedAsk) =>
  on.rows<MoneyDay>(sql`
    select begun.date::text, sum(paid.taken)::bigint as taken, sum(paid.refunded)::bigint as refunded
      from (
        select o.store_id, o.id, min(${serviceDate(asked.store.timeZone)}) as date
          ${bookedOn(asked)} and o.status <> 'ready'
           and not exists (
             select from order_lines e
               join places f on f.store_id = e.store_id and f.id = e.place_id
              where e.store_id = o.store_id and e.order_id = o.id and e.status <> 'moved'
                and not e.aside and (o.status <> 'paid' or e.given_back < e.quantity)
                and ${serviceDate(asked.store.timeZone, sql`f`)} < ${asked.dates.from}::date)
         group by o.store_id, o.id
      ) as begun
      cross join lateral (
        select sum(m.approved) as taken, sum(m.refunded) as refunded
          from payments m
         where m.store_id = begun.store_id and m.order_id = begun.id
           and m.fulfilled_at is not null
      ) as paid
     where paid.taken is not null
     group by begun.date
  `)
