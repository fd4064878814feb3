import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { nameBooker } from '../../../test/booker.ts'
import { type TestEngine, testEngine } from '../../../test/engine.ts'
import { charge, expectSound, type Held, pass, pay, press, start } from '../../../test/paying.ts'
import { type Person, type TestServer, testServer } from '../../../test/server.ts'
import { drain } from '../../events/relay.ts'
import type { Id } from '../../kernel/id.ts'
import { addDays, wallDate, weekdayOf } from '../../kernel/time.ts'
import { type Mailbox, openMailbox } from '../../mail/mailbox.fixture.ts'
import { queueNotices } from '../../mail/notices.ts'
import { queueMails } from '../../mail/queue.ts'
import { sendMails } from '../../mail/send.ts'
import { claim } from '../../orders/claim.ts'
import * as orders from '../../orders/queries.ts'
import { reconcile } from '../../payments/reconcile.ts'
import { placeId } from '../../places/place-id.ts'
import { readNow } from '../../postgres/now.ts'
import { writeMail } from './booking-mail.ts'

let engine: TestEngine
let house: TestServer
let owner: Person
let mailbox: Mailbox
beforeAll(async () => {
  engine = await testEngine()
  house = await testServer(engine)
  owner = await house.owner()
  return () => engine.close()
})
beforeEach(async () => {
  mailbox = await openMailbox()
  return () => mailbox.remove()
})
afterAll(() => expectSound(engine))

interface Booked extends Held {
  readonly email: string
  readonly buyer: Person
  readonly path: string
  readonly booking: object
}

/** Somebody holds the only table of a restaurant, tomorrow at 19:30. */
async function givenBooked(): Promise<Booked> {
  const opened = await owner<{ id: string }>('POST', '/v1/restaurants', {
    name: '맛있는 집밥',
    description: '',
    timeZone: 'Asia/Seoul',
    currency: 'KRW',
  })
  const { now } = await readNow(engine.database)
  const date = addDays(wallDate(now, 'Asia/Seoul'), 1)
  const path = `/v1/restaurants/${opened.body.id}`
  const draft = { weekday: weekdayOf(date), time: '19:30', capacity: 1, price: 25_000 }
  const { body: tableTime } = await owner<{ id: string }>('POST', `${path}/table-times`, draft)
  const buyer = await house.customer('김손님')
  const { body: me } = await buyer<{ id: string; email: string }>('GET', '/v1/me')
  const booking = { tableTimeId: tableTime.id, date }
  const { body } = await buyer<{ id: Id<'Order'> }>('POST', `${path}/bookings`, booking)
  await nameBooker(buyer, body.id)
  const [order] = await orders.readOrders(engine.database, opened.body.id, [body.id])
  if (!order) throw new Error('it was not booked')
  const { email } = me
  return { storeId: order.storeId, buyerId: me.id, order, email, buyer, path, booking }
}

async function post() {
  while ((await drain(engine, [queueMails(engine), queueNotices(engine)])) > 0);
  const { signal } = new AbortController()
  while ((await sendMails(engine, { mailer: mailbox.mailer, write: writeMail }, signal)) > 0);
}

test('each refund by the restaurant sends a mail with amount and reason', async () => {
  const booked = await givenBooked()
  const { id } = await pay(engine, booked)
  const refunds = `/v1/stores/${booked.storeId}/payments/${id}/refunds`
  await owner('POST', refunds, { amount: 5_000, reason: '와인이 떨어져서' })
  await owner('POST', refunds, { amount: 5_000, reason: '와인이 떨어져서' })
  await post()
  const mails = await mailbox.received(booked.email)
  expect(mails.map(({ subject }) => subject.slice(0, 5)).sort()).toEqual([
    '예약 확정',
    '환불 완료',
    '환불 완료',
  ])
  const [text = ''] = mails.flatMap(({ subject, text }) => (subject.startsWith('환불') ? text : []))
  expect(text).toContain('환불 금액: 5,000원 (사용한 결제 수단으로 환불)')
  expect(text).toContain('남은 결제 금액: 15,000원')
  expect(text).toContain('사유: 와인이 떨어져서')
  expect(text).toContain('Refunded: ₩5,000')
  expect(text.indexOf('환불되었습니다')).toBeLessThan(text.indexOf('was refunded'))
})

test('after a partial refund, day and mail of a cancellation say what is left to refund', async () => {
  const booked = await givenBooked()
  const { id } = await pay(engine, booked)
  const store = `/v1/stores/${booked.storeId}`
  await owner('POST', `${store}/payments/${id}/refunds`, { amount: 5_000, reason: '와인' })
  const date = addDays(wallDate((await readNow(engine.database)).now, 'Asia/Seoul'), 1)
  const { body } = await owner('GET', `${store}/bookings?date=${date}`)
  expect(body).toMatchObject({
    bookings: [{ price: { amount: 25_000 }, refundable: { amount: 20_000, currency: 'KRW' } }],
  })
  await owner('POST', `${store}/orders/${booked.order.id}/cancellation`, { reason: '단수' })
  await post()
  const mails = await mailbox.received(booked.email)
  const text = mails.find(({ subject }) => subject.startsWith('예약 취소'))?.text
  expect(text).toContain('환불 금액: 20,000원 (이미 환불한 금액 5,000원 제외,')
  expect(text).toContain('Refunded: ₩20,000 (all that was left after ₩5,000 refunded before,')
})

test('a late payment sends a mail about the lost table and the full refund', async () => {
  const booked = await givenBooked()
  await charge(engine, booked, await press(await start(engine, booked), 'pay'))
  await engine.advance(600)
  const next = await house.customer('이손님')
  expect((await next('POST', `${booked.path}/bookings`, booked.booking)).status).toBe(201)
  await engine.advance(340)
  while ((await reconcile(engine)) > 0);
  await post()
  const [mail, ...more] = await mailbox.received(booked.email)
  expect(more).toEqual([])
  expect(mail?.subject).toMatch(/^환불 완료: 맛있는 집밥 .*\(Refunded\)$/)
  expect(mail?.text).toContain('그사이 자리가 마감되었습니다. 결제 금액은 전액 환불했습니다.')
  expect(mail?.text).toContain('the table was gone')
  expect(mail?.text).not.toContain('paid-too-late')
  await pass(engine, 20)
})

/** Somebody has paid for three tables tomorrow, and one on the day after, with a discount and a fee. */
async function givenTwoDays() {
  const { storeId, buyerId, email, buyer } = await givenBooked()
  const lineOf = (days: number, quantity: number, discount = 0) => {
    const key = `table-time/${engine.newId()}/2027-03-0${days}`
    const place = { id: placeId(storeId, key), key, capacity: 5 }
    const startsAt = new Date(`2027-03-0${days}T10:30:00Z`)
    return { place: { ...place, startsAt }, quantity, unitPrice: 20_000, discount }
  }
  const lines = [lineOf(1, 3, 6_000), lineOf(2, 1)]
  const draft = { storeId, buyerId, title: '저녁', holdSeconds: 600, lines, fee: 2_500 }
  const { order } = await claim(engine, draft)
  if (!order) throw new Error('it was not claimed')
  await pay(engine, { storeId, buyerId, order })
  const placeIds = lines.map(({ place }) => place.id)
  return { storeId, buyerId, order, email, buyer, placeIds }
}

test('a mail says what of a booking was canceled, what comes back and what is left of it', async () => {
  const { storeId, order, email, buyer, placeIds } = await givenTwoDays()
  await post()
  const [confirmed] = await mailbox.received(email)
  expect(confirmed?.text).toContain('할인: −6,000원\n배송비: 2,500원\n결제 금액: 76,500원')
  expect(confirmed?.text).toContain('Discount: −₩6,000\nDelivery: ₩2,500\nTotal paid: ₩76,500')

  const [three, one] = placeIds
  const path = `/v1/bookings/${order.id}/line-cancellations`
  const some = [{ placeId: three, quantity: 1 }]
  const quote = await buyer('GET', path.replace(/s$/, `-quote?lines=${three}:1`))
  expect(quote.body).toMatchObject({ refund: { amount: 18_000 }, isWhole: false })
  const first = await buyer('POST', path, { lines: some, refund: 18_000 })
  expect(first.body).toMatchObject({ status: 'paid', refund: { amount: 18_000 } })
  await post()
  const [part] = (await mailbox.received(email)).filter(({ subject }) => subject.includes('일부'))
  const byStore = `/v1/stores/${storeId}/bookings/${order.id}/line-cancellations`
  const reason = '갑작스러운 휴무'
  await owner('POST', byStore, { lines: [{ placeId: one, quantity: 1 }], reason })
  await post()
  const [gone] = (await mailbox.received(email)).filter(({ text }) => text.includes(reason))
  expect(part?.subject).toContain('예약 일부 취소: 맛있는 집밥')
  expect(part?.text).toContain(
    '취소한 내용: 테이블 1개\n환불 금액: 18,000원 (사용한 결제 수단으로 환불)',
  )
  expect(part?.text).toContain('내용: 테이블 2개')
  expect(part?.calendar).toBeUndefined()
  expect(gone?.text).toContain(`취소했습니다. 사유: ${reason}`)
  expect(gone?.text).toContain('Refunded: ₩20,000')
  expect(gone?.calendar).toContain('METHOD:CANCEL')
  expect(gone?.calendar).toContain(`UID:${order.number}-2`)

  const { body } = await buyer<{ lines: { quantity: number; bought: number }[] }>(
    'GET',
    `/v1/bookings/${order.id}`,
  )
  expect(body).toMatchObject({
    fee: { amount: 2_500 },
    lines: [
      { quantity: 2, bought: 3, what: { ko: '테이블 2개' }, discount: { amount: 6_000 } },
      { quantity: 0, bought: 1, what: { ko: '테이블 1개' } },
    ],
  })
  const { body: notices } = await owner<{ data: { kind: string; bookingId: string }[] }>(
    'GET',
    `/v1/stores/${storeId}/notices`,
  )
  expect(notices.data.filter(({ bookingId }) => bookingId === order.id)).toMatchObject([
    { kind: 'partly-canceled' },
    { kind: 'booked' },
  ])
  const day = await owner<{ bookings: object[] }>(
    'GET',
    `/v1/stores/${storeId}/bookings?date=2027-03-02`,
  )
  expect(day.body.bookings).toEqual([])

  await buyer('POST', `/v1/orders/${order.id}/cancellation`, null)
  await post()
  const canceled = (await mailbox.received(email)).find(({ subject }) =>
    subject.includes('예약 취소'),
  )
  expect(canceled?.text).toContain('환불 금액: 38,500원 (이미 환불한 금액 38,000원 제외')
})
