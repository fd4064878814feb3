import { addDays } from '../kernel/time.ts'
import { type Queryable, type Sql, sql } from '../postgres/sql.ts'
import type { Dates, HourLoad } from './load-rules.ts'
import type { StoreNow } from './loads.ts'
import { beginsOn } from './served-queries.ts'

/** The places `p` with keys that begin so, of dates and of where their services go on. */
export const quartersOn = (store: StoreNow, dates: Dates, keys: string): Sql =>
  sql`${beginsOn(store, dates)} and starts_with(p.key, ${keys})`

interface Quarters {
  /** `date`, `at` on the wall and `offered`: the quarters of the services of dates, from the one before on. */
  readonly offered: Sql
  /** `at` on the wall, `offered` and `taken`: what changes them. */
  readonly taken: Sql
}

/** The dates whose services may offer quarters of the dates `d`: also the one before. */
export const datesWithBefore = ({ from, to }: Dates): Sql => sql`
  generate_series(${addDays(from, -1)}::timestamp, ${to}::timestamp, '1 day') as d (date)`

/**
 * Quarters of an hour by hour of a date's service. What is taken after midnight is of the service of the date before
 * while that goes on.
 */
export const loadQuarters = (on: Queryable, { from, to }: Dates, { offered, taken }: Quarters) =>
  on.rows<HourLoad>(sql`
    with offers as (${offered}),
         services as (select at, min(date) as date from offers group by at),
         quarters as (
           select date, at, offered, 0 as taken from offers
            union all
           select coalesce(s.date, t.at::date), t.at, t.offered, t.taken
             from (${taken}) as t left join services s on s.at = t.at
         )
    select date::text, floor(extract(epoch from at - date) / 3600)::integer as hour,
           greatest(sum(offered), sum(taken), 0)::integer as offered,
           greatest(sum(taken), 0)::integer as taken
      from quarters
     where date >= ${from}::date and date <= ${to}::date
     group by 1, 2
    having sum(offered) > 0 or sum(taken) > 0
  `)
