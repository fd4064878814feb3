import type { Id } from '../../kernel/id.ts'
import { type Queryable, sql } from '../../postgres/sql.ts'

/** Which shop each of these timetables is of. */
export const findShops = (on: Queryable, timetableIds: readonly Id<'Timetable'>[]) =>
  on.rows<{ id: Id<'Timetable'>; storeId: Id<'Store'> }>(sql`
    select id, store_id as "storeId" from timetables where id = any(${timetableIds}::uuid[])
  `)
