import { afterAll, beforeAll, expect, test } from 'vitest'
import { onDatabase, type TestEngine, testEngine } from '../../test/engine.ts'
import { untilWaiting } from '../../test/lock-waits.ts'
import { type Person, type TestServer, testServer } from '../../test/server.ts'
import { Problem } from '../kernel/problem.ts'
import { connect, type Database } from '../postgres/database.ts'
import { sql } from '../postgres/sql.ts'
import { sweepLimits } from './settings.ts'
import { giveBack, take } from './take.ts'

// Two processes: two engines, each with its own group commit and connections, on one database.
let engine: TestEngine
let elsewhere: Database
let engines: readonly TestEngine[]
let app: TestServer
let admin: Person
beforeAll(async () => {
  engine = await testEngine()
  elsewhere = connect(engine.databaseUrl)
  engines = [engine, onDatabase(engine, elsewhere)]
  app = await testServer(engine)
  admin = await app.customer('관리자')
  await engine.house.run(sql`update accounts set role = 'admin' where name = '관리자'`)
})
afterAll(async () => {
  await app.server.close()
  await elsewhere.close()
  await engine.close()
})

const guess = async (at: number, of: string) => {
  try {
    await take(engines[at % 2] as TestEngine, [
      { limit: 'passwords-account', of },
      { limit: 'passwords-network', of: `network of ${of}` },
    ])
    return true
  } catch (error) {
    if (error instanceof Problem) return error
    throw error
  }
}

const guesses = (count: number, of: string) =>
  Promise.all(Array.from({ length: count }, (_, at) => guess(at, of)))

test('of 60 concurrent requests in two processes exactly as many are taken as the bucket holds', async () => {
  const answers = await guesses(60, 'ada')
  expect(answers.filter((answer) => answer === true)).toHaveLength(10)
  const refused = answers.find((answer) => answer instanceof Problem)
  expect(refused?.type).toBe('limit-reached')
  expect(refused?.facts).toMatchObject({ limit: 'passwords-account', retryAfterSeconds: 360 })
})

test('of requests in two processes at a bucket that is there no more are taken than are left', async () => {
  await guess(0, 'eve')
  let asked: ReturnType<typeof guesses> | undefined
  await engine.house.transaction(async (tx) => {
    await tx.run(sql`select from limit_buckets for update`) // both processes come to wait for it
    asked = guesses(60, 'eve')
    await untilWaiting(engine.house, 2)
  })
  const answers = (await asked) ?? []
  expect(answers.filter((answer) => answer === true)).toHaveLength(9)
})

test('a refused request takes nothing from its other buckets', async () => {
  const before = await allSpent()
  await guesses(4, 'ada')
  expect(await allSpent()).toEqual(before)
})

const allSpent = async () =>
  (
    await engine.house.rows<{ spent: number }>(sql`
      select spent from limit_buckets order by key`)
  ).map(({ spent }) => Math.round(spent))

test('it comes back with time, and at once when it is given back', async () => {
  await guesses(10, 'bob')
  expect(await guess(0, 'bob')).toBeInstanceOf(Problem)
  await engine.advance(361)
  expect(await guess(0, 'bob')).toBe(true)
  expect(await guess(1, 'bob')).toBeInstanceOf(Problem)
  await giveBack(engine, [{ limit: 'passwords-account', of: 'bob', amount: 1 }])
  expect(await guess(1, 'bob')).toBe(true)
})

test('no address and no account is stored in plain', async () => {
  const { text } = await engine.house.one<{ text: string }>(sql`
    select coalesce(string_agg(b::text, ' '), '') as text from limit_buckets b`)
  expect(text.length).toBeGreaterThan(100)
  expect(text).not.toMatch(/ada|bob/)
})

interface Shown {
  readonly name: string
  readonly burst: number
  readonly refusedInLastDay: number
  readonly changes: readonly { readonly by: string | null }[]
}
const shown = async (name: string) =>
  (await admin<{ data: Shown[] }>('GET', '/v1/limits')).body.data.find((one) => one.name === name)

test('an admin sets a limit, which counts at once in every process, and it is kept who did', async () => {
  const url = '/v1/limits/passwords-account'
  const set = await admin('PUT', url, { burst: 3, perHour: 3 })
  expect(set.status).toBe(200)
  expect((await guesses(8, 'carol')).filter((answer) => answer === true)).toHaveLength(3)
  await admin('PUT', url, { burst: 3, perHour: 3 })
  expect(await shown('passwords-account')).toMatchObject({
    ...{ burst: 3, perHour: 3, usual: { burst: 10, perHour: 10 } },
    changes: [{ burst: 3, perHour: 3, by: '관리자' }],
  })
  await admin('PUT', url, { burst: 10, perHour: 10 })
  expect((await shown('passwords-account'))?.changes).toHaveLength(2)
})

test('what is no limit, or would not come back within a day, is refused by rule and by table', async () => {
  const unknown = await admin('PUT', '/v1/limits/nothing', { burst: 3, perHour: 3 })
  expect([unknown.status, unknown.body.type]).toEqual([404, '/problems/limit-missing'])
  const slow = await admin('PUT', '/v1/limits/passwords-account', { burst: 100, perHour: 4 })
  expect([slow.status, slow.body.type]).toEqual([422, '/problems/limit-too-slow'])
  await expect(
    engine.house.run(sql`
      insert into limit_settings (id, limit_name, burst, per_hour, changed_by, changed_at)
      values (${engine.newId()}, 'x', 100, 4, ${engine.newId()}, now())`),
  ).rejects.toThrow('limit_settings_recover')
})

test('refusals are counted for a day; buckets that are whole again are swept', async () => {
  const { refusedInLastDay = 0 } = (await shown('passwords-account')) ?? {}
  expect(refusedInLastDay).toBeGreaterThan(50)
  await engine.advance(25 * 3600)
  expect((await shown('passwords-account'))?.refusedInLastDay).toBe(0)
  await guess(0, 'dora')
  expect(await sweepLimits(engine)).toBeGreaterThan(2)
  expect(await allSpent()).toEqual([1, 1])
})
