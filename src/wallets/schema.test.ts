import { cp, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { afterAll, beforeAll, expect, inject, test } from 'vitest'
import { connect, type Database } from '../postgres/database.ts'
import { migrate } from '../postgres/migrate.ts'
import { sql } from '../postgres/sql.ts'
import { schemaFolders } from '../schema.ts'
import { leaseOwed, readCharges } from './ownerless/queries.ts'

// Migrates a database of the previous release, with balances in ownerless wallets.

let folder: string
let database: Database
let drop: () => Promise<unknown>
let url: string
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'jari-schema-'))
  const admin = connect(new URL('/postgres', inject('templateUrl')).href)
  const name = `jari_old_${process.pid}`
  await admin.pool.query(`create database ${name}`)
  url = new URL(`/${name}`, inject('templateUrl')).href
  drop = async () => {
    await admin.pool.query(`drop database ${name} with (force)`)
    await admin.close()
  }
  const old = join(folder, 'src/wallets/schema/')
  await cp(new URL('./schema/0001-wallets.sql', import.meta.url), join(old, '0001-wallets.sql'))
  const isOurs = ({ pathname }: URL) => pathname.endsWith('/src/wallets/schema/')
  const folders = schemaFolders.map(({ folder }) => ({
    folder: isOurs(folder) ? pathToFileURL(old) : folder,
  }))
  await migrate(url, folders)
  database = connect(url)
})
afterAll(async () => {
  await database.close()
  await drop()
  await rm(folder, { recursive: true, force: true })
})

const id = '01900000-0000-7000-8000-00000000000'
const stranded = sql`
  insert into wallets (id, account_id, currency, charged, granted, entries) values
    (${`${id}1`}, null, 'KRW', 5000, 300, 2), (${`${id}2`}, null, 'KRW', 0, 0, 0),
    (${`${id}3`}, ${`${id}9`}, 'KRW', 700, 0, 0)`

test('an ownerless wallet’s charged balance becomes owed, grants return to the platform, others stay', async () => {
  await database.run(stranded)
  await database.run(sql`
    with posted as (
      insert into transfers (operation_key, kind, amount, currency, store_id, order_id, payment_id, at)
      values ('charge', 'charge', 5000, 'KRW', ${`${id}4`}, ${`${id}5`}, ${`${id}6`}, now()),
             ('grant', 'grant', 300, 'KRW', null, null, null, now())
      returning id, kind, amount
    )
    insert into entries (transfer_id, seq, book, amount, wallet_id, number, balance, gateway)
    select id, 1, 'charged', amount, ${`${id}1`}::uuid, 1, amount, null from posted where kind = 'charge'
     union all
    select id, 2, 'clearing', -amount, null, null, null, 'kakaopay' from posted where kind = 'charge'
     union all
    select id, 1, 'granted', amount, ${`${id}1`}::uuid, 2, amount, null from posted where kind = 'grant'
     union all
    select id, 2, 'promotion', -amount, null, null, null, null from posted where kind = 'grant'
  `)
  await migrate(url, schemaFolders)
  const wallets = await database.rows(sql`
    select charged, granted, owed, entries, way_back as "wayBack" from wallets
     where id <> all(array(select id from wallets where account_id = ${`${id}9`})) order by id
  `)
  expect(wallets).toEqual([
    { charged: 0, granted: 0, owed: 5000, entries: 5, wayBack: 'gateway' },
    { charged: 0, granted: 0, owed: 0, entries: 0, wayBack: 'gateway' },
  ])
  const books = await database.rows(sql`
    select book, number, amount, balance from entries where wallet_id = ${`${id}1`} and number > 2
     order by number
  `)
  expect(books).toEqual([
    { book: 'charged', number: 3, amount: -5000, balance: 0 },
    { book: 'owed', number: 4, amount: 5000, balance: 5000 },
    { book: 'granted', number: 5, amount: -300, balance: 0 },
  ])
  expect(await database.transaction((tx) => leaseOwed(tx, 8))).toEqual([{ id: `${id}1` }])
  expect(await readCharges(database, `${id}1`)).toMatchObject([{ left: 5000 }])
})

test.each([
  ['a balance without an owner', sql`update wallets set charged = 1`, 'wallets_of_somebody'],
  ['an owner who is owed', sql`update wallets set unclaimed = 1`, 'wallets_owed_to_who_left'],
  ['an owner who left no way back', sql`update wallets set account_id = null`, 'wallets_'],
])('the database refuses %s', async (_what, statement, constraint) => {
  await expect(database.run(statement)).rejects.toMatchObject({
    constraint: expect.stringContaining(constraint),
  })
})
