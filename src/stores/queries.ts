import { type Queryable, sql } from '../postgres/sql.ts'

/** Whether PostgreSQL knows a time zone by this name. */
export const isTimeZoneKnown = async (on: Queryable, name: string): Promise<boolean> =>
  (await on.maybe(sql`select 1 from time_zones where name = ${name}`)) !== undefined
