import { beforeAll, expect, test } from 'vitest'
import { expectCleanAudit } from '../../../test/audited.ts'
import { sql } from '../../postgres/sql.ts'
import { sessions } from '../sessions.ts'
import { type Headers, openTestServices, type TestServices, verdict } from './keys.fixture.ts'
import { keyLookUps } from './look-up.ts'
import { forgetOldApiKeys } from './operations.ts'
import { hashSecret } from './secret.ts'

let bells: TestServices
let owner: Headers
beforeAll(async () => {
  const opened = await openTestServices()
  bells = opened
  owner = await bells.as('owner')
  return opened.close
})

const KEYS = '/v1/me/api-keys'
const list = async (headers: Headers) => (await bells.ask('GET', KEYS, headers)).json().data
const revoke = (id: string, headers = owner) => bells.ask('DELETE', `${KEYS}/${id}`, headers)

test('the list describes each scope in words, as the front doors declare them', async () => {
  const { scopes } = (await bells.ask('GET', '/v1/me/api-keys', await bells.as('owner'))).json()
  expect(scopes).toContainEqual({
    scope: 'timetables:reserve',
    title: { ko: '자리 예약', en: 'Reserve places' },
    does: { ko: expect.any(String), en: expect.any(String) },
  })
})

test('a secret is shown once, stored as its hash, and accepted in either header', async () => {
  const ask = { name: ' 예약 서비스 ', scopes: ['timetables:reserve'] }
  const made = (await bells.ask('POST', KEYS, owner, ask)).json()
  expect(made.secret).toMatch(/^jari_[0-9A-HJKMNP-TV-Z]{40}$/)
  expect(made.key).toMatchObject({ name: '예약 서비스', state: 'live', expiresAt: null })
  const { row } = await bells.engine.database.one<{ row: string }>(
    sql`select to_jsonb(k)::text as row from api_keys k where id = ${made.key.id}`,
  )
  expect(row).toContain(hashSecret(made.secret))
  expect(row).not.toContain(made.secret.slice(5))
  expect(JSON.stringify(await list(owner))).not.toContain(made.secret.slice(5, 12))

  const expected = { accountId: bells.ids.owner, role: 'owner', keyId: made.key.id }
  for (const headers of [
    { authorization: `Bearer ${made.secret}` },
    { authorization: `bearer  ${made.secret}` },
    { 'x-api-key': made.secret },
  ] as Headers[]) {
    const rung = await bells.ask('POST', '/v1/bells/rings', headers)
    expect(rung.json()).toEqual(expected)
  }
})

test('people with the role need no scope, and a key with the scope no role', async () => {
  const ring = async (headers: Headers) =>
    verdict(await bells.ask('POST', '/v1/bells/rings', headers))
  expect(await ring(await bells.as('admin'))).toEqual([200, undefined])
  expect(await ring(owner)).toEqual([403, 'not-allowed'])
  const key = await bells.makeKey(owner, ['timetables:reserve'])
  expect(verdict(await bells.ring(key.secret))).toEqual([200, undefined])
  const admins = await bells.makeKey(await bells.as('admin'), ['timetables:reserve'])
  // a key proves no second factor, so that it acts as that of an owner
  expect((await bells.ring(admins.secret)).json()).toMatchObject({ role: 'owner' })
})

test('a refused key is told which scope it lacks, or that keys may not call this, in both languages', async () => {
  const { secret } = await bells.makeKey(owner, ['timetables:write', 'shops:read'])
  const lacking = await bells.ring(secret)
  expect(verdict(lacking)).toEqual([403, 'key-not-allowed'])
  expect(lacking.json()).toMatchObject({
    scope: 'timetables:reserve',
    detail: '이 키에는 timetables:reserve 권한이 없어요.',
  })
  const headers = { 'x-api-key': secret, 'accept-language': 'en' }
  const never = await bells.ask('POST', '/v1/bells', headers)
  expect(verdict(never)).toEqual([403, 'key-not-allowed'])
  expect(never.json()).toMatchObject({
    scope: null,
    detail: 'API keys cannot ask this; a person has to sign in.',
  })
})

test('on a public endpoint a key without the scope is anonymous', async () => {
  const look = async (secret: string) =>
    (await bells.ask('GET', '/v1/bells', { 'x-api-key': secret })).json()
  const reader = await bells.makeKey(owner, ['shops:read'])
  expect(await look(reader.secret)).toMatchObject({ accountId: bells.ids.owner, keyId: reader.id })
  const writer = await bells.makeKey(owner, ['timetables:write'])
  expect(await look(writer.secret)).toEqual({ accountId: null, role: null, keyId: null })
  expect((await bells.ask('GET', '/v1/me', { 'x-api-key': reader.secret })).json()).toBe(null)
})

test('a key cannot list, make or revoke keys, delete the account, or read metrics', async () => {
  const admin = await bells.as('admin')
  const all = ['timetables:reserve', 'timetables:write', 'shops:read'] as const
  const { id, secret } = await bells.makeKey(admin, all)
  const headers = { 'x-api-key': secret }
  const refused = [403, 'key-not-allowed']
  const ask = { name: 'another', scopes: all }
  expect(verdict(await bells.ask('GET', KEYS, headers))).toEqual(refused)
  expect(verdict(await bells.ask('POST', KEYS, headers, ask))).toEqual(refused)
  expect(verdict(await bells.ask('DELETE', `${KEYS}/${id}`, headers))).toEqual(refused)
  expect(verdict(await bells.ask('DELETE', '/v1/me', headers, { password: 'x' }))).toEqual(refused)
  const away = { 'x-forwarded-for': '203.0.113.7' }
  expect((await bells.ask('GET', '/metrics', { ...admin, ...away })).statusCode).toBe(200)
  expect(verdict(await bells.ask('GET', '/metrics', { ...headers, ...away }))).toEqual([
    403,
    'not-allowed',
  ])
})

test.each([
  ['nobody’s', () => `jari_${'7'.repeat(40)}`],
  ['too short', () => 'jari_7'],
  ['in small letters', (secret: string) => secret.toLowerCase()],
  ['with something behind it', (secret: string) => `${secret}0`],
])('a key that is %s is refused everywhere', async (_what, forged) => {
  const { secret } = await bells.makeKey(owner, ['timetables:reserve', 'shops:read'])
  const headers = { 'x-api-key': forged(secret) }
  expect(verdict(await bells.ring(forged(secret)))).toEqual([401, 'key-unknown'])
  expect(verdict(await bells.ask('GET', '/v1/bells', headers))).toEqual([401, 'key-unknown'])
  expect(verdict(await bells.ask('GET', KEYS, { ...owner, ...headers }))).toEqual([
    401,
    'key-unknown',
  ])
})

test('a cached key needs no query, and its use is recorded once a minute', async () => {
  const { id, secret } = await bells.makeKey(owner, ['timetables:reserve'])
  const usedAt = async () =>
    (await list(owner)).find((key: { id: string }) => key.id === id).lastUsedAt
  const asksAgain = () => sessions(bells.engine).evictAccount(bells.ids.owner)
  expect(await usedAt()).toBe(null)
  await bells.ring(secret)
  await expect.poll(usedAt).not.toBe(null)
  const first = await usedAt()

  let asked = 0
  const count = () => {
    asked += 1
  }
  bells.engine.database.pool.on('acquire', count)
  const rung = await Promise.all(Array.from({ length: 100 }, () => bells.ring(secret)))
  bells.engine.database.pool.off('acquire', count)
  expect([asked, rung.filter(({ statusCode }) => statusCode === 200).length]).toEqual([0, 100])

  asksAgain()
  await bells.ring(secret)
  expect(await usedAt()).toBe(first)
  await bells.engine.advance(61)
  asksAgain()
  await bells.ring(secret)
  await expect.poll(usedAt).not.toBe(first)
})

test('a revoked key is refused at once, for good, and stays in the list for 30 days', async () => {
  const { id, secret } = await bells.makeKey(owner, ['timetables:reserve'])
  expect((await bells.ring(secret)).statusCode).toBe(200)
  expect((await revoke(id)).statusCode).toBe(200)
  expect(verdict(await bells.ring(secret))).toEqual([401, 'key-unknown'])
  const [revoked] = (await list(owner)).filter((key: { id: string }) => key.id === id)
  expect(revoked).toMatchObject({ state: 'revoked', revokedAt: expect.any(String) })
  expect((await revoke(id)).statusCode).toBe(200)
  expect((await list(owner)).find((key: { id: string }) => key.id === id)).toEqual(revoked)

  expect(await forgetOldApiKeys(bells.engine)).toBe(0)
  await bells.engine.advance(31 * 86_400)
  expect(await forgetOldApiKeys(bells.engine)).toBeGreaterThan(0)
  expect(verdict(await revoke(id))).toEqual([404, 'api-key-missing'])
  await expectCleanAudit(bells.engine)
})

test('a look-up that began before a revocation is not cached after it', async () => {
  const { id, secret } = await bells.makeKey(owner, ['timetables:reserve'])
  const { findCaller, evictAccount } = sessions(bells.engine)
  const early = findCaller({ 'x-api-key': secret })
  evictAccount(bells.ids.owner)
  expect(await early).toMatchObject({ key: { id } })
  await bells.engine.database.run(sql`update api_keys set revoked_at = created_at where id = ${id}`)
  expect(await findCaller({ 'x-api-key': secret })).toBe(undefined)
})

test('a key expires on time, and its cache entry with it', async () => {
  const { id, secret } = await bells.makeKey(owner, ['timetables:reserve'], { expiresInDays: 1 })
  await bells.engine.advance(86_400 - 3)
  const found = await keyLookUps(bells.engine)(hashSecret(secret))
  expect(found?.endsInMs).toBeLessThanOrEqual(3_000)
  await bells.engine.advance(3)
  expect(verdict(await bells.ring(secret))).toEqual([401, 'key-unknown'])
  const [expired] = (await list(owner)).filter((key: { id: string }) => key.id === id)
  expect(expired).toMatchObject({ state: 'expired', revokedAt: null })
})

test('only its owner revokes a key, and customers have none', async () => {
  const { id, secret } = await bells.makeKey(owner, ['timetables:reserve'])
  expect(verdict(await revoke(id, await bells.as('admin')))).toEqual([404, 'api-key-missing'])
  expect((await bells.ring(secret)).statusCode).toBe(200)
  const ask = { name: 'mine', scopes: ['shops:read'] }
  const customer = await bells.as('customer')
  expect(verdict(await bells.ask('POST', KEYS, customer, ask))).toEqual([403, 'not-allowed'])
})

test.each([
  ['no name', { name: ' ' }],
  ['a name too long', { name: 'x'.repeat(61) }],
  ['no scope', { scopes: [] }],
  ['an unknown scope', { scopes: ['everything'] }],
  ['a scope twice', { scopes: ['shops:read', 'shops:read'] }],
  ['a life of no day', { expiresInDays: 0 }],
  ['a life of two years', { expiresInDays: 731 }],
  ['a secret of its own', { secret: 'jari_1' }],
])('a key with %s is malformed', async (_what, wrong) => {
  const ask = { name: 'bot', scopes: ['shops:read'], ...wrong }
  expect(verdict(await bells.ask('POST', KEYS, owner, ask))).toEqual([400, 'malformed'])
})
