import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { expectCleanAudit } from '../../../test/audited.ts'
import { ACCEPTED } from '../../../test/consents.ts'
import { onDatabase, type TestEngine, testEngine } from '../../../test/engine.ts'
import { as, type Person, type TestServer, testServer } from '../../../test/server.ts'
import { makeBus } from '../../events/bus.ts'
import { startEvents } from '../../events/start.ts'
import { writeMail } from '../../jobs/jobs.ts'
import type { StaffRole } from '../../kernel/endpoint.ts'
import { later, wallDate } from '../../kernel/time.ts'
import { type Mailbox, openMailbox } from '../../mail/mailbox.fixture.ts'
import { sendMails } from '../../mail/send.ts'
import { connect } from '../../postgres/database.ts'
import { sql } from '../../postgres/sql.ts'
import { forgetInvited } from './leaving.ts'

const DAY = 24 * 60 * 60
const password = 'correct horse battery'
const draft = { name: '맛있는 집밥', description: '', timeZone: 'Asia/Seoul', currency: 'KRW' }

interface Invited {
  invitationId: string
  role: string
  state: string
}
interface Team {
  owner: { email: string }
  staff: { accountId: string; email: string; role: string }[]
  invitations: Invited[]
}
interface Me {
  id: string
  email: string
  role: string
  jobs: { storeId: string; role: string }[]
}

let engine: TestEngine
let app: TestServer
let elsewhere: TestServer
let there: TestEngine
let mailbox: Mailbox
let owner: Person
let storeId: string
let at: string

beforeAll(async () => {
  engine = await testEngine()
  app = await testServer(engine)
  there = { ...onDatabase(engine, connect(engine.databaseUrl)), bus: makeBus() }
  const events = await startEvents(there, engine.databaseUrl)
  elsewhere = await testServer(there)
  mailbox = await openMailbox()
  return async () => {
    await elsewhere.server.close()
    await events.stop()
    await there.database.close()
  }
})
beforeEach(async () => {
  owner = await app.owner()
  storeId = (await owner<{ id: string }>('POST', '/v1/stores', { ...draft, door: 'dining' })).body
    .id
  at = `/v1/stores/${storeId}`
})
afterAll(async () => {
  await sendAll()
  await engine.database.run(sql`delete from outbox`)
  await expectCleanAudit(engine)
  await mailbox.remove()
  await engine.close()
})

const meOf = async (person: Person) => (await person<Me>('GET', '/v1/me')).body
const teamOf = async (person = owner) => (await person<Team>('GET', `${at}/staff`)).body
const actsOf = async (person = owner) =>
  (
    await person<{
      data: { act: string; role: string; by: string | null; about: string | null }[]
    }>('GET', `${at}/staff-acts`)
  ).body.data
const invite = async (email: string, role: string, more: object = {}, by = owner) =>
  by<Invited>('POST', `${at}/staff-invitations`, { email, role, ...more })
/** The token of the latest mail to an address: nothing else has it. */
async function mailedTo(email: string): Promise<string> {
  await sendAll()
  const mail = (await mailbox.received(email.toLowerCase())).at(-1)
  return /staff-invitations#(\S+)/.exec(mail?.text ?? '')?.[1] ?? ''
}
/** Invites, and reads the mail. */
async function invited(email: string, role: string, more: object = {}) {
  const { body } = await invite(email, role, more)
  return { ...body, email, token: await mailedTo(email) }
}
const accept = (person: Person, token: string) =>
  person('POST', '/v1/staff-invitations/acceptance', { token })
const shown = (token: string) => app.anyone('POST', '/v1/staff-invitations/look-up', { token })

async function givenStaff(role: StaffRole): Promise<Person> {
  const person = await app.customer()
  const { token } = await invited((await meOf(person)).email, role)
  expect((await accept(person, token)).status).toBe(200)
  return person
}

const sendAll = async () => {
  const { signal } = new AbortController()
  while ((await sendMails(engine, { mailer: mailbox.mailer, write: writeMail }, signal)) > 0);
}

test('who is invited by mail follows its link, accepts, and works there from then on', async () => {
  const person = await app.customer('이직원')
  const { email } = await meOf(person)
  expect((await person('GET', `${at}/bookings/days?month=2026-12`)).status).toBe(403)
  const answer = await invite(email.toUpperCase(), 'desk')
  const token = await mailedTo(email)
  const [mail] = await mailbox.received(email)
  expect(mail?.subject).toContain('직원으로 초대받았습니다')
  expect(mail?.text).toContain('데스크')
  expect(token).toMatch(/^\S{100,}$/)
  expect(JSON.stringify([answer.body, await teamOf()])).not.toContain(token.split('.').at(-1))
  expect((await shown(token)).body).toMatchObject({ email, role: 'desk', store: { id: storeId } })

  const accepted = await accept(person, token)
  expect(accepted).toMatchObject({ status: 200, body: { role: 'desk', store: { id: storeId } } })
  expect((await meOf(person)).jobs).toEqual([{ storeId, role: 'desk' }])
  expect((await person('GET', `${at}/bookings/days?month=2026-12`)).status).toBe(200)
  const mine = await person<{ data: { id: string }[] }>('GET', '/v1/me/stores')
  expect(mine.body.data.map(({ id }) => id)).toEqual([storeId])
  expect((await teamOf()).staff).toMatchObject([{ email, role: 'desk' }])
  expect((await teamOf()).invitations).toEqual([])
})

test('a desk is refused what is a manager’s, and a manager what is the owner’s', async () => {
  const [door, desk, manager] = [
    await givenStaff('door'),
    await givenStaff('desk'),
    await givenStaff('manager'),
  ]
  const patch = (person: Person, body: object) => person('PATCH', at, body)
  expect((await door('GET', `${at}/bookings?date=2026-12-01`)).status).toBe(403)
  expect((await patch(desk, { name: '새 이름' })).status).toBe(403)
  expect((await patch(manager, { name: '새 이름' })).status).toBe(200)
  expect(await patch(manager, { closed: true })).toMatchObject({
    status: 403,
    body: { code: 'not-allowed' },
  })
  expect((await manager('GET', `${at}/staff`)).status).toBe(403)
  expect((await invite('x@example.com', 'door', {}, manager)).status).toBe(403)
})

test('a job at one store opens no other one', async () => {
  const other = await owner<{ id: string }>('POST', '/v1/stores', { ...draft, door: 'dining' })
  const manager = await givenStaff('manager')
  for (const url of [`/v1/stores/${other.body.id}`, `/v1/stores/${engine.newId()}`])
    expect((await manager('PATCH', url, { name: '새 이름' })).status).toBe(404)
})

test('staff of a seller do not bid on their lots', async () => {
  const { body } = await owner<{ id: string }>('POST', '/v1/auctions', draft)
  ;[storeId, at] = [body.id, `/v1/stores/${body.id}`]
  const lot = await owner<{ lotId: string }>('POST', `/v1/auctions/${storeId}/lots`, {
    ...{ title: '달항아리', description: '', category: 'art', startPrice: 10_000 },
    endsAt: { date: wallDate(later(new Date(), 3 * DAY), 'Asia/Seoul'), time: '10:00' },
  })
  const url = `/v1/auctions/${storeId}/lots/${lot.body.lotId}/bids`
  const bid = async (person: Person) => (await person('POST', url, { amount: 10_000 })).body
  expect(await bid(await givenStaff('door'))).toMatchObject({ code: 'own-lot' })
  expect(await bid(await app.customer())).not.toHaveProperty('code')
})

test('a link is for one address and once, and another mail ends it', async () => {
  const [person, stranger] = [await app.customer(), await app.customer()]
  const { email } = await meOf(person)
  const first = await invited(email, 'door')
  expect(await accept(stranger, first.token)).toMatchObject({
    status: 403,
    body: { code: 'invitation-for-another' },
  })
  const url = `${at}/staff-invitations/${first.invitationId}`
  await owner('POST', `${url}/resending`)
  expect((await accept(person, first.token)).status).toBe(404)
  const again = { token: await mailedTo(email) }
  expect((await accept(person, again.token)).status).toBe(200)
  expect((await accept(person, again.token)).status).toBe(404)
  const { storeId: _, ...forged } = { storeId, token: again.token.replace(/.$/, '_') }
  expect((await accept(person, forged.token)).status).toBe(404)
})

test('of many who press at once, one accepts, and the store has one owner', async () => {
  const heir = await app.customer()
  const { token } = await invited((await meOf(heir)).email, 'owner')
  const answers = await Promise.all(Array.from({ length: 6 }, () => accept(heir, token)))
  expect(answers.map(({ status }) => status).toSorted()).toEqual([200, 404, 404, 404, 404, 404])
  expect((await actsOf(heir)).map(({ act }) => act)).toEqual(['accepted', 'invited'])
})

test('a revoked invitation is not valid, nor is one after a week until it is sent again', async () => {
  const person = await app.customer()
  const { email } = await meOf(person)
  const revoked = await invited(email, 'desk')
  const of = (one: Invited) => `${at}/staff-invitations/${one.invitationId}`
  expect((await owner('DELETE', of(revoked))).status).toBe(200)
  expect((await shown(revoked.token)).status).toBe(404)
  expect((await owner('DELETE', of(revoked))).status).toBe(404)

  const old = await invited(email, 'desk')
  await engine.advance(7 * DAY)
  expect((await accept(person, old.token)).body).toMatchObject({ code: 'invitation-expired' })
  expect((await teamOf()).invitations).toMatchObject([{ state: 'expired' }])
  await owner('POST', `${of(old)}/resending`)
  expect((await accept(person, await mailedTo(email))).status).toBe(200)
})

test('whoever has the link may decline without an account; the owner sees it, and nobody accepts any more', async () => {
  const person = await app.customer()
  const { email } = await meOf(person)
  for (const role of ['desk', 'owner']) {
    const { token } = await invited(email, role)
    const decline = () => app.anyone('POST', '/v1/staff-invitations/decline', { token })
    expect((await decline()).status).toBe(200)
    expect((await teamOf()).invitations).toEqual([])
    expect((await actsOf())[0]).toMatchObject({ act: 'declined', role, by: null, about: email })
    expect((await decline()).status).toBe(404)
    expect((await accept(person, token)).status).toBe(404)
  }
  const forged = await app.anyone('POST', '/v1/staff-invitations/decline', { token: 'a.b.c.d' })
  expect(forged.body).toMatchObject({ code: 'invitation-missing' })
})

test('inviting an address again replaces its invitation; two offers of the store are refused', async () => {
  const first = await invited('kim@example.com', 'door')
  await invite('kim@example.com', 'manager')
  expect((await shown(first.token)).status).toBe(404)
  expect((await teamOf()).invitations).toMatchObject([{ role: 'manager' }])
  await invite('lee@example.com', 'owner')
  expect((await invite('park@example.com', 'owner')).body).toMatchObject({ code: 'handing-over' })
  const { email } = await meOf(owner)
  expect((await invite(email, 'desk')).body).toMatchObject({ code: 'own-store' })
})

test('whoever is removed is out at once, in another process too', async () => {
  const person = await givenStaff('desk')
  const there = as(elsewhere.server, person.authorization.slice('Bearer '.length))
  const look = (on: Person) => on('GET', `${at}/notices`)
  expect([(await look(person)).status, (await look(there)).status]).toEqual([200, 200])
  const { id } = await meOf(person)
  expect((await owner('DELETE', `${at}/staff/${id}`)).status).toBe(200)
  expect((await look(person)).status).toBe(403)
  await expect.poll(async () => (await look(there)).status, { timeout: 5_000 }).toBe(403)
  expect((await owner('DELETE', `${at}/staff/${id}`)).status).toBe(404)
})

test('a role changes at once; staff may leave by themselves', async () => {
  const person = await givenStaff('door')
  const { id } = await meOf(person)
  const look = () => person('GET', `${at}/notices`)
  expect((await look()).status).toBe(403)
  expect((await owner('PUT', `${at}/staff/${id}`, { role: 'desk' })).status).toBe(200)
  expect((await look()).status).toBe(200)
  expect((await person('DELETE', `/v1/me/jobs/${storeId}`)).status).toBe(200)
  expect((await look()).status).toBe(403)
  expect((await person('DELETE', `/v1/me/jobs/${storeId}`)).status).toBe(404)
})

test('a store that is handed over is somebody else’s with all that it has', async () => {
  const manager = await givenStaff('manager')
  const heir = await givenStaff('desk')
  const settings = { topics: ['bookings'], addresses: ['old@example.com'] }
  expect((await owner('PUT', `${at}/notice-settings`, settings)).status).toBe(200)
  const rooms = [{ storeId, weight: 1 }]
  await owner('POST', `${at}/waiting-room`, {
    ...{ opensAt: '2100-01-01T00:00:00Z', ratePerMinute: 1, capacity: 1 },
  })
  await owner('PUT', '/v1/me/shared-capacities/all', { capacity: 10, rooms })
  const key = await owner<{ secret: string }>('POST', '/v1/me/api-keys', {
    name: '조회',
    scopes: ['orders:read'],
  })
  const byKey = () =>
    app.anyone('GET', `${at}/payments`, undefined, { 'x-api-key': key.body.secret })
  expect((await byKey()).status).toBe(200)

  const business = { company: '옛 식당', representative: '박사장', businessNumber: '1234567891' }
  const more = { mailOrderNumber: '', address: '서울', phone: '02-123-4567', email: null }
  expect((await owner('PUT', `${at}/business`, { ...business, ...more })).status).toBe(200)

  await invite('accomplice@example.com', 'manager')
  const { token } = await invited((await meOf(heir)).email, 'owner', { stays: true })
  expect(await accept(heir, token)).toMatchObject({ status: 200, body: { role: 'owner' } })
  const seller = await app.anyone<{ company: string }>('GET', `${at}/business`)
  expect(seller.body).toMatchObject({ company: '', representative: '', businessNumber: '' })
  expect(await meOf(heir)).toMatchObject({ role: 'owner', jobs: [] })
  expect((await meOf(owner)).jobs).toEqual([{ storeId, role: 'manager' }])
  expect((await byKey()).status).toBe(404)
  expect((await owner('GET', `${at}/staff`)).status).toBe(404)
  expect((await owner('PATCH', at, { name: '매니저로' })).status).toBe(200)
  expect((await manager('GET', `${at}/payments`)).status).toBe(200)
  expect((await teamOf(heir)).staff.map(({ role }) => role)).toEqual(['manager', 'manager'])
  expect((await teamOf(heir)).invitations).toEqual([])
  expect((await actsOf(heir))[1]).toMatchObject({ act: 'revoked', about: 'accomplice@example.com' })
  const told = await heir('GET', `${at}/notice-settings`)
  expect(told.body).toMatchObject({ addresses: [] })
  const shared = await owner<{ data: { rooms: object[] }[] }>('GET', '/v1/me/shared-capacities')
  expect(shared.body.data.map((one) => one.rooms)).toEqual([[]])
  for (const person of [owner, heir]) {
    const kinds = async () => {
      const path = '/v1/me/security-events'
      const { body } = await person<{ data: { kind: string }[] }>('GET', path)
      return body.data.map(({ kind }) => kind)
    }
    await expect.poll(kinds).toContain('store-handed-over') // written after the answer
  }
})

test('the list of acts says who did what to whom, latest first', async () => {
  const person = await givenStaff('door')
  const { id } = await meOf(person)
  await owner('PUT', `${at}/staff/${id}`, { role: 'manager' })
  await owner('DELETE', `${at}/staff/${id}`)
  const { invitationId } = (await invite('kim@example.com', 'desk')).body
  await owner('DELETE', `${at}/staff-invitations/${invitationId}`)
  expect(await actsOf()).toMatchObject([
    { act: 'revoked', role: 'desk', by: '박사장', about: 'kim@example.com' },
    { act: 'invited', role: 'desk', by: '박사장', about: 'kim@example.com' },
    { act: 'removed', role: 'manager', by: '박사장', about: '김손님' },
    { act: 'changed', role: 'manager', by: '박사장', about: '김손님' },
    { act: 'accepted', role: 'door', by: '김손님', about: '김손님' },
    { act: 'invited', role: 'door', by: '박사장' },
  ])
})

test('whoever leaves works nowhere, and no invitation or act names them', async () => {
  const person = await givenStaff('desk')
  const { email } = await meOf(person)
  await invite(email, 'manager')
  expect((await person('DELETE', '/v1/me', { password })).status).toBe(200)
  expect(await teamOf()).toMatchObject({ staff: [], invitations: [] })
  expect((await actsOf()).map(({ by, about }) => [by, about])).toEqual([
    ['박사장', null],
    [null, null],
    ['박사장', null],
  ])
})

test('an owner who leaves takes nobody’s account, but the team of the closed store ends', async () => {
  const person = await givenStaff('manager')
  await invite('kim@example.com', 'desk')
  expect((await owner('PATCH', at, { closed: true })).status).toBe(200)
  expect((await owner('DELETE', '/v1/me', { password })).status).toBe(200)
  expect((await person('GET', `${at}/payments`)).status).toBe(403)
  for (const table of [sql`staff`, sql`staff_invitations`, sql`staff_acts`])
    expect(
      await engine.database.rows(sql`select 1 from ${table} where store_id = ${storeId}`),
    ).toEqual([])
})

test('a person mails thirty invitations a day, for all their stores', async () => {
  for (let sent = 0; sent < 30; sent += 1)
    expect((await invite(`p${sent}@example.com`, 'door')).status).toBe(201)
  const other = await owner<{ id: string }>('POST', '/v1/stores', { ...draft, door: 'dining' })
  at = `/v1/stores/${other.body.id}`
  expect(await invite('more@example.com', 'door')).toMatchObject({
    status: 429,
    body: { code: 'invited-often' },
  })
})

test('addresses of old invitations are forgotten', async () => {
  await invite('old@example.com', 'desk')
  await engine.advance(98 * DAY)
  await forgetInvited(engine)
  expect((await teamOf()).invitations).toEqual([])
  expect((await actsOf()).at(-1)).toMatchObject({ act: 'invited', about: null })
})

/** A new account that has only named its address. */
async function unverified(email: string): Promise<Person> {
  const ask = { name: '이름', email, password: 'long enough for this', accepted: ACCEPTED }
  const { body } = await app.anyone<{ token: string }>('POST', '/v1/auth/sign-up/email', ask)
  return as(app.server, body.token)
}

test('who only named the invited address accepts nothing; who verified it does', async () => {
  const email = 'named@example.com'
  const { token } = await invited(email, 'manager')
  const person = await unverified(email)
  const refused = await accept(person, token)
  expect(refused).toMatchObject({ status: 403, body: { code: 'invitation-unverified' } })
  expect((await meOf(person)).jobs).toEqual([])
  const { id } = await meOf(person)
  await engine.house.run(sql`
    update accounts set email_verified = false, address_lost_at = now() where id = ${id}
  `)
  expect((await accept(person, token)).body).toMatchObject({ code: 'invitation-unverified' })
  await engine.house.run(sql`
    update accounts set email_verified = true, address_lost_at = null where id = ${id}
  `)
  expect((await accept(person, token)).status).toBe(200)
})

test('an owner who verified no address invites nobody, nor sends again', async () => {
  const person = await unverified('seller@example.com')
  await person('POST', '/v1/me/owner')
  const opened = await person<{ id: string }>('POST', '/v1/stores', { ...draft, door: 'dining' })
  at = `/v1/stores/${opened.body.id}`
  const refused = await invite('kim@example.com', 'door', {}, person)
  expect(refused).toMatchObject({ status: 403, body: { code: 'inviter-unverified' } })
})

test('a mail to a stranger has no words of the store but its quoted name, without links', async () => {
  await owner('PATCH', at, { name: '당첨! https://evil.test/win 을 누르세요' })
  for (const role of ['door', 'owner']) {
    const email = `stranger-${role}@example.com`
    await invited(email, role)
    const [mail] = await mailbox.received(email)
    expect(mail?.subject).not.toContain('당첨')
    expect(mail?.text).toContain('‘당첨! https evil test win 을 누르세요’')
    expect(mail?.text).not.toContain('evil.test')
  }
})
