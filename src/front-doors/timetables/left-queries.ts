import type { Id } from '../../kernel/id.ts'
import type { Day } from '../../kernel/time.ts'
import type { Size } from '../../places/rules.ts'
import { sql, type Tx } from '../../postgres/sql.ts'

export interface Leaver extends Size {
  /** Its timetable was removed. */
  readonly isGone: boolean
  /** Its timetable is at another time by now. */
  readonly isAway: boolean
  readonly isMarked: boolean
}

/** Locks the places of a day that are marked as left, or have to be. */
export const lockLeft = (tx: Tx, storeId: Id<'Store'>, { begins, ends }: Day) =>
  tx.rows<Leaver>(sql`
    select p.id, p.capacity, p.remaining, p.excess, p.left_at is not null as "isMarked",
           t.id is null as "isGone", coalesce(t.at <> own.at, false) as "isAway"
      from places p
      join stores s on s.id = p.store_id
      cross join lateral (select (p.starts_at at time zone s.time_zone)::time as at) as own
      left join lateral (
             select id, make_time(hour, minute, 0) as at from timetables
              where id = split_part(p.key, '/', 2)::uuid
           ) as t on true
     where p.store_id = ${storeId} and p.starts_at >= ${begins} and p.starts_at < ${ends}
       and starts_with(p.key, 'timetable/')
       and (t.id is null or t.at <> own.at or p.left_at is not null)
     order by p.id
       for update of p
  `)
