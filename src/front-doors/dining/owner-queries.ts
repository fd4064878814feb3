import { servedOn } from '../../bookings/served-queries.ts'
import type { Id } from '../../kernel/id.ts'
import type { WallDate } from '../../kernel/time.ts'
import type { Place } from '../../places/rules.ts'
import { type Queryable, sql, type Tx } from '../../postgres/sql.ts'
import { tableTimeColumns } from './queries.ts'
import type { TableTime } from './rules.ts'

/**
 * Inserts a weekly time, or revives the one last retired at that weekday and time.
 *
 * @returns its id; undefined when that weekday and time are offered
 */
export const insertTableTime = (tx: Tx, storeId: Id<'Store'>, tableTime: TableTime) =>
  tx.maybe<{ id: Id<'TableTime'> }>(sql`
    with retired as (
      select id from table_times
       where store_id = ${storeId} and weekday = ${tableTime.weekday}
         and at = ${tableTime.time}::time and retired_at is not null
       order by retired_at desc
       limit 1
    ), revived as (
      update table_times t
         set retired_at = null, capacity = ${tableTime.capacity}, price = ${tableTime.price}
        from retired
       where t.store_id = ${storeId} and t.id = retired.id and not exists (
             select from table_times o
              where o.store_id = t.store_id and o.weekday = t.weekday and o.at = t.at
                and o.retired_at is null)
      returning t.id
    ), added as (
      insert into table_times (store_id, id, weekday, at, capacity, price, created_at)
      select ${storeId}, ${tableTime.id}, ${tableTime.weekday}, ${tableTime.time}::time,
             ${tableTime.capacity}, ${tableTime.price}, ${tx.now}
       where not exists (select from retired)
          on conflict (store_id, weekday, at) where retired_at is null do nothing
      returning id
    )
    select id from revived union all select id from added
  `)

export const readTableTime = (on: Queryable, storeId: Id<'Store'>, id: Id<'TableTime'>) =>
  on.maybe<TableTime>(sql`
    select ${tableTimeColumns} from table_times t
     where t.store_id = ${storeId} and t.id = ${id} and t.retired_at is null
  `)

export const writeTableTime = (tx: Tx, storeId: Id<'Store'>, tableTime: TableTime) =>
  tx.run(sql`
    update table_times set capacity = ${tableTime.capacity}, price = ${tableTime.price}
     where store_id = ${storeId} and id = ${tableTime.id}
  `)

export const retireTableTime = (tx: Tx, storeId: Id<'Store'>, id: Id<'TableTime'>) =>
  tx.run(sql`
    update table_times set retired_at = ${tx.now}
     where store_id = ${storeId} and id = ${id} and retired_at is null
  `)

/** Locks the future places of a table time. */
export const lockComingPlaces = (tx: Tx, storeId: Id<'Store'>, id: Id<'TableTime'>) =>
  tx.rows<Place>(sql`
    select id, capacity, remaining, starts_at as "startsAt" from places
     where store_id = ${storeId} and starts_at > ${tx.now}
       and starts_with(key, ${`table-time/${id}/`})
     order by id
       for update
  `)

export const listClosedDates = (on: Queryable, storeId: Id<'Store'>, from: WallDate) =>
  on.rows<{ date: WallDate }>(sql`
    select date from closed_dates where store_id = ${storeId} and date >= ${from}::date
     order by date
  `)

export const insertClosedDate = (tx: Tx, storeId: Id<'Store'>, date: WallDate) =>
  tx.run(sql`
    insert into closed_dates (store_id, date) values (${storeId}, ${date}::date)
        on conflict do nothing
  `)

export const deleteClosedDate = (tx: Tx, storeId: Id<'Store'>, date: WallDate) =>
  tx.run(sql`delete from closed_dates where store_id = ${storeId} and date = ${date}::date`)

/** How many tables are paid or held, and how many parties come, for the service of a date. */
export const countDayBookings = (
  on: Queryable,
  store: { readonly id: Id<'Store'>; readonly timeZone: string },
  date: WallDate,
) =>
  on.one<{ bookings: number }>(sql`
    select coalesce(sum(case when starts_with(p.key, 'table-time/') then p.capacity - p.remaining
                             when p.key like '%/block' then 0
                             when starts_with(p.key, 'arrival/') then (
                               select count(*) from order_lines l
                                where l.store_id = p.store_id and l.place_id = p.id
                                  and l.status in ('held', 'sold'))
                             else 0 end), 0)::integer as bookings
      from places p
     where ${servedOn(store, { from: date, to: date })}
  `)

/** How many guests all tables seat together. */
export const readSeats = (on: Queryable, storeId: Id<'Store'>) =>
  on.one<{ seats: number }>(sql`
    select coalesce(sum(seats_most), 0)::integer as seats from dining_tables
     where store_id = ${storeId} and retired_at is null
  `)
