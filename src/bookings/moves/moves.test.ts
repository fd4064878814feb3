import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { onDatabase, type TestEngine, testEngine } from '../../../test/engine.ts'
import { expectSound } from '../../../test/paying.ts'
import { type Person, type TestServer, testServer } from '../../../test/server.ts'
import { drain } from '../../events/relay.ts'
import { moveTo } from '../../front-doors/timetables/shop.fixture.ts'
import { type Mailbox, openMailbox } from '../../mail/mailbox.fixture.ts'
import { queueNotices } from '../../mail/notices.ts'
import { queueMails } from '../../mail/queue.ts'
import { sendMails } from '../../mail/send.ts'
import { expireOrders } from '../../orders/expire.ts'
import { connect } from '../../postgres/database.ts'
import { sql } from '../../postgres/sql.ts'
import { owning } from '../../stores/rules.ts'
import { writeMail } from '../mails/booking-mail.ts'
import { withdrawOfCanceled } from './answer.ts'
import { expireProposals } from './expire.ts'
import { proposeMove } from './propose.ts'
import { moveToken } from './token.ts'

const DATE = '2027-03-02'

let engine: TestEngine
let house: TestServer
let owner: Person
let mailbox: Mailbox
let storeId: string
/** By time of day: two at seven and at eight of one price, one at nine of another. */
const times = new Map<string, string>()
beforeAll(async () => {
  engine = await testEngine()
  house = await testServer(engine)
  owner = await house.owner()
  await moveTo(engine, '2027-03-01T09:00:00+09:00') // a Monday
})
beforeEach(async () => {
  mailbox = await openMailbox()
  const store = { name: '집밥', description: '', timeZone: 'Asia/Seoul', currency: 'KRW' }
  storeId = (await owner<{ id: string }>('POST', '/v1/restaurants', store)).body.id
  for (const [time, price] of [
    ['19:00', 0],
    ['20:00', 0],
    ['21:00', 5000],
  ] as const) {
    const draft = { weekday: 2, time, capacity: 2, price }
    const path = `/v1/restaurants/${storeId}/table-times`
    times.set(time, (await owner<{ id: string }>('POST', path, draft)).body.id)
  }
  return () => mailbox.remove()
})
afterAll(async () => {
  await expectSound(engine)
  await house.server.close()
  await engine.close()
})

const itemAt = (time: string) => ({ tableTimeId: times.get(time) ?? '', date: DATE })
const typeOf = ({ body }: { body: { type?: string } }) => body.type?.split('/').at(-1)
const refusal = (answer: { status: number; body: { type?: string } }) => [
  answer.status,
  typeOf(answer),
]

interface Booked {
  id: string
  guest: Person
  email: string
  orderNumber: string
}

const claimAt = (guest: Person, time: string) =>
  guest<{ id: string; orderNumber: string }>(
    'POST',
    `/v1/restaurants/${storeId}/bookings`,
    itemAt(time),
  )

async function bookAt(time: string): Promise<Booked> {
  const guest = await house.customer()
  const { email } = (await guest<{ email: string }>('GET', '/v1/me')).body
  const { id, orderNumber } = (await claimAt(guest, time)).body
  const booker = { name: '김손님', phone: '010-1234-5678', message: '' }
  await guest('PUT', `/v1/bookings/${id}/booker`, booker)
  await guest('POST', `/v1/orders/${id}/confirmation`)
  return { id, guest, email, orderNumber }
}

const propose = (id: string, time: string, by = owner) =>
  by<{ id: string; expiresAt: string }>('POST', `/v1/stores/${storeId}/bookings/${id}/moves`, {
    item: itemAt(time),
    message: '단체 손님이 있어 옮겨 주실 수 있을까요?',
  })

const answer = (moveId: string, accept: boolean) =>
  house.anyone<{ state: string }>('POST', `/v1/moves/${moveId}/answer`, {
    token: moveToken(engine, { storeId, id: moveId }),
    accept,
  })

async function remaining(): Promise<Record<string, number>> {
  const { body } = await house.anyone<{
    days: { date: string; times: { time: string; remaining: number }[] }[]
  }>('GET', `/v1/restaurants/${storeId}`)
  const day = body.days.find(({ date }) => date === DATE)
  return Object.fromEntries(day?.times.map(({ time, remaining }) => [time, remaining]) ?? [])
}

const bookedDay = async () =>
  (
    await owner<{ bookings: { id: string; time: string; move: { id: string } | null }[] }>(
      'GET',
      `/v1/stores/${storeId}/bookings?date=${DATE}`,
    )
  ).body.bookings

/** Of each time of the day: what is taken, and how much of that a proposal holds. */
async function loads() {
  const path = `/v1/stores/${storeId}/bookings?date=${DATE}`
  const { body } = await owner<{ times: { time: string; taken: number; proposed: number }[] }>(
    'GET',
    path,
  )
  return body.times.map(({ time, taken, proposed }) => [time, taken, proposed])
}

async function post(): Promise<void> {
  const handlers = [queueMails(engine), queueNotices(engine), withdrawOfCanceled]
  while ((await drain(engine, handlers)) > 0);
  const { signal } = new AbortController()
  while ((await sendMails(engine, { mailer: mailbox.mailer, write: writeMail }, signal)) > 0);
}

test('a guest accepts by the link in the mail: the booking is at the new time, its place free again', async () => {
  const { id, guest, email, orderNumber } = await bookAt('19:00')
  await post()
  const targets = await owner<{ data: { time: string; date: string }[] }>(
    'GET',
    `/v1/stores/${storeId}/bookings/${id}/move-targets`,
  )
  expect(targets.body.data.map(({ date, time }) => [date, time])).toEqual([
    [DATE, '20:00'],
    ['2027-03-09', '19:00'],
    ['2027-03-09', '20:00'],
  ])
  const proposed = await propose(id, '20:00')
  expect(proposed).toMatchObject({
    status: 200,
    body: { expiresAt: expect.stringMatching(/^2027-03-02T00:0\d:/) },
  })
  expect(await remaining()).toMatchObject({ '19:00': 1, '20:00': 1 })
  expect(await bookedDay()).toMatchObject([{ id, time: '19:00', move: { id: proposed.body.id } }])
  expect(await loads()).toEqual([
    ['19:00', 1, 0],
    ['20:00', 1, 1],
  ])
  const before = await guest<{ move: { answerUrl: string } }>('GET', `/v1/bookings/${id}`)
  expect(before.body).toMatchObject({ moves: 0, move: { date: DATE, time: '20:00' } })
  await post()
  const mail = (await mailbox.received(email)).at(-1)
  expect(mail?.subject).toMatch(/^예약 시간 변경 제안: 집밥/)
  expect(mail?.text).toContain('전하는 말: 단체 손님이 있어 옮겨 주실 수 있을까요?')
  const link = /http:\S+\/moves\/([0-9a-f-]+)\?t=(\S+)/.exec(mail?.text ?? '')
  expect(before.body.move.answerUrl).toBe(link?.[0])
  const token = decodeURIComponent(link?.[2] ?? '')
  const path = `/v1/moves/${link?.[1]}`
  expect((await house.anyone('GET', `${path}?t=${link?.[2]}`)).body).toMatchObject({
    state: 'proposed',
    from: '2027-03-02T10:00:00.000Z',
    to: '2027-03-02T11:00:00.000Z',
  })
  const accept = { token, accept: true }
  const answers = await Promise.all(
    [1, 2, 3].map(() => house.anyone('POST', `${path}/answer`, accept)),
  )
  expect(answers.map(({ status }) => status)).toEqual([200, 200, 200])
  expect(answers[0]?.body).toMatchObject({
    state: 'accepted',
    bookingId: id,
    from: '2027-03-02T10:00:00.000Z',
    to: '2027-03-02T11:00:00.000Z',
  })
  expect(await remaining()).toMatchObject({ '19:00': 2, '20:00': 1 })
  expect(await bookedDay()).toMatchObject([{ id, time: '20:00', move: null }])
  const own = await guest<{ lines: { time: string }[] }>('GET', `/v1/bookings/${id}`)
  expect(own.body).toMatchObject({ moves: 1, move: null })
  expect(own.body.lines.map(({ time }) => time)).toEqual(['20:00'])
  await post()
  const moved = (await mailbox.received(email)).at(-1)
  expect(moved?.subject).toMatch(/^예약 시간 변경: 집밥 .* 20:00 \(Booking moved\)$/)
  expect(moved?.calendar).toContain(`UID:${orderNumber}\r\nSEQUENCE:1\r\n`)
  expect(moved?.calendar).toContain('DTSTART:20270302T110000Z')
  expect(refusal(await answer(proposed.body.id, false))).toEqual([409, 'move-over'])
})

test('a booking moves back to where it was, and is canceled there', async () => {
  const { id, guest } = await bookAt('19:00')
  await answer((await propose(id, '20:00')).body.id, true)
  await answer((await propose(id, '19:00')).body.id, true)
  expect(await bookedDay()).toMatchObject([{ id, time: '19:00' }])
  expect(await remaining()).toMatchObject({ '19:00': 1, '20:00': 2 })
  await guest('POST', `/v1/orders/${id}/cancellation`)
  expect(await remaining()).toMatchObject({ '19:00': 2, '20:00': 2 })
})

test('a guest declines: the booking stays, and the held place is free at once', async () => {
  const { id } = await bookAt('19:00')
  const { body } = await propose(id, '20:00')
  expect((await answer(body.id, false)).body).toMatchObject({ state: 'declined' })
  expect(await remaining()).toMatchObject({ '19:00': 1, '20:00': 2 })
  expect(await bookedDay()).toMatchObject([{ id, time: '19:00', move: null }])
  expect(refusal(await answer(body.id, true))).toEqual([409, 'move-over'])
})

test('nobody answers without the token of the mail, and nobody pays or sees what is held', async () => {
  const { id, guest } = await bookAt('19:00')
  const { body } = await propose(id, '20:00')
  const other = moveToken(engine, { storeId, id: engine.newId() })
  const path = `/v1/moves/${body.id}`
  for (const token of ['x', other, `${storeId}.`]) {
    expect(refusal(await house.anyone('GET', `${path}?t=${token}`))).toEqual([404, 'move-missing'])
    const forged = await house.anyone('POST', `${path}/answer`, { token, accept: true })
    expect(refusal(forged)).toEqual([404, 'move-missing'])
  }
  expect(refusal(await house.anyone('GET', path))).toEqual([404, 'move-missing'])
  const { data } = (await guest<{ data: { id: string }[] }>('GET', '/v1/bookings')).body
  expect(data.map((one) => one.id)).toEqual([id])
  const stranger = await house.owner('다른 사장')
  expect((await propose(id, '20:00', stranger)).status).toBe(404)
})

test('two proposals at once: one is held, the other leaves nothing behind', async () => {
  const { id } = await bookAt('19:00')
  const both = await Promise.all([propose(id, '20:00'), propose(id, '20:00')])
  expect(both.map(({ status }) => status).toSorted()).toEqual([200, 409])
  expect(await remaining()).toMatchObject({ '20:00': 1 })
  expect(refusal(await propose(id, '20:00'))).toEqual([409, 'move-open'])
  expect(await remaining()).toMatchObject({ '20:00': 1 })
})

test('the same proposal at several processes has one outcome, never a refusal by its own effect', async () => {
  const { body: me } = await owner<{ id: string }>('GET', '/v1/me')
  const other = connect(engine.databaseUrl, { connections: 4 })
  const processes = [engine, onDatabase(engine, other)]
  for (let round = 0; round < 8; round++) {
    const { id: bookingId, guest } = await bookAt('19:00')
    const ask = {
      ...{ by: owning({ accountId: me.id }), storeId, bookingId, item: itemAt('20:00') },
      message: '',
      once: { scope: me.id, key: `move ${bookingId}`, fingerprint: 'the same' },
    }
    const sends = Array.from({ length: 12 }, async (_, at) => {
      await new Promise((resolve) => setTimeout(resolve, at * 2))
      return proposeMove(processes[at % 2] ?? engine, ask)
    })
    const answers = await Promise.allSettled(sends)
    const kinds = answers.map((one) =>
      one.status === 'fulfilled' ? one.value.stored : one.reason.type,
    )
    const stored = kinds.filter((kind) => kind !== 'idempotency-key-in-flight')
    expect(new Set(stored).size).toBe(1)
    const { id } = JSON.parse(stored[0])
    expect(await bookedDay()).toContainEqual(
      expect.objectContaining({ move: expect.objectContaining({ id }) }),
    )
    await owner('DELETE', `/v1/stores/${storeId}/bookings/${bookingId}/moves/${id}`)
    await guest('POST', `/v1/orders/${bookingId}/cancellation`)
  }
  await other.close()
})

test('the last place is either proposed or sold, never both', async () => {
  const { id } = await bookAt('19:00')
  await bookAt('20:00')
  const buyers = await Promise.all([1, 2, 3].map(() => house.customer()))
  const asked = await Promise.all([
    propose(id, '20:00'),
    ...buyers.map((buyer) => claimAt(buyer, '20:00')),
  ])
  const won = asked.filter(({ status }) => status < 300)
  expect(won).toHaveLength(1)
  expect(await remaining()).toMatchObject({ '20:00': 0 })
})

test('accepting while it expires, and while somebody takes the place: one of them has it', async () => {
  const { id } = await bookAt('19:00')
  await bookAt('20:00')
  const { body } = await propose(id, '20:00')
  await engine.database.run(sql`
    update orders set expires_at = now() + (select ahead from clock) + interval '20 milliseconds'
     where id = (select hold_id from moves where id = ${body.id})`)
  const buyer = await house.customer()
  const [accepted, claimed] = await Promise.all([
    answer(body.id, true),
    new Promise((resolve) => setTimeout(resolve, 20)).then(() => claimAt(buyer, '20:00')),
    expireOrders(engine),
  ])
  const isMoved = accepted.status === 200
  expect([accepted.status, claimed.status]).toEqual(isMoved ? [200, 409] : [410, 201])
  expect((await bookedDay()).find((one) => one.id === id)?.time).toBe(isMoved ? '20:00' : '19:00')
  expect(await remaining()).toMatchObject({ '20:00': 0 })
})

test('a proposal without an answer ends by itself, and another may follow', async () => {
  const { id, guest } = await bookAt('19:00')
  const { body } = await propose(id, '20:00')
  await engine.database.run(sql`
    update orders set expires_at = created_at
     where id = (select hold_id from moves where id = ${body.id})`)
  expect(refusal(await answer(body.id, true))).toEqual([410, 'move-expired'])
  const shown = await house.anyone(
    'GET',
    `/v1/moves/${body.id}?t=${moveToken(engine, { storeId, id: body.id })}`,
  )
  expect(shown.body).toMatchObject({ state: 'expired' })
  expect((await guest('GET', `/v1/bookings/${id}`)).body).toMatchObject({ move: null })
  expect((await propose(id, '20:00')).status).toBe(200)
})

test('a store is told once that nobody answered', async () => {
  await expireProposals(engine) // those of the tests before
  const { id } = await bookAt('19:00')
  const { body } = await propose(id, '20:00')
  expect(await expireProposals(engine)).toBe(0)
  await engine.database.run(sql`
    update orders set expires_at = created_at
     where id = (select hold_id from moves where id = ${body.id})`)
  const ended = await Promise.all([expireProposals(engine), expireProposals(engine)])
  expect(ended.toSorted()).toEqual([0, 1])
  await post()
  const { data } = (
    await owner<{ data: { kind: string }[] }>('GET', `/v1/stores/${storeId}/notices`)
  ).body
  expect(data.map(({ kind }) => kind)).toEqual(['move-expired', 'booked'])
})

test('only another time of the same price, of a confirmed booking, is proposed', async () => {
  const { id, guest } = await bookAt('19:00')
  expect(refusal(await propose(id, '21:00'))).toEqual([409, 'move-price-differs'])
  expect(refusal(await propose(id, '19:00'))).toEqual([422, 'move-same'])
  const unknown = await owner('POST', `/v1/stores/${storeId}/bookings/${id}/moves`, {
    ...{ item: { tableTimeId: 'x', date: 'y' }, message: '' },
  })
  expect(refusal(unknown)).toEqual([422, 'item-unknown'])
  const held = await claimAt(await house.customer(), '19:00')
  expect(refusal(await propose(held.body.id, '20:00'))).toEqual([409, 'move-not-confirmed'])
  await guest('POST', `/v1/orders/${id}/cancellation`)
  expect(refusal(await propose(id, '20:00'))).toEqual([409, 'move-not-confirmed'])
})

test('a proposal ends when its booking is canceled, when it is taken back, and when its guest leaves', async () => {
  const canceled = await bookAt('19:00')
  const first = await propose(canceled.id, '20:00')
  await canceled.guest('POST', `/v1/orders/${canceled.id}/cancellation`)
  expect(refusal(await answer(first.body.id, true))).toEqual([409, 'order-over'])
  await post()
  expect(await remaining()).toMatchObject({ '19:00': 2, '20:00': 2 })
  const { id, guest, email } = await bookAt('19:00')
  const second = await propose(id, '20:00')
  await post()
  const path = `/v1/stores/${storeId}/bookings/${id}/moves/${second.body.id}`
  expect((await owner('DELETE', path)).status).toBe(200)
  expect(refusal(await answer(second.body.id, true))).toEqual([409, 'move-over'])
  expect(await remaining()).toMatchObject({ '20:00': 2 })
  await post()
  const told = (await mailbox.received(email)).at(-1)
  expect(told?.subject).toMatch(/^예약 시간 변경 제안 취소: 집밥 .* 19:00 \(Proposal withdrawn\)$/)
  const third = await propose(id, '20:00')
  await guest('DELETE', '/v1/me', { password: 'correct horse battery' })
  expect(refusal(await answer(third.body.id, true))).toEqual([404, 'move-missing'])
})

test('a booking that is marked is not moved', async () => {
  const { id } = await bookAt('19:00')
  await post()
  await moveTo(engine, `${DATE}T10:00:00+09:00`)
  const visit = `/v1/stores/${storeId}/bookings/${id}/visit`
  await owner('PUT', visit, { visit: 'arrived' })
  expect(refusal(await propose(id, '20:00'))).toEqual([409, 'move-visited'])
  await owner('DELETE', visit)
  expect(typeOf(await propose(id, '20:00'))).not.toBe('move-visited')
  expect(await bookedDay()).toMatchObject([{ id, begun: false }])
  await moveTo(engine, `${DATE}T19:00:00+09:00`)
  expect(await bookedDay()).toMatchObject([{ id, begun: true }])
  await post()
})
