import { afterEach, expect, test } from 'vitest'
import { ACCEPTED } from '../../../test/consents.ts'
import { as, type Person } from '../../../test/server.ts'
import type { joinLine, listTickets, showLine } from '../../door-line/contract.ts'
import type { callNext, listLine } from '../../door-line/desk-contract.ts'
import { removeOldTickets } from '../../door-line/retention.ts'
import { writeMail } from '../../jobs/jobs.ts'
import type { AnswerOf } from '../../kernel/endpoint.ts'
import { sql } from '../../postgres/sql.ts'
import type { getFloor } from './desk-contract.ts'
import { openParties } from './party.fixture.ts'

const { dining, at, seat } = openParties()

type Ticket = AnswerOf<typeof joinLine> & { type?: string }
type Desk = AnswerOf<typeof listLine>

// The clock moves past the time at which mails should have been tried.
afterEach(() =>
  dining.engine.database.run(
    sql`update mails set outcome = 'skipped', next_try_at = null where outcome is null`,
  ),
)

const line = (path = '') => `/v1/stores/${dining.restaurantId}/line${path}`
const key = () => ({ 'idempotency-key': dining.engine.newId() })

const open = (more: object = {}) =>
  dining.owner('PUT', line(), { isOn: true, partiesMost: 50, callMinutes: 5, ...more })
const join = (by: Person, body: object = {}) =>
  by<Ticket>('POST', line('/tickets'), { party: 2, ...body })
const call = (body: object = {}) =>
  dining.owner<AnswerOf<typeof callNext> & { type?: string }>('POST', line('/calls'), body, key())
const own = async (by: Person) =>
  (await by<AnswerOf<typeof listTickets>>('GET', '/v1/line-tickets')).body.data.filter(
    ({ store }) => store.id === dining.restaurantId,
  )
const desk = async () => (await dining.owner<Desk>('GET', line('/tickets'))).body

async function givenGuest(): Promise<Person> {
  const { anyone, server } = dining.house
  const { body } = await anyone<{ token: string }>('POST', '/v1/auth/sign-in/anonymous')
  const guest = as(server, body.token)
  await guest('POST', '/v1/me/acceptances', { accepted: ACCEPTED })
  return guest
}

test('a store without a line takes nobody, until it turns one on', async () => {
  const guest = await givenGuest()
  expect((await join(guest)).body.type).toBe('/problems/door-line-off')
  expect((await open()).status).toBe(200)
  const { status, body } = await join(guest)
  expect(status).toBe(201)
  expect(body).toMatchObject({ number: 1, party: 2, state: 'waiting', ahead: 0, minutes: null })
})

test('a date that comes again, as its store changes the time zone, goes on with its numbers', async () => {
  await open()
  const zone = (timeZone: string) =>
    dining.owner('PATCH', `/v1/stores/${dining.restaurantId}`, { timeZone })
  const numbers = []
  for (const timeZone of ['Pacific/Kiritimati', 'Pacific/Pago_Pago', 'Pacific/Kiritimati']) {
    expect((await zone(timeZone)).status).toBe(200)
    numbers.push((await join(await givenGuest())).body.number)
  }
  expect(numbers).toEqual([1, 1, 2])
})

test('guests wait in order, each once, are called in order and told so by their page', async () => {
  await open()
  const guests = [await givenGuest(), await dining.house.customer(), await givenGuest()]
  for (const [nth, guest] of guests.entries()) {
    const { body } = await join(guest, { party: nth + 1 })
    expect(body).toMatchObject({ number: nth + 1, ahead: nth })
  }
  const again = await join(guests[1] as Person, { party: 7 })
  expect(again.body).toMatchObject({ number: 2, party: 2 })
  const { body: shown } = await dining.house.anyone<AnswerOf<typeof showLine>>('GET', line())
  expect(shown).toMatchObject({ isOn: true, isFull: false, waiting: 3, minutes: null })
  expect((await call()).body.number).toBe(1)
  expect((await call()).body.number).toBe(2)
  const [ticket] = await own(guests[0] as Person)
  expect(ticket).toMatchObject({ state: 'called', ahead: null, calls: 1 })
  expect(Date.parse(ticket?.callUntil ?? '') - Date.parse(ticket?.now ?? '')).toBeGreaterThan(
    290_000,
  )
  expect((await own(guests[2] as Person))[0]).toMatchObject({ state: 'waiting', ahead: 0 })
  const { called, waiting } = await desk()
  expect([called.map(({ number }) => number), waiting.map(({ number }) => number)]).toEqual([
    [1, 2],
    [3],
  ])
})

test('who does not come waits again behind the others once, and the second time is out and may join anew', async () => {
  await open({ callMinutes: 2 })
  const [late, other] = [await givenGuest(), await givenGuest()]
  await join(late)
  await join(other)
  await call()
  await dining.engine.advance(121)
  expect((await own(late))[0]).toMatchObject({ state: 'waiting', ahead: 1, calls: 1 })
  expect((await call()).body.number).toBe(2)
  expect((await call()).body.number).toBe(1)
  const { called } = await desk()
  const mine = called.find(({ number }) => number === 1)
  const pass = await dining.owner('PATCH', line(`/tickets/${mine?.id}`), { state: 'passed' })
  expect(pass.status).toBe(200)
  expect((await own(late))[0]).toMatchObject({ state: 'passed' })
  expect((await join(late)).body).toMatchObject({ number: 3, state: 'waiting' })
})

test('a guest lets others go first, twice at most, and only while somebody waits behind', async () => {
  await open()
  const guests = await Promise.all(Array.from({ length: 5 }, () => givenGuest()))
  const tickets: Ticket[] = []
  for (const guest of guests) tickets.push((await join(guest)).body)
  const [first, second] = guests as [Person, Person]
  const postpone = (by: Person, ticket: Ticket | undefined, parties: number) =>
    by<Ticket>('POST', `/v1/line-tickets/${ticket?.id}/postponements`, { parties }, key())
  const order = async () => (await desk()).waiting.map(({ number }) => number)
  const { status, body } = await postpone(first, tickets[0], 2)
  expect([status, body.ahead, body.behind, body.postponesLeft]).toEqual([200, 2, 2, 1])
  expect(await order()).toEqual([2, 3, 1, 4, 5])
  expect((await postpone(second, tickets[0], 1)).body.type).toBe('/problems/door-ticket-missing')
  expect((await postpone(first, tickets[0], 9)).body).toMatchObject({ ahead: 4, behind: 0 })
  expect(await order()).toEqual([2, 3, 4, 5, 1])
  expect((await postpone(first, tickets[0], 1)).body.type).toBe('/problems/door-postpones-spent')
  expect((await call()).body.number).toBe(2)
  expect((await postpone(second, tickets[1], 1)).body.type).toBe('/problems/door-ticket-called')
  const last = guests[3] as Person
  await postpone(last, tickets[3], 9)
  expect((await postpone(last, tickets[3], 1)).body.type).toBe('/problems/door-nobody-behind')
  expect(await order()).toEqual([3, 5, 1, 4])
  const newcomer = await givenGuest()
  expect((await join(newcomer)).body.ahead).toBe(4)
})

test('a phone waits once, at the desk too, and is read by the desk alone', async () => {
  await open({ partiesMost: 2 })
  const enter = (body: object) =>
    dining.owner<{ number: number; type?: string }>('POST', line('/desk-tickets'), body, key())
  const first = await enter({ party: 4, name: '김전화', phone: '010-1234-5678' })
  expect(first.body.number).toBe(1)
  expect((await enter({ party: 2, phone: '+82 10 1234 5678' })).body.type).toBe(
    '/problems/phone-in-line',
  )
  expect((await desk()).waiting[0]).toMatchObject({ name: '김전화', phone: '010-1234-5678' })
  const kept = await dining.engine.database.one<{ name: string; phone: string }>(sql`
    select name, phone from door_tickets where store_id = ${dining.restaurantId}`)
  expect(`${kept.name}${kept.phone}`).not.toMatch(/김전화|1234/)
  await enter({ party: 2 })
  expect((await enter({ party: 2 })).body.type).toBe('/problems/door-line-full')
})

test('a called party is seated through the desk’s claim, once, and its table is taken', async () => {
  const { tables } = await seat({ areas: { 홀: [[1, 4]] } })
  await open()
  const [guest, other] = [await givenGuest(), await givenGuest()]
  await join(guest, { party: 3, name: '김손님', phone: '010-9876-5432' })
  await join(other)
  const { ticketId } = (await call()).body
  const sit = (id: string, body: object = {}) =>
    dining.owner<{ id: string; type?: string; party: number; source: string }>(
      'POST',
      at(`line-tickets/${id}/seating`),
      body,
      key(),
    )
  const { status, body } = await sit(ticketId)
  expect([status, body.party, body.source]).toEqual([200, 3, 'walk-in'])
  expect((await sit(ticketId)).body.id).toBe(body.id)
  expect((await own(guest))[0]).toMatchObject({ state: 'seated' })
  const { body: floor } = await dining.owner<AnswerOf<typeof getFloor>>('GET', at('floor'))
  expect(floor.parties).toMatchObject([{ state: 'seated', booker: { name: '김손님' } }])
  const next = (await call()).body
  expect((await sit(next.ticketId)).body.type).toBe('/problems/no-table-free')
  const named = { tableIds: tables.map(({ id }) => id) }
  expect((await sit(next.ticketId, named)).body.type).toBe('/problems/table-taken')
  expect((await own(other))[0]).toMatchObject({ state: 'called' })
})

test('a guest lets go, and others cannot do it for them', async () => {
  await open()
  const [guest, other] = [await givenGuest(), await givenGuest()]
  const { body } = await join(guest)
  const leave = (by: Person) => by<{ type?: string }>('DELETE', `/v1/line-tickets/${body.id}`)
  expect((await leave(other)).body.type).toBe('/problems/door-ticket-missing')
  expect((await leave(guest)).status).toBe(200)
  expect((await leave(guest)).body.type).toBe('/problems/door-ticket-over')
  expect((await call()).body.type).toBe('/problems/door-line-empty')
})

test('midnight of the store ends the line, and the next day begins with number 1', async () => {
  await open()
  const guest = await givenGuest()
  await join(guest)
  await dining.engine.advance(24 * 60 * 60)
  expect((await own(guest))[0]).toMatchObject({ state: 'over', ahead: null })
  expect((await desk()).waiting).toEqual([])
  expect((await join(guest)).body).toMatchObject({ number: 1, state: 'waiting' })
})

test('the mail of a call goes to a known address, the message to the phone, neither once the call is over', async () => {
  await open()
  const person = await dining.house.customer()
  const { email } = (await person<{ email: string }>('GET', '/v1/me')).body
  await join(person, { party: 3, phone: '010-2222-3333' })
  await call()
  const { mailId } = await dining.engine.database.one<{ mailId: string }>(sql`
    select mail_id as "mailId" from door_tickets where store_id = ${dining.restaurantId}`)
  const write = () =>
    writeMail(dining.engine, { storeId: dining.restaurantId, kind: 'door', mailId })
  const mail = await write()
  expect(mail?.to).toBe(email)
  expect(mail?.text).toContain('대기 번호: 1번')
  expect(mail?.phone).toMatchObject({ template: 'ready', to: '010-2222-3333' })
  expect(mail?.text).toContain(`/restaurants/${dining.restaurantId}/line`)
  await dining.engine.advance(301)
  expect(await write()).toBeUndefined()
})

test('tickets are gone a week later, or with their account', async () => {
  await open()
  const person = await dining.house.customer()
  await join(person)
  const count = async () =>
    (
      await dining.engine.database.one<{ count: number }>(sql`
        select count(*)::integer as count from door_tickets
         where store_id = ${dining.restaurantId}`)
    ).count
  expect(await count()).toBe(1)
  const left = await person('DELETE', '/v1/me', { password: 'correct horse battery' })
  expect([left.status, await count()]).toEqual([200, 0])
  await join(await givenGuest())
  await dining.engine.advance(8 * 24 * 60 * 60)
  await removeOldTickets(dining.engine)
  expect(await count()).toBe(0)
})

test('a ticket follows a guest who signs up; signing in where the account waits already leaves one of the two', async () => {
  await open()
  const { anyone, server } = dining.house
  const account = {
    email: `${dining.engine.newId()}@example.com`,
    password: 'correct horse battery',
  }
  const guest = await givenGuest()
  const { body: ticket } = await join(guest)
  const signedUp = await guest<{ token: string }>('POST', '/v1/auth/sign-up/email', {
    ...account,
    name: '김민지',
    accepted: ACCEPTED,
  })
  const person = as(server, signedUp.body.token)
  expect((await own(person)).map(({ id }) => id)).toEqual([ticket.id])

  const phone = await givenGuest()
  await join(phone)
  const signedIn = await phone<{ token: string }>('POST', '/v1/auth/sign-in/email', account)
  const tickets = await own(as(server, signedIn.body.token))
  expect(tickets.map(({ number, state }) => [number, state])).toEqual([
    [2, 'left'],
    [1, 'waiting'],
  ])
  expect((await desk()).waiting.map(({ number }) => number)).toEqual([1])
  expect((await anyone<{ waiting: number }>('GET', line())).body.waiting).toBe(1)
})
