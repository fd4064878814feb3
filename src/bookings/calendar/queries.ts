import { type Queryable, sql } from '../../postgres/sql.ts'
import { bookedOn, type ServedAsk } from '../day-queries.ts'
import { serviceDate, serviceHour } from '../served-queries.ts'
import type { HourCount } from './rules.ts'

/** How many bookings begin in each hour; those that were canceled do not count. */
export const countBookedHours = (on: Queryable, asked: ServedAsk) =>
  on.rows<HourCount>(sql`
    select date::text, hour, count(distinct id)::integer as bookings
      from (
        select ${serviceDate(asked.store.timeZone)} as date,
               ${serviceHour(asked.store.timeZone)} as hour, o.id
          ${bookedOn(asked)} and o.status <> 'canceled'
      ) as booked
     group by 1, 2
  `)
