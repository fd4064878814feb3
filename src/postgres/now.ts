import { type Queryable, sql } from './sql.ts'

/** The database's clock, for statements outside of a transaction: none of them reads it itself. */
export const readNow = (on: Queryable) => on.one<{ now: Date }>(sql`select clock_now() as now`)
