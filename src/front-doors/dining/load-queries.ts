import { datesWithBefore, loadQuarters, quartersOn } from '../../bookings/load-queries.ts'
import type { Dates, HourLoad, SourceCount } from '../../bookings/load-rules.ts'
import type { OrderSource, StoreNow } from '../../bookings/loads.ts'
import { servedOn } from '../../bookings/served-queries.ts'
import type { Id } from '../../kernel/id.ts'
import { letGo } from '../../orders/alive.ts'
import { uuids } from '../../postgres/literal.ts'
import { type Queryable, sql } from '../../postgres/sql.ts'

/**
 * Tables at the plain table times of dates by hour: each claimed place, and each weekly time of now without one, where
 * the date is not closed.
 */
export const loadTableTimes = (on: Queryable, store: StoreNow, dates: Dates) =>
  on.rows<HourLoad>(sql`
    select at::date::text as date, extract(hour from at)::integer as hour,
           sum(capacity)::integer as offered, sum(taken)::integer as taken
      from (
        select p.starts_at at time zone ${store.timeZone} as at,
               p.capacity - p.excess as capacity,
               p.capacity - p.remaining - ${letGo(store.now)} as taken
          from places p
         where ${servedOn(store, dates)} and starts_with(p.key, 'table-time/') and p.capacity > 0
         union all
        select d.date + t.at, t.capacity, 0
          from generate_series(${dates.from}::timestamp, ${dates.to}::timestamp, '1 day') as d (date)
          join table_times t on t.store_id = ${store.id} and t.retired_at is null
                            and t.weekday = extract(isodow from d.date)
                            and t.created_at < (d.date + interval '1 day') at time zone ${store.timeZone}
         where not exists (select from closed_dates c
                            where c.store_id = t.store_id and c.date = d.date::date)
           and not exists (select from places p
                            where p.store_id = t.store_id
                              and p.key = 'table-time/' || t.id || '/' || d.date::date)
      ) as sale
     group by 1, 2
  `)

/**
 * Quarters of tables by hour: those of the service hours of each date, with the tables of then, and those that parties
 * have. A blocked table is neither offered nor taken.
 */
export const loadTables = (on: Queryable, store: StoreNow, dates: Dates) =>
  loadQuarters(on, dates, {
    offered: sql`
      select d.date::date as date, d.date + make_interval(mins => m) as at, have.tables as offered
        from ${datesWithBefore(dates)}
       cross join lateral (
         select count(*)::integer as tables from dining_tables t
          where t.store_id = ${store.id}
            and (t.retired_at is null or t.retired_at > d.date at time zone ${store.timeZone})
       ) as have
        join service_hours h on h.store_id = ${store.id}
         and (h.date = d.date::date
              or (h.weekday = extract(isodow from d.date)
                  and not exists (select from service_hours o
                                   where o.store_id = h.store_id and o.date = d.date::date)))
       cross join generate_series(h.opens, h.closes - 15, 15) as m
       where not exists (select from closed_dates c
                          where c.store_id = h.store_id and c.date = d.date::date)`,
    taken: sql`
      select p.starts_at at time zone ${store.timeZone} as at, 0 as offered,
             p.capacity - p.remaining - ${letGo(store.now)} as taken
        from places p
       where ${quartersOn(store, dates, 'table/')}
       union all
      select p.starts_at at time zone ${store.timeZone}, -1, -1
        from places p
        join order_lines l on l.store_id = p.store_id and l.place_id = p.id and l.status = 'sold'
        join sittings s on s.store_id = l.store_id and s.order_id = l.order_id and s.source = 'block'
       where ${quartersOn(store, dates, 'table/')}`,
  })

/** Confirmed parties, and tables at weekly times, of a time: how they came, and how many each party was; without blocks. */
export const countSources = (on: Queryable, store: StoreNow, dates: Dates) =>
  on.rows<SourceCount>(sql`
    select coalesce(s.source, 'online') as source,
           case when starts_with(p.key, 'arrival/') then l.quantity - l.given_back end as party,
           count(distinct o.id)::integer as bookings
      from places p
      join order_lines l on l.store_id = p.store_id and l.place_id = p.id and l.status = 'sold'
                        and not l.aside and l.given_back < l.quantity
      join orders o on o.store_id = l.store_id and o.id = l.order_id and o.status = 'paid'
      left join sittings s on s.store_id = o.store_id and s.order_id = o.id
     where ${servedOn(store, dates)}
       and p.key like any(array['arrival/%', 'table-time/%']) and s.source is distinct from 'block'
     group by 1, 2
  `)

/** How these orders came. */
export const sourcesOf = (on: Queryable, storeId: Id<'Store'>, orderIds: readonly Id<'Order'>[]) =>
  on.rows<OrderSource>(sql`
    select s.order_id as "orderId", s.source from sittings s
     where s.store_id = ${storeId} and s.order_id = any(${uuids(orderIds)}::uuid[])
  `)
