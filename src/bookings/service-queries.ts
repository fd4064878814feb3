import type { Id } from '../kernel/id.ts'
import { addDays, instantOf, startOfDay } from '../kernel/time.ts'
import { type Sql, sql } from '../postgres/sql.ts'
import type { Dates } from './load-rules.ts'
import { AFTER_MIDNIGHT } from './service-rules.ts'

// `serviceStart` of service-rules.ts, of the places `p` of a statement.

/** The date of whose service a place is. */
export const serviceDate = (timeZone: string, place = sql`p`): Sql => sql`
  ((${place}.starts_at at time zone ${timeZone})::date
   - case when ${place}.key ~ ${AFTER_MIDNIGHT} then 1 else 0 end)`

/** In which hour of that service it begins, from 0 to 35. */
export const serviceHour = (timeZone: string): Sql => sql`
  (extract(hour from p.starts_at at time zone ${timeZone})::integer
   + case when p.key ~ ${AFTER_MIDNIGHT} then 24 else 0 end)`

/** The places of a store that are of the services of dates: read by their start, to noon after the last date. */
export const servedOn = (
  { id, timeZone }: { readonly id: Id<'Store'>; readonly timeZone: string },
  { from, to }: Dates,
): Sql => sql`
  (p.store_id = ${id} and p.starts_at >= ${startOfDay(from, timeZone)}
   and p.starts_at < ${instantOf(addDays(to, 1), '12:00', timeZone)}
   and ${serviceDate(timeZone)} between ${from}::date and ${to}::date)`
