import { beforeAll, expect, test } from 'vitest'
import { expectCleanAudit } from '../../../test/audited.ts'
import { ACCEPTED } from '../../../test/consents.ts'
import { sql } from '../../postgres/sql.ts'
import { sessions } from '../sessions.ts'
import { openTestServices, type TestServices, verdict } from './keys.fixture.ts'

let bells: TestServices
beforeAll(async () => {
  const opened = await openTestServices({ services: 12 })
  bells = opened
  return opened.close
})

const KEYS = '/v1/me/api-keys'
const PASSWORD = 'long enough'

/** A new owner. */
async function seller(email: string) {
  const person = { name: '박사장', email, password: PASSWORD, accepted: ACCEPTED }
  const { token, user } = (await bells.ask('POST', '/v1/auth/sign-up/email', {}, person)).json()
  const headers = { authorization: `Bearer ${token}` }
  await bells.ask('POST', '/v1/me/owner', headers)
  return { id: user.id as string, headers }
}

const make = (headers: Record<string, string>, name = 'bot') =>
  bells.ask('POST', KEYS, headers, { name, scopes: ['timetables:reserve'] })

test('of 40 concurrent requests for a key 20 succeed, the rest are refused with too-many-keys', async () => {
  const { headers } = await seller('many@example.com')
  const made = await Promise.all(Array.from({ length: 40 }, (_, at) => make(headers, `${at}`)))
  expect(made.filter(({ statusCode }) => statusCode === 201)).toHaveLength(20)
  const refused = made.filter(({ statusCode }) => statusCode !== 201).map(verdict)
  expect(refused).toEqual(Array(20).fill([409, 'too-many-keys']))

  const [{ key } = { key: { id: '' } }] = made
    .filter(({ statusCode }) => statusCode === 201)
    .map((answer) => answer.json())
  await bells.ask('DELETE', `${KEYS}/${key.id}`, headers)
  expect((await make(headers)).statusCode).toBe(201)
  expect(verdict(await make(headers))).toEqual([409, 'too-many-keys'])
  await expectCleanAudit(bells.engine)
})

test('the table refuses a 21st key', async () => {
  const { id, headers } = await seller('crowded@example.com')
  await make(headers)
  const another = (slot: number) =>
    bells.engine.database.run(sql`
      insert into api_keys (id, account_id, slot, name, secret_hash, scopes, created_at)
      values (${bells.engine.newId()}, ${id}, ${slot}, 'x', ${'h'.repeat(43)},
              '{shops:read}', now())
    `)
  await expect(another(21)).rejects.toThrow('api_keys_twenty')
  await expect(another(1)).rejects.toThrow('api_keys_slot_once')
})

test('requests are counted by key: neither another key nor its owner is limited', async () => {
  const { headers } = await seller('busy@example.com')
  const [busy, calm] = [(await make(headers)).json(), (await make(headers)).json()]
  const statuses = []
  for (let at = 0; at < 12; at += 1) statuses.push((await bells.ring(busy.secret)).statusCode)
  expect(statuses).toEqual(Array(12).fill(200))
  const thirteenth = await bells.ring(busy.secret)
  expect(verdict(thirteenth)).toEqual([429, 'too-many-requests'])
  expect(Number(thirteenth.headers['retry-after'])).toBeGreaterThan(0)
  expect((await bells.ring(calm.secret)).statusCode).toBe(200)
  expect((await bells.ask('GET', KEYS, headers)).statusCode).toBe(200)
})

test('a key has the current role of its account: no keys for a customer, none after leaving', async () => {
  const { id, headers } = await seller('leaver@example.com')
  const { secret } = (await make(headers)).json()
  const asNow = async (role: string) => {
    await bells.engine.database.run(sql`update accounts set role = ${role} where id = ${id}`)
    sessions(bells.engine).evictAccount(id)
    return bells.ring(secret)
  }
  expect((await asNow('admin')).json()).toMatchObject({ accountId: id, role: 'owner' })
  expect(verdict(await asNow('customer'))).toEqual([401, 'key-unknown'])
  expect((await asNow('owner')).statusCode).toBe(200)

  const left = await bells.ask('DELETE', '/v1/me', headers, { password: PASSWORD })
  expect(left.statusCode).toBe(200)
  expect(verdict(await bells.ring(secret))).toEqual([401, 'key-unknown'])
  const { count } = await bells.engine.database.one<{ count: number }>(
    sql`select count(*) as count from api_keys where account_id = ${id}`,
  )
  expect(count).toBe(0)
})

test('a request with a key needs no origin and ignores cookies', async () => {
  const { id, headers } = await seller('server@example.com')
  const { secret } = (await make(headers)).json()
  const cookie = `jari_session=${encodeURIComponent(headers.authorization.slice(7))}`
  const ring = (more: Record<string, string>) => bells.ask('POST', '/v1/bells/rings', more)
  expect((await ring({ 'x-api-key': secret })).json()).toMatchObject({ accountId: id })
  const beside = await ring({ 'x-api-key': secret, cookie })
  expect(beside.json()).toMatchObject({ keyId: expect.any(String) })
  const forged = await ring({ 'x-api-key': 'jari_x', cookie })
  expect(verdict(forged)).toEqual([401, 'key-unknown'])
  const evil = { cookie, origin: 'https://evil.example' }
  expect(verdict(await ring(evil))).toEqual([403, 'origin-refused'])
  expect(verdict(await ring({ ...evil, 'x-api-key': '' }))).toEqual([403, 'origin-refused'])
})

test('the reference says which scope an endpoint needs, and where keys are refused', async () => {
  const { paths, components } = (await bells.server.inject('/openapi.json')).json()
  expect(components.securitySchemes.apiKey).toMatchObject({ type: 'apiKey', name: 'X-API-Key' })
  const ring = paths['/v1/bells/rings'].post
  expect(ring.security).toEqual([
    { session: [] },
    { bearer: [] },
    { apiKey: ['timetables:reserve'] },
  ])
  expect(ring.description).toContain('timetables:reserve')
  expect(ring.responses['403'].$ref).toContain('key-not-allowed')
  expect(paths['/v1/bells'].get.security).toEqual([
    {},
    { session: [] },
    { bearer: [] },
    { apiKey: ['shops:read'] },
  ])
  expect(paths[KEYS].post.security).toEqual([{ session: [] }, { bearer: [] }])
  expect((await bells.server.inject('/problems/key-not-allowed')).statusCode).toBe(200)
})
