import { afterAll, beforeAll, expect, test } from 'vitest'
import { expectCleanAudit } from '../../../test/audited.ts'
import { type TestEngine, testEngine } from '../../../test/engine.ts'
import { as, type Person, type TestServer, testServer } from '../../../test/server.ts'
import { makeServer } from '../../http/server.ts'
import { sql } from '../../postgres/sql.ts'
import { routesOf } from '../../routes.ts'
import { makeAuthenticator } from './authenticator.fixture.ts'
import { isCopied } from './rules.ts'

let engine: TestEngine
let app: TestServer
beforeAll(async () => {
  engine = await testEngine()
  app = await testServer(engine)
})
afterAll(async () => {
  await expectCleanAudit(engine)
  await app.server.close()
  await engine.close()
})

const PASSWORD = 'correct horse battery'
const site = { origin: 'http://localhost:4000', rpId: 'localhost' }

interface Answer {
  readonly code?: string
  readonly id: string
  readonly challenge: string
  readonly token: string
  readonly user: { readonly name: string }
  readonly data: {
    readonly id: string
    readonly name: string
    readonly regressedAt: string | null
  }[]
}

const said = ({ status, body }: { status: number; body: unknown }) =>
  (body as { code?: string } | null)?.code ?? status
const challengeFor = async (person: Person) =>
  (await person<Answer>('POST', '/v1/me/passkeys/options', { password: PASSWORD })).body.challenge
const signInChallenge = async () =>
  (await app.anyone<Answer>('POST', '/v1/auth/sign-in/passkey/options')).body.challenge
const signIn = (assertion: object) =>
  app.anyone<Answer>('POST', '/v1/auth/sign-in/passkey', assertion)

async function registered(person: Person, name = '내 휴대폰') {
  const authenticator = makeAuthenticator(site)
  const response = authenticator.register({ challenge: await challengeFor(person) })
  const { status, body } = await person<Answer>('POST', '/v1/me/passkeys', { name, response })
  expect(status).toBe(201)
  return { ...authenticator, passkeyId: body.id }
}

test('a passkey signs in to its account, without a password and without a code', async () => {
  const person = await app.customer('김패스')
  const passkey = await registered(person)
  const challenge = await signInChallenge()
  const { status, body } = await signIn(passkey.assert({ challenge, counter: 1 }))
  expect(status).toBe(200)
  expect(body.user.name).toBe('김패스')
  const [row] = (await as(app.server, body.token)<Answer>('GET', '/v1/me/passkeys')).body.data
  expect(row).toMatchObject({ name: '내 휴대폰', lastUsedAt: expect.any(String) })
})

test('a challenge is answered once, by whomever, and within five minutes', async () => {
  const person = await app.customer()
  const passkey = await registered(person)
  const challenge = await signInChallenge()
  const tried = await Promise.all(
    [1, 2, 3, 4].map((counter) => signIn(passkey.assert({ challenge, counter }))),
  )
  expect(tried.filter(({ status }) => status === 200)).toHaveLength(1)
  expect(said(await signIn(passkey.assert({ challenge, counter: 9 })))).toBe('passkey-refused')
  const late = await signInChallenge()
  const lateRegistration = await challengeFor(person)
  await engine.advance(5 * 60)
  expect(said(await signIn(passkey.assert({ challenge: late, counter: 10 })))).toBe(
    'passkey-refused',
  )
  const response = makeAuthenticator(site).register({ challenge: lateRegistration })
  expect(said(await person('POST', '/v1/me/passkeys', { name: '늦은 것', response }))).toBe(
    'passkey-refused',
  )
})

test.each([
  ['of another site', { origin: 'https://jari.example.org' }],
  ['that did not verify who uses it', { isVerified: false }],
  ['with a challenge that is not ours', { challenge: 'AAAA' }],
])('a passkey %s is refused, to be added and to sign in', async (_, wrong) => {
  const person = await app.customer()
  const passkey = await registered(person)
  const challenge = await signInChallenge()
  expect(said(await signIn(passkey.assert({ challenge, counter: 1, ...wrong })))).toBe(
    'passkey-refused',
  )
  const response = makeAuthenticator(site).register({
    challenge: await challengeFor(person),
    ...wrong,
  })
  expect(said(await person('POST', '/v1/me/passkeys', { name: '틀린 것', response }))).toBe(
    'passkey-refused',
  )
})

test('a challenge of one account adds no passkey to another, and none to sign in adds any', async () => {
  const [person, other] = [await app.customer(), await app.customer()]
  for (const challenge of [await challengeFor(other), await signInChallenge()]) {
    const response = makeAuthenticator(site).register({ challenge })
    expect(said(await person('POST', '/v1/me/passkeys', { name: '남의 것', response }))).toBe(
      'passkey-refused',
    )
  }
})

test('another key does not sign for a passkey, and an unknown one is nobody’s', async () => {
  const passkey = await registered(await app.customer())
  const challenge = await signInChallenge()
  const forged = { ...makeAuthenticator(site).assert({ challenge, counter: 1 }) }
  expect(said(await signIn({ ...forged, id: passkey.id, rawId: passkey.id }))).toBe(
    'passkey-refused',
  )
  expect(said(await signIn(forged))).toBe('passkey-unknown')
})

test('a counter that falls behind is refused and noted: there may be a copy', async () => {
  const person = await app.customer()
  const passkey = await registered(person)
  const assert = async (counter: number) =>
    signIn(passkey.assert({ challenge: await signInChallenge(), counter }))
  expect((await assert(7)).status).toBe(200)
  expect(said(await assert(7))).toBe('passkey-copied')
  expect((await assert(8)).status).toBe(200)
  const [row] = (await person<Answer>('GET', '/v1/me/passkeys')).body.data
  expect(row?.regressedAt).toEqual(expect.any(String))
})

test.each([
  [0, 0, false],
  [0, 1, false],
  [4, 5, false],
  [5, 5, true],
  [5, 4, true],
  [5, 0, true],
])('after a counter of %i one of %i means a copy: %s', (kept, came, is) => {
  expect(isCopied(kept, came)).toBe(is)
})

test('adding and removing ask for the password; a passkey of somebody else is not there', async () => {
  const [person, other] = [await app.customer(), await app.customer()]
  const { passkeyId } = await registered(person)
  const wrong = { password: 'not this one' }
  const path = `/v1/me/passkeys/${passkeyId}`
  expect(said(await person('POST', '/v1/me/passkeys/options', wrong))).toBe('password-wrong')
  expect(said(await person('DELETE', path, wrong))).toBe('password-wrong')
  expect(said(await other('PATCH', path, { name: '내 것' }))).toBe('passkey-missing')
  expect(said(await other('DELETE', path, { password: PASSWORD }))).toBe('passkey-missing')
  expect((await person('PATCH', path, { name: '새 이름' })).body).toMatchObject({ name: '새 이름' })
  expect((await person('DELETE', path, { password: PASSWORD })).status).toBe(200)
  expect((await person<Answer>('GET', '/v1/me/passkeys')).body.data).toEqual([])
})

test('an account has ten passkeys at most, and each once', async () => {
  const person = await app.customer()
  const challenges = await Promise.all(Array.from({ length: 12 }, () => challengeFor(person)))
  const add = (challenge: string) => {
    const response = makeAuthenticator(site).register({ challenge })
    return person('POST', '/v1/me/passkeys', { name: '하나 더', response })
  }
  const added = await Promise.all(challenges.map(add))
  expect(added.map(said).sort()).toEqual([
    ...Array.from({ length: 10 }, () => 201),
    'too-many-passkeys',
    'too-many-passkeys',
  ])
})

test('of two removals at once one is refused where nothing else would sign in', async () => {
  const person = await app.customer()
  const ids = [(await registered(person)).passkeyId, (await registered(person)).passkeyId]
  const { id } = (await person<Answer>('GET', '/v1/me')).body
  await engine.house.run(sql`delete from credentials where account_id = ${id}`)
  const removed = await Promise.all(
    ids.map((one) => person('DELETE', `/v1/me/passkeys/${one}`, {})),
  )
  expect(removed.map(said).sort()).toEqual([200, 'last-way-in'])
})

test('an administrator with a passkey acts as one when it signed in, and its password alone adds no factor', async () => {
  const outside = await makeServer(engine, { routes: routesOf(engine), sandbox: false })
  const ask = async (
    token: string,
    method: 'GET' | 'POST',
    url: string,
    payload?: object,
  ): Promise<unknown> => {
    const headers = { authorization: `Bearer ${token}` }
    const answer = await outside.inject({ method, url, headers, ...(payload && { payload }) })
    return answer.json()?.code ?? answer.statusCode
  }
  const person = await app.customer()
  const { id, email } = (await person<Answer & { email: string }>('GET', '/v1/me')).body
  await engine.house.run(sql`update accounts set role = 'admin' where id = ${id}`)
  const passkey = await registered(person)
  const { token } = (
    await app.anyone<Answer>('POST', '/v1/auth/sign-in/email', { email, password: PASSWORD })
  ).body
  expect(await ask(token, 'GET', '/v1/limits')).toBe('second-factor-needed')
  const enrol = '/v1/me/second-factor/enrolment'
  expect(await ask(token, 'POST', enrol, { password: PASSWORD })).toBe('second-factor-needed')
  const options = '/v1/me/passkeys/options'
  expect(await ask(token, 'POST', options, { password: PASSWORD })).toBe('second-factor-needed')
  const challenge = await signInChallenge()
  const strong = (await signIn(passkey.assert({ challenge, counter: 1 }))).body.token
  expect(await ask(strong, 'GET', '/v1/limits')).toBe(200)
  expect(await ask(strong, 'POST', enrol, { password: PASSWORD })).toBe(200)
  await outside.close()
})

test('who leaves takes their passkeys and their second factor along', async () => {
  const person = await app.customer()
  await registered(person)
  await person('POST', '/v1/me/second-factor/enrolment', { password: PASSWORD })
  expect((await person('DELETE', '/v1/me', { password: PASSWORD })).status).toBe(200)
  const left = await engine.house.one<{ count: number }>(sql`
    select (select count(*) from passkeys p where not exists
              (select from accounts a where a.id = p.account_id))
         + (select count(*) from second_factors f where not exists
              (select from accounts a where a.id = f.account_id)) as count`)
  expect(left.count).toBe(0)
})
