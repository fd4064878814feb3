import { readFile } from 'node:fs/promises'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { testDatabase } from '../../test/database.ts'
import { connect, type Database } from '../postgres/database.ts'
import { sql } from '../postgres/sql.ts'

let database: Database
let drop: () => Promise<void>
beforeEach(async () => {
  const made = await testDatabase()
  database = connect(made.url)
  drop = made.drop
})
afterEach(async () => {
  await database.close()
  await drop()
})

const apply = async () => {
  const text = await readFile(new URL('./schema/0001-drop-pg-boss.sql', import.meta.url), 'utf8')
  await database.pool.query(text)
}
const isThere = async () =>
  (await database.rows(sql`select from pg_namespace where nspname = 'pgboss'`)).length > 0

/** What pg-boss 12 made of its schema, as far as it matters, with these queues. */
const givenPgBoss = (...queues: string[]) =>
  database.pool.query(`
    create schema pgboss;
    create table pgboss.queue (name text primary key);
    create table pgboss.job (name text references pgboss.queue) partition by list (name);
    create table pgboss.schedule (name text references pgboss.queue, cron text);
    insert into pgboss.queue select unnest('{${queues}}'::text[]);
  `)

test('the schema that earlier releases kept with pg-boss is dropped', async () => {
  await givenPgBoss('close-days', '__pgboss__send-it')
  await apply()
  expect(await isThere()).toBe(false)
})

test('a pgboss schema in which another program has queues is left alone', async () => {
  await givenPgBoss('close-days', 'invoices')
  await apply()
  expect(await isThere()).toBe(true)
})

test('a database that never had one stays as it is', async () => {
  await apply()
  expect(await isThere()).toBe(false)
})
