import type { Id } from '../../kernel/id.ts'
import { type Queryable, sql } from '../../postgres/sql.ts'
import { type Between, bookedBetween } from '../day-queries.ts'
import type { HourCount } from './rules.ts'

interface CountAsk {
  readonly store: { readonly id: Id<'Store'>; readonly timeZone: string; readonly now: Date }
  readonly between: Between
  /** Keys of places whose orders are no bookings. */
  readonly blocks: readonly string[]
}

/** How many bookings begin in each hour; those that were canceled do not count. */
export const countBookedHours = (on: Queryable, { store, between, blocks }: CountAsk) =>
  on.rows<HourCount>(sql`
    select at::date::text as date, extract(hour from at)::integer as hour,
           count(distinct id)::integer as bookings
      from (
        select p.starts_at at time zone ${store.timeZone} as at, o.id
          ${bookedBetween(store.id, between, store.now)} and o.status <> 'canceled'
           and p.key not like all(${blocks}::text[])
      ) as booked
     group by 1, 2
  `)
