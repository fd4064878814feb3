import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { expectCleanAudit } from '../../test/audited.ts'
import { onDatabase, type TestEngine, testEngine } from '../../test/engine.ts'
import { tick } from '../../test/paying.ts'
import { type Person, type TestServer, testServer } from '../../test/server.ts'
import { codeFor } from '../accounts/phone/code.fixture.ts'
import { writeMail } from '../bookings/mails/booking-mail.ts'
import { remindGuests } from '../bookings/reminders/remind.ts'
import type { Engine } from '../engine.ts'
import { drain } from '../events/relay.ts'
import type { Id } from '../kernel/id.ts'
import { addDays } from '../kernel/time.ts'
import { connect } from '../postgres/database.ts'
import { raw, sql } from '../postgres/sql.ts'
import type { Text, TextOutcome, TextSender } from '../texts/port.ts'
import type { WriteMail } from './content.ts'
import { type Mailbox, openMailbox } from './mailbox.fixture.ts'
import { queueNotices } from './notices.ts'
import { queueMails } from './queue.ts'
import { sendMails } from './send.ts'
import { tellOnPhones } from './text-queries.ts'
import { sendTexts } from './texts.ts'

let engine: TestEngine
let house: TestServer
let owner: Person
let mailbox: Mailbox
let storeId: string
let tableTimeId: string
/** The Wednesday of a test's own week: the clock only goes forward. */
let date = '2027-02-24'
let last = 0

const real = (): TextSender => {
  if (!engine.texts) throw new Error('no sender')
  return engine.texts
}

beforeAll(async () => {
  engine = await testEngine()
  house = await testServer(engine)
  owner = await house.owner()
})
beforeEach(async () => {
  date = addDays(date, 7)
  await clock(-2, '10:00')
  mailbox = await openMailbox()
  const store = { name: '집밥', description: '', timeZone: 'Asia/Seoul', currency: 'KRW' }
  storeId = (await owner<{ id: string }>('POST', '/v1/restaurants', store)).body.id
  tableTimeId = await tableTime('19:00')
  return () => mailbox.remove()
})
afterAll(async () => {
  mailbox = await openMailbox()
  await post() // no mail waits past its time
  await tell()
  await mailbox.remove()
  await tick(engine)
  await expectCleanAudit(engine)
  await house.server.close()
  await engine.close()
})

/** In whole seconds: the clock of the sandbox, by which a message is looked up, takes no others. */
async function clock(days: number, time: string): Promise<void> {
  const instant = `${addDays(date, days)}T${time}:00+09:00`
  const { seconds } = await engine.database.one<{ seconds: number }>(sql`
    select ceil(extract(epoch from ${instant}::timestamptz - clock_now()))::integer as seconds`)
  await engine.advance(seconds)
}

async function tableTime(time: string): Promise<string> {
  const draft = { weekday: 3, time, capacity: 40, price: 0 }
  const path = `/v1/restaurants/${storeId}/table-times`
  return (await owner<{ id: string }>('POST', path, draft)).body.id
}

interface Settings {
  readonly guests?: boolean
  readonly most?: number
  readonly topics?: readonly string[]
  readonly quiet?: { from: string; until: string } | null
  readonly phones?: readonly string[]
}
const settle = (settings: Settings = {}) =>
  owner<{ sent: number; people: { accountId: string; phone: string }[] }>(
    'PUT',
    `/v1/stores/${storeId}/text-settings`,
    { ...{ guests: true, most: 100, topics: [], quiet: null, phones: [] }, ...settings },
  )
const sentByStore = async () =>
  (await owner<{ sent: number }>('GET', `/v1/stores/${storeId}/text-settings`)).body.sent

function newPhone(): string {
  last += 1
  return `010-5000-${`${last}`.padStart(4, '0')}`
}

async function book({ phone = newPhone(), guest = undefined as Person | undefined } = {}) {
  const by = guest ?? (await house.customer('김손님'))
  const { email } = (await by<{ email: string }>('GET', '/v1/me')).body
  const path = `/v1/restaurants/${storeId}/bookings`
  const { id } = (await by<{ id: string }>('POST', path, { tableTimeId, date })).body
  await by('PUT', `/v1/bookings/${id}/booker`, { name: '김손님', phone, message: '' })
  expect((await by('POST', `/v1/orders/${id}/confirmation`)).status).toBe(200)
  return { id, guest: by, email, phone }
}

const cancel = ({ guest, id }: { guest: Person; id: string }) =>
  guest('POST', `/v1/orders/${id}/cancellation`)

const queue = async () => {
  while ((await drain(engine, [queueMails(engine), queueNotices(engine)])) > 0);
}

const { signal } = new AbortController()
const send = (at: Engine = engine) => sendTexts(at, { write: writeMail }, signal)

async function tell() {
  await queue()
  while ((await send()) > 0);
}

async function post() {
  await queue()
  while ((await sendMails(engine, { mailer: mailbox.mailer, write: writeMail }, signal)) > 0);
}

interface Shown {
  readonly recipient: string
  readonly text: string
  readonly template: string | null
  readonly variables: Record<string, string>
  readonly reached: string
}

/** What a phone has got, oldest first. */
async function shown(phone: string): Promise<Shown[]> {
  const { texts } = (await (await fetch(`${engine.sandboxUrl}/texts`)).json()) as { texts: Shown[] }
  const local = phone.replaceAll('-', '')
  return texts.filter(({ recipient }) => recipient === local).toReversed()
}
const templatesOn = async (phone: string) =>
  (await shown(phone)).map(({ template }) => template?.replace('KA01TP-', ''))

/** The same engine with another sender. */
const withSender = (sender: Partial<TextSender>): Engine => ({
  ...engine,
  texts: { ...real(), ...sender },
})

/** A sender that takes a message and then answers something else. */
const answering = (outcome: TextOutcome, also: Partial<TextSender> = {}) =>
  withSender({
    async send(text: Text) {
      await real().send(text)
      return outcome
    },
    ...also,
  })

test('a guest is told on the phone what becomes of a booking, where the store wants that', async () => {
  const untold = await book()
  await tell()
  expect(await shown(untold.phone)).toEqual([])
  await settle()
  const booked = await book()
  await tell()
  await tell()
  const [first, ...others] = await shown(booked.phone)
  expect(others).toEqual([])
  expect(first).toMatchObject({
    ...{ template: 'KA01TP-confirmed', reached: 'ATA' },
    variables: { '#{매장}': '집밥', '#{구분}': '예약', '#{경로}': `bookings/${booked.id}` },
  })
  expect(first?.text).toContain('19:00')
  expect(first?.text).not.toContain('김손님')
  const other = await tableTime('20:00')
  await booked.guest('POST', `/v1/bookings/${booked.id}/change`, {
    item: { tableTimeId: other, date },
  })
  await tell()
  await cancel(booked)
  await tell()
  expect(await templatesOn(booked.phone)).toEqual(['confirmed', 'changed', 'canceled'])
  expect(await sentByStore()).toBe(3)
})

test('a phone without Kakao gets a text, and a number that is no Korean mobile gets nothing', async () => {
  await settle()
  const plain = await book({ phone: '010-5500-1999' })
  const landline = await book({ phone: '02-123-4567' })
  const abroad = await book({ phone: '+81 90 1234 5678' })
  await tell()
  expect(await shown(plain.phone)).toMatchObject([{ reached: 'LMS' }])
  expect(await shown(landline.phone)).toEqual([])
  expect(await shown('+819012345678')).toEqual([])
  expect(abroad.id).toBeTruthy()
})

test('reminders go to the phone too, and wait for the morning', async () => {
  tableTimeId = await tableTime('09:00')
  await settle()
  const { phone } = await book()
  await tell()
  await clock(-1, '09:00')
  await remindGuests(engine)
  await tell()
  expect(await templatesOn(phone)).toEqual(['confirmed', 'reminder-day'])
  await clock(0, '07:00')
  await remindGuests(engine)
  await tell()
  expect(await templatesOn(phone)).toHaveLength(2)
  await clock(0, '08:00')
  await tell()
  expect(await templatesOn(phone)).toEqual(['confirmed', 'reminder-day', 'reminder-hours'])
})

test('a person chooses mail, phone or both; whoever chose the phone still gets what did not go there', async () => {
  await settle()
  const guest = await house.customer()
  expect((await guest('GET', '/v1/me/notices')).body).toEqual({ by: 'both' })
  await guest('PUT', '/v1/me/notices', { by: 'mail' })
  const byMail = await book({ guest })
  await post()
  await tell()
  expect(await shown(byMail.phone)).toEqual([])
  await guest('PUT', '/v1/me/notices', { by: 'phone' })
  await cancel(byMail)
  await post()
  await tell()
  await engine.advance(61)
  await post()
  const subjects = async () =>
    (await mailbox.received(byMail.email)).map(({ subject }) => subject.slice(0, 5))
  expect(await subjects()).toEqual(['예약 확정']) // the cancellation went to the phone
  expect(await templatesOn(byMail.phone)).toEqual(['canceled'])
  const again = await book({ guest, phone: '02-123-4567' })
  await post()
  await cancel(again)
  await tell()
  await engine.advance(61)
  await post()
  expect((await subjects()).filter((subject) => subject === '예약 취소')).toHaveLength(1)
  const { body } = await guest<{ notices: object }>('GET', '/v1/me/data')
  expect(body.notices).toEqual({ by: 'phone' })
})

test('a store spends no more than its cap in a month, however many processes send', async () => {
  await settle({ most: 3 })
  const booked: string[] = []
  for (let turn = 0; turn < 7; turn += 1) booked.push((await book()).phone)
  await queue()
  const other = connect(engine.databaseUrl)
  const elsewhere = onDatabase(engine, other)
  while ((await Promise.all([send(), send(elsewhere)])).some((count) => count > 0));
  await other.close()
  const got = (await Promise.all(booked.map(shown))).flat()
  expect(got).toHaveLength(3)
  expect(await sentByStore()).toBe(3)
})

test('processes that send at once send each message once', async () => {
  await settle()
  const booked: string[] = []
  for (let turn = 0; turn < 6; turn += 1) booked.push((await book()).phone)
  await queue()
  const others = [connect(engine.databaseUrl), connect(engine.databaseUrl)]
  const all = [engine, ...others.map((one) => onDatabase(engine, one))]
  while ((await Promise.all(all.map((one) => send(one)))).some((count) => count > 0));
  await Promise.all(others.map((one) => one.close()))
  for (const phone of booked) expect(await shown(phone)).toHaveLength(1)
})

const lost: TextOutcome = { is: 'unknown', because: 'TimeoutError' }

test('a message whose answer was lost is looked up and not sent again', async () => {
  await settle()
  const { phone, id } = await book()
  await queue()
  await expect(send(answering(lost))).rejects.toThrow('TimeoutError')
  const { asked } = await engine.database.one<{ asked: string }>(sql`
    select asked_to as asked from mails where order_id = ${id} and channel = 'phone'`)
  expect(asked).not.toContain('5000')
  expect(engine.keyRing.open(asked)).toBe(phone.replace(/^0/, '+82').replaceAll('-', ''))
  await engine.advance(61)
  expect(await send()).toBe(1)
  expect(await shown(phone)).toHaveLength(1)
  expect(await outcomeOf(id)).toEqual({ outcome: 'sent', asked: null })
  expect(await sentByStore()).toBe(1)
})

const outcomeOf = (id: string) =>
  engine.database.one<{ outcome: string | null; asked: string | null }>(sql`
    select outcome, asked_to as asked from mails
     where order_id = ${id} and channel = 'phone' order by created_at limit 1`)

test('a message that the sender does not have is sent again, once the list must have it', async () => {
  await settle()
  const { phone, id } = await book()
  await queue()
  const failing = withSender({ send: async () => ({ is: 'unknown', because: 'HTTP 500' }) })
  await expect(send(failing)).rejects.toThrow('HTTP 500')
  await engine.advance(61)
  await expect(send()).rejects.toThrow('text absent')
  expect(await shown(phone)).toEqual([])
  await engine.advance(301)
  expect(await send()).toBe(1)
  expect(await shown(phone)).toHaveLength(1)
  expect(await outcomeOf(id)).toEqual({ outcome: 'sent', asked: null })
  expect(await sentByStore()).toBe(1)
})

test('a sender that cannot look up is never asked twice: the message ends as unknown', async () => {
  await settle()
  const { phone, id } = await book()
  await queue()
  const blind = answering(lost, { find: async () => 'unknown' })
  for (let turn = 0; turn < 12; turn += 1) {
    await send(blind).catch(() => undefined)
    await engine.advance(7_300)
  }
  expect(await shown(phone)).toHaveLength(1)
  expect(await outcomeOf(id)).toEqual({ outcome: 'unknown', asked: null })
})

test('a refusal costs nothing and is tried again', async () => {
  await settle()
  const { phone } = await book()
  await queue()
  const refusing = withSender({
    send: async () => ({ is: 'refused', because: 'NotEnoughBalance' }),
  })
  await expect(send(refusing)).rejects.toThrow('NotEnoughBalance')
  expect(await sentByStore()).toBe(0)
  await engine.advance(61)
  await tell()
  expect(await shown(phone)).toHaveLength(1)
  expect(await sentByStore()).toBe(1)
})

test('a process that dies after the sender took a message leaves no second one', async () => {
  await settle()
  const { phone, id } = await book()
  await queue()
  const reached = Promise.withResolvers<void>()
  const dying = withSender({
    async send(text: Text) {
      await real().send(text)
      reached.resolve()
      return new Promise<never>(() => {}) // it is gone
    },
  })
  void send(dying)
  await reached.promise
  expect(await send()).toBe(0)
  await engine.advance(121)
  expect(await send()).toBe(1)
  expect(await shown(phone)).toHaveLength(1)
  expect(await outcomeOf(id)).toEqual({ outcome: 'sent', asked: null })
})

test('a process that was held up before it asked does not ask after another one has', async () => {
  await settle()
  const { phone } = await book()
  await queue()
  const [waiting, going] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()]
  const slow = sendTexts(
    engine,
    {
      async write(at, ask) {
        waiting.resolve()
        await going.promise
        return writeMail(at, ask)
      },
    },
    signal,
  )
  await waiting.promise
  await engine.advance(121)
  expect(await send()).toBe(1)
  going.resolve()
  await expect(slow).rejects.toThrow('taken')
  expect(await shown(phone)).toHaveLength(1)
})

test('one number gets only so many messages, whoever names it', async () => {
  await settle()
  const phone = newPhone()
  for (let turn = 0; turn < 23; turn += 1) {
    await book({ phone })
    await tell()
  }
  const got = await shown(phone)
  expect(got.length).toBeGreaterThanOrEqual(20)
  expect(got.length).toBeLessThan(23)
}, 120_000)

async function verify(person: Person, phone: string) {
  await person('POST', '/v1/me/verified-phone/code', { phone })
  const code = await codeFor(engine, phone)
  expect((await person('POST', '/v1/me/verified-phone', { code })).status).toBe(200)
}
const idOf = async (person: Person) => (await person<{ id: string }>('GET', '/v1/me')).body.id
const news = async (phone: string) =>
  (await shown(phone)).filter(({ template }) => template === 'KA01TP-store-news')

test('a store is told what it chose on verified phones of its people, outside its quiet hours', async () => {
  const [ownerPhone, accountId] = [newPhone(), await idOf(owner)]
  const stranger = await house.customer()
  const refused = await settle({ phones: [accountId], topics: ['bookings'] })
  expect(refused.body.type).toContain('notice-phone-unfit') // not verified yet
  await verify(owner, ownerPhone)
  const strange = await settle({ phones: [await idOf(stranger)] })
  expect(strange.body.type).toContain('notice-phone-unfit')
  const quiet = { from: '22:00', until: '09:00' }
  const { body } = await settle({ phones: [accountId], topics: ['bookings'], quiet, guests: false })
  expect(body.people).toEqual([
    { accountId, name: '박사장', phone: ownerPhone.replace('-5000-', '-****-') },
  ])
  const booked = await book()
  await post()
  await tell()
  const desk = `desk/${storeId}?date=${date}&order=${booked.id}`
  expect(await news(ownerPhone)).toMatchObject([
    { variables: { '#{매장}': '집밥', '#{건수}': '1', '#{경로}': desk } },
  ])
  expect(await shown(booked.phone)).toEqual([])
  await cancel(booked) // not chosen
  await engine.advance(301)
  await post()
  await tell()
  expect(await news(ownerPhone)).toHaveLength(1)
  await clock(-2, '23:00')
  await book()
  await engine.advance(301)
  await post()
  await tell()
  expect(await news(ownerPhone)).toHaveLength(1)
  await clock(-1, '09:00')
  await tell()
  expect(await news(ownerPhone)).toHaveLength(2)
  await owner('DELETE', '/v1/me/verified-phone')
  await book()
  await engine.advance(301)
  await post()
  await tell()
  expect(await news(ownerPhone)).toHaveLength(2)
})

test('the number is nowhere but sealed: not in events, not in the queue, not in what is thrown', async () => {
  await settle()
  const canary = '010-5777-3131'
  const { guest, id } = await book({ phone: canary })
  await queue()
  const failed = await send(answering(lost)).catch((error: Error) => error)
  expect(`${failed}`).not.toMatch(/5777/)
  const tables = await engine.database.rows<{ name: string }>(sql`
    select tablename as name from pg_tables where schemaname = 'public'`)
  for (const { name } of tables) {
    const { found } = await engine.database.one<{ found: number }>(
      sql`select count(*)::integer as found from ${raw(`"${name}"`)} t
           where t::text ~ '5777-?3131'`,
    )
    expect([name, found]).toEqual([name, 0])
  }
  expect((await outcomeOf(id)).asked).not.toBeNull()
  const left = await guest('DELETE', '/v1/me', { password: 'correct horse battery' })
  expect(left.status).toBe(200)
  expect(await outcomeOf(id)).toEqual({ outcome: 'unknown', asked: null })
})

test('what is about no order is told on a phone beside its mail, once, where the store wants that', async () => {
  const [phone, id] = [newPhone(), engine.newId<'Mail'>()]
  const at = storeId as Id<'Store'>
  const queueBoth = (tells: Id<'Mail'>) =>
    engine.database.transaction(async (tx) => {
      await tx.run(sql`
        insert into mails (store_id, id, order_id, kind, created_at, outcome)
        values (${at}, ${tells}, null, 'door', ${tx.now}, 'skipped')`)
      const told = { storeId: at, tells }
      await tellOnPhones(tx, [
        { ...told, id: engine.newId() },
        { ...told, id: engine.newId() },
      ])
    })
  const write: WriteMail = async (_, ask) => ({
    ...{ subject: '', text: '' },
    phone: {
      ...{ template: 'place-free', facts: { store: '집밥', until: '19:00' }, to: phone },
      link: `${engine.publicUrl}/${ask.kind === 'door' ? ask.mailId : ''}`,
    },
  })
  await queueBoth(engine.newId())
  await settle()
  await queueBoth(id)
  await sendTexts(engine, { write }, signal)
  expect(await shown(phone)).toMatchObject([
    { template: 'KA01TP-place-free', variables: { '#{기한}': '19:00', '#{경로}': id } },
  ])
})

test('without a sender messages are skipped, and a store is told that there are none', async () => {
  await settle()
  const { id } = await book()
  await queue()
  await send({ ...engine, texts: undefined })
  expect(await outcomeOf(id)).toEqual({ outcome: 'skipped', asked: null })
})
