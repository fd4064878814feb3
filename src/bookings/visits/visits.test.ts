import { afterAll, beforeAll, expect, test } from 'vitest'
import { type TestEngine, testEngine } from '../../../test/engine.ts'
import { expectSound } from '../../../test/paying.ts'
import { type Person, type TestServer, testServer } from '../../../test/server.ts'
import { moveTo } from '../../front-doors/timetables/shop.fixture.ts'
import { sql } from '../../postgres/sql.ts'

interface Booked {
  id: string
  visit: string | null
  note: string | null
  status: string
  left: boolean
}

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
  const tuesday = { weekday: 2, time: '19:00', capacity: 50, price: 0 }
  const path = `/v1/restaurants/${storeId}/table-times`
  tableTimeId = (await owner<{ id: string }>('POST', path, tuesday)).body.id
})
afterAll(async () => {
  await expectSound(engine)
  await house.server.close()
  await engine.close()
})

const typeOf = ({ body }: { body: { type?: string } }) => body.type?.split('/').at(-1)

async function booking(name: string, message = ''): Promise<{ id: string; guest: Person }> {
  const guest = await house.customer(name)
  const what = { tableTimeId, date: '2027-03-02' }
  const { body } = await guest<{ id: string }>('POST', `/v1/restaurants/${storeId}/bookings`, what)
  await guest('PUT', `/v1/bookings/${body.id}/booker`, { name, phone: '010-1234-5678', message })
  await guest('POST', `/v1/orders/${body.id}/confirmation`)
  return { id: body.id, guest }
}

const day = async (date = '2027-03-02') =>
  (await owner<{ bookings: Booked[] }>('GET', `/v1/stores/${storeId}/bookings?date=${date}`)).body
    .bookings
const bookedOf = async (id: string) => (await day()).find((one) => one.id === id)
const at = (id: string, part: string) => `/v1/stores/${storeId}/bookings/${id}/${part}`

test('before its day nobody has arrived, and before its start nobody failed to come', async () => {
  const { id } = await booking('이른 손님')
  const early = await owner('PUT', at(id, 'visit'), { visit: 'arrived' })
  expect([early.status, typeOf(early)]).toEqual([409, 'visit-too-early'])
  expect(early.body).toMatchObject({ from: '2027-03-01T15:00:00.000Z' })
  expect(await bookedOf(id)).toMatchObject({ marks: [] })
  await expect(
    engine.database.run(sql`
      insert into visits (store_id, order_id, outcome, begins_at, marked_at)
      values (${storeId}, ${id}, 'no-show', '2027-03-02T10:00Z', '2027-03-02T09:59Z')`),
  ).rejects.toMatchObject({ constraint: 'visits_no_show_after_start' })
})

test('a note is for the store alone, sealed in the row, and removed by an empty one', async () => {
  const { id, guest } = await booking('메모 손님')
  const written = await owner('PUT', at(id, 'note'), { note: ' 창가를 좋아하심 ' })
  expect(written).toMatchObject({ status: 200, body: { note: '창가를 좋아하심' } })
  expect(await bookedOf(id)).toMatchObject({ note: '창가를 좋아하심' })
  const own = await guest('GET', `/v1/bookings/${id}`)
  expect(JSON.stringify(own.body)).not.toContain('창가')
  const row = await engine.database.one<{ note: string }>(
    sql`select note from booking_notes where order_id = ${id}`,
  )
  expect(row.note).toMatch(/^v1\./)
  const refused = [guest, await house.owner('다른 사장')].map((other) =>
    other('PUT', at(id, 'note'), { note: '훔쳐보기' }),
  )
  expect((await Promise.all(refused)).map(({ status }) => status)).toEqual([403, 404])
  await owner('PUT', at(id, 'note'), { note: '  ' })
  expect(await bookedOf(id)).toMatchObject({ note: null })
})

test('a note goes with the account of its guest, and none is written after it', async () => {
  const { id, guest } = await booking('떠날 손님')
  await owner('PUT', at(id, 'note'), { note: '알레르기: 땅콩' })
  const gone = await guest('DELETE', '/v1/me', { password: 'correct horse battery' })
  expect(gone.status).toBe(200)
  expect(await bookedOf(id)).toMatchObject({ note: null, left: true })
  const late = await owner('PUT', at(id, 'note'), { note: '다시 적기' })
  expect([late.status, typeOf(late)]).toEqual([409, 'guest-left'])
})

test('a note that is being written when its guest leaves does not stay', async () => {
  const { id, guest } = await booking('동시에 떠날 손님')
  const notes = Array.from({ length: 8 }, (_, nth) =>
    owner('PUT', at(id, 'note'), { note: `메모 ${nth}` }),
  )
  await Promise.all([guest('DELETE', '/v1/me', { password: 'correct horse battery' }), ...notes])
  expect(await bookedOf(id)).toMatchObject({ note: null, left: true })
})

test('a store cancels a free booking with a reason, and what was canceled is no visit', async () => {
  const { id, guest } = await booking('취소될 손님')
  const own = async () => (await guest('GET', `/v1/bookings/${id}`)).body
  expect(await own()).toMatchObject({ cancellation: null })
  const path = `/v1/stores/${storeId}/orders/${id}/cancellation`
  expect((await owner('POST', path, { reason: '단수' })).status).toBe(200)
  expect(await own()).toMatchObject({
    status: 'canceled',
    cancellation: { by: 'store', reason: '단수', at: expect.stringMatching(/^2027-\S+Z$/) },
  })
  const marked = await owner('PUT', at(id, 'visit'), { visit: 'arrived' })
  expect([marked.status, typeOf(marked)]).toEqual([409, 'booking-not-confirmed'])
  await expect(
    engine.database.run(sql`
      insert into visits (store_id, order_id, outcome, marked_at)
      values (${storeId}, ${id}, 'arrived', now())`),
  ).rejects.toMatchObject({ constraint: 'visits_of_paid_orders' })
})

test('arrived and no-show replace each other, can be taken back, and stay on the past day', async () => {
  const { id } = await booking('지난 손님')
  await moveTo(engine, '2027-03-02T19:00:00+09:00')
  const mark = (visit: string) => owner('PUT', at(id, 'visit'), { visit })
  expect(await mark('arrived')).toMatchObject({ status: 200, body: { visit: 'arrived' } })
  expect(await mark('no-show')).toMatchObject({ status: 200, body: { visit: 'no-show' } })
  expect(await owner('DELETE', at(id, 'visit'))).toMatchObject({
    status: 200,
    body: { visit: null },
  })
  expect(await bookedOf(id)).toMatchObject({ visit: null })
  await mark('arrived')
  await moveTo(engine, '2027-03-20T09:00:00+09:00')
  expect(await bookedOf(id)).toMatchObject({ visit: 'arrived', status: 'paid' })
  const month = (of: string) =>
    owner<{ today: string; data: { date: string; bookings: number }[] }>(
      'GET',
      `/v1/stores/${storeId}/bookings/days?month=${of}`,
    )
  const count = (await day()).filter(({ status }) => status === 'paid').length
  expect((await month('2027-03')).body).toEqual({
    today: '2027-03-20',
    data: [{ date: '2027-03-02', bookings: count }],
  })
  expect((await month('2027-04')).body.data).toEqual([])
  expect((await month('2027-13')).status).toBe(400)
})

test('the CSV of a past day opens in a spreadsheet, and runs nothing that a guest typed', async () => {
  await moveTo(engine, '2027-03-21T09:00:00+09:00')
  const guest = await house.customer('=1+1')
  const what = { tableTimeId, date: '2027-03-23' }
  const { body } = await guest<{ id: string }>('POST', `/v1/restaurants/${storeId}/bookings`, what)
  const booker = { name: '=HYPERLINK("x")', phone: '+82 10-1234-5678', message: '둘, "창가"' }
  await guest('PUT', `/v1/bookings/${body.id}/booker`, booker)
  await guest('POST', `/v1/orders/${body.id}/confirmation`)
  await moveTo(engine, '2027-03-24T09:00:00+09:00')
  const path = `/v1/stores/${storeId}/bookings.csv?from=2027-03-23&to=2027-03-23`
  const answer = await owner<Buffer>('GET', path)
  expect(answer.headers['content-type']).toBe('text/csv; charset=utf-8')
  const [head, row, end] = answer.body.toString().split('\r\n')
  expect(head).toMatch(/^\uFEFF이용 날짜,이용 시간,내용,자리,상태,방문 여부,예약자/)
  expect(row).toContain(
    `2027-03-23,19:00,테이블 1개,,예약 확정,,"'=HYPERLINK(""x"")",010-1234-5678,"둘, ""창가""",,KRW,0,`,
  )
  expect(end).toBe('')
  const none = await owner<Buffer>('GET', path.replace('2027-03-23&', '2027-03-24&'), undefined, {
    'accept-language': 'en',
  })
  expect(none.body.toString()).toMatch(/^\uFEFFDate,Time,[^\r]+\r\n$/)
  const other = await house.owner('다른 사장')
  expect((await other('GET', path)).status).toBe(404)
})
