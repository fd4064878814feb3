import { afterAll, beforeAll, expect, test } from 'vitest'
import { expectCleanAudit } from '../../../test/audited.ts'
import { ACCEPTED } from '../../../test/consents.ts'
import { type TestEngine, testEngine } from '../../../test/engine.ts'
import { as, type TestServer, testServer } from '../../../test/server.ts'
import { sendAccountMails } from '../../mail/account-mails.ts'
import { type Mailbox, openMailbox } from '../../mail/mailbox.fixture.ts'
import { sql } from '../../postgres/sql.ts'
import { findTakenOverAt } from './queries.ts'

let engine: TestEngine
let app: TestServer
let mailbox: Mailbox
beforeAll(async () => {
  engine = await testEngine()
  app = await testServer(engine)
  mailbox = await openMailbox()
})
afterAll(async () => {
  await engine.database.run(sql`delete from outbox`)
  await expectCleanAudit(engine)
  await mailbox.remove()
  await engine.close()
})

interface SignedIn {
  readonly token: string
  readonly user: { readonly id: string; readonly name: string; readonly role: string }
}

/** A stranger’s account with the address of somebody else, who then takes it over by the link in a mail. */
async function takenOver(email: string, meanwhile: (stranger: SignedIn) => Promise<void>) {
  const ask = { name: '당첨! evil.test', email, password: 'the stranger’s own', accepted: ACCEPTED }
  const made = await app.anyone<SignedIn>('POST', '/v1/auth/sign-up/email', ask)
  await meanwhile(made.body)
  while ((await sendAccountMails(engine, mailbox, new AbortController().signal)) > 0);
  const [mail] = await mailbox.received(email)
  const token = /#(\S+)/.exec(mail?.text ?? '')?.[1] ?? ''
  const set = { token, newPassword: 'a new one for it' }
  const { body } = await app.anyone<SignedIn>('POST', '/v1/auth/reset-password', set)
  expect(body.user.id).toBe(made.body.user.id)
  return { ...body, person: as(app.server, body.token) }
}

test('who takes over an account that a stranger made has neither their name nor their role', async () => {
  const taken = await takenOver('victim@example.com', async ({ token }) => {
    await as(app.server, token)('POST', '/v1/me/owner')
  })
  expect(taken.user).toMatchObject({ name: 'victim', role: 'customer' })
})

test('a store of the stranger comes without its staff, its invitations and the keys', async () => {
  const accomplice = await app.customer()
  const { id: accompliceId } = (await accomplice<{ id: string }>('GET', '/v1/me')).body
  let storeId = ''
  const look = async () => (await accomplice('GET', `/v1/stores/${storeId}/payments`)).status
  const taken = await takenOver('heir@example.com', async ({ token, user }) => {
    const stranger = as(app.server, token)
    await stranger('POST', '/v1/me/owner')
    await stranger('POST', '/v1/me/api-keys', { name: '열쇠', scopes: ['shops:read'] })
    const draft = { name: '집', description: '', timeZone: 'Asia/Seoul', currency: 'KRW' }
    storeId = (await stranger<{ id: string }>('POST', '/v1/restaurants', draft)).body.id
    await engine.house.run(sql`
      insert into staff (store_id, account_id, role, since)
      values (${storeId}, ${accompliceId}, 'manager', now())
    `)
    await engine.house.run(sql`
      insert into staff_invitations (store_id, id, mail_id, email, role, stays, state, sent_at, expires_at)
      values (${storeId}, ${engine.newId()}, ${engine.newId()}, 'more@example.com', 'manager', false,
              'open', now(), now() + interval '7 days')
    `)
    await expect.poll(look, { timeout: 20_000 }).toBe(200)
    expect(user.role).toBe('customer')
  })
  expect(taken.user.role).toBe('owner')
  await expect.poll(look, { timeout: 20_000 }).toBe(403) // cached for a while without notifications
  const team = await taken.person('GET', `/v1/stores/${storeId}/staff`)
  expect(team.body).toMatchObject({ staff: [], invitations: [] })
  expect((await taken.person('GET', '/v1/me/api-keys')).body).toMatchObject({ data: [] })
})

test('an account that is verified by its own session, or reset once verified, keeps all of it', async () => {
  const person = await app.owner('김이름')
  const { email, id } = (await person<{ email: string; id: string }>('GET', '/v1/me')).body
  await app.anyone('POST', '/v1/auth/request-password-reset', { email })
  while ((await sendAccountMails(engine, mailbox, new AbortController().signal)) > 0);
  const [mail] = await mailbox.received(email)
  const token = /#(\S+)/.exec(mail?.text ?? '')?.[1] ?? ''
  const set = { token, newPassword: 'a new one for it' }
  const { body } = await app.anyone<SignedIn>('POST', '/v1/auth/reset-password', set)
  expect(body.user).toMatchObject({ id, name: '김이름', role: 'owner' })
  expect(await findTakenOverAt(engine.house, id)).toEqual({ takenOverAt: null })
})
