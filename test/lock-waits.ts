import { setTimeout as pause } from 'node:timers/promises'
import { type Queryable, sql } from '../src/postgres/sql.ts'

/** Waits until this many sessions of the test's database wait for a lock. */
export async function untilWaiting(database: Queryable, sessions = 1): Promise<void> {
  const waiting = sql`
    select 1 from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'
  `
  while ((await database.rows(waiting)).length < sessions) await pause(10)
}
