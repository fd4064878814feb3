import { afterAll, beforeAll, expect, test } from 'vitest'
import { type TestEngine, testEngine } from '../../../test/engine.ts'
import { as, type Person, type TestServer, testServer } from '../../../test/server.ts'
import { sql } from '../../postgres/sql.ts'
import { forgetEndedSessions } from '../operations.ts'
import { deviceOf } from './device.ts'

let engine: TestEngine
let app: TestServer
beforeAll(async () => {
  engine = await testEngine()
  app = await testServer(engine)
})
afterAll(() => engine.close())

const WHALE =
  'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 Chrome/130.0 Whale/4.30 Safari/537.36'

test.each([
  [WHALE, 'Whale · Windows'],
  [
    'Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) Version/18.0 Safari/604.1',
    'Safari · iPhone',
  ],
  [
    'Mozilla/5.0 (Linux; Android 15) Chrome/130.0 Mobile Safari/537.36 KAKAOTALK 11',
    'KakaoTalk · Android',
  ],
  ['curl/8.0', null],
])('%s is shown as %s', (agent, device) => {
  expect(deviceOf({ headers: { 'user-agent': agent }, ip: '127.0.0.1' }).device).toBe(device)
})

interface Session {
  readonly id: string
  readonly isCurrent: boolean
  readonly device: string | null
  readonly network: string | null
}

const listOf = async (person: Person) =>
  (await person<{ data: Session[] }>('GET', '/v1/me/sessions')).body.data

/** A new account, signed in on several devices. */
async function onDevices(count: number): Promise<readonly [Person, ...Person[]]> {
  const first = await app.customer()
  const { email } = (await first<{ email: string }>('GET', '/v1/me')).body
  const others: Person[] = []
  for (let at = 1; at < count; at += 1) {
    const ask = { email, password: 'correct horse battery' }
    const headers = { 'user-agent': WHALE, 'x-forwarded-for': '203.0.113.77' }
    const { body } = await app.anyone<{ token: string }>(
      ...(['POST', '/v1/auth/sign-in/email', ask, headers] as const),
    )
    others.push(as(app.server, body.token))
  }
  return [first, ...others]
}

const isIn = async (person: Person) => (await person('GET', '/v1/me')).body !== null

test('sessions are listed with device and shortened address, and ended one by one', async () => {
  const [first, second] = await onDevices(2)
  const list = await listOf(first)
  expect(list.map(({ isCurrent }) => isCurrent)).toEqual([true, false])
  expect(list[1]).toMatchObject({ device: 'Whale · Windows', network: '203.0.113.0/24' })
  const ended = await first('DELETE', `/v1/me/sessions/${list[1]?.id}`)
  expect(ended.status).toBe(200)
  expect([await isIn(first), second && (await isIn(second))]).toEqual([true, false])
  expect((await first('DELETE', `/v1/me/sessions/${list[1]?.id}`)).status).toBe(404)
})

test('nobody ends the session of another', async () => {
  const [mine, theirs] = [await app.customer(), await app.customer()]
  const [session] = await listOf(theirs)
  expect((await mine('DELETE', `/v1/me/sessions/${session?.id}`)).status).toBe(404)
  expect(await isIn(theirs)).toBe(true)
})

test('all other sessions are ended at once', async () => {
  const [first, ...others] = await onDevices(3)
  expect((await first('DELETE', '/v1/me/sessions')).status).toBe(200)
  expect(await isIn(first)).toBe(true)
  expect(await Promise.all(others.map(isIn))).toEqual([false, false])
  expect(await listOf(first)).toHaveLength(1)
})

test('an administrator signs an account out everywhere', async () => {
  const [theirs, other] = [await app.customer(), await app.customer()]
  const admin = await app.customer()
  const idOf = async (person: Person) => (await person<{ id: string }>('GET', '/v1/me')).body.id
  await engine.house.run(sql`update accounts set role = 'admin' where id = ${await idOf(admin)}`)
  const path = `/v1/accounts/${await idOf(theirs)}/sessions`
  expect((await other('DELETE', path)).status).toBe(403)
  await expect.poll(async () => (await admin('DELETE', path)).status).toBe(200)
  expect(await Promise.all([theirs, other, admin].map(isIn))).toEqual([false, true, true])
})

/** As if the session had not been used for so long; no other process is told. */
async function unused(person: Person, interval: string) {
  const { id } = (await person<{ id: string }>('GET', '/v1/me')).body
  await engine.house.run(sql`
    update sessions set last_seen_at = now() - ${interval}::interval where account_id = ${id}
  `)
  const token = person.authorization.replace('Bearer ', '')
  return { id, later: as((await testServer(await freshEngine())).server, token) }
}

/** Another process, which has cached nobody. */
const freshEngine = async () => ({ ...engine, bus: { ...engine.bus } })

test.each([
  ['customer', '13 days 23 hours', true],
  ['customer', '14 days', false],
  ['owner', '6 days 23 hours', true],
  ['owner', '7 days', false],
] as const)(
  'the session of a %s that was not used for %s is valid: %s',
  async (role, idle, isValid) => {
    const { later } = await unused(await app[role](), idle)
    expect(await isIn(later)).toBe(isValid)
  },
)

test('an admin’s session ends after a day, and the job deletes what has ended', async () => {
  const person = await app.customer()
  const { id } = await unused(person, '1 day')
  await engine.house.run(sql`update accounts set role = 'admin' where id = ${id}`)
  await forgetEndedSessions(engine)
  const left = await engine.house.rows(sql`select 1 from sessions where account_id = ${id}`)
  expect(left).toEqual([])
})

test('being seen is written once in some minutes', async () => {
  const person = await app.customer()
  const { id, later } = await unused(person, '6 minutes')
  const isFresh = async () =>
    (
      await engine.house.one<{ fresh: boolean }>(sql`
        select last_seen_at > now() - interval '1 minute' as fresh from sessions
         where account_id = ${id}
      `)
    ).fresh
  expect(await isIn(later)).toBe(true)
  await expect.poll(isFresh, { timeout: 3_000, interval: 10 }).toBe(true)
})
