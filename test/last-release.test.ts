import { cp, mkdir, mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { gunzipSync } from 'node:zlib'
import pg from 'pg'
import { afterAll, beforeAll, expect, inject, test } from 'vitest'
import type { PublishedEvent } from '../src/events/bus.ts'
import { drain } from '../src/events/relay.ts'
import { skipDue } from '../src/mail/queries.ts'
import { expireOrders } from '../src/orders/expire.ts'
import { migrate, schemaFiles } from '../src/postgres/migrate.ts'
import { readNow } from '../src/postgres/now.ts'
import { sql } from '../src/postgres/sql.ts'
import { schemaFolders } from '../src/schema.ts'
import { expectCleanAudit } from './audited.ts'
import { type TestEngine, testEngineAt } from './engine.ts'

/**
 * What the release at f47fb53 had written: demo data, bookings in every state, payments, a wallet that
 * was charged and spent from, an API key, three events still in the outbox. Rows by table, as JSON.
 */
type Rows = readonly Readonly<Record<string, unknown>>[]
const dump: Readonly<Record<string, Rows>> = JSON.parse(
  gunzipSync(await readFile(new URL('./last-release.json.gz', import.meta.url))).toString(),
)

let folder: string
let engine: TestEngine
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'jari-last-release-'))
  const name = `jari_last_release_${process.pid}`
  const url = new URL(`/${name}`, inject('templateUrl')).href
  await on(new URL('/postgres', url).href, (client) => client.query(`create database ${name}`))
  await migrate(url, await foldersThen())
  await on(url, fill)
  await migrate(url, schemaFolders)
  engine = await testEngineAt({
    url,
    drop: () =>
      on(new URL('/postgres', url).href, (client) =>
        client.query(`drop database ${name} with (force)`),
      ),
  })
})
afterAll(async () => {
  await engine.close()
  await rm(folder, { recursive: true, force: true })
})

async function on(url: string, work: (client: pg.Client) => Promise<unknown>): Promise<void> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  await work(client).finally(() => client.end())
}

/** The schema files that had landed then: their text is the same today. */
async function foldersThen() {
  const known = new Set(dump.migrations?.map(({ name }) => name))
  const then: { folder: URL }[] = []
  for (const { folder: today } of schemaFolders) {
    const noun = today.pathname.replace(/^.*\/src\//, '')
    const copy = join(folder, 'src', noun)
    await mkdir(copy, { recursive: true })
    for (const file of await schemaFiles([{ folder: today }]))
      if (known.has(file.name))
        await cp(file.url, join(copy, file.url.pathname.split('/').at(-1) ?? ''))
    then.push({ folder: pathToFileURL(copy.endsWith('/') ? copy : `${copy}/`) })
  }
  return then
}

/** Puts the rows where they were; `replica`: without triggers and keys, whatever the order. */
async function fill(client: pg.Client): Promise<void> {
  await client.query('set session_replication_role = replica')
  for (const [table, rows] of Object.entries(dump)) {
    if (table === 'migrations') continue
    await client.query(`delete from ${table}`)
    await client.query(
      `insert into ${table} overriding system value
       select * from jsonb_populate_recordset(null::${table}, $1)`,
      [JSON.stringify(rows)],
    )
  }
  for (const [table, column] of [
    ['outbox', 'id'],
    ['events', 'position'],
    ['transfers', 'id'],
  ])
    await client.query(`select setval(pg_get_serial_sequence('${table}', '${column}'), max(${column}))
                          from ${table}`)
}

const count = async (table: string) => {
  const { rows } = await engine.database.pool.query(`select count(*)::int as count from ${table}`)
  return rows[0].count
}
const countThen = (...tables: string[]) =>
  tables.reduce((sum, name) => sum + (dump[name]?.length ?? 0), 0)

/** Where the rows of a table are now, if not where they were. */
const moved: Readonly<Record<string, readonly string[]>> = {
  store_pictures: ['restaurant_images'],
  bookers: ['bookings', 'shop_bookings'],
}
const gone = ['migrations', 'restaurants', 'shops', ...Object.values(moved).flat()]

test('nothing that the last release wrote is lost', async () => {
  expect(countThen('orders')).toBeGreaterThan(8)
  for (const table of Object.keys(dump).filter((name) => !gone.includes(name)))
    expect([table, await count(table)]).toEqual([table, countThen(table)])
  for (const [table, sources] of Object.entries(moved))
    expect([table, await count(table)]).toEqual([table, countThen(...sources)])
})

test('money, orders and stores are what they were', async () => {
  const states = (table: string, column: string) =>
    Object.entries(Object.groupBy(dump[table] ?? [], (row) => `${row[column]}`))
      .map(([state, rows]) => ({ state, count: rows?.length }))
      .sort((a, b) => (a.state < b.state ? -1 : 1))
  for (const [table, column] of [
    ['orders', 'status'],
    ['payments', 'state'],
    ['spends', 'state'],
  ] as const) {
    const { rows } = await engine.database.pool.query(
      `select ${column} as state, count(*)::int as count from ${table} group by 1 order by ${column} collate "C"`,
    )
    expect(rows).toEqual(states(table, column))
    expect(rows.length).toBeGreaterThan(table === 'spends' ? 0 : 2)
  }
  const wallets = await engine.database.rows(sql`
    select id, charged, granted, held from wallets order by id`)
  const then = (dump.wallets ?? []).map(({ id, charged, granted, held }) => ({
    id,
    charged,
    granted,
    held,
  }))
  expect(wallets).toEqual(then.sort((a, b) => (`${a.id}` < `${b.id}` ? -1 : 1)))
  const descriptions = await engine.database.rows<{
    id: string
    description: string
    kind: string
  }>(sql`
    select id, description, kind from stores where description <> '' order by id`)
  expect(descriptions).toHaveLength(countThen('restaurants', 'shops'))
  for (const { store_id, description } of [...(dump.restaurants ?? []), ...(dump.shops ?? [])])
    expect(descriptions.find(({ id }) => id === store_id)?.description).toBe(description)
})

test('consumers are where they were, and what waited comes in its order, after the log', async () => {
  const [consumer] = dump.consumers ?? []
  const last = Math.max(...(dump.events ?? []).map(({ position }) => Number(position)))
  const { position } = await engine.database.one<{ position: number }>(
    sql`select position from consumers`,
  )
  expect(position).toBe(consumer?.position)
  const told: PublishedEvent[] = []
  await drain(engine, [async (_, events) => void told.push(...events)])
  expect(told.map(({ body }) => body)).toEqual([{ seq: 1 }, { seq: 2 }, { seq: 3 }])
  const added = await engine.database.rows<{ position: number }>(sql`
    select position from events where position > ${last} order by position`)
  expect(added.map((event) => event.position)).toEqual([last + 1, last + 2, last + 3])
})

test('the audit is clean', async () => {
  // No job has run since the dump was made: what is due is not a loss.
  await drain(engine)
  await expireOrders(engine)
  await skipDue(engine.database, (await readNow(engine.database)).now)
  await engine.database.run(sql`update payments set check_at = now() where check_at is not null`)
  // The stores of the dump were written without accounts of their owners.
  const owners = await engine.database.rows<{ id: string }>(
    sql`select distinct owner_id as id from stores where front_door <> 'wallet'`,
  )
  await engine.database.run(sql`
    insert into accounts (id, email, email_verified, name, role, created_at, updated_at)
    select id, id || '@stores.test', true, '박사장', 'owner', now(), now()
      from unnest(${owners.map(({ id }) => id)}::uuid[]) as owner (id)
        on conflict do nothing`)
  await expectCleanAudit(engine)
})
