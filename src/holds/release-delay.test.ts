import { afterAll, beforeAll, expect, test } from 'vitest'
import { onDatabase, type TestEngine, testEngine } from '../../test/engine.ts'
import { type Person, type TestServer, testServer } from '../../test/server.ts'
import { connect, type Database } from '../postgres/database.ts'
import { sql } from '../postgres/sql.ts'
import { releaseDelayMost } from './release-delay.ts'

let engine: TestEngine
let elsewhere: Database
let house: TestServer
let admin: Person
beforeAll(async () => {
  engine = await testEngine({ isReleasedLate: true })
  elsewhere = connect(engine.databaseUrl, { connections: 2 })
  house = await testServer(engine)
  admin = await house.customer('관리자')
  await engine.house.run(sql`update accounts set role = 'admin' where name = '관리자'`)
})
afterAll(async () => {
  await elsewhere.close()
  await house.server.close()
  await engine.close()
})

test('an admin sets how long freed places stay away at most; other processes follow, and it is kept who did', async () => {
  const other = onDatabase(engine, elsewhere)
  expect([await releaseDelayMost(engine), await releaseDelayMost(other)]).toEqual([90, 90])
  for (const _ of ['once', 'again'])
    expect((await admin('PUT', '/v1/release-delay', { seconds: 0 })).status).toBe(200)
  expect(await releaseDelayMost(engine)).toBe(0)
  await expect.poll(() => releaseDelayMost(other), { timeout: 10_000 }).toBe(0)
  await admin('PUT', '/v1/release-delay', { seconds: 30 })
  expect((await admin('GET', '/v1/release-delay')).body).toMatchObject({
    ...{ seconds: 30, usual: 90 },
    changes: [
      { seconds: 30, by: '관리자' },
      { seconds: 0, by: '관리자' },
    ],
  })
})

test('too long, nothing and a fraction are refused by contract and table; nobody but an admin sets it', async () => {
  for (const seconds of [601, -1, 1.5, null])
    expect((await admin('PUT', '/v1/release-delay', { seconds })).status).toBe(400)
  const insert = sql`
    insert into release_delays (id, seconds, changed_by, changed_at)
    values (${engine.newId()}, 601, ${engine.newId()}, now())`
  await expect(engine.house.run(insert)).rejects.toThrow('release_delays_bounds')
  for (const person of [await house.customer(), await house.owner()])
    expect((await person('PUT', '/v1/release-delay', { seconds: 5 })).status).toBe(403)
})
