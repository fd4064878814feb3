import type { Id } from '../../kernel/id.ts'
import { uuids } from '../../postgres/literal.ts'
import { type Queryable, sql } from '../../postgres/sql.ts'
import { timetableColumns } from './queries.ts'
import { TIMES_MOST, type Timetable } from './rules.ts'

/** Whether a shop `s` has timetables, or people who take appointments. */
export const sells = sql`
  (exists (select 1 from timetables t where t.store_id = s.id)
   or exists (select 1 from shop_people w where w.store_id = s.id and w.retired_at is null))`

/** The timetables of many shops, at most `TIMES_MOST` of each. */
export const listTimetablesOf = (on: Queryable, storeIds: readonly Id<'Store'>[]) =>
  on.rows<Timetable>(sql`
    select ${timetableColumns}
      from unnest(${uuids(storeIds)}::uuid[]) as asked (store_id)
     cross join lateral (
             select * from timetables
              where store_id = asked.store_id
              order by hour, minute, id
              limit ${TIMES_MOST}
           ) as t
  `)
