import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { onDatabase, type TestEngine, testEngine } from '../../test/engine.ts'
import { type Person, type TestServer, testServer } from '../../test/server.ts'
import { makeBus } from '../events/bus.ts'
import { startEvents } from '../events/start.ts'
import { connect } from '../postgres/database.ts'
import { sql } from '../postgres/sql.ts'
import { sessions } from './sessions.ts'

let engine: TestEngine
let here: TestServer
/** Another process on the same database, which hears of commits by notification. */
let there: TestEngine

beforeAll(async () => {
  engine = await testEngine()
  here = await testServer(engine)
  there = { ...onDatabase(engine, connect(engine.databaseUrl)), bus: makeBus() }
  const events = await startEvents(there, engine.databaseUrl)
  return async () => {
    await events.stop()
    await there.database.close()
  }
})
afterAll(() => engine.close())

const whoThere = ({ authorization }: Pick<Person, 'authorization'>) =>
  sessions(there).findCaller({ authorization })

/** Ends sessions with the triggers off, as if the notification were lost. */
const endUntold = (accountId: string) =>
  engine.database.transaction(async (tx) => {
    await tx.run(sql`set local session_replication_role = replica`)
    await tx.run(sql`delete from sessions where account_id = ${accountId}`)
  })

/** Long before a cache entry expires. */
const soon = { timeout: 3_000, interval: 10 }

test('a session that ends in one process ends in another on the notification', async () => {
  const person = await here.customer()
  expect(await whoThere(person)).toMatchObject({ role: 'customer' })
  await person('POST', '/v1/auth/sign-out')
  await expect.poll(() => whoThere(person), soon).toBeUndefined()
})

test('a session is not known for longer than it lasts', async () => {
  const person = await here.customer()
  const { accountId = '' } = (await whoThere(person)) ?? {}
  await engine.database.run(sql`
    update sessions set expires_at = now() + interval '500 milliseconds'
     where account_id = ${accountId}
  `)
  expect(await whoThere(person)).toBeDefined()
  await expect.poll(() => whoThere(person), soon).toBeUndefined()
})

test('a changed role and a revoked key take effect in another process', async () => {
  const person = await here.customer()
  expect(await whoThere(person)).toMatchObject({ role: 'customer' })
  await person('POST', '/v1/me/owner')
  await expect.poll(() => whoThere(person), soon).toMatchObject({ role: 'owner' })

  const made = await person<{ secret: string; key: { id: string } }>('POST', '/v1/me/api-keys', {
    name: '예약 서비스',
    scopes: ['timetables:reserve'],
  })
  const byKey = { authorization: `Bearer ${made.body.secret}` }
  expect(await whoThere(byKey)).toMatchObject({ key: { id: made.body.key.id } })
  await person('DELETE', `/v1/me/api-keys/${made.body.key.id}`)
  await expect.poll(() => whoThere(byKey), soon).toBeUndefined()
})

test('a key that expires by the test clock is refused at once', async () => {
  const person = await here.customer()
  await person('POST', '/v1/me/owner')
  const made = await person<{ secret: string }>('POST', '/v1/me/api-keys', {
    name: '하루만',
    scopes: ['timetables:reserve'],
    expiresInDays: 1,
  })
  const byKey = { authorization: `Bearer ${made.body.secret}` }
  expect(await whoThere(byKey)).toBeDefined()
  await engine.advance(25 * 60 * 60)
  await expect.poll(() => whoThere(byKey), soon).toBeUndefined()
})

test('a deleted account loses its sessions in another process', async () => {
  const person = await here.customer()
  await whoThere(person)
  const left = await person('DELETE', '/v1/me', { password: 'correct horse battery' })
  expect(left.status).toBe(200)
  await expect.poll(() => whoThere(person), soon).toBeUndefined()
})

test('bulk deletions and manual changes of sessions are noticed too', async () => {
  const people = await Promise.all(Array.from({ length: 3 }, () => here.customer()))
  const [first, second, third] = people as [Person, Person, Person]
  await Promise.all(people.map(whoThere))
  const idOf = async (person: Person) => (await whoThere(person))?.accountId ?? ''
  const [deleted, cut] = [await idOf(first), await idOf(second)]
  await engine.database.run(sql`
    with crowd as (
      insert into accounts (id, email, name, created_at, updated_at)
      select gen_random_uuid(), gen_random_uuid() || '@example.com', '군중', now(), now()
        from generate_series(1, 1000)
      returning id
    )
    insert into sessions (id, account_id, token, expires_at, created_at, updated_at)
    select gen_random_uuid(), id, gen_random_uuid(), now(), now(), now() from crowd
  `)
  await engine.database.run(sql`
    delete from sessions where expires_at <= now() or account_id = ${deleted}
  `)
  await engine.database.run(sql`
    update sessions set expires_at = now() where account_id = ${cut}
  `)
  await expect.poll(() => whoThere(first), soon).toBeUndefined()
  await expect.poll(() => whoThere(second), soon).toBeUndefined()
  expect(await whoThere(third)).toBeDefined()
})

test('when the LISTEN connection breaks, cached entries are looked up again', async () => {
  const person = await here.customer()
  const { accountId = '' } = (await whoThere(person)) ?? {}
  const before = there.bus.connection
  expect(before).toBeDefined()
  await engine.database.run(sql`
    select pg_terminate_backend(pid) from pg_stat_activity
     where datname = current_database() and application_name = 'jari listen'
  `)
  await expect
    .poll(() => there.bus.connection !== undefined && there.bus.connection !== before, soon)
    .toBe(true)
  await endUntold(accountId)
  expect(await whoThere(person)).toBeUndefined()
})

test.each([
  { who: 'that hears nothing', door: () => engine, ms: 5_000 },
  { who: 'that hears', door: () => there, ms: 60_000 },
])('in a process $who a change without notification is seen after $ms ms', async ({ door, ms }) => {
  const { authorization } = await here.customer()
  const who = () => sessions(door()).findCaller({ authorization })
  const beganAt = performance.now()
  const clock = vi.spyOn(performance, 'now').mockReturnValue(beganAt)
  const { accountId = '' } = (await who()) ?? {}
  await endUntold(accountId)
  clock.mockReturnValue(beganAt + ms - 1)
  expect(await who()).toMatchObject({ accountId })
  clock.mockReturnValue(beganAt + ms)
  expect(await who()).toBeUndefined()
  clock.mockRestore()
})
