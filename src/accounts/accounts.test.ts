import { beforeAll, expect, test } from 'vitest'
import { ACCEPTED } from '../../test/consents.ts'
import { type TestEngine, testEngine } from '../../test/engine.ts'
import { proving } from '../../test/prove.ts'
import type { Server } from '../http/edge.ts'
import { makeServer } from '../http/server.ts'
import { sql } from '../postgres/sql.ts'
import { accountRoutes } from './routes.ts'

let engine: TestEngine
let server: Server
const left: string[] = []

const none = async () => new Set<string>()
beforeAll(async () => {
  engine = await testEngine()
  const leaving = {
    abandon: async () => {},
    erasers: [async (_tx: unknown, accountId: string) => void left.push(accountId)],
  }
  server = await makeServer(engine, {
    routes: [accountRoutes(leaving, { joined: [], haveOrders: none, haveBought: none })],
    sandbox: false,
  })
  return async () => {
    await server.close()
    await engine.close()
  }
})

const post = (url: string, payload: object, headers: Record<string, string> = {}) =>
  server.inject({ method: 'POST', url, payload, headers })

/** Signs up a new account. */
async function someone(email: string, password = 'long enough') {
  const answer = await post('/v1/auth/sign-up/email', {
    name: '김새벽',
    email,
    password,
    accepted: ACCEPTED,
  })
  expect(answer.statusCode).toBe(201)
  const [set = ''] = [answer.headers['set-cookie']].flat()
  const { token, user } = answer.json()
  return {
    id: user.id as string,
    setCookie: set,
    byCookie: { cookie: set.split(';')[0] ?? '', origin: engine.publicUrl },
    byToken: { authorization: `Bearer ${token}` },
  }
}

const me = async (headers: Record<string, string>) =>
  (await server.inject({ url: '/v1/me', headers })).json()

const typeOf = (answer: { json(): { type: string } }) => answer.json().type.split('/').at(-1)

test('signing up makes a customer, signed in by cookie and by token', async () => {
  const { setCookie, byCookie, byToken } = await someone('Dawn@Example.com')
  expect(setCookie).toMatch(/HttpOnly; SameSite=Lax$/)
  const expected = { email: 'dawn@example.com', name: '김새벽', role: 'customer' }
  expect(await me(byCookie)).toMatchObject(expected)
  expect(await me(byToken)).toMatchObject(expected)
  const session = await server.inject({ url: '/v1/auth/get-session', headers: byToken })
  expect(session.json()).toMatchObject({ user: expected })
})

test.each([
  ['a role of one’s own choice', { role: 'admin' }, 400, 'malformed'],
  ['what is no address', { email: 'dawn' }, 400, 'malformed'],
  ['a short password', { password: 'short' }, 422, 'password-weak'],
  ['seven characters in fourteen units', { password: '🙂🙃😀😁😂🤣😃' }, 422, 'password-weak'],
  ['a long password', { password: 'long '.repeat(26) }, 422, 'password-long'],
  ['a control character', { password: 'long\u0001enough' }, 422, 'password-control'],
  ['a repetition', { password: 'abcabcabc' }, 422, 'password-repetitive'],
  ['blanks', { password: '        ' }, 422, 'password-repetitive'],
  [
    'its address as password',
    { email: 'fine@example.com', password: 'Fine@example.com' },
    422,
    'password-is-address',
  ],
  ['the name of the service and a year', { password: 'Jari-2026!' }, 422, 'password-expected'],
  ['words of the service', { password: '자리예약비밀번호' }, 422, 'password-expected'],
  ['a common password', { password: 'Password1' }, 422, 'password-common'],
  [
    'what every keyboard begins with',
    { password: '1q2w3e4r', accepted: ACCEPTED },
    422,
    'password-common',
  ],
])('signing up with %s is refused', async (_what, change, status, type) => {
  const email = `${engine.newId()}@example.com`
  const ask = { name: 'x', email, password: 'long enough', ...change }
  const answer = await post('/v1/auth/sign-up/email', ask)
  expect([answer.statusCode, typeOf(answer)]).toEqual([status, type])
})

test('a wrong password and an unknown address are the same problem, and are rate-limited', async () => {
  await someone('guess@example.com')
  const guess = (email: string) =>
    post('/v1/auth/sign-in/email', { email, password: 'a wrong guess' })
  expect(typeOf(await guess('nobody@example.com'))).toBe('credentials-wrong')
  for (let times = 0; times < 10; times += 1)
    expect(typeOf(await guess('guess@example.com'))).toBe('credentials-wrong')
  const next = await guess('guess@example.com')
  expect([next.statusCode, typeOf(next)]).toEqual([429, 'limit-reached'])
  expect(Number(next.headers['retry-after'])).toBeGreaterThan(0)
  expect((await guess('other@example.com')).statusCode).toBe(401)
})

test('signing out ends the session at once, for cookie and token', async () => {
  const { byCookie, byToken } = await someone('out@example.com')
  expect(await me(byToken)).not.toBe(null)
  const answer = await post('/v1/auth/sign-out', {}, byCookie)
  expect(String(answer.headers['set-cookie'])).toContain('jari_session=; Max-Age=0')
  expect(await me(byToken)).toBe(null)
  expect(await me(byCookie)).toBe(null)
})

test('a token with a wrong signature, or none, is not accepted', async () => {
  const { byToken } = await someone('forged@example.com')
  const [token = '', signature = ''] = byToken.authorization.slice(7).split('.')
  const forged = `${signature.startsWith('A') ? 'B' : 'A'}${signature.slice(1)}`
  expect(await me({ authorization: `Bearer ${token}.${forged}` })).toBe(null)
  expect(await me({ authorization: `Bearer ${token}` })).toBe(null)
  expect(await me({ cookie: `jari_session=${token}.` })).toBe(null)
})

test('a token has one spelling: with a character more or less it is nobody’s, and ends nothing', async () => {
  const { byToken } = await someone('spelling@example.com')
  const token = byToken.authorization.slice(7)
  for (const other of [`${token}A`, `${token}=`, `${token}.`, token.slice(0, -1), `${token}%20`]) {
    const headers = { authorization: `Bearer ${other}` }
    expect([other, await me(headers)]).toEqual([other, null])
    await post('/v1/auth/sign-out', {}, headers)
    expect(await me(byToken)).not.toBe(null)
  }
  const encoded = { authorization: `Bearer ${encodeURIComponent(token)}` }
  expect(await me(encoded)).not.toBe(null)
  await post('/v1/auth/sign-out', {}, encoded)
  expect(await me(byToken)).toBe(null)
})

test('an address below an internationalised domain is one account, in either spelling', async () => {
  await someone('Dawn@예시.한국')
  for (const email of ['dawn@예시.한국', 'dawn@xn--vv4b11d.xn--3e0b707e']) {
    const answer = await post('/v1/auth/sign-in/email', { email, password: 'long enough' })
    expect(answer.json().user).toMatchObject({ email: 'dawn@xn--vv4b11d.xn--3e0b707e' })
  }
})

test.each([
  ['Muhammad Abdul Rahman Al-Farsi', 'Muhammad Abdul Rahman Al-Farsi'],
  ['김손님'.normalize('NFD'), '김손님'],
  ['🙂'.repeat(80), '🙂'.repeat(80)],
  ['Ada\u202e\u200b', 'Ada'],
  ['\u3164', undefined],
  ['\u2800', undefined],
  ['\u{E0041}', undefined],
  ['김'.repeat(81), undefined],
])('the name %j is kept whole as %j, or refused', async (name, expected) => {
  const email = `${engine.newId()}@example.com`
  const answer = await post('/v1/auth/sign-up/email', {
    name,
    email,
    password: 'long enough',
    accepted: ACCEPTED,
  })
  if (expected) expect(answer.json().user.name).toBe(expected)
  else expect(answer.json().errors).toMatchObject([{ in: 'body', pointer: '/name' }])
})

test('changing the password ends every other session', async () => {
  const first = await someone('change@example.com')
  const ask = { currentPassword: 'long enough', newPassword: 'longer than before' }
  const wrong = await post(
    '/v1/auth/change-password',
    { ...ask, currentPassword: 'no' },
    first.byToken,
  )
  expect([wrong.statusCode, typeOf(wrong)]).toEqual([403, 'password-wrong'])
  const answer = await post('/v1/auth/change-password', ask, first.byToken)
  expect(await me(first.byToken)).toBe(null)
  expect(await me({ authorization: `Bearer ${answer.json().token}` })).not.toBe(null)
})

test('a customer who becomes an owner is one on the next request', async () => {
  const { byToken } = await someone('owner@example.com')
  expect((await post('/v1/me/owner', {}, byToken)).json().role).toBe('owner')
  expect((await me(byToken)).role).toBe('owner')
})

test('leaving removes the account from every table and runs the erasers', async () => {
  const { id, byToken } = await someone('leaver@example.com')
  const leave = (password: string) =>
    server.inject({ method: 'DELETE', url: '/v1/me', payload: { password }, headers: byToken })
  expect(typeOf(await leave('not it'))).toBe('password-wrong')
  expect((await leave('long enough')).statusCode).toBe(200)
  expect(await me(byToken)).toBe(null)
  expect(left).toContain(id)
  const { count } = await engine.database.one<{ count: number }>(sql`
    select (select count(*) from accounts where id = ${id})
         + (select count(*) from sessions where account_id = ${id})
         + (select count(*) from credentials where account_id = ${id}) as count
  `)
  expect(count).toBe(0)
  await someone('leaver@example.com') // the address can be used again
})

test('the owner of an open store cannot leave', async () => {
  const { id, byToken } = await someone('seller@example.com')
  await engine.database.run(sql`
    insert into stores (id, owner_id, front_door, name, time_zone, currency, created_at)
    values (${engine.newId()}, ${id}, 'dining', '집밥', 'Asia/Seoul', 'KRW', now())
  `)
  const payload = { password: 'long enough' }
  const leave = () => server.inject({ method: 'DELETE', url: '/v1/me', payload, headers: byToken })
  expect(typeOf(await leave())).toBe('still-selling')
  await engine.database.run(sql`update stores set closed_at = now() where owner_id = ${id}`)
  expect((await leave()).statusCode).toBe(200)
})

test('password guesses of a signed-in caller are rate-limited before the comparison', async () => {
  const { byToken } = await someone('guessed@example.com')
  const guess = { currentPassword: 'not this one', newPassword: 'long enough too' }
  const said = async (answer: ReturnType<typeof post>) => {
    const { statusCode: status, ...got } = await answer
    return { status, body: got.json() }
  }
  const change = () =>
    proving((proof) => said(post('/v1/auth/change-password', guess, { ...byToken, ...proof })))
  const leave = () =>
    proving((proof) => {
      const headers = { ...byToken, ...proof }
      return said(
        server.inject({ method: 'DELETE', url: '/v1/me', payload: { password: 'x' }, headers }),
      )
    })
  for (const attempt of [change, leave])
    for (let times = 0; times < 5; times += 1)
      expect((await attempt()).body.code).toBe('password-wrong')
  for (const attempt of [change, leave]) expect((await attempt()).body.code).toBe('limit-reached')
})
