import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { expectCleanAudit } from '../../../test/audited.ts'
import { onDatabase, type TestEngine, testEngine } from '../../../test/engine.ts'
import { tick } from '../../../test/paying.ts'
import { type Person, type TestServer, testServer } from '../../../test/server.ts'
import { moveTo } from '../../front-doors/timetables/shop.fixture.ts'
import { dayLongText, dayText } from '../../kernel/format.ts'
import { addDays } from '../../kernel/time.ts'
import { type Mailbox, openMailbox } from '../../mail/mailbox.fixture.ts'
import type { Mailer } from '../../mail/mailer.ts'
import { sendMails } from '../../mail/send.ts'
import { connect } from '../../postgres/database.ts'
import { writeMail } from '../mails/booking-mail.ts'
import { moveToken } from '../moves/token.ts'
import { remindGuests } from './remind.ts'

let engine: TestEngine
let house: TestServer
let owner: Person
let mailbox: Mailbox
let storeId: string
const times = new Map<string, string>()
/** The Wednesday of a test's own week: the clock only goes forward. */
let date = '2027-02-24'

beforeAll(async () => {
  engine = await testEngine()
  house = await testServer(engine)
  owner = await house.owner()
})
beforeEach(async () => {
  date = addDays(date, 7)
  await clock(-2, '09:00')
  mailbox = await openMailbox()
  const store = { name: '집밥', description: '', timeZone: 'Asia/Seoul', currency: 'KRW' }
  storeId = (await owner<{ id: string }>('POST', '/v1/restaurants', store)).body.id
  for (const time of ['19:00', '20:00']) {
    const draft = { weekday: 3, time, capacity: 20, price: 0 }
    const path = `/v1/restaurants/${storeId}/table-times`
    times.set(time, (await owner<{ id: string }>('POST', path, draft)).body.id)
  }
  return () => mailbox.remove()
})
afterAll(async () => {
  await tick(engine)
  await expectCleanAudit(engine)
  await house.server.close()
  await engine.close()
})

/** Moves the clock to a time of a day before the bookings, or of theirs. */
const clock = (days: number, time: string) =>
  moveTo(engine, `${addDays(date, days)}T${time}:00+09:00`)

const itemAt = (time: string) => ({ tableTimeId: times.get(time) ?? '', date })

async function book(time = '19:00') {
  const guest = await house.customer('김손님')
  const { email } = (await guest<{ email: string }>('GET', '/v1/me')).body
  const path = `/v1/restaurants/${storeId}/bookings`
  const { id } = (await guest<{ id: string }>('POST', path, itemAt(time))).body
  const booker = { name: '김손님', phone: '010-1234-5678', message: '' }
  await guest('PUT', `/v1/bookings/${id}/booker`, booker)
  return { id, guest, email }
}

async function confirmed(time?: string) {
  const booked = await book(time)
  await booked.guest('POST', `/v1/orders/${booked.id}/confirmation`)
  return booked
}

async function post(mailer: Mailer = mailbox.mailer) {
  const { signal } = new AbortController()
  while ((await sendMails(engine, { mailer, write: writeMail }, signal)) > 0);
}

async function remind() {
  while ((await remindGuests(engine)) > 0);
  await post()
}

const received = (email: string) => mailbox.received(email)

test('a guest is reminded a day and two hours before the start, once each', async () => {
  const { id, email } = await confirmed()
  await clock(-1, '18:59')
  await remind()
  expect(await received(email)).toEqual([])
  await clock(-1, '19:00')
  await remind()
  await remind()
  const [first, ...others] = await received(email)
  expect(others).toEqual([])
  expect(first?.subject).toBe(`예약 알림: 집밥 ${dayText(date, 'ko')} 19:00 (Booking reminder)`)
  expect(first?.text).toContain(
    `김손님 님, ${dayLongText(date, 'ko')} 19:00 (한국 표준시)에 예약하신 일정이 있습니다.`,
  )
  expect(first?.text).toContain('Hello 김손님, this is a reminder of your booking')
  expect(first?.text).toContain(`/bookings/${id}`)
  await clock(0, '16:59')
  await remind()
  expect(await received(email)).toHaveLength(1)
  await clock(0, '17:00')
  await remind()
  await remind()
  expect(await received(email)).toHaveLength(2)
})

test('what was booked after a reminder was due gets the later one only', async () => {
  await clock(-1, '21:00')
  const { email } = await confirmed()
  await remind()
  expect(await received(email)).toEqual([])
  await clock(0, '17:30')
  const late = await confirmed()
  await remind()
  expect(await received(email)).toHaveLength(1)
  expect(await received(late.email)).toEqual([])
})

test('an unpaid, a canceled and a begun booking is not reminded of', async () => {
  const unpaid = await book()
  const canceled = await confirmed()
  const queued = await confirmed()
  await canceled.guest('POST', `/v1/orders/${canceled.id}/cancellation`)
  await clock(-1, '19:10')
  await remindGuests(engine)
  const answer = await queued.guest('POST', `/v1/orders/${queued.id}/cancellation`)
  expect(answer.status).toBe(200)
  await post()
  await clock(0, '19:00')
  await remind()
  for (const { email } of [unpaid, canceled, queued]) expect(await received(email)).toEqual([])
})

test('after an outage of a day only the reminder that is due now is sent', async () => {
  const { email } = await confirmed()
  await clock(0, '18:00')
  await remind()
  expect(await received(email)).toHaveLength(1)
})

test('a moved booking is reminded of its new time and not of the old one', async () => {
  const { id, email } = await confirmed()
  const proposal = { item: itemAt('20:00'), message: '' }
  const path = `/v1/stores/${storeId}/bookings/${id}/moves`
  const { body: move } = await owner<{ id: string }>('POST', path, proposal)
  await clock(-1, '08:00')
  const token = moveToken(engine, { storeId, id: move.id })
  await house.anyone('POST', `/v1/moves/${move.id}/answer`, { token, accept: true })
  await clock(-1, '19:30')
  await remind()
  expect(await received(email)).toEqual([])
  await clock(-1, '20:00')
  await remind()
  const mails = await received(email)
  expect(mails.map(({ subject }) => subject)).toEqual([
    `예약 알림: 집밥 ${dayText(date, 'ko')} 20:00 (Booking reminder)`,
  ])
})

test('a booking that moves while its reminder waits is not reminded of the old time', async () => {
  const { id, email } = await confirmed()
  const path = `/v1/stores/${storeId}/bookings/${id}/moves`
  const proposal = { item: itemAt('20:00'), message: '' }
  await clock(-1, '19:00')
  const { body: move } = await owner<{ id: string }>('POST', path, proposal)
  await remindGuests(engine)
  const token = moveToken(engine, { storeId, id: move.id })
  await house.anyone('POST', `/v1/moves/${move.id}/answer`, { token, accept: true })
  await post()
  expect(await received(email)).toEqual([])
})

test('eight runs at once in two processes queue one reminder of each booking', async () => {
  const booked = []
  for (let at = 0; at < 8; at += 1) booked.push(await confirmed())
  await clock(-1, '19:00')
  const database = connect(engine.databaseUrl, { connections: 4 })
  const other = onDatabase(engine, database)
  await Promise.all(Array.from({ length: 8 }, (_, at) => remindGuests(at % 2 ? other : engine)))
  await database.close()
  await post()
  for (const { email } of booked) expect(await received(email)).toHaveLength(1)
})

test('a process that dies before it sends loses no reminder; the next try sends it', async () => {
  const { email } = await confirmed()
  await clock(-1, '19:00')
  await remindGuests(engine)
  const sent: string[] = []
  const dying: Mailer = {
    async send(mail) {
      sent.push(mail.id)
      throw new Error('the process died')
    },
  }
  await expect(post(dying)).rejects.toThrow('1 of 1 mails did not go')
  await clock(-1, '19:30')
  await post()
  expect(sent).toHaveLength(1)
  expect(await received(email)).toHaveLength(1)
})
