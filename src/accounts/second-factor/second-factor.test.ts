import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { expectCleanAudit } from '../../../test/audited.ts'
import { onDatabase, type TestEngine, testEngine } from '../../../test/engine.ts'
import { CHEAP_HASH } from '../../../test/server.ts'
import type { Server } from '../../http/edge.ts'
import { makeServer } from '../../http/server.ts'
import { connect, type Database } from '../../postgres/database.ts'
import { sql } from '../../postgres/sql.ts'
import { routesOf } from '../../routes.ts'
import { linkToken } from '../mails/links.ts'
import { insertMail } from '../mails/queries.ts'
import { insertAccount } from '../queries.ts'
import { codeAt, STEP_SECONDS } from './totp.ts'

// Two server processes on one database, outside a sandbox, with their usual limits.
let engine: TestEngine
let elsewhere: Database
let servers: readonly Server[]
beforeAll(async () => {
  engine = await testEngine()
  elsewhere = connect(engine.databaseUrl)
  servers = await Promise.all(
    [engine, onDatabase(engine, elsewhere)].map((one) =>
      makeServer(one, { routes: routesOf(one), sandbox: false, trustProxy: 'loopback' }),
    ),
  )
})
afterAll(async () => {
  await engine.house.run(sql`delete from account_mails`) // nobody sends them here
  await expectCleanAudit(engine)
  for (const server of servers) await server.close()
  await elsewhere.close()
  await engine.close()
})
beforeEach(async () => void (await engine.house.run(sql`delete from limit_buckets`)))

const PASSWORD = 'correct horse battery'
let asked = 0

interface Sent {
  readonly token?: string | undefined
  readonly cookie?: string | undefined
  readonly from?: string
  /** Always the same server: the others hear of changes by a connection that tests do not have. */
  readonly at?: number
}

/** The servers take turns. */
async function send(
  where: string,
  payload?: object,
  { token, cookie, from, at = asked % 2 }: Sent = {},
) {
  asked += 1
  const [method = '', url = ''] = where.split(' ')
  const answer = await (servers[at] as Server).inject({
    method: method as 'GET' | 'POST' | 'DELETE',
    url,
    headers: {
      'x-forwarded-for': from ?? `198.51.${asked % 250}.7`,
      ...(token && { authorization: `Bearer ${token}` }),
      ...(cookie && { cookie }),
    },
    ...(payload && { payload }),
  })
  const body = answer.json() ?? {}
  return { status: answer.statusCode, code: body.code as string | undefined, body, answer }
}

type Role = 'customer' | 'owner' | 'admin'

async function someone(role: Role = 'customer') {
  const id = engine.newId()
  const email = `${id}@example.com`
  await insertAccount(
    engine.house,
    { id, email, name: '김손님', role, isVerified: true },
    { credentialId: engine.newId(), passwordHash: CHEAP_HASH },
  )
  const { body } = await signIn(email)
  return { id, email, token: body.token as string }
}

const signIn = (email: string, sent: Sent = {}) =>
  send('POST /v1/auth/sign-in/email', { email, password: PASSWORD }, sent)
const withCode = (challenge: string, code: string, sent: Sent & { remember?: boolean } = {}) =>
  send(
    'POST /v1/auth/sign-in/code',
    { challenge, code, ...(sent.remember && { remember: true }) },
    sent,
  )

/** The code of the app, so many steps from now. */
const codeOf = (secret: string, steps = 0) =>
  codeAt(secret, Math.floor(Date.now() / 1000 / STEP_SECONDS) + steps)
/** As if time had passed for the app: its last code may be followed by the one of now. */
const forgetStep = ({ id }: { id: string }) =>
  engine.house.transaction(async (tx) => {
    await tx.run(sql`set local session_replication_role = replica`)
    await tx.run(sql`update second_factors set last_step = 0 where account_id = ${id}`)
  })

async function enrol(person: { id: string; token: string; at?: number }) {
  const begun = await send('POST /v1/me/second-factor/enrolment', { password: PASSWORD }, person)
  expect(begun.body.code ?? begun.status).toBe(200)
  const secret = begun.body.secret as string
  const done = await send('POST /v1/me/second-factor', { code: codeOf(secret) }, person)
  expect(done.body.code ?? done.status).toBe(200)
  await forgetStep(person)
  return { secret, codes: done.body.recoveryCodes as string[] }
}

async function enrolled(role: Role = 'customer') {
  const person = await someone(role)
  return { ...person, ...(await enrol(person)) }
}

const challengeFor = async (email: string) => {
  const { code, body } = await signIn(email)
  expect(code).toBe('code-needed')
  return body.challenge as string
}
/** A link of a mail to a person. */
async function linkTo({ id, email }: { id: string; email: string }, kind: 'confirm' | 'reset') {
  const mailId = engine.newId()
  await engine.house.transaction((tx) => insertMail(tx, { id: mailId, accountId: id, kind, email }))
  return linkToken(engine, mailId)
}

const kindsOf = async (id: string) =>
  (
    await engine.house.rows<{ kind: string }>(sql`
      select kind from account_mails where account_id = ${id} order by created_at, id`)
  ).map(({ kind }) => kind)

test('a password alone begins no session once a second factor is on; a code of the app does', async () => {
  const person = await enrolled()
  const first = await signIn(person.email)
  expect(first).toMatchObject({ status: 401, code: 'code-needed' })
  expect(first.body.token).toBeUndefined()
  expect(`${first.answer.headers['set-cookie'] ?? ''}`).not.toContain('jari_session')
  const challenge = first.body.challenge as string
  expect(await send('GET /v1/me', undefined, { token: challenge })).toMatchObject({ body: {} })
  const wrong = codeOf(person.secret) === '000000' ? '000001' : '000000'
  expect((await withCode(challenge, wrong)).code).toBe('code-wrong')
  const { status, body } = await withCode(challenge, ` ${codeOf(person.secret)} `)
  expect(status).toBe(200)
  expect(body.user.email).toBe(person.email)
  expect(await kindsOf(person.id)).toEqual(['second-factor-on'])
})

test('turning it on asks for the password and a right code, and signs out every other device', async () => {
  const person = await someone()
  const other = (await signIn(person.email)).body.token as string
  const begin = (payload: object) => send('POST /v1/me/second-factor/enrolment', payload, person)
  expect((await begin({ password: 'not this one' })).code).toBe('password-wrong')
  expect((await begin({})).code).toBe('password-wrong')
  expect((await send('POST /v1/me/second-factor', { code: '123456' }, person)).code).toBe(
    'enrolment-missing',
  )
  const { secret } = (await begin({ password: PASSWORD })).body
  expect((await signIn(person.email)).status).toBe(200) // nothing has changed yet
  expect((await send('POST /v1/me/second-factor', { code: codeOf(secret, 9) }, person)).code).toBe(
    'code-wrong',
  )
  const on = await send('POST /v1/me/second-factor', { code: codeOf(secret) }, person)
  expect(new Set(on.body.recoveryCodes).size).toBe(10)
  expect((await send('GET /v1/me/second-factor', undefined, person)).body).toMatchObject({
    since: expect.any(String),
    recoveryCodesLeft: 10,
    confirmedBy: 'password',
    isNeeded: false,
  })
  expect((await send('GET /v1/me/sessions', undefined, { token: other })).status).toBe(401)
  expect((await begin({ password: PASSWORD })).code).toBe('second-factor-on')
  const kept = await engine.house.one<{ secret: string }>(sql`
    select secret from second_factors where account_id = ${person.id}`)
  expect(kept.secret).not.toContain(secret)
})

test('a code is accepted once, the next one after it', async () => {
  const person = await enrolled()
  const code = codeOf(person.secret)
  expect((await withCode(await challengeFor(person.email), code)).status).toBe(200)
  const challenge = await challengeFor(person.email)
  expect((await withCode(challenge, code)).code).toBe('code-used')
  expect((await withCode(challenge, codeOf(person.secret, 1))).status).toBe(200)
})

test.each(['app', 'recovery'] as const)(
  'of eight uses of one code of the %s at once, in two processes, one wins',
  async (kind) => {
    const { email, secret, codes } = await enrolled()
    const challenge = await challengeFor(email)
    const code = kind === 'app' ? codeOf(secret) : (codes[0] as string)
    const tried = await Promise.all(Array.from({ length: 8 }, () => withCode(challenge, code)))
    expect(tried.map(({ status, code: refused }) => refused ?? status).sort()).toEqual([
      200,
      ...Array.from({ length: 7 }, () => 'code-used'),
    ])
  },
)

test('each recovery code signs in once, however it is typed, and new ones end the old', async () => {
  const person = await enrolled()
  const [first = '', second = ''] = person.codes
  const typed = first.toLowerCase().replace('-', ' ').replaceAll('0', 'o').replaceAll('1', 'l')
  const challenge = await challengeFor(person.email)
  const signedIn = await withCode(challenge, typed)
  expect(signedIn.status).toBe(200)
  expect((await withCode(challenge, first)).code).toBe('code-used')
  expect((await withCode(challenge, 'AAAAA-AAAAA')).code).toBe('code-wrong')
  expect(await kindsOf(person.id)).toContain('recovery-code-used')
  const token = signedIn.body.token as string
  const renew = (payload: object) =>
    send('POST /v1/me/second-factor/recovery-codes', payload, { token })
  expect((await renew({ password: PASSWORD })).code).toBe('code-wrong')
  const renewed = await renew({ password: PASSWORD, code: codeOf(person.secret) })
  expect(renewed.body.recoveryCodes).toHaveLength(10)
  expect((await withCode(challenge, second)).code).toBe('code-wrong')
  expect((await withCode(challenge, renewed.body.recoveryCodes[0])).status).toBe(200)
})

test('a challenge ends after five minutes, and with the password; nobody makes one up', async () => {
  const person = await enrolled()
  const challenge = await challengeFor(person.email)
  const forged = challenge.replace(person.id, engine.newId())
  for (const wrong of [
    forged,
    'x',
    `${challenge}A`,
    challenge.replace(/\.\d+\./, '.99999999999999.'),
  ])
    expect((await withCode(wrong, codeOf(person.secret))).code).toBe('challenge-ended')
  await engine.advance(5 * 60)
  expect((await withCode(challenge, codeOf(person.secret))).code).toBe('challenge-ended')
  const fresh = await challengeFor(person.email)
  await engine.house.run(sql`
    update credentials set password_hash = replace(password_hash, 'm=8', 'm=9')
     where account_id = ${person.id}`)
  expect((await withCode(fresh, codeOf(person.secret))).code).toBe('challenge-ended')
})

test('codes are counted before they are compared: ten wrong ones, and the right one waits', async () => {
  const person = await enrolled()
  const challenge = await challengeFor(person.email)
  const wrong = Array.from({ length: 10 }, () => withCode(challenge, 'AAAAA-AAAAA'))
  for (const { code } of await Promise.all(wrong)) expect(code).toBe('code-wrong')
  const right = await withCode(challenge, codeOf(person.secret))
  expect(right).toMatchObject({ status: 429, code: 'limit-reached' })
  expect(right.body.limit).toBe('codes-account')
  expect(right.body.retryAfterSeconds).toBeGreaterThan(0)
})

test('one network that tries codes of many accounts is told to come back later', async () => {
  const from = '203.0.113.80'
  const people = await Promise.all(Array.from({ length: 4 }, () => enrolled()))
  const refused: (string | undefined)[] = []
  for (const { email } of people) {
    const challenge = await challengeFor(email)
    for (let tried = 0; tried < 9; tried += 1)
      refused.push((await withCode(challenge, 'AAAAA-AAAAA', { from })).code)
  }
  expect(refused.filter((code) => code === 'code-wrong')).toHaveLength(30)
  expect(refused.at(-1)).toBe('limit-reached')
})

test('a device that is remembered is asked for no code for 30 days, until the password changes', async () => {
  const person = await enrolled()
  const challenge = await challengeFor(person.email)
  const answer = await withCode(challenge, codeOf(person.secret), { remember: true })
  const cookies = [answer.answer.headers['set-cookie'] ?? []].flat()
  const cookie = cookies.find((one) => one.startsWith('jari_device='))?.split(';')[0]
  expect((await signIn(person.email, { cookie })).status).toBe(200)
  expect((await signIn(person.email)).code).toBe('code-needed') // another device
  const stranger = await enrolled()
  expect((await signIn(stranger.email, { cookie })).code).toBe('code-needed')
  await engine.advance(30 * 86_400)
  expect((await signIn(person.email, { cookie })).code).toBe('code-needed')
})

test('turning it off takes the password and a code, says so by mail, and asks for no code from then on', async () => {
  const person = await enrolled()
  const off = (payload: object) => send('DELETE /v1/me/second-factor', payload, person)
  expect((await off({ code: codeOf(person.secret) })).code).toBe('password-wrong')
  expect((await off({ password: PASSWORD })).code).toBe('code-wrong')
  expect((await off({ password: PASSWORD, code: codeOf(person.secret) })).status).toBe(200)
  expect((await signIn(person.email)).status).toBe(200)
  expect(await kindsOf(person.id)).toEqual(['second-factor-on', 'second-factor-off'])
  expect((await off({ password: PASSWORD, code: codeOf(person.secret) })).code).toBe(
    'second-factor-off',
  )
})

test('an administrator acts as one only in a session with two factors', async () => {
  const admin = { ...(await someone('admin')), at: 0 }
  const limits = (token: string) => send('GET /v1/limits', undefined, { token, at: 0 })
  expect(await limits(admin.token)).toMatchObject({ status: 403, code: 'second-factor-needed' })
  expect((await send('GET /v1/me/second-factor', undefined, admin)).body.isNeeded).toBe(true)
  const { secret } = await enrol(admin)
  expect((await limits(admin.token)).status).toBe(200) // it was proven here
  const challenge = await challengeFor(admin.email)
  const { token } = (await withCode(challenge, codeOf(secret))).body
  expect((await limits(token)).status).toBe(200)
  const changed = await send(
    'POST /v1/auth/change-password',
    { currentPassword: PASSWORD, newPassword: 'another horse battery' },
    { token, at: 0 },
  )
  expect((await limits(changed.body.token)).status).toBe(200)
  await forgetStep(admin)
  const off = await send(
    'DELETE /v1/me/second-factor',
    { password: 'another horse battery', code: codeOf(secret) },
    { token: changed.body.token, at: 0 },
  )
  expect(off.status).toBe(200)
  expect((await limits(changed.body.token)).code).toBe('second-factor-needed')
})

test('every endpoint of administrators is closed to one without a second factor, and no key opens it', async () => {
  const admin = await someone('admin')
  const served = (servers[0] as Server).edge.served.filter(({ role }) => role === 'admin')
  expect(served.length).toBeGreaterThan(8)
  expect(served.filter(({ scope }) => scope)).toEqual([])
  for (const { method, path } of served) {
    const url = path.replaceAll(/:\w+/g, engine.newId())
    const answer = await send(`${method} ${url}`, method === 'GET' ? undefined : {}, admin)
    expect(answer.code, `${method} ${path}`).toBe('second-factor-needed')
  }
})

test('in a sandbox an administrator goes on without a second factor, and is asked for a code once there is one', async () => {
  const sandbox = await makeServer(engine, { routes: routesOf(engine), sandbox: true })
  const admin = await someone('admin')
  const ask = (url: string) =>
    sandbox.inject({ url, headers: { authorization: `Bearer ${admin.token}` } })
  expect((await ask('/v1/limits')).statusCode).toBe(200)
  expect((await ask('/v1/me/second-factor')).json().isNeeded).toBe(false)
  await enrol(admin)
  expect((await signIn(admin.email)).code).toBe('code-needed')
  await sandbox.close()
})

test('whoever had an address before its owner leaves no second factor behind', async () => {
  const person = await enrolled()
  await engine.house.run(sql`update accounts set email_verified = false where id = ${person.id}`)
  const token = await linkTo(person, 'confirm')
  const reset = await send('POST /v1/auth/reset-password', {
    token,
    newPassword: 'quite another one',
  })
  expect(reset.status).toBe(200)
  expect((await send('GET /v1/me/second-factor', undefined, reset.body)).body.since).toBeNull()
})

test('a new password by mail does not pass by the second factor', async () => {
  const person = await enrolled()
  const token = await linkTo(person, 'reset')
  const reset = await send('POST /v1/auth/reset-password', {
    token,
    newPassword: PASSWORD.toUpperCase(),
  })
  expect(reset).toMatchObject({ status: 401, code: 'code-needed' })
  expect((await withCode(reset.body.challenge, codeOf(person.secret))).status).toBe(200)
})

test('an account without a password confirms changes by a code, or by having just signed in', async () => {
  const person = await someone()
  await engine.house.run(sql`
    update credentials set provider = 'kakao', password_hash = null where account_id = ${person.id}`)
  const begin = (payload: object) => send('POST /v1/me/second-factor/enrolment', payload, person)
  expect((await begin({})).status).toBe(200)
  await engine.house.run(sql`
    update sessions set proven_at = now() - interval '11 minutes' where account_id = ${person.id}`)
  expect((await begin({})).code).toBe('sign-in-again')
  await engine.house.run(sql`
    update sessions set proven_at = now() where account_id = ${person.id}`)
  const { secret } = (await begin({})).body
  await send('POST /v1/me/second-factor', { code: codeOf(secret) }, person)
  await forgetStep(person)
  expect((await send('GET /v1/me/second-factor', undefined, person)).body.confirmedBy).toBe('code')
  const options = (payload: object) => send('POST /v1/me/passkeys/options', payload, person)
  await engine.house.run(sql`
    update sessions set proven_at = now() - interval '11 minutes' where account_id = ${person.id}`)
  expect((await options({})).code).toBe('sign-in-again')
  expect((await options({ code: '000000' })).code).toBe('code-wrong')
  expect((await options({ code: codeOf(secret) })).status).toBe(200)
})
