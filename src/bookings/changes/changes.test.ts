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
import { connect } from '../../postgres/database.ts'
import { sql } from '../../postgres/sql.ts'
import { writeMail } from '../mails/booking-mail.ts'
import { withdrawOfCanceled } from '../moves/answer.ts'
import { moveToken } from '../moves/token.ts'
import { changeTime } from './change.ts'

const DATE = '2027-03-02'

let engine: TestEngine
let house: TestServer
let owner: Person
let mailbox: Mailbox
let storeId: string
/** By time of day: forty at six, one at seven, two at eight, one at nine of another price. */
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
  for (const [time, capacity, price] of [
    ['18:00', 40, 0],
    ['19:00', 1, 0],
    ['20:00', 2, 0],
    ['21:00', 1, 5000],
  ] as const) {
    const draft = { weekday: 2, time, capacity, price }
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
const refusal = (answer: { status: number; body: unknown }) => [
  answer.status,
  (answer.body as { type?: string }).type?.split('/').at(-1),
]

interface Booked {
  id: string
  guest: Person
  email: string
  orderNumber: string
}

async function bookAt(time: string): Promise<Booked> {
  const guest = await house.customer()
  const { email } = (await guest<{ email: string }>('GET', '/v1/me')).body
  const path = `/v1/restaurants/${storeId}/bookings`
  const { body } = await guest<{ id: string; orderNumber: string }>('POST', path, itemAt(time))
  const booker = { name: '김손님', phone: '010-1234-5678', message: '' }
  await guest('PUT', `/v1/bookings/${body.id}/booker`, booker)
  await guest('POST', `/v1/orders/${body.id}/confirmation`)
  return { ...body, guest, email }
}

const changeTo = ({ id, guest }: Booked, time: string) =>
  guest('POST', `/v1/bookings/${id}/change`, { item: itemAt(time) })

const propose = ({ id }: Booked, time: string) =>
  owner<{ id: string }>('POST', `/v1/stores/${storeId}/bookings/${id}/moves`, {
    ...{ item: itemAt(time), message: '' },
  })

async function remaining(): Promise<Record<string, number>> {
  const { body } = await house.anyone<{
    days: { date: string; times: { time: string; remaining: number }[] }[]
  }>('GET', `/v1/restaurants/${storeId}`)
  const day = body.days.find(({ date }) => date === DATE)
  return Object.fromEntries(day?.times.map(({ time, remaining }) => [time, remaining]) ?? [])
}

const timeOf = async ({ id, guest }: Booked) =>
  (await guest<{ lines: { time: string }[] }>('GET', `/v1/bookings/${id}`)).body.lines.map(
    ({ time }) => time,
  )

interface Targets {
  isOpen: boolean
  until: string | null
  left: number
  data: { date: string; time: string }[]
}
const targetsOf = async ({ id, guest }: Booked) =>
  (await guest<Targets>('GET', `/v1/bookings/${id}/change-targets`)).body

async function post(): Promise<void> {
  const handlers = [queueMails(engine), queueNotices(engine), withdrawOfCanceled]
  while ((await drain(engine, handlers)) > 0);
  const { signal } = new AbortController()
  while ((await sendMails(engine, { mailer: mailbox.mailer, write: writeMail }, signal)) > 0);
}

test('a guest chooses another time of the same price: the booking is there, its old place free, both are told', async () => {
  const booked = await bookAt('19:00')
  await post()
  const { data, ...targets } = await targetsOf(booked)
  expect(targets).toMatchObject({ isOpen: true, left: 3 })
  expect(data.filter(({ date }) => date === DATE).map(({ time }) => time)).toEqual([
    '18:00',
    '20:00',
  ])
  expect(await changeTo(booked, '20:00')).toMatchObject({
    status: 200,
    body: { id: booked.id, startsAt: '2027-03-02T11:00:00.000Z' },
  })
  expect(await timeOf(booked)).toEqual(['20:00'])
  expect(await remaining()).toMatchObject({ '18:00': 40, '19:00': 1, '20:00': 1 })
  await post()
  const mail = (await mailbox.received(booked.email)).at(-1)
  expect(mail?.subject).toBe('예약 시간 변경: 집밥 3월 2일 (화) 20:00 (Booking moved)')
  expect(mail?.calendar).toContain(`UID:${booked.orderNumber}\r\nSEQUENCE:1`)
  const { body } = await owner<{ data: { kind: string; bookingId: string; time: string }[] }>(
    'GET',
    `/v1/stores/${storeId}/notices`,
  )
  expect(body.data[0]).toMatchObject({ kind: 'changed', bookingId: booked.id, time: '20:00' })
})

test('the same request again has one effect', async () => {
  const booked = await bookAt('18:00')
  const { body: me } = await booked.guest<{ id: string }>('GET', '/v1/me')
  const ask = {
    ...{ buyerId: me.id, bookingId: booked.id, item: itemAt('20:00') },
    once: { scope: me.id, key: 'change', fingerprint: 'the same' },
  }
  const first = await changeTime(engine, ask)
  expect(await changeTime(engine, ask)).toEqual({ ...first, replayed: true })
  expect((await targetsOf(booked)).left).toBe(2)
})

test('only to another time of the same price, three times, of a confirmed booking of one’s own', async () => {
  const booked = await bookAt('18:00')
  expect(refusal(await changeTo(booked, '18:00'))).toEqual([422, 'move-same'])
  expect(refusal(await changeTo(booked, '21:00'))).toEqual([409, 'move-price-differs'])
  const path = `/v1/bookings/${booked.id}/change`
  const none = await booked.guest('POST', path, { item: { tableTimeId: 'x', date: 'y' } })
  expect(refusal(none)).toEqual([422, 'item-unknown'])
  const other = await house.customer()
  expect(refusal(await other('POST', path, { item: itemAt('20:00') }))).toEqual([403, 'not-yours'])
  for (const time of ['20:00', '18:00', '20:00'])
    expect((await changeTo(booked, time)).status).toBe(200)
  expect(refusal(await changeTo(booked, '18:00'))).toEqual([409, 'changes-spent'])
  expect(await targetsOf(booked)).toMatchObject({ isOpen: false, left: 0, data: [] })
  await booked.guest('POST', `/v1/orders/${booked.id}/cancellation`)
  expect(refusal(await changeTo(booked, '18:00'))).toEqual([409, 'move-not-confirmed'])
  expect(await remaining()).toMatchObject({ '18:00': 40, '20:00': 2 })
})

test('a store may keep its guests from changing', async () => {
  const booked = await bookAt('18:00')
  const path = `/v1/stores/${storeId}/guest-changes`
  expect((await owner('GET', path)).body).toEqual({ isAllowed: true, isOffered: true })
  expect((await owner('PUT', path, { isAllowed: false })).body).toMatchObject({ isAllowed: false })
  expect(refusal(await changeTo(booked, '20:00'))).toEqual([409, 'change-off'])
  expect((await targetsOf(booked)).isOpen).toBe(false)
  expect((await booked.guest('GET', path)).status).toBe(403)
})

test('forty guests change into the last place at once in two processes: one has it, the others stay', async () => {
  const all = []
  for (let at = 0; at < 40; at += 1) all.push(await bookAt('18:00'))
  const other = connect(engine.databaseUrl, { connections: 4 })
  const processes = [engine, onDatabase(engine, other)]
  const changed = await Promise.allSettled(
    all.map(async ({ id, guest }, at) => {
      const { body: me } = await guest<{ id: string }>('GET', '/v1/me')
      return changeTime(processes[at % 2] ?? engine, {
        ...{ buyerId: me.id, bookingId: id, item: itemAt('19:00') },
        once: { scope: me.id, key: `change ${id}`, fingerprint: 'one' },
      })
    }),
  )
  await other.close()
  expect(changed.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
  const reasons = changed.flatMap((one) => (one.status === 'rejected' ? one.reason.type : []))
  expect(new Set(reasons)).toEqual(new Set(['sold-out']))
  expect(await remaining()).toMatchObject({ '18:00': 1, '19:00': 0 })
  const at = await Promise.all(all.map(timeOf))
  expect(at.filter(([time]) => time === '19:00')).toHaveLength(1)
  expect(at.filter(([time]) => time === '18:00')).toHaveLength(39)
})

test('a change against the cancellation of the same booking leaves no place taken or lost', async () => {
  for (let round = 0; round < 8; round += 1) {
    const booked = await bookAt('18:00')
    const [, canceled] = await Promise.all([
      changeTo(booked, '19:00'),
      new Promise((resolve) => setTimeout(resolve, round * 4)).then(() =>
        booked.guest('POST', `/v1/orders/${booked.id}/cancellation`),
      ),
    ])
    expect(canceled.status).toBe(200)
    expect(await remaining()).toMatchObject({ '18:00': 40, '19:00': 1 })
  }
})

test('a booking that is canceled while it is changed gives both places back', async () => {
  const booked = await bookAt('18:00')
  await engine.database.run(sql`
    create function slow() returns trigger language plpgsql as
    $$ begin perform pg_sleep(1); return new; end $$`)
  await engine.database.run(sql`
    create trigger slow before insert on moves for each row execute function slow()`)
  const changing = changeTo(booked, '19:00')
  await expect.poll(async () => (await remaining())['19:00']).toBe(0) // it holds the new place
  const canceled = await booked.guest('POST', `/v1/orders/${booked.id}/cancellation`)
  const changed = await changing
  await engine.database.run(sql`drop function slow() cascade`)
  expect(canceled.status).toBe(200)
  expect([200, 409]).toContain(changed.status)
  expect(await remaining()).toMatchObject({ '18:00': 40, '19:00': 1 })
})

test('two changes of one booking at once: it is at one of the times, and the other is free', async () => {
  for (let round = 0; round < 4; round += 1) {
    const booked = await bookAt('18:00')
    const both = await Promise.all([changeTo(booked, '19:00'), changeTo(booked, '20:00')])
    expect(both.filter(({ status }) => status === 200).length).toBeGreaterThan(0)
    const [time = ''] = await timeOf(booked)
    const whole = { '18:00': 40, '19:00': 1, '20:00': 2 }
    expect(await remaining()).toMatchObject({ ...whole, [time]: whole[time as '19:00'] - 1 })
    await booked.guest('POST', `/v1/orders/${booked.id}/cancellation`)
  }
})

test('a change against a proposal of the store: one of them, and no place is held for the other', async () => {
  for (let round = 0; round < 6; round += 1) {
    const booked = await bookAt('18:00')
    const to = round % 2 ? '19:00' : '20:00'
    const [changed, proposed] = await Promise.all([changeTo(booked, '20:00'), propose(booked, to)])
    const isProposed = proposed.status === 200
    expect(changed.status === 200 || isProposed).toBe(true)
    for (const one of [changed, proposed]) expect(one.status).toBeLessThan(500)
    if (isProposed) {
      expect(refusal(await changeTo(booked, '19:00'))).toEqual([409, 'change-after-proposal'])
      const token = moveToken(engine, { storeId, id: proposed.body.id })
      const path = `/v1/moves/${proposed.body.id}/answer`
      expect((await house.anyone('POST', path, { token, accept: false })).status).toBe(200)
    }
    await booked.guest('POST', `/v1/orders/${booked.id}/cancellation`)
    expect(await remaining()).toMatchObject({ '18:00': 40, '19:00': 1, '20:00': 2 })
  }
})

test('a process that dies between the claim and the change leaves the booking as it was, and the place free in a minute', async () => {
  const booked = await bookAt('18:00')
  const { body: me } = await booked.guest<{ id: string }>('GET', '/v1/me')
  await engine.database.run(sql`
    create function die() returns trigger language plpgsql as
    $$ begin raise exception 'the process died'; end $$`)
  await engine.database.run(sql`
    create trigger die before update on moves for each row execute function die()`)
  const dying = changeTime(engine, {
    ...{ buyerId: me.id, bookingId: booked.id, item: itemAt('19:00') },
    once: { scope: me.id, key: 'dying', fingerprint: 'one' },
  })
  await expect(dying).rejects.toThrow('the process died')
  await engine.database.run(sql`drop function die() cascade`)
  expect(await timeOf(booked)).toEqual(['18:00'])
  expect(await remaining()).toMatchObject({ '18:00': 39, '19:00': 1 })
  expect((await changeTo(booked, '19:00')).status).toBe(200)
})
