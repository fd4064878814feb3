import { afterAll, beforeAll, expect, test } from 'vitest'
import { expectCleanAudit } from '../../../test/audited.ts'
import { ACCEPTED } from '../../../test/consents.ts'
import { type TestEngine, testEngine } from '../../../test/engine.ts'
import { proving } from '../../../test/prove.ts'
import { knowPayer } from '../../holds/budget.ts'
import type { Server } from '../../http/edge.ts'
import { makeServer } from '../../http/server.ts'
import { sendAccountMails } from '../../mail/account-mails.ts'
import { type Mailbox, openMailbox } from '../../mail/mailbox.fixture.ts'
import { sql } from '../../postgres/sql.ts'
import { routesOf } from '../../routes.ts'

// The usual limits: strangers name the address of somebody else.
let engine: TestEngine
let server: Server
let mailbox: Mailbox
beforeAll(async () => {
  engine = await testEngine()
  server = await makeServer(engine, {
    ...{ routes: routesOf(engine), sandbox: false, trustProxy: 'loopback' },
  })
  mailbox = await openMailbox()
})
afterAll(async () => {
  await engine.database.run(sql`delete from outbox`)
  await expectCleanAudit(engine)
  await mailbox.remove()
  await server.close()
  await engine.close()
})

const PASSWORD = 'long enough for this'
let networks = 0
/** Another network each time. */
const anywhere = () => `198.51.${Math.floor(networks / 250)}.${(networks++ % 250) + 1}`

interface Sender {
  readonly token?: string
  readonly from?: string
  readonly proof?: Readonly<Record<string, string>>
}

async function send(
  url: string,
  payload?: object,
  { token, from = anywhere(), proof = {} }: Sender = {},
) {
  const answer = await server.inject({
    ...{ method: 'POST', url, ...(payload && { payload }) },
    headers: {
      'x-forwarded-for': from,
      ...(token && { authorization: `Bearer ${token}` }),
      ...proof,
    },
  })
  const body = answer.json() ?? {}
  return { status: answer.statusCode, code: body.code, body }
}

const read = async (url: string, token: string) =>
  (await server.inject({ url, headers: { authorization: `Bearer ${token}` } })).json()

async function signUp(email: string, password = PASSWORD) {
  const { status, body } = await send('/v1/auth/sign-up/email', {
    ...{ name: '이름', email, password, accepted: ACCEPTED },
  })
  expect(status).toBe(201)
  return { token: body.token as string, id: body.user.id as string, email }
}

const signIn = (email: string, password = PASSWORD) =>
  send('/v1/auth/sign-in/email', { email, password })
const forget = (email: string) => send('/v1/auth/request-password-reset', { email })
const reset = (token: string, newPassword: string) =>
  send('/v1/auth/reset-password', { token, newPassword })
const verify = (token: string, link: string) =>
  send('/v1/auth/verify-email', { token: link }, { token })

/** The mails that an address has got so far. */
async function mailsTo(email: string) {
  while ((await sendAccountMails(engine, mailbox, new AbortController().signal)) > 0);
  return mailbox.received(email)
}
const linksIn = (text = '') => [...text.matchAll(/#(\S+)/g)].map(([, token = '']) => token)
const lastLinks = async (email: string) => linksIn((await mailsTo(email)).at(-1)?.text)

async function verified(email: string) {
  const person = await signUp(email)
  const [link = ''] = await lastLinks(email)
  expect((await verify(person.token, link)).status).toBe(200)
  return person
}

test('strangers use up guesses and confirmations of an address, and its owner still resets and signs in', async () => {
  const owner = await verified('owner@example.com')
  for (let turn = 0; turn < 12; turn += 1) await signIn(owner.email, 'a wrong guess')
  expect((await signIn(owner.email)).status).toBe(429)
  const stranger = await signUp(owner.email, 'the stranger’s own')
  for (let turn = 0; turn < 8; turn += 1)
    await send('/v1/me/email/confirmation', undefined, { token: stranger.token })
  expect((await forget(owner.email)).status).toBe(200)
  const [link = ''] = await lastLinks(owner.email)
  expect((await reset(link, 'a new one for it')).body.user.id).toBe(owner.id)
  const again = await signIn(owner.email, 'a new one for it')
  expect([again.status, again.body.user?.id]).toEqual([200, owner.id])
})

test('whoever has resets mailed to somebody else sends them a link that works, not a refusal', async () => {
  const owner = await verified('often@example.com')
  const before = (await mailsTo(owner.email)).length
  for (let turn = 0; turn < 9; turn += 1) expect((await forget(owner.email)).status).toBe(200)
  const mails = (await mailsTo(owner.email)).slice(before)
  expect(mails).toHaveLength(5)
  const links = mails.flatMap(({ text }) => linksIn(text))
  expect((await reset(links[0] ?? '', 'a new one for it')).body.user.id).toBe(owner.id)
})

test('a stranger whose own guesses are used up keeps nobody out who names the same address', async () => {
  const honest = await signUp('both@example.com')
  const stranger = await signUp(honest.email, 'the stranger’s own')
  for (let turn = 0; turn < 12; turn += 1) {
    const ask = { currentPassword: 'a wrong guess', newPassword: 'long enough too' }
    await send('/v1/auth/change-password', ask, { token: stranger.token })
  }
  expect((await signIn(honest.email)).body.user?.id).toBe(honest.id)
})

test('an account is compared and reset first that has paid, however many name its address before and after', async () => {
  const email = 'paid@example.com'
  for (let turn = 0; turn < 4; turn += 1) await signUp(email, `a squatter’s ${turn}`)
  const honest = await signUp(email)
  await knowPayer(engine, honest.id)
  for (let turn = 0; turn < 4; turn += 1) await signUp(email, `a newcomer’s ${turn}`)
  expect((await signIn(email)).body.user?.id).toBe(honest.id)

  const [newcomers = ''] = await lastLinks(email)
  expect((await reset(newcomers, 'a new one for it')).code).toBe('link-of-newcomer')
  await forget(email)
  const [link = '', ...more] = await lastLinks(email)
  expect(more).toEqual([link]) // the same link in both languages
  const back = await reset(link, 'a new one for it')
  expect(back.body.user).toMatchObject({ id: honest.id, address: 'verified' })
})

test('of several that have paid, the reader of the mail chooses, and the other keeps its password', async () => {
  const email = 'several@example.com'
  const [one, other] = [await signUp(email), await signUp(email, 'of the other one')]
  for (const { id } of [one, other]) await knowPayer(engine, id)
  await forget(email)
  const [mail] = (await mailsTo(email)).slice(-1)
  expect(mail?.subject).toContain('계정을 선택해 주세요')
  const links = linksIn(mail?.text)
  expect(new Set(links).size).toBe(2)
  expect((await reset(links[1] ?? '', 'a new one for it')).body.user.id).toBe(other.id)
  expect((await reset(links[0] ?? '', 'a new one for it')).code).toBe('link-ended')
  expect((await signIn(email)).body.user?.id).toBe(one.id)
})

test('a confirmation that a stranger had sent verifies the account of whoever reads it', async () => {
  const honest = await signUp('reads@example.com')
  await mailsTo(honest.email)
  const stranger = await signUp(honest.email, 'the stranger’s own')
  const [link = ''] = await lastLinks(honest.email)
  const shown = await send('/v1/auth/links/look-up', { token: link }, { token: honest.token })
  expect(shown.body).toMatchObject({ kind: 'confirm', isOwn: true })
  expect((await verify(honest.token, link)).body).toMatchObject({
    ...{ id: honest.id, address: 'verified' },
  })
  expect(await read('/v1/me', stranger.token)).toMatchObject({ address: 'lost' })
})

test('thirty sign-ups with one address mail it a few times, and a reset still reaches it', async () => {
  const email = 'bombed@example.com'
  const from = anywhere()
  for (let turn = 0; turn < 30; turn += 1) {
    const payload = { name: '이름', email, password: `long enough ${turn}`, accepted: ACCEPTED }
    const signedUp = await proving((proof) =>
      send('/v1/auth/sign-up/email', payload, { from, proof }),
    )
    expect(signedUp.status).toBe(201)
  }
  expect(await mailsTo(email)).toHaveLength(4)
  for (let turn = 0; turn < 5; turn += 1) await forget(email)
  expect(await mailsTo(email)).toHaveLength(8)
  await engine.advance(24 * 60 * 60)
  for (let turn = 0; turn < 8; turn += 1) await signUp(email)
  expect(await mailsTo(email)).toHaveLength(12)
})

test('an owner opens a few stores a day, and fewer before verifying an address', async () => {
  const opened = async (token: string) => {
    await send('/v1/me/owner', undefined, { token })
    const draft = { name: '집', description: '', timeZone: 'Asia/Seoul', currency: 'KRW' }
    let count = 0
    while (count < 40 && (await send('/v1/restaurants', draft, { token })).status === 201)
      count += 1
    return count
  }
  expect(await opened((await signUp('new-owner@example.com')).token)).toBe(3)
  expect(await opened((await verified('known-owner@example.com')).token)).toBe(10)
})
