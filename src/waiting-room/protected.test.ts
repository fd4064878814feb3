import { expect, test } from 'vitest'
import { nameBooker } from '../../test/booker.ts'
import type { Person } from '../../test/server.ts'
import { openDining } from '../front-doors/dining/restaurant.fixture.ts'
import { later } from '../kernel/time.ts'
import { readNow } from '../postgres/now.ts'
import { linesOf } from './lines.ts'
import { tick } from './tick.ts'

// Over HTTP, in front of a restaurant: no step inside without a pass.

const { dining, offer, book } = openDining()

interface Ticket {
  token: string
  status: string
  position: number | null
}

const room = (more = '') => `/v1/stores/${dining.restaurantId}/waiting-room${more}`

async function openRoom(more: object = {}): Promise<void> {
  const { now } = await readNow(dining.engine.database)
  const draft = {
    opensAt: later(now, 60).toISOString(),
    ratePerMinute: 600,
    capacity: 100,
    ...more,
  }
  const { status, body } = await dining.owner('POST', room(), draft)
  if (status !== 201) throw new Error(`${status} ${body.type}`)
}

const positionOf = (token: string) =>
  dining.house.anyone<Ticket>('GET', room('/position'), undefined, { 'waiting-token': token })

/** The room opens, and calls those who poll. */
async function call(...tokens: string[]): Promise<void> {
  const { engine, restaurantId } = dining
  await engine.advance(61)
  const lines = linesOf(engine)
  await lines.refresh()
  await Promise.all(tokens.map(positionOf))
  const line = lines.of(restaurantId)
  if (line) await tick(engine, line, async () => undefined)
  await lines.refresh()
}

const joinAs = async (person: Person) => (await person<Ticket>('POST', room('/tickets'))).body
const enterAs = (person: Person, token: string) =>
  person<{ token: string; type?: string }>('POST', room('/passes'), undefined, {
    'waiting-token': token,
  })
const grid = (person: Person, token?: string) =>
  person(
    'GET',
    `/v1/restaurants/${dining.restaurantId}`,
    undefined,
    token ? { 'waiting-token': token } : {},
  )

test('the seed’s way: token, waiting, 순번, pass, dates, claim, pay; without a pass nothing', async () => {
  const tableTimeId = await offer({ price: 0 })
  await openRoom()
  const guest = await dining.house.customer()
  const page = { storeId: dining.restaurantId, page: `/waiting-rooms/${dining.restaurantId}` }
  const outside = await grid(guest)
  expect(outside).toMatchObject({
    status: 403,
    body: { type: '/problems/waiting-pass-needed', ...page },
  })
  const ticket = await joinAs(guest)
  expect(ticket).toMatchObject({ status: 'waiting', position: null })
  expect((await grid(guest, ticket.token)).body).toMatchObject({
    type: '/problems/still-waiting',
    ...page,
  })
  const claim = { tableTimeId, date: dining.tomorrow }
  const early = await book(guest, claim, { 'waiting-token': ticket.token })
  expect(early).toMatchObject({ status: 403, body: { type: '/problems/still-waiting' } })
  expect((await enterAs(guest, ticket.token)).body.type).toBe('/problems/still-waiting')

  await call(ticket.token)
  const position = await positionOf(ticket.token)
  expect(position.body).toMatchObject({ status: 'pass', position: null })
  const { body: pass, status } = await enterAs(guest, ticket.token)
  expect(status).toBe(201)
  expect((await grid(guest, pass.token)).status).toBe(200)
  const booked = await book(guest, claim, { 'waiting-token': pass.token })
  expect(booked.status).toBe(201)
  await nameBooker(guest, booked.body.id)
  const confirm = `/v1/orders/${booked.body.id}/confirmation`
  const key = { 'idempotency-key': 'confirm-once' }
  expect((await guest('POST', confirm, undefined, key)).body.type).toBe(
    '/problems/waiting-pass-needed',
  )
  const paid = await guest('POST', confirm, undefined, { ...key, 'waiting-token': pass.token })
  expect(paid.status).toBe(200)

  const over = await grid(guest, pass.token)
  expect(over.body).toMatchObject({
    type: '/problems/waiting-pass-ended',
    ended: 'bought',
    ...page,
  })
  const replay = await guest('POST', confirm, undefined, { ...key, 'waiting-token': pass.token })
  expect(replay).toMatchObject({ status: 200, headers: { 'idempotent-replayed': 'true' } })
})

test('somebody else’s pass, a forged one, and one after leaving are refused, each for its reason', async () => {
  await offer()
  await openRoom()
  const [guest, thief] = [await dining.house.customer(), await dining.house.customer()]
  const { token } = await joinAs(guest)
  await call(token)
  expect((await enterAs(thief, token)).body.type).toBe('/problems/waiting-pass-of-another')
  const { body: pass } = await enterAs(guest, token)
  expect((await grid(thief, pass.token)).body.type).toBe('/problems/waiting-pass-of-another')
  expect((await grid(dining.house.anyone, pass.token)).status).toBe(401)
  const forged = `${pass.token.slice(0, -2)}AA`
  expect((await grid(guest, forged)).body.type).toBe('/problems/waiting-token-unknown')
  expect((await grid(guest, 'x')).body.type).toBe('/problems/waiting-token-unknown')
  expect((await grid(guest, pass.token)).status).toBe(200)
  await guest('DELETE', room('/passes'))
  expect((await grid(guest, pass.token)).body).toMatchObject({
    type: '/problems/waiting-pass-ended',
    ended: 'left',
  })
  expect((await enterAs(guest, token)).body.type).toBe('/problems/waiting-pass-ended')
})

test('a claim is refused in its own transaction too, when the pass ended since it was checked', async () => {
  const tableTimeId = await offer()
  await openRoom({ browseSeconds: 30 })
  const guest = await dining.house.customer()
  const { token } = await joinAs(guest)
  await call(token)
  const { body: pass } = await enterAs(guest, token)
  await dining.engine.advance(31)
  const claim = await book(
    guest,
    { tableTimeId, date: dining.tomorrow },
    { 'waiting-token': pass.token },
  )
  expect(claim.body).toMatchObject({ type: '/problems/waiting-pass-ended', ended: 'expired' })
})

test('a pass lasts as long as what it holds: nothing more is claimed, and what is held can be paid', async () => {
  const tableTimeId = await offer()
  const later = await offer({ time: '20:30' })
  await openRoom({ browseSeconds: 60 })
  const guest = await dining.house.customer()
  const { token } = await joinAs(guest)
  await call(token)
  const { body: pass } = await enterAs(guest, token)
  const bearing = { 'waiting-token': pass.token }
  const claim = { tableTimeId, date: dining.tomorrow }
  expect((await book(guest, claim, bearing)).status).toBe(201)
  await dining.engine.advance(120)
  expect((await grid(guest, pass.token)).status).toBe(200)
  const more = await book(guest, { tableTimeId: later, date: dining.tomorrow }, bearing)
  expect(more.body.type).toBe('/problems/waiting-pass-ended')
  await guest('DELETE', room('/passes'))
  expect((await grid(guest, pass.token)).status).toBe(200) // leaving waits for what is held
})

test('browsers send the pass by themselves, as a cookie that no script reads', async () => {
  await offer()
  await openRoom()
  const guest = await dining.house.customer()
  const joined = await guest<Ticket>('POST', room('/tickets'))
  const ticket = `${joined.headers['set-cookie']}`
  expect(ticket).toContain('HttpOnly; SameSite=Lax')
  await call(joined.body.token)
  const cookie = ticket.split(';')[0] ?? ''
  const entered = await guest('POST', room('/passes'), undefined, { cookie })
  const pass = `${entered.headers['set-cookie']}`.split(';')[0] ?? ''
  const url = `/v1/restaurants/${dining.restaurantId}`
  expect((await guest('GET', url, undefined, { cookie })).status).toBe(403)
  expect((await guest('GET', url, undefined, { cookie: `${cookie}; ${pass}` })).status).toBe(200)
})

test('a wallet needs no pass, and refuses a token that is none', async () => {
  await openRoom()
  const guest = await dining.house.customer()
  const { token } = await joinAs(guest)
  expect((await guest('GET', '/v1/wallet')).status).toBe(200)
  const bearing = (text: string) => ({ 'waiting-token': text })
  expect((await guest('GET', '/v1/wallet', undefined, bearing(token))).body.type).toBe(
    '/problems/still-waiting',
  )
  expect((await guest('GET', '/v1/wallet', undefined, bearing('no'))).body.type).toBe(
    '/problems/waiting-token-unknown',
  )
  await call(token)
  const { body: pass } = await enterAs(guest, token)
  expect((await guest('GET', '/v1/wallet', undefined, bearing(pass.token))).status).toBe(200)
})

test('the owner sees and changes the room, and takes it away; another owner cannot', async () => {
  await offer()
  await openRoom({ capacity: 1 })
  const stranger = await dining.house.owner()
  expect((await stranger('PATCH', room(), { capacity: 9 })).status).toBe(404)
  expect(
    (
      await dining.owner('POST', room(), {
        opensAt: '2100-01-01T00:00:00Z',
        ratePerMinute: 1,
        capacity: 1,
      })
    ).body.type,
  ).toBe('/problems/waiting-room-exists')
  const guests = [await dining.house.customer(), await dining.house.customer()]
  const tickets = await Promise.all(guests.map(joinAs))
  await call(...tickets.map(({ token }) => token))
  const seen = await dining.owner('GET', room('/operation'))
  expect(seen.body).toMatchObject({
    phase: 'open',
    waiting: 1,
    unclaimed: 1,
    inside: 0,
    tickets: 2,
  })
  const changed = await dining.owner('PATCH', room(), { paused: true, capacity: 7 })
  expect(changed.body).toMatchObject({ phase: 'paused', capacity: 7 })
  await grid(guests[0] as Person)
  expect((await dining.owner('DELETE', room())).status).toBe(200)
  expect((await grid(guests[0] as Person)).status).toBe(200)
  expect((await dining.owner('GET', room('/operation'))).body.type).toBe(
    '/problems/waiting-room-missing',
  )
  const record = await dining.house.anyone('GET', room('/record'))
  expect(record.body).toMatchObject({ tickets: 2, cohort: 2, head: 1 })
})

test('the owner looks at the store without a pass, and cannot claim around the line', async () => {
  const tableTimeId = await offer()
  await openRoom()
  expect((await grid(dining.owner)).status).toBe(200)
  const claim = { tableTimeId, date: dining.tomorrow }
  expect((await book(dining.owner, claim)).body.type).toBe('/problems/waiting-pass-needed')
  expect((await grid(await dining.house.owner())).status).toBe(403)
})

test('without JavaScript: a page that reloads itself, and forms to join and to enter', async () => {
  await offer()
  await openRoom()
  const path = `/waiting-rooms/${dining.restaurantId}/plain`
  const guest = await dining.house.customer()
  const form = {
    'content-type': 'application/x-www-form-urlencoded',
    origin: 'http://localhost:4000',
  }
  const page = async (person: Person, cookie = '') =>
    `${(await person('GET', path, undefined, { cookie, 'accept-language': 'en' })).body}`
  const press = async (cookie = '') => {
    const { status, headers } = await guest('POST', path, undefined, { ...form, cookie })
    return { status, cookie: `${headers['set-cookie']}`.split(';')[0] ?? '', to: headers.location }
  }
  expect(await page(dining.house.anyone)).toContain('Sign in first')
  expect(await page(guest)).toContain('<form method="post">')
  const joined = await press()
  expect(joined).toMatchObject({ status: 303, to: path })
  const waiting = await page(guest, joined.cookie)
  expect(waiting).toMatch(/<meta http-equiv="refresh" content="\d+">/)
  expect(waiting).toContain('The order is drawn at random when entry begins.')
  await call(joined.cookie.split('=')[1] ?? '')
  expect(await page(guest, joined.cookie)).toContain('It is your turn')
  const entered = await press(joined.cookie)
  expect(entered).toMatchObject({ status: 303, to: path })
  const cookies = `${joined.cookie}; ${entered.cookie}`
  expect(await page(guest, cookies)).toContain('You are in')
  const url = `/v1/restaurants/${dining.restaurantId}`
  expect((await guest('GET', url, undefined, { cookie: entered.cookie })).status).toBe(200)
})

test('what was held before there was a room can be paid', async () => {
  const tableTimeId = await offer({ price: 0 })
  const guest = await dining.house.customer()
  const booked = await book(guest, { tableTimeId, date: dining.tomorrow })
  await nameBooker(guest, booked.body.id)
  await openRoom()
  expect((await guest('POST', `/v1/orders/${booked.body.id}/confirmation`)).status).toBe(200)
})

test('the openings of all stores say nothing of one behind a room', async () => {
  await offer()
  const listed = async () => JSON.stringify((await dining.house.anyone('GET', '/v1/openings')).body)
  expect(await listed()).toContain(dining.restaurantId)
  await openRoom()
  expect(await listed()).not.toContain(dining.restaurantId)
})
