import { afterAll, beforeAll, expect, test } from 'vitest'
import { guestsRefused } from '../../../test/access.ts'
import { expectCleanAudit } from '../../../test/audited.ts'
import { whileBroken } from '../../../test/broken-row.ts'
import { ACCEPTED } from '../../../test/consents.ts'
import { givenStore, type TestEngine, testEngine } from '../../../test/engine.ts'
import { cancel, givenHeld, pay, press, start, tick } from '../../../test/paying.ts'
import { as, type Person, type TestServer, testServer } from '../../../test/server.ts'
import { makeServer } from '../../http/server.ts'
import { joining } from '../../joining.ts'
import { leavingOf } from '../../leaving.ts'
import { expireOrders } from '../../orders/expire.ts'
import { readOrders } from '../../orders/queries.ts'
import { returnPayment } from '../../payments/approve.ts'
import { sql } from '../../postgres/sql.ts'
import { routesOf } from '../../routes.ts'
import { finishJoins, join, removeOldGuests } from './join.ts'

let engine: TestEngine
let product: TestServer
beforeAll(async () => {
  engine = await testEngine()
  product = await testServer(engine)
})
afterAll(async () => {
  await tick(engine)
  await expectCleanAudit(engine)
  await product.server.close()
  await engine.close()
})

interface Me {
  id: string
  name: string
  email: string | null
  role: string
  isGuest: boolean
}

/** A guest, and their id. */
async function guest(): Promise<Person & { id: string }> {
  const made = await product.anyone<{ token: string; user: Me }>(
    'POST',
    '/v1/auth/sign-in/anonymous',
  )
  expect([made.status, made.body.user]).toMatchObject([200, { isGuest: true, email: null }])
  const person = as(product.server, made.body.token)
  await person('POST', '/v1/me/acceptances', { accepted: ACCEPTED })
  return Object.assign(person, { id: made.body.user.id })
}

const me = async (person: Person) => (await person<Me>('GET', '/v1/me')).body

const signUp = (by: Person) =>
  by<{ token: string; user: Me }>('POST', '/v1/auth/sign-up/email', {
    name: '김회원',
    email: `${engine.newId()}@example.com`,
    password: 'long enough',
    accepted: ACCEPTED,
  })
const signIn = (by: Person, email: string | null) =>
  by<{ token: string; user: Me }>('POST', '/v1/auth/sign-in/email', {
    email,
    password: 'long enough',
  })

const buyerOf = (orderId: string) =>
  engine.database.one<{ buyer: string; line: string }>(sql`
    select o.buyer_id as buyer, l.buyer_id as line
      from orders o join order_lines l on l.store_id = o.store_id and l.order_id = o.id
     where o.id = ${orderId}
  `)
const exists = async (id: string) =>
  (await engine.database.maybe(sql`select 1 from accounts where id = ${id}`)) !== undefined
const cancelIt = async (buyerId: string, orderId: string) => {
  const [order] = await readOrders(engine.database, await storeOf(orderId), [orderId])
  if (!order) throw new Error('no order')
  return cancel(engine, { storeId: order.storeId, buyerId, order })
}
const storeOf = async (orderId: string) =>
  (
    await engine.database.one<{ id: string }>(sql`
      select store_id as id from orders where id = ${orderId}`)
  ).id
const hold = (buyerId: string, storeId?: string, capacity = 5) =>
  givenHeld(engine, { buyerId, capacity, ...(storeId && { storeId }) })

test('a guest is a customer without an address; who is signed in stays so', async () => {
  const one = await guest()
  expect(await me(one)).toMatchObject({ role: 'customer', isGuest: true, email: null })
  const again = await one<{ token: string; user: Me }>('POST', '/v1/auth/sign-in/anonymous')
  expect(again.body.user.id).toBe(one.id)
  expect((await me(as(product.server, again.body.token))).id).toBe(one.id)
  const customer = await product.customer()
  const same = await customer<{ user: Me }>('POST', '/v1/auth/sign-in/anonymous')
  expect(same.body.user).toMatchObject({ isGuest: false, id: (await me(customer)).id })
})

test('a guest is refused what needs an account, and told to sign up', async () => {
  const one = await guest()
  for (const line of guestsRefused) {
    const [method, path = ''] = line.split(' ') as ['POST', string]
    const { status, body } = await one(method, path.replaceAll(/:\w+/g, engine.newId()), {})
    expect([line, status, body.type]).toEqual([line, 403, '/problems/guest-refused'])
  }
  const refusing = product.server.edge.served.filter(({ accountsOnly }) => accountsOnly)
  expect(refusing.map(({ method, path }) => `${method} ${path}`).sort()).toEqual(
    guestsRefused.toSorted(),
  )
  const owners = await one('POST', '/v1/stores', {})
  expect([owners.status, owners.body.type]).toEqual([403, '/problems/guest-refused'])
})

/** The usual limit is larger than a test has patience for. */
const twoGuests = () =>
  engine.database.run(sql`
    insert into limit_settings (id, limit_name, burst, per_hour, changed_by, changed_at)
    values (${engine.newId()}, 'guests-network', 2, 2, ${engine.newId()}, now())`)

test('new guests of one address are limited, whoever they are', async () => {
  await twoGuests()
  const server = await makeServer(engine, {
    routes: routesOf(engine),
    sandbox: false,
  })
  const ask = () => server.inject({ method: 'POST', url: '/v1/auth/sign-in/anonymous' })
  expect([(await ask()).statusCode, (await ask()).statusCode]).toEqual([200, 200])
  expect((await ask()).statusCode).toBe(429)
  await server.close()
})

test('of IPv6 a whole network is one address', async () => {
  await twoGuests()
  const server = await makeServer(engine, {
    routes: routesOf(engine),
    sandbox: false,
  })
  const from = async (remoteAddress: string, url: string) =>
    (await server.inject({ method: 'POST', url, remoteAddress })).statusCode
  const guests = (host: string) => from(`2001:db8:0:1::${host}`, '/v1/auth/sign-in/anonymous')
  expect([await guests('1'), await guests('2'), await guests('3')]).toEqual([200, 200, 429])
  expect(await from('2001:db8:0:2::1', '/v1/auth/sign-in/anonymous')).toBe(200)
  await server.close()
})

test('signing up takes along what the guest has, and ends the guest’s session', async () => {
  const one = await guest()
  const held = await hold(one.id)
  const paid = await hold(one.id)
  await pay(engine, paid)
  const up = await signUp(one)
  expect(up.body.user.isGuest).toBe(false)
  const { id } = up.body.user
  for (const { order } of [held, paid])
    expect(await buyerOf(order.id)).toEqual({ buyer: id, line: id })
  expect(await me(one)).toBe(null)
  const bookings = await as(product.server, up.body.token)<{ data: { id: string }[] }>(
    'GET',
    '/v1/bookings',
  )
  expect(bookings.body.data.map((booking) => booking.id).sort()).toEqual(
    [held.order.id, paid.order.id].sort(),
  )
})

test('an order that is being paid is paid for the account, once', async () => {
  const one = await guest()
  const held = await hold(one.id)
  const window = await start(engine, held)
  const back = await press(window, 'pay')
  const up = await signUp(one)
  expect(await returnPayment(engine, back)).toMatchObject({ state: 'fulfilled' })
  expect((await buyerOf(held.order.id)).buyer).toBe(up.body.user.id)
  const { body } = await as(product.server, up.body.token)<{ status: string }>(
    'GET',
    `/v1/bookings/${held.order.id}`,
  )
  expect(body.status).toBe('paid')
  expect((await cancelIt(up.body.user.id, held.order.id)).stored).toBe('canceled')
})

test('signing in takes along what a guest has, and nothing from a session that is no guest’s', async () => {
  const email = (await signUp(product.anyone)).body.user.email
  const one = await guest()
  const held = await hold(one.id)
  expect((await signIn(one, 'nobody@example.com')).status).toBe(401)
  expect((await buyerOf(held.order.id)).buyer).toBe(one.id)
  const first = await signIn(one, email)
  expect((await buyerOf(held.order.id)).buyer).toBe(first.body.user.id)
  const other = await signUp(as(product.server, first.body.token))
  expect(other.body.user.id).not.toBe(first.body.user.id)
  expect((await buyerOf(held.order.id)).buyer).toBe(first.body.user.id)
})

test('one guest who signs in twice at once gives everything to one account', async () => {
  const emails = [
    (await signUp(product.anyone)).body.user,
    (await signUp(product.anyone)).body.user,
  ]
  for (const both of [[emails[0], emails[0]], emails]) {
    const one = await guest()
    const held = [await hold(one.id), await hold(one.id), await hold(one.id)]
    const answers = await Promise.all(both.map((user) => signIn(one, user?.email ?? '')))
    expect(answers.map(({ status }) => status)).toEqual([200, 200])
    const buyers = await Promise.all(held.map(({ order }) => buyerOf(order.id)))
    expect(new Set(buyers.map(({ buyer }) => buyer)).size).toBe(1)
    expect(both.map((user) => user?.id)).toContain(buyers[0]?.buyer)
    for (const { buyer, line } of buyers) expect(line).toBe(buyer)
  }
})

test('what both hold stays with the guest until it expires; then the guest is removed', async () => {
  const one = await guest()
  const account = (await signUp(product.anyone)).body.user
  const storeId = await givenStore(engine)
  const own = await hold(account.id, storeId)
  const twice = await hold(one.id, storeId)
  const other = await hold(one.id)
  await signIn(one, account.email)
  expect((await buyerOf(own.order.id)).buyer).toBe(account.id)
  expect((await buyerOf(twice.order.id)).buyer).toBe(one.id)
  expect((await buyerOf(other.order.id)).buyer).toBe(account.id)
  await engine.advance(6 * 60)
  await finishJoins(engine, joining, leavingOf(engine))
  expect(await exists(one.id)).toBe(true)
  await engine.advance(30 * 60)
  await expireOrders(engine)
  expect(await finishJoins(engine, joining, leavingOf(engine))).toBeGreaterThan(0)
  expect(await exists(one.id)).toBe(false)
  expect((await buyerOf(twice.order.id)).buyer).toBe(account.id)
})

test('what a crash left, and what a late request wrote, is moved by the job', async () => {
  const one = await guest()
  const account = (await signUp(product.anyone)).body.user
  const before = await hold(one.id)
  const broken = { ...joining, joined: [() => Promise.reject(new Error('killed'))] }
  const ask = { guestId: one.id, accountId: account.id }
  await expect(join(engine, ask, broken)).rejects.toThrow('killed')
  const run = () => finishJoins(engine, joining, leavingOf(engine))
  await run()
  expect((await buyerOf(before.order.id)).buyer).toBe(one.id)
  await engine.advance(31)
  await run()
  expect((await buyerOf(before.order.id)).buyer).toBe(account.id)
  const late = await hold(one.id)
  await engine.advance(5 * 60)
  expect(await run()).toBe(1)
  expect((await buyerOf(late.order.id)).buyer).toBe(account.id)
  expect(await exists(one.id)).toBe(false)
})

test('guests of 30 days ago are removed, but for those who paid for something or still may', async () => {
  const [idle, buyer, fresh] = [await guest(), await guest(), await guest()]
  const [late, quitter] = [await guest(), await guest()]
  const [back, holder] = [await guest(), await guest()]
  await idle('PUT', '/v1/me/contact', { email: 'idle@example.com', phone: '010-1234-5678' })
  await hold(late.id)
  await engine.advance(31 * 60)
  await expireOrders(engine)
  await pay(engine, await hold(buyer.id))
  await cancelIt(quitter.id, (await hold(quitter.id)).order.id)
  const returned = await hold(back.id)
  await pay(engine, returned)
  await cancelIt(back.id, returned.order.id)
  await hold(holder.id)
  const gone = [idle, late, quitter]
  const kept = [buyer, back, holder]
  const old = [...gone, ...kept].map(({ id }) => id)
  await engine.database.run(sql`
    update accounts set created_at = created_at - interval '31 days' where id = any(${old}::uuid[])`)
  await engine.database.run(sql`
    update sessions set expires_at = now() - interval '1 day'
     where account_id = any(${old}::uuid[])`)
  const remove = () => removeOldGuests(engine, joining, leavingOf(engine))
  await whileBroken(engine.database, { table: 'accounts', id: idle.id, to: 'delete' }, () =>
    expect(remove()).rejects.toThrow(`1 of ${gone.length} failed: guest ${idle.id}`),
  )
  expect(await exists(idle.id)).toBe(true)
  for (const { id } of [late, quitter]) expect(await exists(id)).toBe(false)
  expect(await remove()).toBe(1)
  for (const { id } of gone) expect(await exists(id)).toBe(false)
  for (const { id } of [...kept, fresh]) expect(await exists(id)).toBe(true)
})

test('a guest keeps a contact, sealed; an account has none', async () => {
  const one = await guest()
  expect((await one('GET', '/v1/me/contact')).body).toBe(null)
  const contact = { email: 'Guest@Example.com', phone: '01012345678' }
  await one('PUT', '/v1/me/contact', contact)
  expect((await one('GET', '/v1/me/contact')).body).toEqual({
    email: 'guest@example.com',
    phone: '010-1234-5678',
  })
  const row = await engine.database.one<object>(sql`
    select * from guest_contacts where account_id = ${one.id}`)
  expect(JSON.stringify(row)).not.toMatch(/guest@|1234/)
  const cleared = await one('PUT', '/v1/me/contact', { ...contact, email: null })
  expect([cleared.status, cleared.body]).toEqual([200, null])
  expect((await one('GET', '/v1/me/contact')).body).toBe(null)
  const account = await product.customer()
  const refused = await account('PUT', '/v1/me/contact', contact)
  expect([refused.status, refused.body.type]).toEqual([403, '/problems/guests-only'])
})
