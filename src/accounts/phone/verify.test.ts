import { randomBytes } from 'node:crypto'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { expectCleanAudit } from '../../../test/audited.ts'
import { ACCEPTED, acceptAs } from '../../../test/consents.ts'
import { type TestEngine, testEngine } from '../../../test/engine.ts'
import { as, type Person, type TestServer, testServer } from '../../../test/server.ts'
import { joining } from '../../joining.ts'
import { leavingOf } from '../../leaving.ts'
import { sendAccountMails } from '../../mail/account-mails.ts'
import { type Mailbox, openMailbox } from '../../mail/mailbox.fixture.ts'
import { sql } from '../../postgres/sql.ts'
import type { TextOutcome } from '../../texts/port.ts'
import { removeOldGuests } from '../guests/join.ts'
import { openKeyRing } from '../key-ring.ts'
import { sealAnew } from '../rotate-keys.ts'
import { codeFor } from './code.fixture.ts'
import { sealedCodes, sealedVerifiedPhones } from './verified-queries.ts'
import { forgetOldCodes, sendCode, verifyPhone } from './verify.ts'

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

const CODE = '/v1/me/verified-phone/code'
const PROOF = '/v1/me/verified-phone'
const typeOf = ({ body }: { readonly body: { type?: string } | null }) =>
  body?.type?.split('/').at(-1)
const ask = (person: Person, phone: string) => person('POST', CODE, { phone })
const prove = (person: Person, code: string) => person('POST', PROOF, { code })
const numberOf = async (person: Person) =>
  (await person<{ phone: string | null }>('GET', PROOF)).body.phone
const otherThan = (code: string) => `${(Number(code[0]) + 1) % 10}${code.slice(1)}`

async function verified(person: Person, phone: string): Promise<void> {
  expect((await ask(person, phone)).status).toBe(200)
  expect((await prove(person, await codeFor(engine, phone))).status).toBe(200)
}

const idOf = async (person: Person) => (await person<{ id: string }>('GET', '/v1/me')).body.id

test('a code that was sent proves its number, once; it is kept as a hash, and the number encrypted', async () => {
  const person = await app.customer()
  const sent = await ask(person, '010 2000 0001')
  expect(sent.body).toMatchObject({ phone: '010-2000-0001', isSure: true })
  const code = await codeFor(engine, '010-2000-0001')
  const rows = JSON.stringify(await engine.house.rows(sql`select * from phone_codes`))
  expect(rows).not.toContain(code)
  expect(rows).not.toContain('20000001')
  const proven = await prove(person, code)
  expect(proven.body).toMatchObject({ phone: '010-2000-0001' })
  expect(typeOf(await prove(person, code))).toBe('code-ended')
  expect(await numberOf(person)).toBe('010-2000-0001')
  const kept = JSON.stringify(await engine.house.rows(sql`select * from verified_phones`))
  expect(kept).not.toContain('20000001')
  await person('DELETE', PROOF)
  expect(await numberOf(person)).toBe(null)
})

test('a text says the site and the code, in the format that phones fill in, in the reader’s language', async () => {
  const person = await app.customer('당첨! https://evil.example')
  await ask(person, '010-2000-0002')
  const ko = await codeFor(engine, '010-2000-0002', 'text')
  expect(ko).toMatch(/^\[자리\] 인증번호는 (\d{6})입니다\.\n\n@localhost #\1$/)
  await person('POST', CODE, { phone: '010-2000-0002' }, { 'accept-language': 'en' })
  const en = await codeFor(engine, '010-2000-0002', 'text')
  expect(en).toMatch(/^\[Jari\] Your code is (\d{6})\.\n\n@localhost #\1$/)
})

test('five wrong codes end a code, and so do five minutes and the next code', async () => {
  const person = await app.customer()
  await ask(person, '010-2000-0003')
  const first = await codeFor(engine, '010-2000-0003')
  for (const left of [4, 3, 2, 1, 0]) {
    const wrong = await prove(person, otherThan(first))
    expect([typeOf(wrong), wrong.body]).toMatchObject(['code-wrong', { triesLeft: left }])
  }
  expect(typeOf(await prove(person, first))).toBe('code-ended')
  await ask(person, '010-2000-0003')
  const second = await codeFor(engine, '010-2000-0003')
  await ask(person, '010-2000-0003')
  const third = await codeFor(engine, '010-2000-0003')
  if (second !== third) expect(typeOf(await prove(person, second))).toBe('code-wrong')
  await engine.advance(5 * 60)
  expect(typeOf(await prove(person, third))).toBe('code-ended')
  expect(await forgetOldCodes(engine)).toBeGreaterThan(0)
})

test('texts are counted by account, by number and in all, and every refusal says when to come back', async () => {
  const [one, other] = [await app.customer(), await app.customer()]
  for (let turn = 0; turn < 4; turn += 1) expect((await ask(one, '010-2000-0004')).status).toBe(200)
  const byNumber = await ask(other, '01020000004')
  expect(byNumber).toMatchObject({ status: 429, body: { limit: 'texts-number-verified' } })
  expect(Number(byNumber.headers['retry-after'])).toBeGreaterThan(0)
  expect((await ask(one, '010-2000-0005')).status).toBe(200)
  expect((await ask(one, '010-2000-0006')).body).toMatchObject({ limit: 'texts-account' })
  const from = { accountId: await idOf(other), network: '203.0.113.9' }
  const people = await Promise.all(Array.from({ length: 31 }, () => app.customer()))
  const outcomes: string[] = []
  for (const [at, person] of people.entries()) {
    const asked = { ...from, accountId: await idOf(person), language: 'ko' } as const
    const phone = `010-2100-${`${at}`.padStart(4, '0')}`
    await sendCode(engine, { ...asked, phone }).then(
      () => outcomes.push('sent'),
      ({ facts }) => outcomes.push(facts.limit),
    )
  }
  expect(outcomes.slice(-2)).toEqual(['sent', 'texts-network'])
})

test('codes that are tried are counted by account', async () => {
  const accountId = await idOf(await app.customer())
  const tried = { accountId, network: undefined, code: '000000' }
  const types: string[] = []
  for (let turn = 0; turn < 16; turn += 1)
    await verifyPhone(engine, tried).catch(({ type }) => types.push(type))
  expect(types.slice(-2)).toEqual(['code-ended', 'limit-reached'])
})

test('a number that is not mobile, or of another country, gets no text', async () => {
  const person = await app.customer()
  for (const phone of ['02-123-4567', '1588-1234', '+81 90 1234 5678'])
    expect(typeOf(await ask(person, phone))).toBe('phone-unfit')
})

test('of right answers that come at once one counts', async () => {
  const person = await app.customer()
  await ask(person, '010-2000-0007')
  const code = await codeFor(engine, '010-2000-0007')
  const answers = await Promise.all(Array.from({ length: 6 }, () => prove(person, code)))
  expect(answers.map(({ status }) => status).sort()).toEqual([200, 410, 410, 410, 410, 410])
})

test('wrong answers that come at once are five at most', async () => {
  const person = await app.customer()
  await ask(person, '010-2000-0008')
  const wrong = otherThan(await codeFor(engine, '010-2000-0008'))
  const answers = await Promise.all(Array.from({ length: 9 }, () => prove(person, wrong)))
  expect(answers.filter((answer) => typeOf(answer) === 'code-wrong')).toHaveLength(5)
})

test('a newer proof takes a number over, and whoever had it is told by mail', async () => {
  const [older, newer] = [await app.customer(), await app.customer()]
  await verified(older, '010-2000-0009')
  await verified(newer, '+82 10-2000-0009')
  expect([await numberOf(older), await numberOf(newer)]).toEqual([null, '010-2000-0009'])
  const { email } = (await older<{ email: string }>('GET', '/v1/me')).body
  while ((await sendAccountMails(engine, mailbox, new AbortController().signal)) > 0);
  const [mail] = await mailbox.received(email)
  expect(mail?.subject).toContain('휴대전화 인증이 해제되었습니다')
  expect(mail?.text).not.toContain('2000')
})

test('accounts that prove one number at once: one has it', async () => {
  const people = await Promise.all([app.customer(), app.customer(), app.customer()])
  const codes: string[] = []
  for (const person of people) {
    await ask(person, '010-2000-0010')
    codes.push(await codeFor(engine, '010-2000-0010'))
  }
  const answers = await Promise.all(people.map((person, at) => prove(person, codes[at] ?? '')))
  expect(answers.map(({ status }) => status)).toEqual([200, 200, 200])
  const numbers = await Promise.all(people.map(numberOf))
  expect(numbers.filter((number) => number !== null)).toHaveLength(1)
})

test('a text that was refused leaves no code; one whose fate is unknown does', async () => {
  const accountId = await idOf(await app.customer())
  const asked = { accountId, network: undefined, language: 'ko' } as const
  const at = (outcome: TextOutcome) => ({
    ...engine,
    texts: { countries: ['KR'], send: async () => outcome },
  })
  const codes = () =>
    engine.house.rows(sql`select from phone_codes where account_id = ${accountId}`)
  const refused = at({ is: 'refused', because: 'x' })
  await expect(sendCode(refused, { ...asked, phone: '010-2000-0011' })).rejects.toMatchObject({
    type: 'text-refused',
  })
  expect(await codes()).toHaveLength(0)
  const unknown = at({ is: 'unknown', because: 'x' })
  const sent = await sendCode(unknown, { ...asked, phone: '010-2000-0011' })
  expect(sent.isSure).toBe(false)
  expect(await codes()).toHaveLength(1)
  const off = { ...engine, texts: undefined }
  await expect(sendCode(off, { ...asked, phone: '010-2000-0011' })).rejects.toMatchObject({
    type: 'texts-off',
  })
})

test('a guest proves a number, and has it as an account after signing in', async () => {
  const signedIn = await app.anyone<{ token: string; user: { id: string } }>(
    ...(['POST', '/v1/auth/sign-in/anonymous'] as const),
  )
  const guest = as(app.server, signedIn.body.token)
  await acceptAs(engine, signedIn.body.user.id)
  await verified(guest, '010-2000-0012')
  const ask = {
    name: '김가입',
    email: 'joined@example.com',
    password: 'long enough',
    accepted: ACCEPTED,
  }
  const { body } = await guest<{ token: string }>('POST', '/v1/auth/sign-up/email', ask)
  expect(await numberOf(as(app.server, body.token))).toBe('010-2000-0012')
  await removeOldGuests(engine, joining, leavingOf(engine))
})

test('who leaves takes the number along; the download has it, and events say what was done', async () => {
  const person = await app.customer()
  await verified(person, '010-2000-0013')
  const { body } = await person<Record<string, unknown>>('GET', '/v1/me/data')
  expect(body).toMatchObject({ verifiedPhone: { phone: '010-2000-0013' } })
  const events = await person<{ data: { kind: string }[] }>('GET', '/v1/me/security-events')
  const kinds = events.body.data.map(({ kind }) => kind)
  expect(kinds).toEqual(expect.arrayContaining(['phone-code', 'phone-verified']))
  const accountId = await idOf(person)
  await ask(person, '010-2000-0013')
  const gone = await person('DELETE', '/v1/me', { password: 'correct horse battery' })
  expect(gone.status).toBe(200)
  const left = await engine.house.one<{ count: number }>(sql`
    select (select count(*) from verified_phones where account_id = ${accountId})
         + (select count(*) from phone_codes where account_id = ${accountId}) as count
  `)
  expect(Number(left.count)).toBe(0)
})

test('a rotation of keys makes the blind index anew: a number stays of one account', async () => {
  const keys = ['old', 'new'].map((id) => ({ id, key: randomBytes(32) }))
  const [old, both, fresh] = [keys.slice(0, 1), keys.toReversed(), keys.slice(1)].map((ring) => ({
    ...engine,
    keyRing: openKeyRing(ring),
  })) as [TestEngine, TestEngine, TestEngine]
  await engine.house.run(sql`delete from verified_phones`)
  await engine.house.run(sql`delete from phone_codes`)
  const accounts = await Promise.all([app.customer(), app.customer(), app.customer()])
  const ids = await Promise.all(accounts.map(idOf))
  const take = async (ring: TestEngine, at: number, phone: string) => {
    const asked = { accountId: ids[at] ?? '', network: undefined }
    await sendCode(ring, { ...asked, phone, language: 'ko' })
    await verifyPhone(ring, { ...asked, code: await codeFor(engine, phone) })
  }
  const holders = async () =>
    (
      await engine.house.rows<{ id: string }>(sql`select account_id as id from verified_phones`)
    ).map(({ id }) => id)
  await take(old, 0, '010-2000-0014')
  await take(both, 1, '010-2000-0014')
  expect(await holders()).toEqual([ids[1]])
  await take(old, 0, '010-2000-0015')
  await sealAnew(engine.database, both.keyRing, [sealedCodes, sealedVerifiedPhones])
  await take(fresh, 2, '010-2000-0015')
  expect((await holders()).sort()).toEqual([ids[1], ids[2]].sort())
})
