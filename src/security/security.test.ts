import { afterAll, beforeAll, expect, test } from 'vitest'
import { type TestEngine, testEngine } from '../../test/engine.ts'
import { type Person, type TestServer, testServer } from '../../test/server.ts'
import { credentialsWrong } from '../accounts/rules.ts'
import { sql } from '../postgres/sql.ts'
import { forgetOldEvents, recordEvent } from './record.ts'

const DAY_SECONDS = 86_400

let engine: TestEngine
let product: TestServer
let admin: Person
beforeAll(async () => {
  engine = await testEngine()
  product = await testServer(engine)
  admin = await product.customer('관리자')
  const { id } = (await admin<{ id: string }>('GET', '/v1/me')).body
  await engine.house.run(sql`update accounts set role = 'admin' where id = ${id}`)
})
afterAll(async () => {
  await product.server.close()
  await engine.close()
})

interface Listed {
  readonly data: {
    readonly kind: string
    readonly refusal: string | null
    readonly email: string | null
    readonly network: string
    readonly times: number
  }[]
  readonly nextCursor: string | null
}

const listed = async (query = '', by = admin) =>
  (await by<Listed>('GET', `/v1/security-events${query}`)).body

const ask = (method: 'POST' | 'DELETE', url: string, payload: object, headers = {}) =>
  product.server.inject({ method, url, payload, headers })

const emailOf = async (person: Person) =>
  (await person<{ email: string }>('GET', '/v1/me')).body.email

test('wrong passwords of one hour are one event, which names the account and a part of the address', async () => {
  const person = await product.customer()
  const email = await emailOf(person)
  for (let tried = 0; tried < 3; tried += 1)
    await ask('POST', '/v1/auth/sign-in/email', { email, password: 'wrong' }, from('203.0.113.9'))
  const events = async () =>
    (await listed('?kind=sign-in&refused=true')).data.filter((one) => one.email === email)
  const event = { refusal: 'credentials-wrong', network: '203.0.113.0/24', times: 3 }
  await expect.poll(events).toMatchObject([event])
})

const from = (address: string) => ({ 'x-forwarded-for': address })

test('what was refused is told in both languages, as the problem has it', async () => {
  const listing = async () =>
    (await admin<TitledEvents>('GET', '/v1/security-events?refused=true')).body.data
  await ask('POST', '/v1/auth/sign-in/email', { email: 'who@example.com', password: 'x' })
  await expect.poll(listing).toContainEqual(
    expect.objectContaining({
      ...{ refusal: 'credentials-wrong', refusalTitles: credentialsWrong.title },
    }),
  )
  await recordEvent(engine, { kind: 'sign-in', refusal: 'long-gone', address: '192.0.2.7' })
  await expect
    .poll(listing)
    .toContainEqual(expect.objectContaining({ refusal: 'long-gone', refusalTitles: null }))
  for (const { refusal, refusalTitles } of await listing())
    expect([refusal, refusalTitles === null]).toEqual([refusal, refusal === 'long-gone'])
  const { data } = (await admin<TitledEvents>('GET', '/v1/security-events?kind=role-change')).body
  expect(data.every(({ refusalTitles }) => refusalTitles === null)).toBe(true)
})

interface TitledEvents {
  readonly data: { readonly refusal: string | null; readonly refusalTitles: object | null }[]
}

test('an address that nobody has leaves no trace of itself', async () => {
  const email = 'nobody.at.all@example.com'
  await ask('POST', '/v1/auth/sign-in/email', { email, password: 'x' }, from('198.51.100.3'))
  await expect
    .poll(async () => (await listed('?refused=true')).data.map(({ network }) => network))
    .toContain('198.51.100.0/24')
  const rows = await engine.house.rows(sql`select to_jsonb(e) as row from security_events e`)
  expect(JSON.stringify(rows)).not.toContain('nobody.at.all')
})

test('who looks at their own sees their sign-ins and keys, and nothing of others', async () => {
  const owner = await product.owner()
  const made = await owner<{ key: { id: string } }>('POST', '/v1/me/api-keys', {
    name: '예약',
    scopes: ['timetables:reserve'],
  })
  await owner('DELETE', `/v1/me/api-keys/${made.body.key.id}`)
  const kinds = async () =>
    (await owner<Listed>('GET', '/v1/me/security-events')).body.data.map(({ kind }) => kind).sort()
  await expect.poll(kinds).toEqual(['key-made', 'key-revoked', 'role-change', 'sign-in'])
  const { data } = (await owner<Listed>('GET', '/v1/me/security-events')).body
  expect(data.every((event) => !('email' in event))).toBe(true)
})

test('pages go on where the last ended', async () => {
  const all: string[] = []
  let cursor: string | null = ''
  const whole = (await listed('?limit=100')).data.length
  while (cursor !== null) {
    const page: Listed = await listed(`?limit=2${cursor && `&cursor=${cursor}`}`)
    all.push(...page.data.map((event) => JSON.stringify(event)))
    cursor = page.nextCursor
  }
  expect(new Set(all).size).toBe(all.length)
  expect(all.length).toBeGreaterThanOrEqual(whole)
})

test('who leaves takes the events along; that somebody left stays', async () => {
  const person = await product.customer()
  const { id } = (await person<{ id: string }>('GET', '/v1/me')).body
  const count = async () =>
    (
      await engine.house.one<{ count: number }>(sql`
      select count(*)::integer as count from security_events where account_id = ${id}
    `)
    ).count
  await expect.poll(count).toBe(1)
  expect((await person('DELETE', '/v1/me', { password: 'correct horse battery' })).status).toBe(200)
  await expect.poll(async () => (await listed('?kind=erasure')).data.length).toBe(1)
  expect(await count()).toBe(0)
})

test('a thousand events at once from one network are one row', async () => {
  const event = {
    kind: 'limit-reached',
    refusal: 'too-many-requests',
    address: '192.0.2.1',
  } as const
  await Promise.all(Array.from({ length: 1_000 }, () => recordEvent(engine, event)))
  expect((await listed('?kind=limit-reached')).data).toMatchObject([{ times: 1_000 }])
  const counts = await admin<{ hours: { kind: string; refused: number }[] }>(
    'GET',
    '/v1/security-event-counts',
  )
  expect(counts.body.hours.find(({ kind }) => kind === 'limit-reached')?.refused).toBe(1_000)
})

test('events are kept for 90 days', async () => {
  await engine.advance(89 * DAY_SECONDS)
  expect(await forgetOldEvents(engine)).toBe(0)
  await engine.advance(2 * DAY_SECONDS)
  expect(await forgetOldEvents(engine)).toBeGreaterThan(0)
  const left = await engine.house.rows(sql`select 1 from security_events`)
  expect(left).toEqual([])
})
