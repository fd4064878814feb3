import { afterAll, beforeAll, expect, test } from 'vitest'
import { expectCleanAudit } from '../../test/audited.ts'
import { type TestEngine, testEngine } from '../../test/engine.ts'
import { tick } from '../../test/paying.ts'
import { type Person, type TestServer, testServer } from '../../test/server.ts'
import { addDays, wallDate, weekdayOf } from '../kernel/time.ts'
import { leavingOf } from '../leaving.ts'
import { sendAccountMails } from '../mail/account-mails.ts'
import { openMailbox } from '../mail/mailbox.fixture.ts'
import { book, charge, storeCancels, storeGivesBack } from '../payments/owner-left.fixture.ts'
import { readNow } from '../postgres/now.ts'
import { sql } from '../postgres/sql.ts'
import { eraseLate } from './leaving.ts'

// Every row of every table is searched, so that a new column needs no test of its own.

let engine: TestEngine
let app: TestServer
beforeAll(async () => {
  engine = await testEngine()
  app = await testServer(engine)
})
afterAll(async () => {
  await tick(engine)
  await expectCleanAudit(engine)
  await engine.close()
})

const NAME = '이별이'
const PHONE = '010-9999-8888'
const OTHER = 'farewell@example.com'
const MESSAGE = '창가 자리로 부탁드려요'

/** What people may leave behind, and why. */
const kept: Readonly<Record<string, string>> = {
  stores: 'owner_id', // whose closed store it was; an id without an account says nothing
}

const tables = () =>
  engine.database.rows<{ name: string }>(sql`
    select quote_ident(tablename) as name from pg_tables where schemaname = 'public'
  `)

/** Tables with rows in which one of these texts stands. */
async function tablesWith(texts: readonly string[]): Promise<string[]> {
  const found: string[] = []
  for (const { name } of await tables()) {
    const { rows } = await engine.database.pool.query(
      `select 1 from ${name} as t where (to_jsonb(t) - $1)::text ~* $2 limit 1`,
      [kept[name] ?? '', texts.join('|')],
    )
    if (rows.length > 0) found.push(name)
  }
  return found
}

/** Everything that is sealed anywhere, opened. */
async function opened(): Promise<string[]> {
  const texts: string[] = []
  for (const { name } of await tables()) {
    const { rows } = await engine.database.pool.query<{ row: string }>(
      `select t::text as row from ${name} as t where t::text ~ 'v1\\.'`,
    )
    for (const { row } of rows)
      for (const [sealed] of row.matchAll(/v1\.[\w-]+\.[\w-]+\.[\w-]+/g))
        texts.push(engine.keyRing.open(sealed))
  }
  return texts
}

const leave = async (person: Person) => {
  const left = await person('DELETE', '/v1/me', { password: 'correct horse battery' })
  expect([left.status, left.body?.type]).toEqual([200, undefined])
  await engine.advance(10 * 60)
  await eraseLate(engine, leavingOf(engine))
  await sendAccountMails(engine, { mailer: undefined }, new AbortController().signal)
}

const store = { name: '집밥', description: '', timeZone: 'Asia/Seoul', currency: 'KRW' }

test('a buyer who leaves is in no row of any table: not by id, e-mail, name or telephone', async () => {
  const owner = await app.owner()
  const { body: restaurant } = await owner<{ id: string }>('POST', '/v1/restaurants', store)
  const { now } = await readNow(engine.database) // it may be ahead of the machine’s clock
  const date = addDays(wallDate(now, 'Asia/Seoul'), 1)
  const path = `/v1/restaurants/${restaurant.id}`
  const draft = { weekday: weekdayOf(date), time: '19:30', capacity: 4, price: 0 }
  const { body: time } = await owner<{ id: string }>('POST', `${path}/table-times`, draft)

  const person = await app.customer(NAME)
  const { body: me } = await person<{ id: string; email: string }>('GET', '/v1/me')
  const ask = { tableTimeId: time.id, date }
  const { body: booking } = await person<{ id: string }>('POST', `${path}/bookings`, ask)
  const booker = { name: NAME, phone: PHONE, message: MESSAGE }
  await person('PUT', `/v1/bookings/${booking.id}/booker`, booker)
  await person('PUT', '/v1/me/phone', { phone: PHONE })
  await person('POST', `/v1/orders/${booking.id}/confirmation`)
  const guest = { id: me.id, ask: person }
  await charge(engine, guest, 12_500)
  await book(engine, guest)
  await engine.database.run(sql`
    insert into verifications (id, identifier, value, expires_at, created_at, updated_at)
    values (${engine.newId()}, ${me.email}, 'a code', now() + interval '1 day', now(), now()),
           (${engine.newId()}, 'a code', ${me.id}, now() + interval '1 day', now(), now())
  `)
  await tick(engine) // drops what waits to be mailed about accounts
  await person('POST', '/v1/me/email', { email: OTHER, password: 'correct horse battery' })
  await app.anyone('POST', '/v1/auth/request-password-reset', { email: me.email })

  const texts = [me.id, me.email, OTHER, NAME, PHONE, MESSAGE]
  const known = await tablesWith(texts)
  const full = ['accounts', 'sessions', 'orders', 'order_lines', 'idempotency_keys']
  for (const name of [...full, 'account_phones', 'account_mails']) expect(known).toContain(name)
  expect(await opened()).toEqual(expect.arrayContaining([NAME, PHONE, MESSAGE]))
  await leave(person)
  expect(await tablesWith(texts)).toEqual([])
  expect(await opened()).not.toEqual(expect.arrayContaining([expect.stringMatching(NAME)]))
  expect((await opened()).filter((text) => texts.includes(text))).toEqual([])
})

test('what a store wrote as a reason goes with the buyer, and the money stays written', async () => {
  const REASON = '이별이 님 010-9999-8888 요청으로 취소'
  const person = await app.customer(NAME)
  const { body: me } = await person<{ id: string }>('GET', '/v1/me')
  const guest = { id: me.id, ask: person }
  const byCard = { gateway: 'kakaopay' }
  await storeCancels(engine, await book(engine, guest, byCard), REASON)
  const refunded = await book(engine, guest, byCard)
  await storeGivesBack(engine, refunded, 500, { reason: REASON, ...byCard })
  await tick(engine)
  const known = await tablesWith([REASON])
  for (const name of ['cancellations', 'refunds', 'payment_events']) expect(known).toContain(name)
  await leave(person)
  expect(await tablesWith([REASON, NAME])).toEqual([])
})

test('an owner who leaves is in none either, but as the owner of the closed store', async () => {
  const person = await app.owner(NAME)
  const { body: me } = await person<{ id: string; email: string }>('GET', '/v1/me')
  const draft = { ...store, kind: 'hair' }
  const { body: shop } = await person<{ id: string }>('POST', '/v1/shops', draft)
  const times = `/v1/shops/${shop.id}/timetables`
  const timetable = { reservationHour: 23, reservationMinute: 59, basicRemaining: 5 }
  const { body: made } = await person<{ id: string }>('POST', times, timetable)
  const key = { name: NAME, scopes: ['timetables:reserve'] }
  const { body: secret } = await person<{ secret: string }>('POST', '/v1/me/api-keys', key)
  const byKey = { 'x-api-key': secret.secret }
  const url = `/v1/timetables/${made.id}/reservations`
  const reserved = await app.anyone('POST', url, undefined, byKey)
  expect(reserved.status).toBe(200)
  await person('DELETE', `/v1/shops/${shop.id}`)
  await leave(person)
  expect(await tablesWith([me.id, me.email, NAME])).toEqual([])
})

test('a last mail says what is gone, what is kept and what may come back, and leaves no address behind', async () => {
  const mailbox = await openMailbox()
  const { signal } = new AbortController()
  const post = async () => {
    while ((await sendAccountMails(engine, mailbox, signal)) > 0);
  }
  const owner = await app.owner()
  const { body: restaurant } = await owner<{ id: string }>('POST', '/v1/restaurants', store)
  const { now } = await readNow(engine.database)
  const date = addDays(wallDate(now, 'Asia/Seoul'), 2)
  const path = `/v1/restaurants/${restaurant.id}`
  const draft = { weekday: weekdayOf(date), time: '19:30', capacity: 4, price: 0 }
  const { body: time } = await owner<{ id: string }>('POST', `${path}/table-times`, draft)
  const person = await app.customer(NAME)
  const { body: me } = await person<{ id: string; email: string }>('GET', '/v1/me')
  const ask = { tableTimeId: time.id, date }
  const { body: booking } = await person<{ id: string; number: string }>(
    ...(['POST', `${path}/bookings`, ask] as const),
  )
  const booker = { name: NAME, phone: PHONE, message: MESSAGE }
  await person('PUT', `/v1/bookings/${booking.id}/booker`, booker)
  expect((await person('POST', `/v1/orders/${booking.id}/confirmation`)).status).toBe(200)
  await post()

  const left = await person('DELETE', '/v1/me', { password: 'correct horse battery' })
  expect(left.status).toBe(200)
  expect(await tablesWith([me.email])).toEqual(['account_mails'])
  await post()
  expect(await tablesWith([me.email])).toEqual([])
  const [mail, ...more] = await mailbox.received(me.email)
  expect(more).toEqual([])
  expect(mail?.subject).toBe('탈퇴가 완료되었습니다 (Your account is deleted)')
  expect(mail?.text).toContain('대금 결제 기록: 5년 (전자상거래법 시행령 제6조)')
  expect(mail?.text).toContain('records of payments: 5 years')
  expect(mail?.text).toContain('아직 이용하지 않은 예약 1건')
  expect(mail?.text).toMatch(/- 집밥: \S+/)
  expect(mail?.text).not.toContain(NAME)
  await engine.advance(10 * 60)
  await eraseLate(engine, leavingOf(engine))
  expect(await tablesWith([me.id, me.email, NAME])).toEqual([])
  await mailbox.remove()
})

test('a last mail that cannot be sent is given up after a day, with its address; nobody who comes later gets it', async () => {
  const person = await app.customer(NAME)
  const { body: me } = await person<{ email: string }>('GET', '/v1/me')
  await person('DELETE', '/v1/me', { password: 'correct horse battery' })
  const mailer = { send: () => Promise.reject(new Error('no mail server')) }
  const failing = () =>
    sendAccountMails(engine, { mailer }, new AbortController().signal).catch(() => 1)
  await failing()
  expect(await tablesWith([me.email])).toEqual(['account_mails'])
  await expect(
    engine.house.run(sql`
      update account_mails set next_try_at = null, outcome = 'given-up' where kind = 'left'`),
  ).rejects.toThrow('account_mails_left_waits')
  for (let hours = 0; hours < 26; hours += 2) {
    await engine.advance(2 * 3600)
    await failing()
  }
  expect(await tablesWith([me.email])).toEqual([])
})

test('an address that nobody verified gets no last mail', async () => {
  const person = await app.customer(NAME)
  const { body: me } = await person<{ id: string; email: string }>('GET', '/v1/me')
  await engine.house.run(sql`update accounts set email_verified = false where id = ${me.id}`)
  await person('DELETE', '/v1/me', { password: 'correct horse battery' })
  expect(await tablesWith([me.email])).toEqual([])
})
