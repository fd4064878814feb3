import type { HourLoad } from '../../bookings/load-rules.ts'
import type { StoreNow } from '../../bookings/loads.ts'
import type { Id } from '../../kernel/id.ts'
import type { Day, WallDate } from '../../kernel/time.ts'
import { letGo } from '../../orders/alive.ts'
import { type Queryable, sql, type Tx } from '../../postgres/sql.ts'
import { sellsBy } from '../../stores/queries.ts'
import type { Summary } from './day-rules.ts'

/**
 * What was or is on sale at a shop on the day `d`: each claimed place, and each current timetable
 * without one.
 */
const onSale = (storeId: Id<'Store'>, now: Date) => sql`
  (select split_part(p.key, '/', 2)::uuid as timetable_id, p.starts_at, null::smallint as hour,
          null::smallint as minute, p.capacity, p.capacity - p.remaining - ${letGo(now)} as taken
     from places p
    where p.store_id = ${storeId} and p.starts_at >= d.begins and p.starts_at < d.ends
      and starts_with(p.key, 'timetable/') and p.capacity > 0
   union all
   select t.id, null, t.hour, t.minute, t.basic_remaining, 0
     from timetables t
    where t.store_id = ${storeId} and t.created_at < d.ends
      and not exists (
            select 1 from places p
             where p.store_id = t.store_id and p.key = 'timetable/' || t.id || '/' || d.date))`

const daysAs = (days: readonly Day[]) => sql`
  unnest(${days.map(({ date }) => date)}::date[], ${days.map(({ begins }) => begins)}::timestamptz[],
         ${days.map(({ ends }) => ends)}::timestamptz[]) as d (date, begins, ends)`

/** How full a shop was on each of these days. */
export const countDays = (on: Queryable, storeId: Id<'Store'>, days: readonly Day[], now: Date) =>
  on.rows<Omit<Summary, 'times'>>(sql`
    select d.date, count(sale.timetable_id)::integer as timetables,
           coalesce(sum(sale.capacity), 0)::integer as capacity,
           coalesce(sum(sale.taken), 0)::integer as taken
      from ${daysAs(days)} left join lateral ${onSale(storeId, now)} as sale on true
     group by d.date
  `)

export interface SaleRow {
  readonly date: WallDate
  readonly timetableId: Id<'Timetable'>
  /** Of the place; null without one: then hour and minute of the timetable. */
  readonly startsAt: Date | null
  readonly hour: number | null
  readonly minute: number | null
  readonly capacity: number
  readonly taken: number
}

/** `countDays` by timetable. */
export const listSales = (on: Queryable, storeId: Id<'Store'>, days: readonly Day[], now: Date) =>
  on.rows<SaleRow>(sql`
    select d.date, sale.timetable_id as "timetableId", sale.starts_at as "startsAt", sale.hour,
           sale.minute, sale.capacity, sale.taken
      from ${daysAs(days)} cross join lateral ${onSale(storeId, now)} as sale
  `)

/** How full each hour was of the dates. */
export const loadHours = (
  on: Queryable,
  { id: storeId, timeZone, now }: StoreNow,
  days: readonly Day[],
) =>
  on.rows<HourLoad>(sql`
    select d.date::text as date,
           coalesce(extract(hour from sale.starts_at at time zone ${timeZone})::integer,
                    sale.hour::integer) as hour,
           sum(sale.capacity)::integer as offered, sum(sale.taken)::integer as taken
      from ${daysAs(days)} cross join lateral ${onSale(storeId, now)} as sale
     group by 1, 2
  `)

/** The stored summaries of these days. */
export const readSummaries = (
  on: Queryable,
  storeId: Id<'Store'>,
  dates: readonly WallDate[],
  withTimes: boolean,
) =>
  on.rows<Omit<Summary, 'times'> & { times: Summary['times'] | null }>(sql`
    select date, timetables, capacity, taken,
           case when ${withTimes}::boolean then times end as times
      from timetable_days
     where store_id = ${storeId} and date = any(${dates}::date[])
  `)

/** @returns 0 when the day is already closed */
export const insertSummary = (tx: Tx, storeId: Id<'Store'>, day: Summary) =>
  tx.run(sql`
    insert into timetable_days (store_id, date, timetables, capacity, taken, times, closed_at)
    values (${storeId}, ${day.date}::date, ${day.timetables}, ${day.capacity}, ${day.taken},
            ${JSON.stringify(day.times)}::jsonb, ${tx.now})
        on conflict do nothing
  `)

/** Every shop with its last closed day, for the job. */
export const listClosings = (on: Queryable) =>
  on.rows<{
    storeId: Id<'Store'>
    timeZone: string
    createdAt: Date
    closedAt: Date | null
    closedThrough: WallDate | null
    now: Date
  }>(sql`
    select s.id as "storeId", s.time_zone as "timeZone", s.created_at as "createdAt",
           s.closed_at as "closedAt", clock_now() as now,
           (select d.date from timetable_days d where d.store_id = s.id
             order by d.date desc limit 1) as "closedThrough"
      from stores s
     where ${sellsBy('timetables')}
     order by s.id
  `)

/** How many places of each timetable services have reserved on a day. */
export const countReserved = (on: Queryable, storeId: Id<'Store'>, { begins, ends }: Day) =>
  on.rows<{ timetableId: Id<'Timetable'>; reserved: number }>(sql`
    select split_part(p.key, '/', 2)::uuid as "timetableId", sum(l.quantity)::integer as reserved
      from places p
      join order_lines l on l.store_id = p.store_id and l.place_id = p.id and l.status = 'sold'
      join orders o on o.store_id = l.store_id and o.id = l.order_id and o.standing
     where p.store_id = ${storeId} and p.starts_at >= ${begins} and p.starts_at < ${ends}
     group by p.key
  `)
