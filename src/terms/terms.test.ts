import { afterAll, beforeAll, expect, test } from 'vitest'
import { ACCEPTED } from '../../test/consents.ts'
import { type TestEngine, testEngine } from '../../test/engine.ts'
import { as, CHEAP_HASH, type Person, type TestServer, testServer } from '../../test/server.ts'
import { insertAccount } from '../accounts/queries.ts'
import { later } from '../kernel/time.ts'
import { readNow } from '../postgres/now.ts'
import { sql } from '../postgres/sql.ts'

let engine: TestEngine
let app: TestServer
beforeAll(async () => {
  engine = await testEngine()
  app = await testServer(engine)
})
afterAll(async () => {
  await app.server.close()
  await engine.close()
})

interface Acceptances {
  readonly data: readonly { kind: string; version: number; given: boolean; at: string }[]
  readonly missing: readonly { kind: string; version: number }[]
  readonly until: string | null
}
const acceptances = async (person: Person) =>
  (await person<Acceptances>('GET', '/v1/me/acceptances')).body

const signUp = (accepted?: readonly object[]) =>
  app.anyone<{ token: string }>('POST', '/v1/auth/sign-up/email', {
    ...{ name: '김새벽', email: `${engine.newId()}@example.com`, password: 'long enough' },
    ...(accepted && { accepted }),
  })

/** An account that came to be without having accepted anything, as one of before. */
const unasked = () => account('customer')

async function account(role: 'customer' | 'admin'): Promise<{ person: Person; id: string }> {
  const id = engine.newId()
  const email = `${id}@example.com`
  const credential = { credentialId: engine.newId(), passwordHash: CHEAP_HASH }
  await insertAccount(engine.house, { id, email, name: '김전', role }, credential)
  const signedIn = await app.anyone<{ token: string }>('POST', '/v1/auth/sign-in/email', {
    ...{ email, password: 'correct horse battery' },
  })
  return { id, person: as(app.server, signedIn.body.token) }
}

/** A claim that is refused for nothing but missing terms: the restaurant does not exist. */
const claim = (person: Person) =>
  person<{ missing?: object }>('POST', `/v1/restaurants/${engine.newId()}/bookings`, {
    ...{ tableTimeId: engine.newId(), date: '2026-12-24', price: 0 },
  })

test('nobody signs up without accepting the terms and being fourteen', async () => {
  expect(await signUp()).toMatchObject({
    status: 403,
    body: { type: expect.stringMatching(/terms-not-accepted$/), missing: ACCEPTED },
  })
  expect((await signUp([{ kind: 'terms', version: 1 }])).body).toMatchObject({
    missing: [{ kind: 'age', version: 1 }],
  })
  const { count } = await engine.database.one<{ count: number }>(
    sql`select count(*)::integer as count from accounts where name = '김새벽'`,
  )
  expect(count).toBe(0)
})

test('what was accepted at sign-up is kept with its version and time, and is in the download', async () => {
  const consent = { kind: 'marketing-mail', version: 1 }
  const { body } = await signUp([...ACCEPTED, consent])
  const person = as(app.server, body.token)
  const kept = await acceptances(person)
  expect(kept).toMatchObject({ missing: [], until: null })
  expect(kept.data.map(({ kind, version, given }) => [kind, version, given]).sort()).toEqual([
    ['age', 1, true],
    ['marketing-mail', 1, true],
    ['terms', 1, true],
  ])
  const { body: downloaded } = await person<{ acceptances: Acceptances }>('GET', '/v1/me/data')
  expect(downloaded.acceptances).toEqual(kept)
})

test('an account without acceptance claims nothing, and goes on once it has accepted', async () => {
  const { person } = await unasked()
  expect((await person('GET', '/v1/me')).body).toMatchObject({ mustAccept: true })
  expect(await claim(person)).toMatchObject({
    status: 403,
    body: { type: expect.stringMatching(/terms-not-accepted$/), missing: ACCEPTED },
  })
  expect((await person('POST', '/v1/me/acceptances', { accepted: ACCEPTED })).status).toBe(201)
  expect((await person('GET', '/v1/me')).body).toMatchObject({ mustAccept: false })
  expect((await claim(person)).status).toBe(404)
})

test('a guest accepts before the first claim', async () => {
  const { body } = await app.anyone<{ token: string }>('POST', '/v1/auth/sign-in/anonymous')
  const guest = as(app.server, body.token)
  expect((await claim(guest)).status).toBe(403)
  await guest('POST', '/v1/me/acceptances', { accepted: ACCEPTED })
  expect((await claim(guest)).status).toBe(404)
})

test('an account from before there were terms goes on until its date', async () => {
  const { id, person } = await unasked()
  const { now } = await readNow(engine.house)
  const until = later(now, 3_600)
  await engine.database.run(sql`
    insert into terms_grace (account_id, until) values (${id}, ${until})`)
  const again = as(app.server, person.authorization.slice('Bearer '.length))
  expect((await claim(again)).status).toBe(404)
  expect((await acceptances(again)).until).toBe(until.toISOString())
  expect((await acceptances(again)).missing).toEqual(ACCEPTED)
  await engine.advance(3_601)
  const { mustAccept } = await engine.database.one<{ mustAccept: boolean }>(sql`
    select not exists (select from terms_grace where account_id = ${id} and until > clock_now())
        as "mustAccept"`)
  expect(mustAccept).toBe(true)
})

test('consent to advertising is withdrawn and given again, each by itself; the terms are not', async () => {
  const { body } = await signUp([
    ...ACCEPTED,
    { kind: 'marketing-mail', version: 1 },
    { kind: 'marketing-text', version: 1 },
  ])
  const person = as(app.server, body.token)
  await person('DELETE', '/v1/me/acceptances/marketing-mail')
  await person('DELETE', '/v1/me/acceptances/marketing-mail') // nothing more happens
  const given = async (kind: string) =>
    (await acceptances(person)).data.filter((one) => one.kind === kind).map((one) => one.given)
  expect(await given('marketing-mail')).toEqual([false, true])
  expect(await given('marketing-text')).toEqual([true])
  await person('POST', '/v1/me/acceptances', { accepted: [{ kind: 'marketing-mail', version: 1 }] })
  expect(await given('marketing-mail')).toEqual([true, false, true])
  expect((await person('DELETE', '/v1/me/acceptances/terms')).status).toBe(400)
})

test('what was accepted is erased with the account', async () => {
  const { body } = await signUp(ACCEPTED)
  const person = as(app.server, body.token)
  const { id } = (await person<{ id: string }>('GET', '/v1/me')).body
  expect((await person('DELETE', '/v1/me', { password: 'long enough' })).status).toBe(200)
  const left = await engine.database.rows(sql`select from acceptances where account_id = ${id}`)
  expect(left).toEqual([])
})

test('a new version is announced by an admin, applies from its date, and leaves the old one readable', async () => {
  const admin = (await account('admin')).person
  const { now } = await readNow(engine.house)
  const words = { ko: '## 새 약관\n{company}의 약관', en: '## New terms\nTerms of {company}' }
  const publish = (person: Person, ahead: number) =>
    person('POST', '/v1/terms/marketing-mail/versions', {
      ...words,
      appliesFrom: later(now, ahead * 86_400).toISOString(),
      isUnfavourable: false,
    })
  expect((await publish(await app.owner(), 8)).status).toBe(403)
  expect((await publish(admin, 6)).body.type).toMatch(/terms-change-too-soon$/)
  expect(await publish(admin, 8)).toMatchObject({ status: 201, body: { version: 2 } })
  expect((await publish(admin, 9)).body.type).toMatch(/terms-change-scheduled$/)
  const read = async (query = '') =>
    (
      await app.anyone<{ version: number; current: number; ko: string }>(
        'GET',
        `/v1/terms/marketing-mail${query}`,
      )
    ).body
  expect(await read()).toMatchObject({ version: 1, current: 1 })
  expect((await read('?version=2')).ko).toContain('새 약관')
  await engine.advance(8 * 86_400)
  expect(await read()).toMatchObject({ version: 2, current: 2 })
  expect((await read('?version=1')).version).toBe(1)
  expect((await app.anyone('GET', '/v1/terms/marketing-mail?version=3')).status).toBe(404)
})

test('the operator’s details are in the texts and on the site', async () => {
  const admin = (await account('admin')).person
  const operator = {
    ...{ company: '자리컴퍼니', representative: '김대표', businessNumber: '1234567891' },
    ...{ mailOrderNumber: '2026-서울중구-0001', address: '서울특별시 중구 세종대로 110' },
    ...{ phone: '02-120', email: 'help@example.com', hosting: '우리서버' },
    privacyOfficer: '이책임',
  }
  const wrong = await admin('PUT', '/v1/operator', { ...operator, businessNumber: '1234567890' })
  expect(wrong.body.type).toMatch(/business-number-wrong$/)
  expect((await admin('PUT', '/v1/operator', operator)).status).toBe(200)
  expect((await app.anyone('GET', '/v1/operator')).body).toEqual({
    ...operator,
    businessNumber: '123-45-67891',
  })
  const { body } = await app.anyone<{ ko: string; en: string }>('GET', '/v1/terms/privacy')
  for (const text of [body.ko, body.en]) {
    expect(text).toContain('이책임')
    expect(text).not.toMatch(/\{\w+\}/)
  }
})
