import { readFile } from 'node:fs/promises'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { schemaFiles } from '../src/postgres/migrate.ts'
import { statementsOf } from '../src/postgres/script.ts'
import { sql } from '../src/postgres/sql.ts'
import { exceptions, type Side, schemaFolders } from '../src/schema.ts'
import { type TestEngine, testEngine } from './engine.ts'
import { tablesOfSchema } from './schema-tables.ts'
import { bothSides, namesIn, withoutTexts } from './tables.ts'

let tables: Map<string, Side>
let engine: TestEngine
beforeAll(async () => {
  tables = await tablesOfSchema()
  engine = await testEngine()
})
afterAll(() => engine.close())

test('every table of the database is declared to be a cell’s, the house’s or of reference', async () => {
  const there = await engine.database.rows<{ name: string }>(sql`
    select tablename as name from pg_tables where schemaname = 'public' order by 1`)
  expect(there.length).toBeGreaterThan(30)
  expect(there.filter(({ name }) => !tables.has(name))).toEqual([])
  const names = new Set(there.map(({ name }) => name))
  expect(Object.keys(exceptions).filter((name) => !names.has(name))).toEqual([])
})

test('no foreign key, trigger, function or view names tables of both', async () => {
  const keys = await engine.database.rows<{ name: string; from: string; to: string }>(sql`
    select conname as name, conrelid::regclass::text as "from", confrelid::regclass::text as "to"
      from pg_constraint where contype = 'f'`)
  expect(keys.length).toBeGreaterThan(15)
  const crossing = keys.filter(({ from, to }) => {
    const side = tables.get(to)
    return side !== 'reference' && side !== tables.get(from)
  })
  expect(crossing).toEqual([])
  const bodies = await engine.database.rows<{ name: string; on: string; body: string }>(sql`
    select p.proname as name, coalesce(t.tgrelid::regclass::text, '') as "on",
           pg_get_functiondef(p.oid) as body
      from pg_proc p left join pg_trigger t on t.tgfoid = p.oid
     where p.pronamespace = 'public'::regnamespace
     union all
    select viewname, '', definition from pg_views where schemaname = 'public'`)
  expect(bodies.length).toBeGreaterThan(10)
  const naming = bodies.filter(
    ({ on, body }) => bothSides([on, ...namesIn(body)], tables).length > 0,
  )
  expect(naming.map(({ name, on }) => `${name} on ${on}`)).toEqual([])
})

test('no statement of a schema file names tables of both', async () => {
  const naming: string[] = []
  for (const { name, url } of await schemaFiles(schemaFolders))
    for (const statement of statementsOf(await readFile(url, 'utf8')))
      if (bothSides(namesIn(statement), tables).length > 0) naming.push(`${name}: ${statement}`)
  expect(naming).toEqual([])
})

/** Written before the rule; a file that has landed never changes. */
const manySubcommands = [
  'orders/0002-standing.sql',
  'payments/0003-windows.sql',
  'payments/0004-wallet.sql',
]

test('a statement of a schema file alters one thing', async () => {
  const many: string[] = []
  for (const { name, url } of await schemaFiles(schemaFolders))
    for (const statement of statementsOf(await readFile(url, 'utf8')))
      if (
        /^\s*alter\s+table[^;]*?,\s*(add|drop|alter|rename|validate)\b/i.test(
          withoutTexts(statement),
        )
      )
        many.push(name)
  expect([...new Set(many)]).toEqual(manySubcommands)
})

test('a function that names tables knows in which schema they are', async () => {
  const functions = await engine.database.rows<{ name: string; body: string; set: string }>(sql`
    select proname as name, pg_get_functiondef(oid) as body, coalesce(proconfig::text, '') as set
      from pg_proc where pronamespace = 'public'::regnamespace`)
  const lost = functions.filter(
    ({ body, set }) =>
      [...namesIn(body)].some((name) => tables.has(name)) &&
      !/begin atomic/i.test(body) &&
      !set.includes('search_path'),
  )
  expect(lost.map(({ name }) => name)).toEqual([])
})

test.each([
  ['select 1 from orders o join accounts a on a.id = o.buyer_id', ['orders', 'accounts']],
  ['select 1 from orders o, accounts a', ['orders', 'accounts']],
  ['delete from places as p using wallets w where true', ['places', 'wallets']],
  [
    'with x as (select id from accounts for share) insert into orders select id from x',
    ['accounts', 'orders'],
  ],
  ["select entries from wallets where note = 'from orders' -- join orders", []],
  ['update wallets set x = (select count(*) from entries)', []],
  ['select s.id from spends s join orders o on true', []],
  ['select * from accounts, clock', []],
])('tables are found where a statement names them: %s', (statement, both) => {
  expect(bothSides(namesIn(statement), tables)).toEqual(both)
})
