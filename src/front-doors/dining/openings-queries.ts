import type { FindingDoor } from '../../bookings/free-times.ts'
import type { Id } from '../../kernel/id.ts'
import type { WallDate } from '../../kernel/time.ts'
import { uuids } from '../../postgres/literal.ts'
import { type Queryable, sql } from '../../postgres/sql.ts'
import {
  type DateHours,
  type Hours,
  hoursOfSpans,
  type Span,
} from '../../stores/profile/hours-rules.ts'
import { tableTimeColumns } from './queries.ts'
import type { TableTime } from './rules.ts'

/** Whether a restaurant `s` has weekly times, or tables for parties. */
export const sells = sql`
  (exists (select 1 from table_times t where t.store_id = s.id and t.retired_at is null)
   or exists (select 1 from dining_tables t where t.store_id = s.id and t.retired_at is null))`

/** Which of these restaurants have tables for parties. */
export const listSeating = (on: Queryable, storeIds: readonly Id<'Store'>[]) =>
  on.rows<{ storeId: Id<'Store'> }>(sql`
    select distinct t.store_id as "storeId" from dining_tables t
     where t.store_id = any(${uuids(storeIds)}::uuid[]) and t.retired_at is null
  `)

/** When parties are served in every week at a restaurant that has tables for them. */
export const openingHours = async (on: Queryable, storeId: Id<'Store'>): Promise<Hours[]> =>
  hoursOfSpans(
    await on.rows<Span>(sql`
      select h.weekday, h.opens as begins, h.closes as ends from service_hours h
       where h.store_id = ${storeId} and h.weekday is not null
         and exists (select 1 from dining_tables t
                      where t.store_id = h.store_id and t.retired_at is null)
    `),
  )

/** Of these dates those that are closed, or have hours of their own for parties. */
export const hoursOfDates: NonNullable<FindingDoor['hoursOfDates']> = (on, storeId, dates) =>
  on.rows<DateHours>(sql`
    select c.date::text as date, null as begins, null as ends from closed_dates c
     where c.store_id = ${storeId} and c.date = any(${dates}::date[])
     union all
    select h.date::text, h.opens, h.closes from service_hours h
     where h.store_id = ${storeId} and h.date = any(${dates}::date[])
       and not exists (select 1 from closed_dates c
                        where c.store_id = h.store_id and c.date = h.date)
       and exists (select 1 from dining_tables t
                    where t.store_id = h.store_id and t.retired_at is null)
  `)

/** The weekly times of many restaurants, by time of day. */
export const listTableTimesOf = (on: Queryable, storeIds: readonly Id<'Store'>[]) =>
  on.rows<TableTime & { storeId: Id<'Store'> }>(sql`
    select t.store_id as "storeId", ${tableTimeColumns} from table_times t
     where t.store_id = any(${uuids(storeIds)}::uuid[]) and t.retired_at is null
     order by t.at
  `)

/** Their closed dates, from each restaurant's own `from` on. */
export const listClosedDatesOf = (
  on: Queryable,
  asks: readonly { readonly storeId: Id<'Store'>; readonly from: WallDate }[],
) =>
  on.rows<{ storeId: Id<'Store'>; date: WallDate }>(sql`
    select c.store_id as "storeId", c.date
      from unnest(
             ${uuids(asks.map(({ storeId }) => storeId))}::uuid[],
             ${asks.map(({ from }) => from)}::date[]
           ) as asked (store_id, first)
      join closed_dates c on c.store_id = asked.store_id and c.date >= asked.first
  `)
