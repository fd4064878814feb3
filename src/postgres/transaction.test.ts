import { setTimeout as pause } from 'node:timers/promises'
import pg from 'pg'
import { afterAll, beforeAll, beforeEach, expect, test, vi } from 'vitest'
import { openProxy, type TestProxy } from '../../test/crash/proxy.ts'
import { testDatabase } from '../../test/database.ts'
import { connect, type Database } from './database.ts'
import { sql, type Tx } from './sql.ts'

// What is known of a transaction whose connection is lost, and how long anybody waits for one.

let url: string
let drop: () => Promise<void>
let proxy: TestProxy
let database: Database
let beside: pg.Client
beforeAll(async () => {
  ;({ url, drop } = await testDatabase())
  const direct = new URL(url)
  const host = direct.searchParams.get('host')
  proxy = await openProxy(host ? `${host}/.s.PGSQL.${direct.port}` : Number(direct.port))
  direct.search = ''
  direct.host = `127.0.0.1:${proxy.port}`
  database = connect(direct.href)
  beside = new pg.Client({ connectionString: url })
  await beside.connect()
  await beside.query('create table chairs (id integer primary key, taken integer not null)')
})
beforeEach(async () => {
  proxy.resume()
  await beside.query(
    'truncate chairs; insert into chairs select n, 0 from generate_series(1, 20) n',
  )
})
afterAll(async () => {
  await database.close()
  await beside.end()
  await proxy.close()
  await drop()
})

const take = (tx: Pick<Tx, 'run'>, id: number) =>
  tx.run(sql`update chairs set taken = taken + 1 where id = ${id}`)
const takenOf = async (id: number) =>
  (await beside.query('select taken from chairs where id = $1', [id])).rows[0]?.taken
const endBackendOf = async (tx: Tx) => {
  const { pid } = await tx.one<{ pid: number }>(sql`select pg_backend_pid() as pid`)
  await beside.query('select pg_terminate_backend($1)', [pid])
  await pause(50)
}

test('a connection that is lost before the commit: the work is begun again, and done once', async () => {
  let attempts = 0
  await database.transaction(async (tx) => {
    attempts += 1
    await take(tx, 1)
    if (attempts === 1) await endBackendOf(tx)
  })
  expect([attempts, await takenOf(1)]).toEqual([2, 1])
})

test('one that is lost each time: nothing was done, and that is said', async () => {
  const work = async (tx: Tx) => {
    await take(tx, 1)
    await endBackendOf(tx)
  }
  await expect(database.transaction(work)).rejects.toMatchObject({ type: 'unavailable' })
  expect(await takenOf(1)).toBe(0)
})

test('a statement that was refused ends its transaction, even if the work goes on', async () => {
  const work = async (tx: Tx) => {
    await take(tx, 1)
    await tx.run(sql`select 1 / 0`).catch(() => {})
    return 'done'
  }
  await expect(database.transaction(work)).rejects.toMatchObject({ code: '22012' })
  expect(await takenOf(1)).toBe(0)
})

const lostCommits: readonly { name: string; attempt(): Promise<unknown> }[] = [
  {
    name: 'a commit',
    attempt: () =>
      database.transaction(async (tx) => {
        await take(tx, 2)
        proxy.dropAnswers()
      }),
  },
  {
    name: 'a commit that went along with the last write',
    attempt: () =>
      database.transactionAfter(
        async () => undefined,
        async (tx) => {
          await tx.one(sql`select 1`)
          proxy.dropAnswers()
          await tx.commitWith([take(tx, 2)])
        },
      ),
  },
  {
    name: 'a write by itself',
    attempt: async () => {
      await database.rows(sql`select 1`)
      proxy.dropAnswers()
      await take(database, 2)
    },
  },
]

test.each(lostCommits)(
  'the answer to $name is lost: it was done, and nobody says it was not',
  async ({ attempt }) => {
    const refused = expect(attempt()).rejects.toMatchObject({ type: 'outcome-unknown' })
    // Cut earlier, the commit may not have been sent: then the work is begun again, as it should be.
    await vi.waitFor(async () => expect(await takenOf(2)).toBe(1), {
      timeout: 10_000,
      interval: 20,
    })
    proxy.cut()
    await refused
    expect(await takenOf(2)).toBe(1)
  },
)

test('a write that was refused before the commit is a refusal, even if the connection is lost then', async () => {
  const work = async (tx: Tx) => {
    await tx.commitWith([tx.run(sql`insert into chairs values (1, 0)`)]).catch(async (error) => {
      proxy.cut()
      await pause(50)
      throw error
    })
  }
  await expect(database.transaction(work)).rejects.toMatchObject({ code: '23505' })
})

test('a question whose connection is lost is asked again', async () => {
  const asked = database.one<{ n: number }>(sql`select 1 as n from pg_sleep(0.4)`)
  await pause(200)
  proxy.cut()
  expect(await asked).toEqual({ n: 1 })
})

test('a server that says nothing is given up after seconds, not begun again, and goes on later', async () => {
  const began = performance.now()
  const work = async (tx: Tx) => {
    await take(tx, 3)
    proxy.goSilent()
    await take(tx, 3)
  }
  await expect(database.transaction(work)).rejects.toMatchObject({ type: 'unavailable' })
  expect(performance.now() - began).toBeLessThan(8_000)
  await expect(database.rows(sql`select 1`)).rejects.toMatchObject({ type: 'unavailable' })
  proxy.resume()
  await database.transaction((tx) => take(tx, 3))
  expect(await takenOf(3)).toBe(1)
}, 30_000)

/** Keeps rows from everybody else while `work` runs. */
async function holding(id: number, work: () => Promise<void>): Promise<void> {
  const holder = new pg.Client({ connectionString: url })
  await holder.connect()
  await holder.query('begin')
  await holder.query('select from chairs where id = $1 for update', [id])
  await work()
  await holder.end()
}

test('a row that is held costs those of its lane seconds, and nobody else a connection', async () => {
  await holding(4, async () => {
    const began = performance.now()
    const stuck = Array.from({ length: 60 }, () =>
      database
        .transaction((tx) => take(tx, 4), 'a store')
        .then(
          () => 'taken',
          (error) => error.type,
        ),
    )
    const shared = Array.from({ length: 60 }, (_, at) =>
      database
        .shared('a store', `${at}`, (tx) => take(tx, 4))
        .then(
          () => 'taken',
          (error) => error.type,
        ),
    )
    await pause(300)
    for (let n = 0; n < 5; n++) {
      const from = performance.now()
      await database.rows(sql`select 1`)
      await database.transaction((tx) => take(tx, 5), 'another store')
      expect(await database.isReady()).toBe(true)
      expect(performance.now() - from).toBeLessThan(1_000)
    }
    expect(new Set(await Promise.all([...stuck, ...shared]))).toEqual(new Set(['busy']))
    expect(performance.now() - began).toBeLessThan(9_000)
  })
  expect([await takenOf(4), await takenOf(5)]).toEqual([0, 5])
}, 30_000)

test('who stands still in a transaction loses it, and with it the row', async () => {
  const work = async (tx: Tx) => {
    await take(tx, 6)
    Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 5_000) // as a stopped process does
  }
  let attempts = 0
  const first = (tx: Tx) => (attempts++ === 0 ? work(tx) : take(tx, 6))
  await database.transaction(async (tx) => void (await first(tx)))
  expect([attempts, await takenOf(6)]).toEqual([2, 1])
}, 30_000)
