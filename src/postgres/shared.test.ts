import { afterAll, beforeAll, expect, test } from 'vitest'
import { testDatabase } from '../../test/database.ts'
import { problem } from '../kernel/problem.ts'
import { connect, type Database } from './database.ts'
import { type Many, sql, type Tx } from './sql.ts'
import { inTransaction } from './transaction.ts'

let database: Database
let drop: () => Promise<void>
beforeAll(async () => {
  const made = await testDatabase()
  drop = made.drop
  database = connect(made.url)
  await database.run(sql`create table notes (id integer primary key, text text not null)`)
})
afterAll(async () => {
  await database.close()
  await drop()
})

const write = (tx: Tx, id: number, text = 'here') =>
  tx.run(sql`insert into notes (id, text) values (${id}, ${text})`)
const noted = async (from: number, to: number) => {
  const rows = await database.rows<{ id: number }>(
    sql`select id from notes where id between ${from} and ${to} order by id`,
  )
  return rows.map(({ id }) => id)
}
const refused = problem('refused', 'conflict', { ko: '안 됩니다', en: 'No' })
const transactionOf = (tx: Tx) => tx.one<{ id: string }>(sql`select txid_current()::text as id`)

test('works that come at once are committed together', async () => {
  const ids = await Promise.all(
    Array.from({ length: 200 }, (_, at) =>
      database.shared('lane', `${at}`, async (tx) => {
        expect(inTransaction()).toBe(true)
        await write(tx, at)
        return (await transactionOf(tx)).id
      }),
    ),
  )
  expect(await noted(0, 199)).toHaveLength(200)
  expect(new Set(ids).size).toBeLessThan(50)
})

test('a problem found before anything was written harms nobody', async () => {
  const outcomes = await Promise.allSettled(
    [300, 301, 302].map((id) =>
      database.shared('lane', `${id}`, async (tx) => {
        await tx.rows(sql`select 1`)
        if (id === 301) throw refused()
        await write(tx, id)
      }),
    ),
  )
  expect(outcomes.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled'])
  expect(await noted(300, 302)).toEqual([300, 302])
})

test('who throws after writing leaves nothing behind, and takes nobody along', async () => {
  const outcomes = await Promise.allSettled(
    [400, 401, 402].map((id) =>
      database.shared('lane', `${id}`, async (tx) => {
        await write(tx, id)
        if (id === 401) throw refused()
      }),
    ),
  )
  expect(outcomes.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled'])
  expect(await noted(400, 402)).toEqual([400, 402])
})

test('a statement that reads and writes in one counts as a write', async () => {
  const outcomes = await Promise.allSettled(
    [450, 451, 452].map((id) =>
      database.shared('lane', `${id}`, async (tx) => {
        await tx.rows(sql`
          with written as (insert into notes (id, text) values (${id}, 'here') returning id)
          select id from written
        `)
        if (id === 451) throw refused()
      }),
    ),
  )
  expect(outcomes.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled'])
  expect(await noted(450, 452)).toEqual([450, 452])
})

test('a statement that PostgreSQL refuses is the fault of one only', async () => {
  await database.run(sql`insert into notes (id, text) values (501, 'before')`)
  const outcomes = await Promise.allSettled(
    [500, 501, 502].map((id) => database.shared('lane', `${id}`, (tx) => write(tx, id))),
  )
  expect(outcomes.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled'])
  expect(await noted(500, 502)).toEqual([500, 501, 502])
})

test('works with one key follow each other: none sees the other half done', async () => {
  await database.run(sql`insert into notes (id, text) values (600, '')`)
  await Promise.all(
    Array.from({ length: 50 }, (_, at) =>
      database.shared('lane', 'note 600', async (tx) => {
        const { text } = await tx.one<{ text: string }>(sql`select text from notes where id = 600`)
        await tx.rows(sql`select pg_sleep(0.001)`)
        await tx.run(sql`update notes set text = ${`${text}${at},`} where id = 600`)
      }),
    ),
  )
  const { text } = await database.one<{ text: string }>(sql`select text from notes where id = 600`)
  expect(text.split(',')).toHaveLength(51)
})

test('a problem that is an answer is handed back as one', async () => {
  expect(await database.shared('lane', 'answer', async () => refused())).toMatchObject({
    type: 'refused',
  })
})

const readEach: Many<number, string | Error> = async (tx, ids) => {
  asked.push(ids)
  const rows = await tx.rows<{ id: number; text: string }>(
    sql`select id, text from notes where id = any(${ids}::integer[])`,
  )
  const byId = new Map(rows.map(({ id, text }) => [id, text]))
  return ids.map((id) => byId.get(id) ?? refused())
}
const writeEach: Many<number, void> = async (tx, ids) => {
  await tx.run(
    sql`insert into notes (id, text) select id, 'here' from unnest(${ids}::integer[]) as id`,
  )
  return ids.map(() => undefined)
}
const asked: (readonly number[])[] = []

test('what works of one transaction ask for together is one statement a lane', async () => {
  await database.run(sql`insert into notes (id, text) values (700, 'a'), (701, 'b'), (702, 'c')`)
  asked.length = 0
  const read = (id: number, lane = 'lane') =>
    database.shared('lane', `${id}`, (tx) => tx.together(readEach, lane, id))
  expect(await Promise.all([read(700), read(701), read(702, 'other')])).toEqual(['a', 'b', 'c'])
  expect(asked).toEqual([[700, 701], [702]])
})

test('who is refused in a statement of many is refused alone', async () => {
  await database.run(sql`insert into notes (id, text) values (710, 'a')`)
  const outcomes = await Promise.allSettled(
    [710, 711].map((id) =>
      database.shared('lane', `${id}`, (tx) => tx.together(readEach, 'lane', id)),
    ),
  )
  expect(outcomes.map(({ status }) => status)).toEqual(['fulfilled', 'rejected'])
})

test('who throws after writing with others leaves nothing behind, and takes nobody along', async () => {
  const outcomes = await Promise.allSettled(
    [720, 721, 722].map((id) =>
      database.shared('lane', `${id}`, async (tx) => {
        await tx.together(writeEach, 'lane', id)
        if (id === 721) throw refused()
      }),
    ),
  )
  expect(outcomes.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled'])
  expect(await noted(720, 722)).toEqual([720, 722])
})

test('in a transaction of one it is a list of one', async () => {
  await database.transaction((tx) => tx.together(writeEach, 'lane', 730))
  expect(await noted(730, 730)).toEqual([730])
})
