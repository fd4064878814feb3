import { afterAll, beforeAll, expect, test } from 'vitest'
import { ACCEPTED } from '../../../test/consents.ts'
import { onDatabase, type TestEngine, testEngine } from '../../../test/engine.ts'
import { type TestServer, testServer } from '../../../test/server.ts'
import { connect, type Database } from '../../postgres/database.ts'
import { sql } from '../../postgres/sql.ts'
import { browser, type TestBrowser } from './visiting.fixture.ts'

// Two server processes: what is used in one is used in the other.
let engine: TestEngine
let elsewhere: Database
let servers: readonly [TestServer, TestServer]
beforeAll(async () => {
  engine = await testEngine()
  elsewhere = connect(engine.databaseUrl)
  servers = [await testServer(engine), await testServer(onDatabase(engine, elsewhere))]
})
afterAll(async () => {
  for (const { server } of servers) await server.close()
  await elsewhere.close()
  await engine.close()
})

interface Me {
  readonly id: string
  readonly email: string
}
const PASSWORD = 'long enough'
const newEmail = () => `a${engine.newCode(10).toLowerCase()}@gmail.com`
const me = async ({ ask }: TestBrowser) => (await ask<Me | null>('GET', '/v1/me')).body
const signUp = ({ ask }: TestBrowser, email: string) =>
  ask<{ user: Me }>('POST', '/v1/auth/arrival/sign-up', {
    ...{ name: '김하늘', email, accepted: ACCEPTED },
  })
const arrivalIn = async ({ ask }: TestBrowser) => (await ask('GET', '/v1/auth/arrival')).body
const connection = ({ ask }: TestBrowser) => ask('POST', '/v1/auth/arrival/connection')
const typeOf = ({ status, body }: { status: number; body: { type?: string } }) => [
  ...[status, body.type],
]
const ENDED = [410, '/problems/provider-arrival-ended']
const KNOWN = [409, '/problems/provider-arrival-known']

/** The same cookies at the other process. */
function copyOf({ jar }: TestBrowser): TestBrowser {
  const copy = browser(servers[1])
  for (const [name, value] of jar) copy.jar.set(name, value)
  return copy
}

async function withPassword(email: string): Promise<TestBrowser> {
  const one = browser(servers[0])
  const ask = { name: '김암호', email, password: PASSWORD, accepted: ACCEPTED }
  expect((await one.ask('POST', '/v1/auth/sign-up/email', ask)).status).toBe(201)
  return one
}
const signIn = ({ ask }: TestBrowser, email: string) =>
  ask('POST', '/v1/auth/sign-in/email', { email, password: PASSWORD })

test('an arrival signs up once: neither its browser nor a copy of its cookies enters the account again', async () => {
  const email = newEmail()
  const one = browser(servers[0])
  await one.visit('kakao', { email })
  const copy = copyOf(one)
  expect((await signUp(one, email)).status).toBe(201)
  expect(await arrivalIn(copy)).toBe(null)
  expect(typeOf(await signUp(copy, email))).toEqual(ENDED)
  expect(await me(copy)).toBe(null)
})

test('of ten sign-ups at once with one arrival in two processes, one makes the account', async () => {
  const email = newEmail()
  const one = browser(servers[0])
  await one.visit('naver', { email })
  const copies = Array.from({ length: 10 }, (_, at) => (at % 2 === 0 ? copyOf(one) : one))
  const answers = await Promise.all(copies.map((copy) => signUp(copy, email)))
  expect(answers.filter(({ status }) => status === 201)).toHaveLength(1)
  const { count } = await engine.house.one<{ count: number }>(sql`
    select count(*)::integer as count from accounts where email = ${email}`)
  expect(count).toBe(1)
})

test('a sign-out ends an arrival, in every copy of it', async () => {
  const email = newEmail()
  const one = browser(servers[0])
  await one.visit('google', { email })
  const copy = copyOf(one)
  expect((await one.ask('POST', '/v1/auth/sign-out')).status).toBe(200)
  expect([...one.jar.keys()].filter((name) => name.includes('arrival'))).toEqual([])
  for (const each of [one, copy]) expect(typeOf(await signUp(each, email))).toEqual(ENDED)
})

test('a sign-up enters no account that has verified the address meanwhile; another visit does', async () => {
  const email = newEmail()
  const one = browser(servers[0])
  await one.visit('google', { email })
  await withPassword(email)
  await engine.house.run(sql`update accounts set email_verified = true where email = ${email}`)
  expect(typeOf(await signUp(one, email))).toEqual(KNOWN)
  expect(await me(one)).toBe(null)
  expect((await one.visit('google', { email })).body.next).toBe('signed-in')
})

test('a sign-up enters no account that the same identity has made in another browser', async () => {
  const email = newEmail()
  const [one, other] = [browser(servers[0]), browser(servers[1])]
  for (const each of [one, other]) await each.visit('kakao', { email })
  expect((await signUp(one, email)).status).toBe(201)
  expect(typeOf(await signUp(other, email))).toEqual(KNOWN)
  expect(await me(other)).toBe(null)
})

test('after a sign-in by other means an arrival makes no account; it is that account’s to connect, once', async () => {
  const [email, stranger] = [newEmail(), newEmail()]
  await withPassword(email)
  await withPassword(stranger)
  const one = browser(servers[0])
  await one.visit('naver', { email })
  const [copy, strangers] = [copyOf(one), copyOf(one)]
  expect((await signIn(one, email)).status).toBe(200)
  expect(typeOf(await signUp(copy, newEmail()))).toEqual(ENDED)
  expect((await signIn(strangers, stranger)).status).toBe(200)
  expect(typeOf(await connection(strangers))).toEqual(ENDED)
  expect((await connection(one)).status).toBe(410) // a sign-in of another has ended it

  await one.visit('naver', { email })
  await signIn(one, email)
  expect(await arrivalIn(one)).toMatchObject({ provider: 'naver' })
  expect((await connection(one)).status).toBe(200)
  expect(typeOf(await connection(one))).toEqual(ENDED)
})

test('a disconnect ends every arrival of the identity: none brings it back', async () => {
  const email = newEmail()
  const waiting = browser(servers[1])
  await waiting.visit('kakao', { email })
  const one = browser(servers[0])
  await one.visit('kakao', { email })
  await signUp(one, email)
  expect((await one.visit('naver', { email }, 'connect')).body.next).toBe('connected')
  expect((await one.ask('DELETE', '/v1/me/sign-ins/kakao')).status).toBe(200)
  expect(typeOf(await signUp(waiting, email))).toEqual(ENDED)
  const id = (await me(one))?.id
  const ways = await engine.house.rows<{ provider: string }>(sql`
    select provider from credentials where account_id = ${id}`)
  expect(ways).toEqual([{ provider: 'naver' }])
})

test('an arrival ends after half an hour, and nothing personal of it is stored', async () => {
  const email = newEmail()
  const one = browser(servers[0])
  await one.visit('kakao', { email, name: '이구름' })
  const rows = JSON.stringify(await engine.house.rows(sql`select * from provider_arrivals`))
  expect(rows).not.toContain(email)
  expect(rows).not.toContain('이구름')
  await engine.advance(31 * 60)
  expect(await arrivalIn(one)).toBe(null)
  expect(typeOf(await signUp(one, email))).toEqual(ENDED)
})

test('the log says that somebody signed up once, and what was refused', async () => {
  const email = newEmail()
  const one = browser(servers[0])
  await one.visit('kakao', { email })
  const copy = copyOf(one)
  const { body } = await signUp(one, email)
  await signUp(copy, email)
  const kinds = async () =>
    (
      await engine.house.rows<{ kind: string; refusal: string }>(sql`
        select kind, refusal from security_events where account_id = ${body.user.id}
         order by kind, refusal`)
    ).map(({ kind, refusal }) => `${kind} ${refusal}`.trim())
  await expect.poll(kinds).toEqual(['sign-up', 'sign-up provider-arrival-ended'])
})
