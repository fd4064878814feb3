import type { Dates, HourLoad, SourceCount } from '../../../bookings/load-rules.ts'
import type { OrderSource, StoreNow } from '../../../bookings/loads.ts'
import type { Id } from '../../../kernel/id.ts'
import { addDays, startOfDay } from '../../../kernel/time.ts'
import { letGo } from '../../../orders/alive.ts'
import { uuids } from '../../../postgres/literal.ts'
import { type Queryable, type Sql, sql } from '../../../postgres/sql.ts'

/** The quarters of people on dates. */
const quartersOf = ({ id, timeZone }: StoreNow, { from, to }: Dates): Sql => sql`
  p.store_id = ${id} and starts_with(p.key, 'person/')
  and p.starts_at >= ${startOfDay(from, timeZone)}
  and p.starts_at < ${startOfDay(addDays(to, 1), timeZone)}`

/**
 * Quarters of people by hour: those in which they work on each date, and those that guests have. Blocked time is
 * neither offered nor taken.
 */
export const loadPeople = (on: Queryable, store: StoreNow, dates: Dates) =>
  on.rows<HourLoad>(sql`
    with quarters as (
      select d.date + make_interval(mins => m) as at, 1 as offered, 0 as taken
        from generate_series(${addDays(dates.from, -1)}::timestamp, ${dates.to}::timestamp,
                             '1 day') as d (date)
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
                          where c.store_id = w.store_id and c.date = d.date::date)
       union all
      select p.starts_at at time zone ${store.timeZone}, 0,
             p.capacity - p.remaining - ${letGo(store.now)}
        from places p
       where ${quartersOf(store, dates)}
       union all
      select p.starts_at at time zone ${store.timeZone}, -1, -1
        from places p
        join order_lines l on l.store_id = p.store_id and l.place_id = p.id and l.status = 'sold'
        join attendances a on a.store_id = l.store_id and a.order_id = l.order_id
                          and a.source = 'block'
       where ${quartersOf(store, dates)}
    )
    select at::date::text as date, extract(hour from at)::integer as hour,
           greatest(sum(offered), sum(taken), 0)::integer as offered,
           greatest(sum(taken), 0)::integer as taken
      from quarters
     where at >= ${dates.from}::timestamp and at < ${addDays(dates.to, 1)}::timestamp
     group by 1, 2
    having sum(offered) > 0 or sum(taken) > 0
  `)

/** Confirmed appointments and places at timetables of a time by how they came; without blocks. */
export const countSources = (
  on: Queryable,
  storeId: Id<'Store'>,
  { begins, ends }: { readonly begins: Date; readonly ends: Date },
) =>
  on.rows<SourceCount>(sql`
    select coalesce(a.source, 'online') as source, null as party,
           count(distinct o.id)::integer as bookings
      from places p
      join order_lines l on l.store_id = p.store_id and l.place_id = p.id and l.status = 'sold'
                        and not l.aside and l.given_back < l.quantity
      join orders o on o.store_id = l.store_id and o.id = l.order_id and o.status = 'paid'
                   and not o.standing
      left join attendances a on a.store_id = o.store_id and a.order_id = o.id
     where p.store_id = ${storeId} and p.starts_at >= ${begins} and p.starts_at < ${ends}
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
