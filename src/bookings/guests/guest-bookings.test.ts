import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { expectCleanAudit } from '../../../test/audited.ts'
import { nameBooker } from '../../../test/booker.ts'
import { ACCEPTED } from '../../../test/consents.ts'
import { type TestEngine, testEngine } from '../../../test/engine.ts'
import { pay, tick } from '../../../test/paying.ts'
import { as, type Person, type TestServer, testServer } from '../../../test/server.ts'
import { drain } from '../../events/relay.ts'
import type { Limits } from '../../http/edge.ts'
import { makeServer } from '../../http/server.ts'
import { addDays, wallDate, weekdayOf } from '../../kernel/time.ts'
import { type Mailbox, openMailbox } from '../../mail/mailbox.fixture.ts'
import { queueMails } from '../../mail/queue.ts'
import { sendMails } from '../../mail/send.ts'
import * as orders from '../../orders/queries.ts'
import { readNow } from '../../postgres/now.ts'
import { routesOf } from '../../routes.ts'
import { writeMail } from '../mails/booking-mail.ts'

let engine: TestEngine
let product: TestServer
let owner: Person
let mailbox: Mailbox
beforeAll(async () => {
  engine = await testEngine()
  product = await testServer(engine)
  owner = await product.owner()
})
beforeEach(async () => {
  mailbox = await openMailbox()
  return () => mailbox.remove()
})
afterAll(async () => {
  await tick(engine)
  await expectCleanAudit(engine)
  await product.server.close()
  await engine.close()
})

interface Found {
  id: string
  orderNumber: string
  status: string
  token: string
}

/** Somebody books and pays a table of tomorrow. */
async function givenBooked(buyer: Person, buyerId: string) {
  const draft = { name: '맛있는 집밥', description: '', timeZone: 'Asia/Seoul', currency: 'KRW' }
  const { body: store } = await owner<{ id: string }>('POST', '/v1/restaurants', draft)
  const date = addDays(wallDate((await readNow(engine.database)).now, 'Asia/Seoul'), 1)
  const path = `/v1/restaurants/${store.id}`
  const weekly = { weekday: weekdayOf(date), time: '19:30', capacity: 8, price: 25_000 }
  const { body: time } = await owner<{ id: string }>('POST', `${path}/table-times`, weekly)
  const item = { tableTimeId: time.id, date }
  const { body: claimed } = await buyer<Found>('POST', `${path}/bookings`, item)
  await nameBooker(buyer, claimed.id)
  const [order] = await orders.readOrders(engine.database, store.id, [claimed.id])
  if (!order) throw new Error('it was not booked')
  await pay(engine, { storeId: store.id, buyerId, order })
  return order
}

async function guest() {
  const made = await product.anyone<{ token: string; user: { id: string } }>(
    'POST',
    '/v1/auth/sign-in/anonymous',
  )
  const person = as(product.server, made.body.token)
  await person('POST', '/v1/me/acceptances', { accepted: ACCEPTED })
  return { person, id: made.body.user.id }
}

const contact = { email: 'guest@example.com', phone: '010-2222-3333' }

async function givenGuestBooked() {
  const { person, id } = await guest()
  await person('PUT', '/v1/me/contact', contact)
  return { person, id, order: await givenBooked(person, id) }
}

const lookUp = (body: object) => product.anyone<Found>('POST', '/v1/guest-bookings/look-up', body)

test('a guest’s order is found by its number, with the booker’s phone or the guest’s contact', async () => {
  const { order } = await givenGuestBooked()
  const { number } = order
  for (const proof of [
    { phone: '01012345678' },
    { phone: contact.phone },
    { email: 'GUEST@example.com' },
  ]) {
    const found = await lookUp({ orderNumber: ` ${number.toLowerCase()} `, ...proof })
    expect(found.body).toMatchObject({ id: order.id, orderNumber: number, status: 'paid' })
    const again = await product.anyone<Found>('GET', `/v1/guest-bookings/${found.body.token}`)
    expect(again.body.id).toBe(order.id)
  }
})

test('every miss is answered alike: wrong number, wrong contact, an account’s order', async () => {
  const { order } = await givenGuestBooked()
  const account = await product.customer()
  const { body: me } = await account<{ id: string; email: string }>('GET', '/v1/me')
  const other = await givenBooked(account, me.id)
  const misses = [
    { orderNumber: order.number, phone: '010-9999-9999' },
    { orderNumber: order.number, email: 'other@example.com' },
    { orderNumber: '20300101000000-00000000', phone: contact.phone },
    { orderNumber: other.number, phone: '010-1234-5678' },
    { orderNumber: other.number, email: me.email },
  ]
  const answers = await Promise.all(misses.map(lookUp))
  const plain = answers.map(({ status, body }) => ({ ...body, status, instance: '' }))
  expect(plain[0]).toMatchObject({ status: 404, type: '/problems/guest-booking-missing' })
  for (const answer of plain) expect(answer).toEqual(plain[0])
  expect((await lookUp({ orderNumber: order.number })).status).toBe(404)
  expect((await lookUp({ phone: contact.phone })).status).toBe(400)
})

test('a token is for one order, signed, and ends when the guest has signed up', async () => {
  const { person, order } = await givenGuestBooked()
  const { body } = await lookUp({ orderNumber: order.number, email: contact.email })
  const read = (token: string) => product.anyone('GET', `/v1/guest-bookings/${token}`)
  const bytes = Buffer.from(body.token, 'base64url')
  for (const at of [0, 20, 63]) {
    const forged = Buffer.from(bytes)
    forged[at] = (forged[at] ?? 0) ^ 1
    expect((await read(forged.toString('base64url'))).status).toBe(404)
  }
  expect((await read('x')).status).toBe(400)
  const name = '김회원'
  const email = `${engine.newId()}@example.com`
  await person('POST', '/v1/auth/sign-up/email', {
    name,
    email,
    password: 'long enough',
    accepted: ACCEPTED,
  })
  expect((await read(body.token)).status).toBe(404)
  expect((await lookUp({ orderNumber: order.number, email: contact.email })).status).toBe(404)
})

test('the token opens its order as the guest sees it, and nothing else', async () => {
  const { person, id, order } = await givenGuestBooked()
  const other = await givenBooked(person, id)
  const { body: found } = await lookUp({ orderNumber: order.number, phone: contact.phone })
  const with_ = (method: 'GET' | 'POST', url: string, body?: object, by = product.anyone) =>
    by<Found & { refund: { amount: number } }>(method, url, body, { 'guest-order': found.token })
  const path = `/v1/bookings/${order.id}`
  expect((await with_('GET', path)).body).toMatchObject({ id: order.id, status: 'paid' })
  expect(
    (await with_('GET', path.toUpperCase().replace('/V1/BOOKINGS', '/v1/bookings'))).status,
  ).toBe(200)
  expect((await with_('GET', path, undefined, await product.customer())).status).toBe(200)
  expect((await product.anyone('GET', path)).status).toBe(401)
  const forged = `${found.token.slice(0, 60)}${'A'.repeat(26)}`
  for (const token of [forged, 'x', ''])
    expect((await product.anyone('GET', path, undefined, { 'guest-order': token })).status).toBe(
      401,
    )
  const refused = [
    ['GET', `/v1/bookings/${other.id}`],
    ['GET', '/v1/bookings'],
    ['GET', '/v1/me/contact'],
    ['POST', `/v1/orders/${order.id}/payments`],
    ['GET', `/v1/bookings/${order.id}/tickets`],
  ] as const
  for (const [method, url] of refused)
    expect([url, (await with_(method, url, method === 'POST' ? {} : undefined)).status]).toEqual([
      url,
      401,
    ])
  const quote = await with_('GET', `/v1/orders/${order.id}/cancellation-quote`)
  const { refund } = quote.body
  const canceled = await with_('POST', `/v1/orders/${order.id}/cancellation`, {
    refund: refund.amount,
  })
  expect([quote.status, canceled.status]).toEqual([200, 200])
  const name = '김회원'
  const email = `${engine.newId()}@example.com`
  await person('POST', '/v1/auth/sign-up/email', {
    name,
    email,
    password: 'long enough',
    accepted: ACCEPTED,
  })
  expect((await with_('GET', path)).status).toBe(401)
})

test('what a token opens is a short list', () => {
  const open = product.server.edge.served.filter(({ guestOrder }) => guestOrder)
  expect(open.map(({ name }) => name).sort()).toEqual([
    'cancelLines',
    'cancelOrder',
    'changeBookingTime',
    'confirmParcel',
    'getBooking',
    'getCancellationTerms',
    'getDelivery',
    'getMarketOrder',
    'getPaymentHistory',
    'getReceipt',
    'getShopBooking',
    'listChangeTargets',
    'quoteCancellation',
    'quoteLineCancellation',
    'quoteReturn',
    'requestReturn',
    'withdrawReturn',
  ])
  for (const { path, guestOrder } of open) expect(path).toContain(`/:${guestOrder}`)
})

/** A server that limits, behind a proxy. */
async function limitedServer(limits: Partial<Limits>) {
  const server = await makeServer(engine, {
    ...{ routes: routesOf(engine), sandbox: false, limits, trustProxy: 'loopback' },
  })
  const ask = async (
    ip: string,
    orderNumber: string,
    proof: object = { phone: '010-9999-9999' },
  ) => {
    const { statusCode } = await server.inject({
      method: 'POST',
      url: '/v1/guest-bookings/look-up',
      headers: { 'x-forwarded-for': ip },
      payload: { orderNumber, ...proof },
    })
    return statusCode
  }
  return { server, ask }
}

test('look-ups a minute are limited for an address; of IPv6 a whole network is one', async () => {
  const { server, ask } = await limitedServer({ guestLookUps: 2 })
  expect([await ask('10.0.0.1', 'A'), await ask('10.0.0.1', 'B')]).toEqual([404, 404])
  expect(await ask('10.0.0.1', 'C')).toBe(429)
  const inOne = ['2001:db8::1', '2001:db8::2', '2001:db8::3']
  const asked = await Promise.all(inOne.map((ip, at) => ask(ip, `E${at}`)))
  expect(asked.toSorted()).toEqual([404, 404, 429])
  // The /48 around it has twice as much: two other /64s of it are as free as any, the next are not.
  const around = ['2001:db8:9:1::1', '2001:db8:9:2::1', '2001:db8:9:3::1', '2001:db8:9:4::1']
  const wide: number[] = []
  for (const [at, ip] of [...around, '2001:db8:9:5::1'].entries())
    wide.push(await ask(ip, `F${at}`))
  expect(wide).toEqual([404, 404, 404, 404, 429])
  await server.close()
})

test('ten wrong phones from one network keep nobody out who asks from another', async () => {
  const { server, ask } = await limitedServer({ guestLookUps: Number.POSITIVE_INFINITY })
  const { order } = await givenGuestBooked()
  const typed = [order.number, ` ${order.number.toLowerCase()}`, `${order.number}\u3000`]
  const wrong = await Promise.all(
    Array.from({ length: 14 }, (_, at) => ask('10.1.0.1', typed[at % 3] ?? '')),
  )
  // However it is typed: what is compared is what is counted.
  expect(wrong.filter((status) => status === 404)).toHaveLength(10)
  expect(wrong.filter((status) => status === 429)).toHaveLength(4)
  expect(await ask('10.1.0.1', order.number, contact)).toBe(429)
  expect(await ask('10.1.0.1', 'ANOTHER')).toBe(404)
  expect(await ask('10.1.0.2', order.number, { phone: contact.phone })).toBe(200)
  // Of IPv6 a /48 is one subscriber.
  const wide = Array.from({ length: 12 }, (_, at) => `2001:db8:7:${at}::1`)
  const asked = await Promise.all(wide.map((ip) => ask(ip, order.number)))
  expect(asked.filter((status) => status === 404)).toHaveLength(10)
  await server.close()
})

test('guesses from many networks at one order end, for phone numbers and for addresses apart', async () => {
  const { server, ask } = await limitedServer({ guestLookUps: Number.POSITIVE_INFINITY })
  const { order } = await givenGuestBooked()
  // What is right costs nothing.
  for (let times = 0; times < 12; times += 1)
    expect(await ask('10.2.1.0', order.number, { phone: contact.phone })).toBe(200)
  const asked = await Promise.all(
    Array.from({ length: 80 }, (_, at) => ask(`10.2.0.${at}`, order.number)),
  )
  expect(asked.filter((status) => status === 404)).toHaveLength(60)
  expect(await ask('10.2.1.1', order.number, { phone: contact.phone })).toBe(429)
  expect(await ask('10.2.1.1', order.number, { email: contact.email })).toBe(200)
  await engine.advance(86_400)
  const nextDay = await Promise.all(
    Array.from({ length: 80 }, (_, at) => ask(`10.2.0.${at}`, order.number)),
  )
  expect(nextDay.filter((status) => status === 404)).toHaveLength(60)
  await server.close()
})

test('a guest is mailed at the contact, with a link that opens the order and cancels it', async () => {
  const { order } = await givenGuestBooked()
  while ((await drain(engine, [queueMails(engine)])) > 0);
  const post = { mailer: mailbox.mailer, write: writeMail }
  while ((await sendMails(engine, post, new AbortController().signal)) > 0);
  const texts = (await mailbox.received(contact.email)).map((mail) =>
    JSON.stringify(mail).replaceAll(/=\\r\\n/g, ''),
  )
  const own = texts.find((text) => text.includes(order.number))
  const link = /guest-bookings\/([A-Za-z0-9_-]{86})/.exec(own ?? '')?.[1] ?? ''
  const path = `/v1/guest-bookings/${link}`
  const shown = await product.anyone<Found>('GET', path)
  expect(shown.status).toBe(200)
  const quote = await product.anyone<{ refund: { amount: number } }>(
    'GET',
    `${path}/cancellation-quote`,
  )
  const refund = quote.body.refund.amount
  const wrong = await product.anyone('POST', `${path}/cancellation`, { refund: refund - 1 })
  expect(wrong.body.type).toBe('/problems/refund-changed')
  const done = await product.anyone<object>('POST', `${path}/cancellation`, { refund })
  expect([done.status, done.body]).toEqual([
    200,
    { refund: { amount: 25_000, currency: 'KRW' }, kept: { amount: 0, currency: 'KRW' } },
  ])
  const canceled = await product.anyone<Found>('GET', path)
  expect(canceled.body.status).toBe('canceled')
  expect(order.buyerId).toBeDefined()
})

test('a guest without a contact gets no mail', async () => {
  const { person, id } = await guest()
  await givenBooked(person, id)
  while ((await drain(engine, [queueMails(engine)])) > 0);
  const post = { mailer: mailbox.mailer, write: writeMail }
  while ((await sendMails(engine, post, new AbortController().signal)) > 0);
  expect(await mailbox.received(`${id}@guests.invalid`)).toEqual([])
})
