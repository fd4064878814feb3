import { afterAll, beforeAll, expect, test } from 'vitest'
import { confirm } from '../../../test/booker.ts'
import { type TestEngine, testEngine } from '../../../test/engine.ts'
import { testServer } from '../../../test/server.ts'
import { writeMail } from '../../bookings/mails/booking-mail.ts'
import { drain } from '../../events/relay.ts'
import { type Mailbox, openMailbox } from '../../mail/mailbox.fixture.ts'
import { queueMails } from '../../mail/queue.ts'
import { sendMails } from '../../mail/send.ts'
import { moveTo } from './shop.fixture.ts'

let engine: TestEngine
let mailbox: Mailbox
beforeAll(async () => {
  engine = await testEngine()
  mailbox = await openMailbox()
})
afterAll(async () => {
  await mailbox.remove()
  await engine.close()
})

async function post(): Promise<void> {
  const { signal } = new AbortController()
  while ((await drain(engine, [queueMails(engine)])) > 0);
  while ((await sendMails(engine, { mailer: mailbox.mailer, write: writeMail }, signal)) > 0);
}

test('a person gets a mail on confirmation and on cancellation; a service gets none', async () => {
  await moveTo(engine, '2027-01-01T10:00:00+09:00')
  const house = await testServer(engine)
  const owner = await house.owner()
  const { body: shop } = await owner<{ id: string }>('POST', '/v1/shops', {
    name: '머리하는 날',
    kind: 'hair',
    description: '',
    timeZone: 'Asia/Seoul',
    currency: 'KRW',
  })
  const draft = { reservationHour: 18, reservationMinute: 30, basicRemaining: 3 }
  const made = await owner<{ id: string }>('POST', `/v1/shops/${shop.id}/timetables`, draft)
  const timetableId = made.body.id
  await owner('POST', '/reserve/timetable', { timetableId })
  const buyer = await house.customer('김손님')
  const { body: me } = await buyer<{ email: string }>('GET', '/v1/me')
  const { body } = await buyer<{ id: string }>('POST', `/v1/shops/${shop.id}/bookings`, {
    timetableId,
  })
  await confirm(buyer, body.id)
  await post()
  const [confirmed, ...more] = await mailbox.received(me.email)
  expect(more).toEqual([])
  expect(confirmed?.subject).toMatch(/^예약 확정: 머리하는 날 .* 18:30 \(Booking confirmed\)$/)
  expect(confirmed?.text).toContain('매장: 머리하는 날')
  expect(confirmed?.text).toContain('Booked: 1 booking')
  expect(confirmed?.text).toContain(`/bookings/${body.id}`)
  await buyer('POST', `/v1/orders/${body.id}/cancellation`)
  await post()
  const mails = await mailbox.received(me.email)
  expect(mails.map(({ subject }) => subject.slice(0, 5)).sort()).toEqual(['예약 취소', '예약 확정'])
  const { body: seller } = await owner<{ email: string }>('GET', '/v1/me')
  expect(await mailbox.received(seller.email)).toEqual([])
  await house.server.close()
})
