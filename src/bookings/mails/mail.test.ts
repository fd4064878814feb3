import { once } from 'node:events'
import { type AddressInfo, createServer } from 'node:net'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { expectCleanAudit } from '../../../test/audited.ts'
import { nameBooker } from '../../../test/booker.ts'
import { onDatabase, type TestEngine, testEngine } from '../../../test/engine.ts'
import { cancel, givenHeld, type Held, pay, tick } from '../../../test/paying.ts'
import { type Person, type TestServer, testServer } from '../../../test/server.ts'
import type { Engine } from '../../engine.ts'
import { drain } from '../../events/relay.ts'
import type { Id } from '../../kernel/id.ts'
import { addDays, wallDate, weekdayOf } from '../../kernel/time.ts'
import { type MailServer, openMailServer } from '../../mail/mail-server.fixture.ts'
import { type Mailbox, openMailbox } from '../../mail/mailbox.fixture.ts'
import { type Mailer, smtpMailer } from '../../mail/mailer.ts'
import { skipDue, takeDue } from '../../mail/queries.ts'
import { queueMails } from '../../mail/queue.ts'
import { sendMails } from '../../mail/send.ts'
import * as orders from '../../orders/queries.ts'
import { connect } from '../../postgres/database.ts'
import { readNow } from '../../postgres/now.ts'
import { sql } from '../../postgres/sql.ts'
import { nothingSaid } from '../../stores/profile/rules.ts'
import { writeMail } from './booking-mail.ts'

let engine: TestEngine
let house: TestServer
let owner: Person
let mailbox: Mailbox
let server: MailServer

beforeAll(async () => {
  engine = await testEngine()
  house = await testServer(engine)
  owner = await house.owner()
  server = await openMailServer()
  return async () => {
    await server.close()
    await engine.close()
  }
})
beforeEach(async () => {
  mailbox = await openMailbox()
  return () => mailbox.remove()
})
afterAll(async () => {
  await tick(engine)
  await expectCleanAudit(engine)
})

interface Booked extends Held {
  readonly buyer: Person
  readonly email: string
}

/** Somebody holds a table of a restaurant, tomorrow at 19:30. */
async function givenBooked({ restaurant = '맛있는 집밥', price = 25_000 } = {}): Promise<Booked> {
  const opened = await owner<{ id: string }>('POST', '/v1/restaurants', {
    name: restaurant,
    description: '',
    timeZone: 'Asia/Seoul',
    currency: 'KRW',
  })
  const { now } = await readNow(engine.database)
  const date = addDays(wallDate(now, 'Asia/Seoul'), 1)
  const path = `/v1/restaurants/${opened.body.id}`
  const draft = { weekday: weekdayOf(date), time: '19:30', capacity: 8, price }
  const { body: tableTime } = await owner<{ id: string }>('POST', `${path}/table-times`, draft)
  const buyer = await house.customer('김손님')
  const { body: me } = await buyer<{ id: string; email: string }>('GET', '/v1/me')
  const booking = { tableTimeId: tableTime.id, date }
  const { body } = await buyer<{ id: Id<'Order'> }>('POST', `${path}/bookings`, booking)
  await nameBooker(buyer, body.id)
  const [order] = await orders.readOrders(engine.database, opened.body.id, [body.id])
  if (!order) throw new Error('it was not booked')
  return { storeId: order.storeId, buyerId: me.id, order, buyer, email: me.email }
}

const relay = async (on: Engine = engine) => {
  while ((await drain(on, [queueMails(on)])) > 0);
}

/** Runs the job until nothing is due at this instant. */
async function post(mailer: Mailer | undefined = mailbox.mailer, on: Engine = engine) {
  const { signal } = new AbortController()
  while ((await sendMails(on, { mailer, write: writeMail }, signal)) > 0);
}

const mailsOf = ({ order }: Held) =>
  engine.database.rows<{ kind: string; outcome: string | null; tries: number }>(sql`
    select kind, outcome, tries from mails where order_id = ${order.id} order by created_at, kind
  `)

test('nothing of an order goes to an address that its buyer has not verified', async () => {
  const booked = await givenBooked()
  await engine.database.run(sql`
    update accounts set email_verified = false where id = ${booked.buyerId}
  `)
  await pay(engine, booked)
  await relay()
  await post()
  expect(await mailbox.received()).toEqual([])
  expect(await mailsOf(booked)).toMatchObject([{ kind: 'paid', outcome: 'skipped' }])
})

test('a payment sends one mail: item, start, price, how to cancel, and a calendar entry', async () => {
  const booked = await givenBooked()
  await pay(engine, booked)
  await relay()
  await post()

  const { order, email } = booked
  const [mail, ...more] = await mailbox.received(email)
  expect(more).toEqual([])
  expect(mail?.subject).toMatch(
    /^예약 확정: 맛있는 집밥 \d+월 \d+일 \(.\) 19:30 \(Booking confirmed\)$/,
  )
  const { text = '', calendar = '', headers = [] } = mail ?? {}
  expect(text).toContain('김손님 님, 예약이 확정되었습니다.')
  expect(text).toMatch(/일시: \d+년 \d+월 \d+일 .요일 19:30 \(한국 표준시\)/)
  expect(text).toContain('결제 금액: 25,000원')
  expect(text).toContain('Total paid: ₩25,000')
  expect(text).toContain(`주문 번호: ${order.number}`)
  expect(text).toContain(`http://localhost:4000/bookings/${order.id}`)
  expect(text.indexOf('확정')).toBeLessThan(text.indexOf('confirmed'))
  expect(text).not.toContain(email)
  expect(calendar).toContain(`\r\nUID:${order.number}\r\nSEQUENCE:0\r\n`)
  expect(calendar).toContain('\r\nMETHOD:REQUEST\r\n')
  expect(calendar).toContain('\r\nSTATUS:CONFIRMED\r\n')
  expect(calendar).toMatch(/\r\nDTSTART:\d{8}T103000Z\r\n/)
  expect(headers).toContain('Auto-Submitted: auto-generated')
  expect(await mailsOf(booked)).toEqual([{ kind: 'paid', outcome: 'sent', tries: 1 }])
})

test('it says where to go and whom to call, and so does the calendar entry', async () => {
  const booked = await givenBooked()
  const profile = { ...nothingSaid, hours: [], tags: [], phone: '02-0000-0001' }
  const address = '서울특별시 마포구 연남로 1'
  const path = `/v1/stores/${booked.storeId}/profile`
  const said = { ...profile, address, detail: '2층', latitude: 37.5, longitude: 126.9 }
  expect((await owner('PUT', path, said)).status).toBe(200)
  await pay(engine, booked)
  await relay()
  await post()
  const [{ text = '', calendar = '' } = {}] = await mailbox.received(booked.email)
  const map = `https://map.naver.com/p/search/${encodeURIComponent(address)}`
  expect(text).toContain(`\n주소: ${address}, 2층\n지도: ${map}\n전화: 02-0000-0001\n`)
  expect(text).toContain(`\nAddress: ${address}, 2층\nMap: https://www.google.com/maps/`)
  expect(calendar.replaceAll('\r\n ', '')).toContain(
    `\r\nLOCATION:맛있는 집밥\\, ${address}\\, 2층\r\nGEO:37.5;126.9\r\n`,
  )
  const { body } = await booked.buyer('GET', `/v1/bookings/${booked.order.id}`)
  expect(body).toMatchObject({ location: { address, detail: '2층', phone: '02-0000-0001' } })
})

test('below it stands who sells, in both languages; nothing of what the store has not said', async () => {
  const said = {
    ...{ company: '집밥', representative: '박사장', businessNumber: '1248100998' },
    ...{ mailOrderNumber: '2026-서울강남-01234', address: '', phone: '02-1234-5678', email: null },
  }
  const [signed, unsaid] = [await givenBooked(), await givenBooked()]
  const path = `/v1/stores/${signed.storeId}/business`
  expect((await owner('PUT', path, said)).status).toBe(200)
  for (const booked of [signed, unsaid]) await pay(engine, booked)
  await relay()
  await post()
  const textTo = async ({ email }: Booked) => (await mailbox.received(email))[0]?.text ?? ''
  expect((await textTo(signed)).trimEnd().split('\n').slice(-8)).toEqual([
    '---',
    '판매자: 집밥 · 대표자: 박사장',
    '사업자등록번호: 124-81-00998 · 통신판매업 신고번호: 2026-서울강남-01234',
    '전화번호: 02-1234-5678',
    '',
    'Sold by: 집밥 · Representative: 박사장',
    'Business number: 124-81-00998 · Mail-order number: 2026-서울강남-01234',
    'Phone: 02-1234-5678',
  ])
  expect(await textTo(unsaid)).not.toMatch(/---|판매자|Sold by/)
})

test('an event that comes twice, and two processes that send at once, make one mail', async () => {
  const booked = await givenBooked()
  await pay(engine, booked)
  await engine.database.run(sql`
    insert into outbox (store_id, topic, subject_id, body, at)
    select store_id, topic, subject_id, body, at from outbox where topic = 'order.paid'
  `)
  await relay()
  await engine.database.run(sql`
    insert into outbox (store_id, topic, subject_id, body, at)
    values (${booked.storeId}, 'order.paid', ${booked.order.id}, '{}', now())
  `)
  const other = onDatabase(engine, connect(engine.databaseUrl))
  await Promise.all([relay(), relay(other)])

  let sent = 0
  const counting: Mailer = {
    async send(letter, signal) {
      if (letter.to === booked.email) sent++
      await mailbox.mailer.send(letter, signal)
    },
  }
  await Promise.all([post(counting), post(counting, other), post(counting), post(counting, other)])
  await other.database.close()
  expect(sent).toBe(1)
  expect(await mailbox.received(booked.email)).toHaveLength(1)
})

test('concurrent workers take no mail twice', async () => {
  const held = await Promise.all(Array.from({ length: 20 }, () => givenHeld(engine)))
  for (const { storeId, order } of held)
    await engine.database.run(sql`
      insert into outbox (store_id, topic, subject_id, body, at)
      values (${storeId}, 'order.paid', ${order.id}, '{}', now())
    `)
  await relay()
  const { now } = await readNow(engine.database)
  const takes = await Promise.all(
    Array.from({ length: 12 }, () => takeDue(engine.database, now, held.length)),
  )
  const ids = takes.flat().map(({ id }) => id)
  expect(ids).toHaveLength(held.length)
  expect(new Set(ids).size).toBe(held.length)
  await engine.database.run(sql`update mails set next_try_at = now() where outcome is null`)
  await skipDue(engine.database, (await readNow(engine.database)).now)
})

test('the mail is written in the relay’s transaction, or not at all', async () => {
  const booked = await givenBooked()
  await pay(engine, booked)
  const broken = drain(engine, [queueMails(engine), () => Promise.reject(new Error('killed'))])
  await expect(broken).rejects.toThrow('killed')
  expect(await mailsOf(booked)).toEqual([])
  await relay()
  expect(await mailsOf(booked)).toMatchObject([{ kind: 'paid', outcome: null }])
})

test('a cancellation sends one mail with the refund', async () => {
  const booked = await givenBooked()
  await pay(engine, booked)
  await relay()
  await post()
  await cancel(engine, booked)
  await cancel(engine, booked)
  await relay()
  await post()

  const [, canceled, ...more] = await mailbox.received(booked.email)
  expect(more).toEqual([])
  expect(canceled?.subject).toMatch(/^예약 취소: 맛있는 집밥 .*\(Booking canceled\)$/)
  expect(canceled?.text).toContain('환불 금액: 25,000원 (전액, 사용한 결제 수단으로 환불)')
  expect(canceled?.text).toContain('Refunded: ₩25,000')
  expect(canceled?.calendar).toContain(`\r\nMETHOD:CANCEL\r\n`)
  expect(canceled?.calendar).toContain(`\r\nUID:${booked.order.number}\r\nSEQUENCE:1\r\n`)
  expect(canceled?.calendar).toContain('\r\nSTATUS:CANCELLED\r\n')
  expect(canceled?.calendar).toContain('\r\nORGANIZER:mailto:no-reply@jari.test\r\n')
})

test('an unpaid cancellation sends no mail, and a canceled booking is not confirmed', async () => {
  const [unpaid, late] = [await givenBooked(), await givenBooked()]
  await cancel(engine, unpaid)
  await pay(engine, late)
  await cancel(engine, late)
  await relay()
  await post()
  expect(await mailbox.received(unpaid.email)).toEqual([])
  expect((await mailbox.received(late.email)).map(({ subject }) => subject.slice(0, 5))).toEqual([
    '예약 취소',
  ])
  expect(await mailsOf(late)).toMatchObject([
    { kind: 'canceled', outcome: 'sent' },
    { kind: 'paid', outcome: 'skipped' },
  ])
})

test('a booking that costs nothing is confirmed by mail too', async () => {
  const booked = await givenBooked({ price: 0 })
  await booked.buyer('POST', `/v1/orders/${booked.order.id}/confirmation`)
  await relay()
  await post()
  const [mail] = await mailbox.received(booked.email)
  expect(mail?.text).toContain('결제 금액: 무료')
  expect(mail?.text).not.toContain('환불됩니다')
})

test('a refused mail is retried later, and the others are sent', async () => {
  const [unlucky, lucky] = [await givenBooked(), await givenBooked()]
  await pay(engine, unlucky)
  await pay(engine, lucky)
  await relay()
  const mailer = smtpMailer({ url: server.url, from: 'Jari <no-reply@jari.test>' })

  server.refuse(unlucky.email)
  const failure = await post(mailer).catch((error: Error) => error.message)
  expect(failure).toMatch(/^1 of \d mails did not go: EENVELOPE 550$/)
  await post(mailer)
  expect(server.accepted).toContain(lucky.email)
  expect(server.accepted).not.toContain(unlucky.email)
  expect(await mailsOf(unlucky)).toEqual([{ kind: 'paid', outcome: null, tries: 1 }])

  await engine.advance(61)
  server.refuse(undefined)
  await post(mailer)
  expect(server.accepted.filter((to) => to === unlucky.email)).toHaveLength(1)
  expect(await mailsOf(unlucky)).toEqual([{ kind: 'paid', outcome: 'sent', tries: 2 }])
})

test('a mail that fails for two days is dropped', async () => {
  const booked = await givenBooked()
  await pay(engine, booked)
  await relay()
  const nobodyThere = smtpMailer({ url: 'smtp://127.0.0.1:1', from: 'no-reply@jari.test' })
  await expect(post(nobodyThere)).rejects.toThrow('1 of 1 mails did not go: ESOCKET')
  await engine.advance(2 * 24 * 60 * 60)
  await expect(post(nobodyThere)).rejects.toThrow('1 of 1 mails did not go: ESOCKET')
  expect(await mailsOf(booked)).toEqual([{ kind: 'paid', outcome: 'given-up', tries: 2 }])
})

test('a mail taken by a dead process is sent by another, two minutes later', async () => {
  const booked = await givenBooked()
  await pay(engine, booked)
  await relay()
  const { now } = await readNow(engine.database)
  expect(await takeDue(engine.database, now, 5)).toMatchObject([
    { orderId: booked.order.id, tries: 1 },
  ])
  await post()
  expect(await mailbox.received(booked.email)).toEqual([])
  await engine.advance(121)
  await post()
  expect(await mailbox.received(booked.email)).toHaveLength(1)
})

test('shutdown does not wait for an unresponsive mail server', async () => {
  const booked = await givenBooked()
  await pay(engine, booked)
  await relay()
  const silent = createServer().listen(0, '127.0.0.1')
  await once(silent, 'listening')
  const { port } = silent.address() as AddressInfo
  const mailer = smtpMailer({ url: `smtp://127.0.0.1:${port}`, from: 'no-reply@jari.test' })

  const stopping = new AbortController()
  const began = performance.now()
  const sending = sendMails(engine, { mailer, write: writeMail }, stopping.signal)
  stopping.abort()
  await expect(sending).rejects.toThrow('1 of 1 mails did not go: EABORT')
  expect(performance.now() - began).toBeLessThan(4_000)
  silent.close()

  await engine.advance(61)
  await post()
  expect(await mailbox.received(booked.email)).toHaveLength(1)
})

test('a deleted account gets none, and no row names it', async () => {
  const booked = await givenBooked()
  await pay(engine, booked)
  await relay()
  const left = await booked.buyer('DELETE', '/v1/me', { password: 'correct horse battery' })
  expect(left.status).toBe(200)
  await post()
  expect(await mailbox.received()).toEqual([])
  expect(await mailsOf(booked)).toEqual([{ kind: 'paid', outcome: 'skipped', tries: 1 }])
})

test('without a mail server no mail stays queued', async () => {
  const booked = await givenBooked()
  await pay(engine, booked)
  await relay()
  const { signal } = new AbortController()
  await sendMails(engine, { mailer: undefined, write: writeMail }, signal)
  await post()
  expect(await mailbox.received()).toEqual([])
  expect(await mailsOf(booked)).toEqual([{ kind: 'paid', outcome: 'skipped', tries: 0 }])
})

test('a restaurant’s name adds no header, no recipient and no line', async () => {
  const restaurant = '집밥\r\nBcc: thief@example.com\r\n\r\n<b>hello</b>'
  const booked = await givenBooked({ restaurant })
  await pay(engine, booked)
  await relay()
  await post()
  const [mail] = await mailbox.received(booked.email)
  const { headers = [], subject = '', text = '', calendar = '' } = mail ?? {}
  expect(subject).toContain('예약 확정: 집밥 Bcc: thief@example.com <b>hello</b>')
  expect(headers.filter((line) => /^(bcc|cc):/i.test(line))).toEqual([])
  for (const lines of [text, calendar]) expect(lines).not.toMatch(/^Bcc|^<b>/m)
})

test.each(['not an address', 'https://mail.example.com', 'smtp://'])(
  'a mail server at %j is refused at the start, without a word of it',
  (url) => {
    expect(() => smtpMailer({ url, from: 'no-reply@jari.test' })).toThrow(/JARI_SMTP_URL/)
  },
)
test('an invalid sender is refused, too', () => {
  expect(() => smtpMailer({ url: 'smtp://mail.test', from: 'Jari' })).toThrow(/JARI_MAIL_FROM/)
})
