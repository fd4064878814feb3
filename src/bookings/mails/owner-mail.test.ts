import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { expectCleanAudit } from '../../../test/audited.ts'
import { type TestEngine, testEngine } from '../../../test/engine.ts'
import { givenHeld, pay, tick } from '../../../test/paying.ts'
import { type Person, type TestServer, testServer } from '../../../test/server.ts'
import { drain } from '../../events/relay.ts'
import type { Id } from '../../kernel/id.ts'
import { addDays, wallDate, weekdayOf } from '../../kernel/time.ts'
import { type Mailbox, openMailbox } from '../../mail/mailbox.fixture.ts'
import type { Mailer } from '../../mail/mailer.ts'
import { queueNotices } from '../../mail/notices.ts'
import { queueMails } from '../../mail/queue.ts'
import { sendMails } from '../../mail/send.ts'
import { claim } from '../../orders/claim.ts'
import { placeId } from '../../places/place-id.ts'
import { readNow } from '../../postgres/now.ts'
import { sql } from '../../postgres/sql.ts'
import { writeMail } from './booking-mail.ts'

let engine: TestEngine
let house: TestServer
let mailbox: Mailbox
beforeAll(async () => {
  engine = await testEngine()
  house = await testServer(engine)
})
afterAll(async () => {
  await tick(engine)
  await expectCleanAudit(engine)
  await house.server.close()
  await engine.close()
})
beforeEach(async () => {
  mailbox = await openMailbox()
  return () => mailbox.remove()
})

interface Shop {
  readonly owner: Person
  readonly email: string
  readonly storeId: Id<'Store'>
  /** Books and confirms a free table for a new guest. */
  book(): Promise<{ id: Id<'Order'>; guest: Person }>
}

async function givenShop(): Promise<Shop> {
  const owner = await house.owner()
  const { body: me } = await owner<{ email: string }>('GET', '/v1/me')
  const draft = { name: '집밥', description: '', timeZone: 'Asia/Seoul', currency: 'KRW' }
  const { body: store } = await owner<{ id: string }>('POST', '/v1/restaurants', draft)
  const { now } = await readNow(engine.database)
  const date = addDays(wallDate(now, 'Asia/Seoul'), 1)
  const path = `/v1/restaurants/${store.id}`
  const time = { weekday: weekdayOf(date), time: '19:00', capacity: 90, price: 0 }
  const { body: tableTime } = await owner<{ id: string }>('POST', `${path}/table-times`, time)
  const book = async () => {
    const guest = await house.customer()
    const asked = { tableTimeId: tableTime.id, date }
    const { body } = await guest<{ id: string }>('POST', `${path}/bookings`, asked)
    await guest('PUT', `/v1/bookings/${body.id}/booker`, {
      ...{ name: '김손님', phone: '010-1234-5678', message: '' },
    })
    await guest('POST', `/v1/orders/${body.id}/confirmation`)
    return { id: body.id, guest }
  }
  return { owner, email: me.email, storeId: store.id, book }
}

const relay = async () => {
  while ((await drain(engine, [queueMails(engine), queueNotices(engine)])) > 0);
}

/** Delivers events, and sends every mail that is due at this instant. */
async function post(mailer: Mailer = mailbox.mailer) {
  await relay()
  const { signal } = new AbortController()
  while ((await sendMails(engine, { mailer, write: writeMail }, signal)) > 0);
}

const received = async ({ email }: Pick<Shop, 'email'>) => mailbox.received(email)
const typeOf = ({ body }: { body: { type?: string } }) => body.type?.split('/').at(-1)

test('an owner hears of a booking at once, with its time and order number, and without the guest', async () => {
  const shop = await givenShop()
  const { id } = await shop.book()
  await post()
  const [mail, ...more] = await received(shop)
  expect(more).toEqual([])
  expect(mail?.subject).toMatch(/^새 예약: 집밥 \d+월 \d+일 \(.\) 19:00 \(New booking\)$/)
  const { body } = await shop.owner<{ data: { kind: string; orderNumber: string }[] }>(
    'GET',
    `/v1/stores/${shop.storeId}/notices`,
  )
  expect(body.data).toMatchObject([
    { kind: 'booked', bookingId: id, time: '19:00', booker: '김손님' },
  ])
  expect(mail?.text).toContain(`테이블 1개, 무료 (주문 번호 ${body.data[0]?.orderNumber})`)
  expect(mail?.text).toContain(`http://localhost:4000/desk/${shop.storeId}`)
  expect(mail?.text).not.toMatch(/김손님|010-1234/)
  expect(mail?.calendar).toBeUndefined()
})

test('what comes within five minutes of a mail is told together in the next', async () => {
  const shop = await givenShop()
  const first = await shop.book()
  await post()
  await shop.book()
  await first.guest('POST', `/v1/orders/${first.id}/cancellation`)
  await post()
  expect(await received(shop)).toHaveLength(1)
  await engine.advance(301)
  await post()
  const [, digest, ...more] = await received(shop)
  expect(more).toEqual([])
  expect(digest?.subject).toBe('집밥: 새 알림 2건 (2 updates)')
  expect(digest?.text).toMatch(/- 손님의 예약 취소: [^\n]+\n- 새 예약: /)
})

test('a storm of bookings makes two mails, and the second counts what it does not list', async () => {
  const shop = await givenShop()
  await shop.book()
  await post()
  const place = {
    ...{ id: placeId(shop.storeId, 'storm'), key: 'storm', capacity: 100, startsAt: null },
  }
  const claims = Array.from({ length: 60 }, () =>
    claim(engine, {
      ...{
        storeId: shop.storeId,
        buyerId: engine.newId<'Account'>(),
        title: '폭풍',
        holdSeconds: 60,
      },
      lines: [{ place, quantity: 1, unitPrice: 0 }],
    }),
  )
  for (const { order } of await Promise.all(claims))
    await engine.database.run(sql`
      insert into outbox (store_id, topic, subject_id, body, at)
      values (${shop.storeId}, 'order.paid', ${order?.id ?? ''}, '{}', now())`)
  await post()
  await engine.advance(301)
  await post()
  const [, digest, ...more] = await received(shop)
  expect(more).toEqual([])
  expect(digest?.subject).toBe('집밥: 새 알림 60건 (60 updates)')
  expect(digest?.text).toContain('그 밖에 10건이 더 있습니다.')
})

test('an event that comes twice is told once, and a store is not told of what it did itself', async () => {
  const shop = await givenShop()
  const { id } = await shop.book()
  await post()
  const path = `/v1/stores/${shop.storeId}/orders/${id}/cancellation`
  expect((await shop.owner('POST', path, { reason: '단수' })).status).toBe(200)
  await engine.database.run(sql`
    insert into outbox (store_id, topic, subject_id, body, at)
    values (${shop.storeId}, 'order.paid', ${id}, '{}', now())`)
  await post()
  await engine.advance(301)
  await post()
  expect(await received(shop)).toHaveLength(1)
})

test('what happens while a mail is being sent gets a mail of its own', async () => {
  const shop = await givenShop()
  await shop.book()
  let during: Promise<unknown> | undefined
  const slow: Mailer = {
    async send(mail, signal) {
      if (mail.to === shop.email) {
        during ??= shop.book().then(relay)
        await during
      }
      await mailbox.mailer.send(mail, signal)
    },
  }
  await post(slow)
  expect(await received(shop)).toHaveLength(1)
  await engine.advance(301)
  await post()
  expect(await received(shop)).toMatchObject([
    { subject: expect.stringContaining('새 예약') },
    { subject: expect.stringContaining('새 예약') },
  ])
})

test('a payment that needs a person is told, once a payment', async () => {
  const shop = await givenShop()
  const held = await givenHeld(engine, { storeId: shop.storeId })
  const payment = await pay(engine, held)
  await post()
  for (const _ of [1, 2])
    await engine.database.run(sql`
      insert into outbox (store_id, topic, subject_id, body, at)
      values (${shop.storeId}, 'payment.needs-review', ${payment.id}, '{}', now())`)
  await engine.advance(301)
  await post()
  const [, mail, ...more] = await received(shop)
  expect(more).toEqual([])
  expect(mail?.subject).toMatch(/^확인이 필요한 결제: 집밥/)
})

test('a store chooses what it is told, and where: five addresses, each once', async () => {
  const shop = await givenShop()
  const path = `/v1/stores/${shop.storeId}/notice-settings`
  expect((await shop.owner('GET', path)).body).toEqual({
    topics: ['bookings', 'cancellations', 'payments', 'moves', 'returns', 'stock', 'sold-out'],
    addresses: [],
    ownerAddress: shop.email,
  })
  const put = (topics: string[], addresses: string[]) =>
    shop.owner('PUT', path, { topics, addresses })
  const chosen = await put(
    ['cancellations', 'bookings'],
    ['Hall@Example.com', 'kitchen@example.com'],
  )
  expect(chosen.body).toMatchObject({
    topics: ['bookings', 'cancellations'],
    addresses: ['hall@example.com', 'kitchen@example.com'],
  })
  const twice = await put([], ['a@example.com', 'A@example.com'])
  expect([twice.status, typeOf(twice)]).toEqual([422, 'notice-address-twice'])
  const six = Array.from({ length: 6 }, (_, at) => `a${at}@example.com`)
  expect((await put([], six)).status).toBe(400)
  expect((await (await house.owner())('GET', path)).status).toBe(404)
  await expect(
    engine.database.run(sql`
      insert into notice_addresses (store_id, position, address)
      values (${shop.storeId}, 6, 'six@example.com')`),
  ).rejects.toMatchObject({ constraint: 'notice_addresses_at_most_five' })

  const { id, guest } = await shop.book()
  await post()
  const [mail] = await mailbox.received('hall@example.com, kitchen@example.com')
  expect(mail?.subject).toMatch(/^새 예약/)
  expect(await received(shop)).toEqual([])
  await put(['bookings'], [])
  await guest('POST', `/v1/orders/${id}/cancellation`)
  await engine.advance(301)
  await post()
  expect(await received(shop)).toEqual([])
})
