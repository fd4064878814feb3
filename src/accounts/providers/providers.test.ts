import { afterAll, beforeAll, expect, test } from 'vitest'
import { expectCleanAudit } from '../../../test/audited.ts'
import { ACCEPTED } from '../../../test/consents.ts'
import { type TestEngine, testEngine } from '../../../test/engine.ts'
import { untilWaiting } from '../../../test/lock-waits.ts'
import { givenHeld, tick } from '../../../test/paying.ts'
import { type TestServer, testServer } from '../../../test/server.ts'
import { sendAccountMails } from '../../mail/account-mails.ts'
import { type Mailbox, openMailbox } from '../../mail/mailbox.fixture.ts'
import { expireOrders } from '../../orders/expire.ts'
import { sql } from '../../postgres/sql.ts'
import { lockAccount } from '../queries.ts'
import { type ProviderName, providerNames } from './provider.ts'
import { browser, consentAt, type TestBrowser } from './visiting.fixture.ts'

let engine: TestEngine
let app: TestServer
let mailbox: Mailbox
beforeAll(async () => {
  engine = await testEngine()
  app = await testServer(engine)
  mailbox = await openMailbox()
})
afterAll(async () => {
  await expireOrders(engine)
  await tick(engine)
  await expectCleanAudit(engine)
  await mailbox.remove()
  await app.server.close()
  await engine.close()
})

interface Me {
  readonly id: string
  readonly email: string
  readonly address: string
}
const PASSWORD = 'long enough'
const newEmail = (domain = 'gmail.com') => `p${engine.newCode(10).toLowerCase()}@${domain}`
const me = async ({ ask }: TestBrowser) => (await ask<Me | null>('GET', '/v1/me')).body as Me | null

const signUp = async ({ ask }: TestBrowser, email: string, name = '김하늘') =>
  ask<{ user: Me }>('POST', '/v1/auth/arrival/sign-up', { name, email, accepted: ACCEPTED })

/** A new account by a provider. */
async function arrived(provider: ProviderName, email: string): Promise<TestBrowser> {
  const one = browser(app)
  expect((await one.visit(provider, { email })).body.next).toBe('sign-up')
  expect((await signUp(one, email)).status).toBe(201)
  return one
}

/** A new account by a password; verified by its mail if it is asked for. */
async function withPassword(email: string, isVerified = true): Promise<TestBrowser> {
  const one = browser(app)
  const ask = { name: '김암호', email, password: PASSWORD, accepted: ACCEPTED }
  expect((await one.ask('POST', '/v1/auth/sign-up/email', ask)).status).toBe(201)
  if (isVerified)
    expect(
      (await one.ask('POST', '/v1/auth/verify-email', { token: await tokenTo(email) })).status,
    ).toBe(200)
  return one
}

async function mailsTo(email: string) {
  while ((await sendAccountMails(engine, mailbox, new AbortController().signal)) > 0);
  return mailbox.received(email)
}

/** The token of the last mail with a link. */
async function tokenTo(email: string): Promise<string> {
  const all = await mailsTo(email)
  const tokens = all.flatMap((mail) => /#([\w.-]+)/.exec(JSON.stringify(mail))?.[1] ?? [])
  return tokens.at(-1) ?? ''
}

const stale = (email: string) =>
  engine.database.run(sql`
    update sessions set proven_at = now() - interval '11 minutes'
     where account_id in (select id from accounts where email = ${email})`)

test.each(providerNames)(
  'somebody signs up by %s, and signs in again to the same account',
  async (provider) => {
    const email = newEmail()
    const one = browser(app)
    const first = await one.visit(provider, { email, name: '이구름' })
    expect(first.body).toEqual({ next: 'sign-up', returnPath: '/concerts?page=2', signedIn: null })
    const isVerified = provider !== 'naver'
    expect((await one.ask('GET', '/v1/auth/arrival')).body).toEqual({
      ...{ provider, name: '이구름', email, isVerified, returnPath: '/concerts?page=2' },
    })
    const up = await signUp(one, email, '이구름')
    expect(up.body.user).toMatchObject({
      ...{ name: '이구름', email, address: isVerified ? 'verified' : 'unverified' },
    })
    expect((await one.ask('GET', '/v1/auth/arrival')).body).toBe(null)
    expect((await me(one))?.id).toBe(up.body.user.id)

    const again = await browser(app).visit(provider, { email: email.toUpperCase() })
    expect(again.body).toMatchObject({
      next: 'signed-in',
      signedIn: { user: { id: up.body.user.id } },
    })
    const subjects = (await mailsTo(email)).map(({ subject }) => subject)
    expect(subjects.some((subject) => subject?.includes('인증'))).toBe(!isVerified)
  },
)

test.each([
  ['kakao', 'verified', true],
  ['kakao', 'unverified', false],
  ['kakao', 'once-verified', false], // not valid any more
  ['google', 'verified', true],
  ['google', 'unverified', false],
  ['google', 'once-verified', false], // not hosted by Google
  ['naver', 'verified', false],
] as const)(
  'of %s an address that is %s is vouched for: %s',
  async (provider, address, isVerified) => {
    const email = newEmail('example.com')
    await withPassword(email)
    const one = browser(app)
    const { body } = await one.visit(provider, { email, address })
    expect(body.next).toBe(isVerified ? 'signed-in' : 'sign-up')
    if (isVerified) {
      expect(body.signedIn?.user.email).toBe(email)
      const kinds = async () => {
        const path = '/v1/me/security-events'
        const { body: events } = await one.ask<{ data: { kind: string }[] }>('GET', path)
        return events.data.map(({ kind }) => kind)
      }
      await expect.poll(kinds).toContain('provider-connected') // written after the answer
      const [mail] = (await mailsTo(email)).slice(-1)
      expect(mail?.subject).toContain('새 로그인 방법이 연결되었습니다')
      return
    }
    // Whoever says so gets an account of their own, which proves nothing.
    const up = await signUp(one, email)
    expect(up.body.user).toMatchObject({ email, address: 'unverified' })
  },
)

test('an address that was changed while signing up is confirmed by mail', async () => {
  const [vouched, other] = [newEmail(), newEmail()]
  const one = browser(app)
  await one.visit('google', { email: vouched })
  expect((await signUp(one, other)).body.user).toMatchObject({
    email: other,
    address: 'unverified',
  })
  expect(await tokenTo(other)).not.toBe('')
})

test('a stranger’s account that waits for its victim gets neither the victim nor the address', async () => {
  const email = newEmail()
  const stranger = await withPassword(email, false)
  const victim = await arrived('google', email)
  expect(await me(victim)).toMatchObject({ email, address: 'verified' })
  expect((await me(victim))?.id).not.toBe((await me(stranger))?.id)
  expect(await me(stranger)).toMatchObject({ address: 'lost' })
  const typed = { email, password: PASSWORD }
  const back = await browser(app).ask<{ user: Me }>('POST', '/v1/auth/sign-in/email', typed)
  expect(back.body.user.address).toBe('lost')
})

test('a stranger’s sign-in does not open the account whose address the victim proves by a mail', async () => {
  const email = newEmail()
  const stranger = await arrived('naver', email) // Naver repeats what was typed there
  const before = await me(stranger)
  const victim = browser(app)
  await victim.ask('POST', '/v1/auth/request-password-reset', { email })
  const reset = { token: await tokenTo(email), newPassword: PASSWORD }
  const mine = await victim.ask<{ user: Me }>('POST', '/v1/auth/reset-password', reset)
  expect(mine.body.user).toMatchObject({ id: before?.id, address: 'verified' })
  expect(await me(stranger)).toBe(null)
  expect((await browser(app).visit('naver', { email })).body.next).toBe('sign-up')
  const ways = await victim.ask('GET', '/v1/me/sign-ins')
  expect(ways.body).toEqual({ hasPassword: true, data: [] })
})

test('whoever has an account already signs in to it, and connects', async () => {
  const email = newEmail()
  await withPassword(email)
  const one = browser(app)
  await one.visit('naver', { email })
  const typed = { email, password: PASSWORD }
  expect((await one.ask('POST', '/v1/auth/sign-in/email', typed)).status).toBe(200)
  await stale(email)
  const late = await one.ask('POST', '/v1/auth/arrival/connection')
  expect([late.status, late.body.type]).toEqual([403, '/problems/sign-in-again'])
  await one.ask('POST', '/v1/auth/proof', { password: PASSWORD })
  expect((await one.ask('POST', '/v1/auth/arrival/connection')).status).toBe(200)
  expect((await one.ask('POST', '/v1/auth/arrival/connection')).status).toBe(410)
  expect((await browser(app).visit('naver', { email })).body.signedIn?.user.email).toBe(email)
})

test('what a guest has goes along', async () => {
  const one = browser(app)
  const { body } = await one.ask<{ user: Me }>('POST', '/v1/auth/sign-in/anonymous')
  const held = await givenHeld(engine, { buyerId: body.user.id })
  const email = newEmail()
  await one.visit('kakao', { email })
  expect((await me(one))?.id).toBe(body.user.id)
  const up = await signUp(one, email)
  const { buyer } = await engine.database.one<{ buyer: string }>(sql`
    select buyer_id as buyer from orders where id = ${held.order.id}`)
  expect(buyer).toBe(up.body.user.id)
})

test.each([
  [{ act: 'cancel' }, 403, 'provider-canceled'],
  [{ fault: 'token-500' }, 503, 'provider-unavailable'],
  [{ fault: 'token-slow' }, 503, 'provider-unavailable'],
  [{ fault: 'profile-500' }, 503, 'provider-unavailable'],
  [{ fault: 'profile-slow' }, 503, 'provider-unavailable'],
] as const)(
  'after %j somebody is told what to do, and where they were',
  async (how, status, type) => {
    for (const provider of providerNames) {
      const answer = await browser(app).visit(provider, { email: newEmail(), ...how })
      expect([provider, answer.status, answer.body]).toMatchObject([
        ...[provider, status],
        { type: `/problems/${type}`, returnPath: '/concerts?page=2' },
      ])
    }
  },
)

test.each([
  ['kakao', 'provider-account-gone'],
  ['naver', 'provider-account-gone'],
  ['google', 'provider-refused'],
] as const)('whoever has left %s is told so', async (provider, type) => {
  const answer = await browser(app).visit(provider, { email: newEmail(), fault: 'left' })
  expect([answer.status, answer.body.type]).toEqual([403, `/problems/${type}`])
})

test.each(providerNames)(
  'without consent to the address, %s leads to a form that asks for it',
  async (provider) => {
    const one = browser(app)
    const email = newEmail()
    await one.visit(provider, { email, sharesEmail: false })
    expect((await one.ask('GET', '/v1/auth/arrival')).body).toMatchObject({ email: null })
    expect((await signUp(one, email)).body.user).toMatchObject({ email, address: 'unverified' })
  },
)

test.each(providerNames)(
  'a visit to %s ends once, in its browser, with its own state and code',
  async (provider) => {
    const refused = async (
      answer: Promise<{ status: number; body: { type?: string } }>,
      type: string,
    ) => {
      const { status, body } = await answer
      expect([status, body.type]).toEqual([
        type === 'provider-refused' ? 403 : 410,
        `/problems/${type}`,
      ])
    }
    const [one, other] = [browser(app), browser(app)]
    const email = newEmail()
    const { body } = await one.start(provider)
    const returned = await consentAt(body.url, { email })
    const theirs = await consentAt((await other.start(provider)).body.url, { email })
    await refused(browser(app).finish(provider, returned), 'provider-visit-ended') // no cookie
    await refused(other.finish(provider, returned), 'provider-visit-ended') // another visit's
    await refused(other.finish(provider, theirs), 'provider-visit-ended') // which has ended it
    expect((await one.finish(provider, returned)).body.next).toBe('sign-up')
    await refused(one.finish(provider, returned), 'provider-visit-ended')

    const next = await consentAt((await one.start(provider)).body.url, { email })
    await refused(one.finish(provider, { ...next, code: returned.code }), 'provider-refused')
    const late = await consentAt((await one.start(provider)).body.url, { email })
    await engine.advance(11 * 60)
    await refused(one.finish(provider, late), 'provider-visit-ended')
  },
)

test('a code of somebody else’s visit is refused where the provider binds it to one', async () => {
  const [one, other] = [browser(app), browser(app)]
  const stolen = await consentAt((await one.start('google')).body.url, { email: newEmail() })
  const own = await consentAt((await other.start('google')).body.url, { email: newEmail() })
  const answer = await other.finish('google', { state: own.state, code: stolen.code })
  expect([answer.status, answer.body.type]).toEqual([403, '/problems/provider-refused'])
})

test('another site can start no visit', async () => {
  const one = browser(app)
  const ask = { origin: 'https://evil.example', 'sec-fetch-site': 'cross-site' }
  const url = '/v1/auth/providers/kakao/visits'
  expect((await one.ask('POST', url, {}, ask)).body.type).toBe('/problems/origin-refused')
  for (const path of ['//evil.example', '/\\evil.example', '/%5cevil.example', '/\t/a', '/\n/a'])
    expect((await one.ask('POST', url, { returnPath: path })).status).toBe(400)
})

test('of two sign-ups at once with one identity one makes the account, the other is told that there is one', async () => {
  const email = newEmail()
  const both = [browser(app), browser(app)]
  for (const one of both) await one.visit('kakao', { email })
  const answers = await Promise.all(both.map((one) => signUp(one, email)))
  expect(answers.map(({ status }) => status).sort()).toEqual([201, 409])
  expect((await browser(app).visit('kakao', { email })).body.next).toBe('signed-in')
})

test('a provider has one sign-in an account, and a sign-in one account', async () => {
  const email = newEmail()
  const one = await arrived('kakao', email)
  const taken = await (await withPassword(newEmail())).visit('kakao', { email }, 'connect')
  expect([taken.status, taken.body.type]).toEqual([409, '/problems/provider-taken'])
  const second = await one.visit('kakao', { email: newEmail() }, 'connect')
  expect([second.status, second.body.type]).toEqual([409, '/problems/provider-connected'])
  const same = await one.visit('kakao', { email }, 'connect')
  expect([same.status, same.body]).toMatchObject([
    200,
    { next: 'connected', returnPath: '/account', signedIn: null },
  ])
})

test('sign-ins are connected and disconnected after a sign-in of the last minutes, with a mail', async () => {
  const email = newEmail()
  const one = await withPassword(email)
  expect((await one.visit('naver', { email: newEmail() }, 'connect')).body.next).toBe('connected')
  await stale(email)
  for (const [method, url, body] of [
    ['POST', '/v1/me/sign-ins/kakao/visits', { purpose: 'connect' }],
    ['DELETE', '/v1/me/sign-ins/naver', undefined],
  ] as const)
    expect((await one.ask(method, url, body)).body.type).toBe('/problems/sign-in-again')
  const wrong = await one.ask('POST', '/v1/auth/proof', { password: 'not this one' })
  expect(wrong.body.type).toBe('/problems/password-wrong')
  await one.ask('POST', '/v1/auth/proof', { password: PASSWORD })
  expect((await one.ask('DELETE', '/v1/me/sign-ins/naver')).status).toBe(200)
  expect((await one.ask('DELETE', '/v1/me/sign-ins/naver')).status).toBe(404)
  const subjects = (await mailsTo(email)).map(({ subject }) => subject ?? '')
  expect(subjects.slice(-2)).toEqual([
    expect.stringContaining('연결되었습니다'),
    expect.stringContaining('해제되었습니다'),
  ])
})

test('the last way in stays, also for two who end two at once', async () => {
  const email = newEmail()
  const one = await arrived('kakao', email)
  const last = await one.ask('DELETE', '/v1/me/sign-ins/kakao')
  expect([last.status, last.body.type]).toEqual([409, '/problems/last-way-in'])
  await one.visit('naver', { email }, 'connect')
  const id = (await me(one))?.id ?? ''
  const locked = Promise.withResolvers<void>()
  const both = locked.promise.then(() =>
    Promise.all([
      one.ask('DELETE', '/v1/me/sign-ins/kakao'),
      one.ask('DELETE', '/v1/me/sign-ins/naver'),
    ]),
  )
  await engine.house.transaction(async (tx) => {
    await lockAccount(tx, id)
    locked.resolve()
    await untilWaiting(engine.house, 2)
  })
  expect((await both).map(({ status }) => status).sort()).toEqual([200, 409])
})

test('the database keeps a way in as well', async () => {
  const id = (await me(await arrived('kakao', newEmail())))?.id
  await expect(
    engine.database.run(sql`delete from credentials where account_id = ${id}`),
  ).rejects.toThrow(/no way in/)
})

test('an account without a password confirms by its provider, gets a password by mail, and leaves', async () => {
  const email = newEmail()
  const one = await arrived('google', email)
  const id = (await me(one))?.id
  await stale(email)
  const change = { email: newEmail() }
  expect((await one.ask('POST', '/v1/me/email', change)).body.type).toBe('/problems/sign-in-again')
  expect((await one.ask('DELETE', '/v1/me', {})).body.type).toBe('/problems/sign-in-again')
  const other = await one.visit('google', { email: newEmail() }, 'confirm')
  expect(other.body.type).toBe('/problems/provider-of-another')
  expect((await one.visit('google', { email }, 'confirm')).body.next).toBe('confirmed')
  expect((await one.ask('POST', '/v1/me/email', change)).status).toBe(200)

  await one.ask('POST', '/v1/auth/request-password-reset', { email })
  const reset = { token: await tokenTo(email), newPassword: PASSWORD }
  expect((await one.ask('POST', '/v1/auth/reset-password', reset)).status).toBe(200)
  expect((await one.ask('GET', '/v1/me/sign-ins')).body).toMatchObject({
    hasPassword: true,
    data: [{ provider: 'google' }],
  })
  // From now on the password counts, however fresh the sign-in is.
  expect((await one.ask('DELETE', '/v1/me', {})).body.type).toBe('/problems/password-wrong')
  expect((await one.ask('DELETE', '/v1/me', { password: PASSWORD })).status).toBe(200)
  expect(
    await engine.database.rows(sql`select 1 from credentials where account_id = ${id}`),
  ).toEqual([])
  expect((await browser(app).visit('google', { email })).body.next).toBe('sign-up')
})

test('an account without a password leaves after it has confirmed by its provider; a fresh sign-in is not enough', async () => {
  const email = newEmail()
  const one = await arrived('kakao', email)
  expect((await one.ask('GET', '/v1/me/second-factor')).body).toMatchObject({
    ...{ confirmedBy: 'recent', isConfirmed: false },
  })
  expect((await one.ask('DELETE', '/v1/me', {})).body.type).toBe('/problems/sign-in-again')
  expect((await one.visit('kakao', { email }, 'confirm')).body.next).toBe('confirmed')
  expect((await one.ask('GET', '/v1/me/second-factor')).body).toMatchObject({ isConfirmed: true })
  // Another session of the account has not confirmed.
  const other = browser(app)
  await other.visit('kakao', { email })
  expect((await other.ask('DELETE', '/v1/me', {})).body.type).toBe('/problems/sign-in-again')
  expect((await one.ask('DELETE', '/v1/me', {})).status).toBe(200)
  expect(await me(one)).toBe(null)
})

test('a visit that belongs to an account ends for that account only', async () => {
  const email = newEmail()
  const one = await withPassword(email)
  const returned = await consentAt((await one.start('kakao', 'connect')).body.url, {
    email: newEmail(),
  })
  await one.ask('POST', '/v1/auth/sign-out')
  const answer = await one.finish('kakao', returned)
  expect([answer.status, answer.body.type]).toEqual([410, '/problems/provider-visit-ended'])
})
