import { afterAll, beforeAll, expect, test } from 'vitest'
import { type TestEngine, testEngine } from '../../test/engine.ts'
import { expectSound } from '../../test/paying.ts'
import { type Person, type TestServer, testServer } from '../../test/server.ts'
import { moveTo } from '../front-doors/timetables/shop.fixture.ts'
import { sql } from '../postgres/sql.ts'
import { firstName } from './rules.ts'

const DATE = '2027-03-02'
let engine: TestEngine
let house: TestServer
let owner: Person
let storeId: string
let tableTimeId: string

beforeAll(async () => {
  engine = await testEngine()
  house = await testServer(engine)
  owner = await house.owner()
  await moveTo(engine, '2027-03-01T09:00:00+09:00') // a Monday
  const store = { name: '집밥', description: '', timeZone: 'Asia/Seoul', currency: 'KRW' }
  storeId = (await owner<{ id: string }>('POST', '/v1/restaurants', store)).body.id
  const draft = { weekday: 2, time: '19:00', capacity: 20, price: 0 }
  const path = `/v1/restaurants/${storeId}/table-times`
  tableTimeId = (await owner<{ id: string }>('POST', path, draft)).body.id
})
afterAll(async () => {
  await expectSound(engine)
  await house.server.close()
  await engine.close()
})

async function booked(guest: Person) {
  const path = `/v1/restaurants/${storeId}/bookings`
  const asked = { tableTimeId, date: DATE }
  const { body } = await guest<{ id: string; orderNumber: string }>('POST', path, asked)
  const booker = { name: '김손님', phone: '010-1234-5678', message: '창가요' }
  await guest('PUT', `/v1/bookings/${body.id}/booker`, booker)
  await guest('POST', `/v1/orders/${body.id}/confirmation`)
  return body
}

const read = (url: string, headers: Record<string, string> = {}) =>
  house.server.inject({ url: new URL(url).pathname, headers })

const make = async (who: Person, path = '/v1/me/calendar-feed') =>
  (await who<{ url: string }>('POST', path)).body.url

test('a guest subscribes to their bookings: those of mails, canceled ones as such, nothing of others', async () => {
  const [guest, other] = [await house.customer(), await house.customer()]
  const [first, second] = [await booked(guest), await booked(guest)]
  const foreign = await booked(other)
  const url = await make(guest)
  expect((await guest('GET', '/v1/me/calendar-feed')).body).toEqual({
    madeAt: expect.any(String),
  })
  const answer = await read(url)
  expect(answer.headers['content-type']).toBe('text/calendar; charset=utf-8')
  expect(answer.body).toContain(`UID:${first.orderNumber}\r\nSEQUENCE:0\r\n`)
  expect(answer.body).toContain('DTSTART:20270302T100000Z')
  expect(answer.body).toContain('SUMMARY:집밥')
  expect(answer.body).not.toContain(foreign.orderNumber)
  await guest('POST', `/v1/orders/${second.id}/cancellation`)
  const after = (await read(url)).body
  expect(after).toContain(`UID:${second.orderNumber}\r\nSEQUENCE:1\r\n`)
  expect(after.match(/STATUS:(\w+)/g)?.toSorted()).toEqual(['STATUS:CANCELLED', 'STATUS:CONFIRMED'])
})

test('what has not changed is answered with 304, and may be kept for minutes', async () => {
  const guest = await house.customer()
  await booked(guest)
  const url = await make(guest)
  const { headers } = await read(url)
  expect(headers['cache-control']).toBe('private, max-age=300')
  const again = await read(url, { 'if-none-match': `${headers.etag}` })
  expect([again.statusCode, again.body]).toEqual([304, ''])
  await booked(guest)
  expect((await read(url, { 'if-none-match': `${headers.etag}` })).statusCode).toBe(200)
})

test('a new address ends the old one, a removed one ends, and so does that of an account that leaves', async () => {
  const guest = await house.customer()
  const first = await make(guest)
  const second = await make(guest)
  expect([(await read(first)).statusCode, (await read(second)).statusCode]).toEqual([404, 200])
  expect((await guest('DELETE', '/v1/me/calendar-feed')).status).toBe(200)
  expect((await read(second)).statusCode).toBe(404)
  const third = await make(guest)
  await guest('DELETE', '/v1/me', { password: 'correct horse battery' })
  expect((await read(third)).statusCode).toBe(404)
  for (const wrong of ['/calendar/x.ics', `/calendar/${'0'.repeat(40)}.ics`])
    expect((await house.server.inject({ url: wrong })).statusCode).toBe(404)
})

test('the address is not readable in the database', async () => {
  const url = await make(await house.customer())
  const [, secret = ''] = /calendar\/(\w+)\.ics$/.exec(url) ?? []
  const rows = await engine.database.rows<{ row: string }>(sql`
    select to_jsonb(f)::text as row from calendar_feeds f`)
  expect(rows.length).toBeGreaterThan(0)
  expect(rows.filter(({ row }) => row.includes(secret))).toEqual([])
})

test('a store’s feed has the first name and what was booked, and ends with the job', async () => {
  const guest = await house.customer()
  const { orderNumber } = await booked(guest)
  const path = `/v1/stores/${storeId}/calendar-feed`
  const url = await make(owner, path)
  const { body } = await read(url)
  expect(body).toContain(`UID:${orderNumber}`)
  expect(body).toContain('SUMMARY:손님 · 테이블 1개')
  for (const secret of ['김손님', '1234', '창가']) expect(body).not.toContain(secret)
  expect((await guest('POST', path)).status).toBe(403)
  const worker = await house.customer('이직원')
  await engine.database.run(sql`
    insert into staff (store_id, account_id, role, since)
    select ${storeId}, id, 'desk', now() from accounts where name = '이직원'`)
  const theirs = await make(worker, path)
  expect((await read(theirs)).body).toContain(`UID:${orderNumber}`)
  await engine.database.run(sql`update staff set role = 'door' where store_id = ${storeId}`)
  expect((await read(theirs)).statusCode).toBe(404)
  await engine.database.run(sql`delete from staff where store_id = ${storeId}`)
  expect((await read(theirs)).statusCode).toBe(404)
  expect((await read(url)).statusCode).toBe(200)
})

test.each([
  ['김손님', '손님'],
  ['남궁민수', '민수'],
  ['Ada Lovelace', 'Ada'],
  ['박 하나', '박'],
  ['', ''],
])('of the name %s a store’s calendar shows %s', (name, first) => {
  expect(firstName(name)).toBe(first)
})
