import type { Id } from '../kernel/id.ts'
import { addDays, instantOf, startOfDay } from '../kernel/time.ts'
import { type Sql, sql } from '../postgres/sql.ts'
import type { Dates } from './load-rules.ts'
import { AFTER_MIDNIGHT } from './served-rules.ts'

// `serviceStart` of served-rules.ts, of the places `p` of a statement.

/** The date of whose service a place is. */
export const serviceDate = (timeZone: string, place = sql`p`): Sql => sql`
  ((${place}.starts_at at time zone ${timeZone})::date
   - case when ${place}.key ~ ${AFTER_MIDNIGHT} then 1 else 0 end)`

/** In which hour of that service it begins, from 0 to 35. */
export const serviceHour = (timeZone: string): Sql => sql`
  (extract(hour from p.starts_at at time zone ${timeZone})::integer
   + case when p.key ~ ${AFTER_MIDNIGHT} then 24 else 0 end)`

interface StoreZone {
  readonly id: Id<'Store'>
  readonly timeZone: string
}

/** The places of a store that begin on dates, to noon after the last: so long a service may go on. */
export const beginsOn = ({ id, timeZone }: StoreZone, { from, to }: Dates): Sql => sql`
  p.store_id = ${id} and p.starts_at >= ${startOfDay(from, timeZone)}
  and p.starts_at < ${instantOf(addDays(to, 1), '12:00', timeZone)}`

/** Those of them that are of the services of the dates. */
export const servedOn = (store: StoreZone, dates: Dates): Sql => sql`
  (${beginsOn(store, dates)}
   and ${serviceDate(store.timeZone)} between ${dates.from}::date and ${dates.to}::date)`
