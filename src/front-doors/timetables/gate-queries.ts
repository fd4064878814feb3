import type { Id } from '../../kernel/id.ts'
import { type Queryable, sql } from '../../postgres/sql.ts'

/** The shop of each of these timetables. */
export const findShops = (on: Queryable, timetableIds: readonly Id<'Timetable'>[]) =>
  on.rows<{ id: Id<'Timetable'>; storeId: Id<'Store'> }>(sql`
    select id, store_id as "storeId" from timetables where id = any(${timetableIds}::uuid[])
  `)
