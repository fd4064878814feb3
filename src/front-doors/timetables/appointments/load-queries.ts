import { datesWithBefore, loadQuarters, quartersOn } from '../../../bookings/load-queries.ts'
import type { Dates, SourceCount } from '../../../bookings/load-rules.ts'
import type { OrderSource, StoreNow } from '../../../bookings/loads.ts'
import { servedOn } from '../../../bookings/served-queries.ts'
import type { Id } from '../../../kernel/id.ts'
import { letGo } from '../../../orders/alive.ts'
import { uuids } from '../../../postgres/literal.ts'
import { type Queryable, sql } from '../../../postgres/sql.ts'

/**
 * Quarters of people by hour: those in which they work on each date, and those that guests have. Blocked time is
 * neither offered nor taken.
 */
export const loadPeople = (on: Queryable, store: StoreNow, dates: Dates) =>
  loadQuarters(on, dates, {
    offered: sql`
      select d.date::date as date, d.date + make_interval(mins => m) as at, 1 as offered
        from ${datesWithBefore(dates)}
        join shop_people w on w.store_id = ${store.id}
         and (w.retired_at is null or w.retired_at > d.date at time zone ${store.timeZone})
        join person_hours h on h.store_id = w.store_id and h.person_id = w.id
         and (h.date = d.date::date
              or (h.weekday = extract(isodow from d.date)
                  and not exists (select from person_days o
                                   where o.store_id = w.store_id and o.person_id = w.id
                                     and o.date = d.date::date)))
       cross join generate_series(h.begins, h.ends - 15, 15) as m
       where not exists (select from shop_closed_dates c
                          where c.store_id = w.store_id and c.date = d.date::date)`,
    taken: sql`
      select p.starts_at at time zone ${store.timeZone} as at, 0 as offered,
             p.capacity - p.remaining - ${letGo(store.now)} as taken
        from places p
       where ${quartersOn(store, dates, 'person/')}
       union all
      select p.starts_at at time zone ${store.timeZone}, -1, -1
        from places p
        join order_lines l on l.store_id = p.store_id and l.place_id = p.id and l.status = 'sold'
        join attendances a on a.store_id = l.store_id and a.order_id = l.order_id
                          and a.source = 'block'
       where ${quartersOn(store, dates, 'person/')}`,
  })

/** Confirmed appointments and places at timetables of a time by how they came; without blocks. */
export const countSources = (on: Queryable, store: StoreNow, dates: Dates) =>
  on.rows<SourceCount>(sql`
    select coalesce(a.source, 'online') as source, null as party,
           count(distinct o.id)::integer as bookings
      from places p
      join order_lines l on l.store_id = p.store_id and l.place_id = p.id and l.status = 'sold'
                        and not l.aside and l.given_back < l.quantity
      join orders o on o.store_id = l.store_id and o.id = l.order_id and o.status = 'paid'
                   and not o.standing
      left join attendances a on a.store_id = o.store_id and a.order_id = o.id
     where ${servedOn(store, dates)}
       and p.key like any(array['appointment/%', 'timetable/%'])
       and a.source is distinct from 'block'
     group by 1
  `)

/** How these orders came. */
export const sourcesOf = (on: Queryable, storeId: Id<'Store'>, orderIds: readonly Id<'Order'>[]) =>
  on.rows<OrderSource>(sql`
    select s.order_id as "orderId", s.source from attendances s
     where s.store_id = ${storeId} and s.order_id = any(${uuids(orderIds)}::uuid[])
  `)
