import { afterAll, beforeAll, expect, test } from 'vitest'
import { expectCleanAudit } from '../../../test/audited.ts'
import { ACCEPTED } from '../../../test/consents.ts'
import { type TestEngine, testEngine } from '../../../test/engine.ts'
import { as, type Person, type TestServer, testServer } from '../../../test/server.ts'
import { joining } from '../../joining.ts'
import { leavingOf } from '../../leaving.ts'
import { sendAccountMails } from '../../mail/account-mails.ts'
import { type Mailbox, openMailbox } from '../../mail/mailbox.fixture.ts'
import { sql } from '../../postgres/sql.ts'
import { removeOldUnverified } from './unverified.ts'

let engine: TestEngine
let app: TestServer
let mailbox: Mailbox
beforeAll(async () => {
  engine = await testEngine()
  app = await testServer(engine)
  mailbox = await openMailbox()
})
afterAll(async () => {
  await expectCleanAudit(engine)
  await mailbox.remove()
  await engine.close()
})

const PASSWORD = 'long enough'
const NAME = '당첨! https://evil.example'

interface Me {
  readonly jobs?: unknown
  readonly mustAccept?: unknown
  readonly id: string
  readonly email: string
  readonly address: string
}

/** A new account, signed in, that has only named its address. */
async function signUp(email: string, password = PASSWORD): Promise<Person> {
  const ask = { name: NAME, email, password, accepted: ACCEPTED }
  const { status, body } = await app.anyone<{ token: string }>(
    'POST',
    '/v1/auth/sign-up/email',
    ask,
  )
  expect(status).toBe(201)
  return as(app.server, body.token)
}

const me = async (person: Person) => (await person<Me>('GET', '/v1/me')).body

/** What has arrived at an address since the last look. */
const seen = new Map<string, number>()
async function arrived(email: string) {
  while ((await sendAccountMails(engine, mailbox, new AbortController().signal)) > 0);
  const all = await mailbox.received(email)
  const before = seen.get(email) ?? 0
  seen.set(email, all.length)
  return all.slice(before)
}

/** The token of the one mail that has arrived. */
async function tokenFor(email: string): Promise<string> {
  const [mail, ...more] = await arrived(email)
  expect(more).toEqual([])
  return /#(\S+)/.exec(mail?.text ?? '')?.[1] ?? ''
}

const signIn = (email: string, password = PASSWORD) =>
  app.anyone<{ token: string }>('POST', '/v1/auth/sign-in/email', { email, password })
const forget = (email: string) => app.anyone('POST', '/v1/auth/request-password-reset', { email })
const reset = (token: string, newPassword: string) =>
  app.anyone<{ token: string }>('POST', '/v1/auth/reset-password', { token, newPassword })
const verify = (person: Person, token: string) =>
  person<Me>('POST', '/v1/auth/verify-email', { token })
const typeOf = ({ body }: { readonly body: { type?: string } | null }) =>
  body?.type?.split('/').at(-1)

async function verified(email: string, password = PASSWORD): Promise<Person> {
  const person = await signUp(email, password)
  expect((await verify(person, await tokenFor(email))).body.address).toBe('verified')
  return person
}

test('signing up mails a link, which verifies the address for that account, once', async () => {
  const person = await signUp('fresh@example.com')
  expect((await me(person)).address).toBe('unverified')
  const token = await tokenFor('fresh@example.com')
  const stranger = await app.customer()
  expect(typeOf(await verify(stranger, token))).toBe('link-of-another')
  expect((await app.anyone('POST', '/v1/auth/verify-email', { token })).status).toBe(401)
  const link = await person('POST', '/v1/auth/links/look-up', { token })
  expect(link.body).toEqual({ kind: 'confirm', email: 'fresh@example.com', isOwn: true })
  expect((await verify(person, token)).body.address).toBe('verified')
  expect(typeOf(await verify(person, token))).toBe('link-ended')
})

test('a forged token, or a link whose time has passed, opens nothing', async () => {
  const person = await signUp('late@example.com')
  const token = await tokenFor('late@example.com')
  for (const wrong of ['', 'x', `${engine.newId()}.${token.split('.')[1]}`, `${token}A`])
    expect(typeOf(await verify(person, wrong))).toBe('link-ended')
  await engine.advance(3 * 24 * 60 * 60 + 1)
  expect(typeOf(await verify(person, token))).toBe('link-ended')
  expect((await person('POST', '/v1/me/email/confirmation')).status).toBe(200)
  await verify(person, await tokenFor('late@example.com'))
  expect((await me(person)).address).toBe('verified')
  expect(typeOf(await person('POST', '/v1/me/email/confirmation'))).toBe('address-verified')
})

test('signing up with a known address answers as with an unknown one; the mail says the difference', async () => {
  await verified('known@example.com')
  const ask = {
    name: NAME,
    password: 'another one',
    email: 'KNOWN@example.com',
    accepted: ACCEPTED,
  }
  const answer = await app.anyone<{ user: Me }>('POST', '/v1/auth/sign-up/email', ask)
  const other = { ...ask, email: 'unknown@example.com' }
  const unknown = await app.anyone<{ user: Me }>('POST', '/v1/auth/sign-up/email', other)
  const shapeOf = ({ status, body, headers }: typeof answer) => [
    status,
    { ...body.user, id: '', email: '' },
    Object.keys(headers).sort(),
  ]
  expect(shapeOf(answer)).toEqual(shapeOf(unknown))
  const [mail] = await arrived('known@example.com')
  expect(mail?.subject).toContain('이미 가입한 이메일입니다')
  expect(mail?.text).not.toContain('evil.example')
  expect(mail?.text).not.toContain('#')
  expect((await signIn('known@example.com', 'another one')).status).toBe(200)
  expect((await signIn('known@example.com')).status).toBe(200)
})

test('who verifies an address has it: others that named it lose it, sign in still, and are told', async () => {
  const squatter = await signUp('mine@example.com', 'the squatter’s')
  await arrived('mine@example.com')
  const owner = await verified('mine@example.com')
  expect((await me(owner)).address).toBe('verified')
  expect((await me(squatter)).address).toBe('lost')
  expect(typeOf(await squatter('POST', '/v1/me/email/confirmation'))).toBe('address-lost')
  const again = await signIn('mine@example.com', 'the squatter’s')
  expect(again.body).toMatchObject({ user: { address: 'lost' } })
})

test('two accounts verify one address at once: one gets it', async () => {
  const people: Person[] = []
  const tokens: string[] = []
  for (const name of ['first', 'second', 'third']) {
    people.push(await signUp('race@example.com', `the ${name} password`))
    tokens.push(await tokenFor('race@example.com'))
  }
  const answers = await Promise.all(people.map((person, at) => verify(person, tokens[at] ?? '')))
  expect(answers.map(({ status }) => status).sort()).toEqual([200, 410, 410])
  const states = await Promise.all(people.map(async (person) => (await me(person)).address))
  expect(states.sort()).toEqual(['lost', 'lost', 'verified'])
})

test('a forgotten password is set anew by mail: once, within 30 minutes, and every session ends', async () => {
  const person = await verified('forgot@example.com')
  expect((await forget('Forgot@example.com')).status).toBe(200)
  const token = await tokenFor('forgot@example.com')
  expect(typeOf(await reset(token, 'short'))).toBe('password-weak')
  const answer = await reset(token, 'another one')
  expect(answer.status).toBe(200)
  expect(await me(person)).toBe(null)
  expect((await me(as(app.server, answer.body.token))).email).toBe('forgot@example.com')
  expect((await signIn('forgot@example.com')).status).toBe(401)
  expect((await signIn('forgot@example.com', 'another one')).status).toBe(200)
  expect(typeOf(await reset(token, 'a third one'))).toBe('link-ended')
  await forget('forgot@example.com')
  const late = await tokenFor('forgot@example.com')
  await engine.advance(30 * 60 + 1)
  expect(typeOf(await reset(late, 'a third one'))).toBe('link-ended')
})

test('of an unknown address a reset keeps nothing, and answers the same', async () => {
  const answer = await forget('nobody@example.com')
  expect([answer.status, answer.body]).toEqual([200, null])
  expect(await arrived('nobody@example.com')).toEqual([])
  const { count } = await engine.house.one<{ count: number }>(sql`
    select count(*) as count from account_mails where email = 'nobody@example.com'
  `)
  expect(count).toBe(0)
})

test('who never verified and forgot the password gets a confirmation, which also sets one', async () => {
  const person = await signUp('both@example.com')
  await arrived('both@example.com')
  await person('POST', '/v1/me/owner')
  const key = { name: '열쇠', scopes: ['shops:read'] }
  expect((await person('POST', '/v1/me/api-keys', key)).status).toBe(201)
  await person('PUT', '/v1/me/phone', { phone: '010-1234-5678' })
  await forget('both@example.com')
  const [mail] = await arrived('both@example.com')
  expect(mail?.subject).toContain('인증')
  const token = /#(\S+)/.exec(mail?.text ?? '')?.[1] ?? ''
  const answer = await reset(token, 'another one')
  const back = as(app.server, answer.body.token)
  expect((await me(back)).address).toBe('verified')
  expect((await back('GET', '/v1/me/phone')).body).toEqual({ phone: null })
  await back('POST', '/v1/me/owner') // the role was dropped, too
  expect((await back('GET', '/v1/me/api-keys')).body).toMatchObject({ data: [] })
})

test('a changed address is told to the old one, which takes it back with a new password', async () => {
  const person = await verified('old@example.com')
  const ask = { email: 'new@example.com', password: PASSWORD }
  const change = (more: object) => person('POST', '/v1/me/email', { ...ask, ...more })
  expect(typeOf(await change({ password: 'not it' }))).toBe('password-wrong')
  expect(typeOf(await change({ email: 'old@example.com' }))).toBe('address-same')
  expect((await change({})).status).toBe(200)
  expect((await me(person)).email).toBe('old@example.com')
  const token = await tokenFor('new@example.com')
  expect(typeOf(await reset(token, 'another one'))).toBe('link-ended') // proves no account
  expect((await verify(person, token)).body).toMatchObject({ email: 'new@example.com' })
  const undo = await tokenFor('old@example.com')

  await change({ email: 'third@example.com' })
  await verify(person, await tokenFor('third@example.com'))
  const later = await tokenFor('new@example.com')
  const back = await reset(undo, 'my own again')
  expect(back.body).toMatchObject({ user: { email: 'old@example.com', address: 'verified' } })
  expect(await me(person)).toBe(null)
  expect(typeOf(await reset(later, 'the thief’s'))).toBe('link-ended')
  const own = as(app.server, (back.body as unknown as { token: string }).token)
  const kinds = async () => {
    const { body } = await own<{ data: { kind: string; refusal: string | null }[] }>(
      'GET',
      '/v1/me/security-events',
    )
    return body.data.filter(({ refusal }) => refusal === null).map(({ kind }) => kind)
  }
  const written = ['email-change', 'email-changed', 'email-change-undone'] // after the answer
  await expect.poll(kinds).toEqual(expect.arrayContaining(written))
})

test('a change of address can be taken back for seven days', async () => {
  const person = await verified('before@example.com')
  await person('POST', '/v1/me/email', { email: 'after@example.com', password: PASSWORD })
  await verify(person, await tokenFor('after@example.com'))
  const undo = await tokenFor('before@example.com')
  await engine.advance(7 * 24 * 60 * 60 + 1)
  expect(typeOf(await reset(undo, 'another one'))).toBe('link-ended')
})

test('a change to an address that another account has verified tells nobody but that address', async () => {
  await verified('holder@example.com')
  const person = await verified('wants@example.com')
  const ask = { email: 'holder@example.com', password: PASSWORD }
  expect((await person('POST', '/v1/me/email', ask)).status).toBe(200)
  const [mail] = await arrived('holder@example.com')
  expect(mail?.subject).toContain('이미 가입한 이메일입니다')
})

test('a changed password is told by mail to a verified address', async () => {
  const person = await verified('tell@example.com')
  const ask = { currentPassword: PASSWORD, newPassword: 'another one' }
  expect((await person('POST', '/v1/auth/change-password', ask)).status).toBe(200)
  const [mail] = await arrived('tell@example.com')
  expect(mail?.subject).toContain('비밀번호가 변경되었습니다')
})

test('a wrong password takes as many comparisons for a known as for an unknown address', async () => {
  await verified('timed@example.com')
  const timeOf = async (email: string) => {
    const times: number[] = []
    for (let turn = 0; turn < 5; turn += 1) {
      const began = performance.now()
      expect((await signIn(email, 'a wrong guess')).status).toBe(401)
      times.push(performance.now() - began)
    }
    return times.sort((a, b) => a - b)[2] ?? 0
  }
  const [known, unknown] = [await timeOf('timed@example.com'), await timeOf('none@example.com')]
  expect(known / unknown).toBeGreaterThan(0.5)
  expect(known / unknown).toBeLessThan(2)
})

test('a store of an unverified owner is listed once the owner has verified their address', async () => {
  const owner = await signUp('seller@example.com')
  await owner('POST', '/v1/me/owner')
  const draft = { name: '새로 연 집', description: '', timeZone: 'Asia/Seoul', currency: 'KRW' }
  const { body: store } = await owner<{ id: string }>('POST', '/v1/restaurants', draft)
  const time = { weekday: 1, time: '19:30', capacity: 4, price: 0 }
  await owner('POST', `/v1/restaurants/${store.id}/table-times`, time)
  const listed = async () =>
    JSON.stringify((await app.anyone('GET', '/v1/restaurants')).body).includes(store.id)
  expect(await listed()).toBe(false)
  expect((await app.anyone('GET', `/v1/restaurants/${store.id}`)).status).toBe(200)
  await verify(owner, await tokenFor('seller@example.com'))
  expect(await listed()).toBe(true)
})

test('the name is changed, and nothing else with it', async () => {
  const person = await app.customer('김이전')
  const { jobs: _, mustAccept: __, ...before } = await me(person)
  const { body } = await person('PATCH', '/v1/me', { name: '김이후' })
  expect(body).toEqual({ ...before, name: '김이후' })
  expect((await person('PATCH', '/v1/me', { name: 'x', role: 'admin' })).status).toBe(400)
})

test('unverified accounts with nothing are removed after 30 days without a session', async () => {
  const idle = await me(await signUp('idle@example.com'))
  const active = await me(await signUp('active@example.com'))
  const kept = await me(await verified('kept@example.com'))
  await engine.house.run(sql`
    update accounts set created_at = now() - interval '31 days'
     where id = any(${[idle.id, active.id, kept.id]}::uuid[])
  `)
  await engine.house.run(sql`
    delete from sessions where account_id = any(${[idle.id, kept.id]}::uuid[])
  `)
  expect(await removeOldUnverified(engine, joining, leavingOf(engine))).toBe(1)
  const left = await engine.house.rows<{ id: string }>(sql`
    select id from accounts where id = any(${[idle.id, active.id, kept.id]}::uuid[])
  `)
  expect(left.map(({ id }) => id).sort()).toEqual([active.id, kept.id].sort())
})
