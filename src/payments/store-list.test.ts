import { afterAll, beforeAll, expect, test } from 'vitest'
import { type TestEngine, testEngine } from '../../test/engine.ts'
import { expectSound, givenHeld, type Held, PRICE, pay, start } from '../../test/paying.ts'
import { type Person, type TestServer, testServer } from '../../test/server.ts'
import { sealBooker } from '../bookings/booker.ts'
import { writeBookers } from '../bookings/queries.ts'
import { escapeFormula } from '../kernel/csv.ts'
import type { Id } from '../kernel/id.ts'
import { addDays, wallDate } from '../kernel/time.ts'
import { readNow } from '../postgres/now.ts'
import { sql } from '../postgres/sql.ts'
import { sumStorePayments } from './store-queries.ts'

let engine: TestEngine
let app: TestServer
let owner: Person
let storeId: Id<'Store'>
let held: Held[]

beforeAll(async () => {
  engine = await testEngine()
  app = await testServer(engine)
  owner = await app.owner()
  const { body: me } = await owner<{ id: string }>('GET', '/v1/me')
  held = [await givenHeld(engine, { capacity: 5 })]
  storeId = held[0]?.storeId as Id<'Store'>
  await engine.database.run(sql`update stores set owner_id = ${me.id} where id = ${storeId}`)
  for (let count = 1; count < 5; count++)
    held.push(await givenHeld(engine, { storeId, capacity: 5 }))
  for (const one of held.slice(0, 3)) await pay(engine, one)
  for (const one of held.slice(3)) await start(engine, one)
  return () => engine.close()
})
afterAll(() => expectSound(engine))

interface Listed {
  readonly data: {
    id: string
    orderNumber: string
    state: string
    refundable: object
    booker: string | null
  }[]
  readonly days: object[]
  readonly sums: object
  readonly nextCursor: string | null
}
const list = (query = '', who = owner) =>
  who<Listed>('GET', `/v1/stores/${storeId}/payments${query}`)

test('a store’s payments come latest first, a page at a time, with sums of all matches', async () => {
  const { body: all } = await list()
  expect(all.data.map(({ orderNumber }) => orderNumber)).toEqual(
    held.map(({ order }) => order.number).reverse(),
  )
  const seen: string[] = []
  let cursor: string | null = null
  do {
    const query: string = cursor ? `&cursor=${cursor}` : ''
    const { body }: { body: Listed } = await list(`?limit=2${query}`)
    expect(body.sums).toEqual({
      payments: 5,
      taken: { amount: 3 * PRICE, currency: 'KRW' },
      refunded: { amount: 0, currency: 'KRW' },
      kept: { amount: 3 * PRICE, currency: 'KRW' },
    })
    seen.push(...body.data.map(({ id }) => id))
    cursor = body.nextCursor
  } while (cursor)
  expect(seen).toEqual(all.data.map(({ id }) => id))
})

test('a filter narrows the list and its sums alike', async () => {
  const today = wallDate((await readNow(engine.database)).now, 'Asia/Seoul')
  const number = held[1]?.order.number
  const counts: [string, number][] = [
    ['?state=paid', 3],
    ['?state=waiting', 2],
    ['?state=review', 0],
    ['?gateway=kakaopay', 5],
    ['?gateway=nobody', 0],
    [`?orderNumber=${number}`, 1],
    [`?orderNumber=${number}&state=waiting`, 0],
    [`?amount=${PRICE}`, 5],
    ['?amount=1', 0],
    [`?from=${today}&to=${today}`, 5],
    [`?from=${addDays(today, 1)}`, 0],
    [`?to=${addDays(today, -1)}`, 0],
  ]
  for (const [query, count] of counts) {
    const { body } = await list(query)
    expect([query, body.data.length]).toEqual([query, count])
    expect(body.sums).toMatchObject({ payments: count })
  }
})

test('payments are found by a part of their booker’s name, and say it', async () => {
  const [first, second] = held
  const booked = [
    { order: first, name: '김지원' },
    { order: second, name: 'Ｊｉｗｏｎ Kim' },
  ]
  await engine.database.transaction((tx) =>
    writeBookers(
      tx,
      storeId,
      booked.map(({ order, name }) => ({
        orderId: order?.order.id ?? '',
        booker: sealBooker(engine, { name, phone: '010-1234-5678', message: '' }),
      })),
      { sharingVersion: 1, eraseAt: tx.now },
    ),
  )
  const namesBy = async (part: string) =>
    (await list(`?booker=${encodeURIComponent(part)}`)).body.data.map(({ booker }) => booker)
  expect(await namesBy('지원')).toEqual(['김지원'])
  expect(await namesBy('jiwon')).toEqual(['Ｊｉｗｏｎ Kim'])
  expect(await namesBy('박')).toEqual([])
  expect((await list()).body.data.filter(({ booker }) => booker !== null)).toHaveLength(2)
})

test('a list has its store, and the sums of the latest dates', async () => {
  const today = wallDate((await readNow(engine.database)).now, 'Asia/Seoul')
  const won = (amount: number) => ({ amount, currency: 'KRW' })
  const { body } = await list()
  expect(body).toMatchObject({
    store: { name: '맛있는 집밥', frontDoor: 'dining', timeZone: 'Asia/Seoul' },
    days: [{ date: today, taken: won(3 * PRICE), refunded: won(0) }],
  })
  await engine.database.run(sql`
    update payments set created_at = created_at - interval '40 days'
     where order_id = ${held[0]?.order.id ?? ''}`)
  expect((await list()).body.days).toEqual([
    { date: addDays(today, -40), taken: won(PRICE), refunded: won(0) },
    { date: today, taken: won(2 * PRICE), refunded: won(0) },
  ])
  expect((await list(`?from=${today}`)).body.days).toHaveLength(1)
  expect((await list('?state=refunded')).body.days).toEqual([])
  await engine.database.run(sql`
    update payments set created_at = created_at + interval '40 days'
     where order_id = ${held[0]?.order.id ?? ''}`)
})

test('a payment says whether its last refund cancels the order', async () => {
  const paidOnes = async () => (await list('?state=paid')).body.data
  const expected = { orderStatus: 'paid', startsAt: null, lastCancels: true }
  for (const payment of await paidOnes()) expect(payment).toMatchObject(expected)
  for (const payment of (await list('?state=waiting')).body.data)
    expect(payment).toMatchObject({ orderStatus: 'ready', lastCancels: false })
  const startsAt = async (hours: number) =>
    engine.database.run(sql`
      update places set starts_at = now() + make_interval(hours => ${hours})
       where store_id = ${storeId}`)
  await startsAt(1)
  expect((await paidOnes())[0]).toMatchObject({ lastCancels: true })
  await startsAt(-1)
  expect((await paidOnes())[0]).toMatchObject({ orderStatus: 'paid', lastCancels: false })
  await engine.database.run(sql`update places set starts_at = null where store_id = ${storeId}`)
})

test('another’s store is missing, and an invalid query is malformed', async () => {
  const stranger = await app.owner('남사장')
  expect(await list('', stranger)).toMatchObject({ status: 404 })
  expect((await list('', stranger)).body.type).toMatch(/store-missing$/)
  for (const query of ['?cursor=1', '?state=lost', '?from=2026-02-30', '?amount=1.5', '?amount=0'])
    expect([query, (await list(query)).status]).toEqual([query, 400])
  const csv = await stranger('GET', `/v1/stores/${storeId}/payments.csv`)
  expect(csv.status).toBe(404)
})

const download = async (query = '', headers = {}) => {
  const url = `/v1/stores/${storeId}/payments.csv${query}`
  const answer = await owner<Buffer>('GET', url, undefined, headers)
  return { ...answer, text: (answer.body as unknown as Buffer).toString() }
}

test('the table opens in a Korean Excel: a byte order mark, CRLF, quotes, no formula', async () => {
  const title = '=HYPERLINK("http://evil"),"저녁"\n둘째 줄'
  await engine.database.run(
    sql`update orders set title = ${title} where id = ${held[0]?.order.id ?? ''}`,
  )
  const { text, headers } = await download()
  expect(headers['content-type']).toBe('text/csv; charset=utf-8')
  expect(headers['content-disposition']).toBe('attachment; filename="payments.csv"')
  expect(text.startsWith('\uFEFF결제 시작,주문 번호,')).toBe(true)
  expect(text.endsWith('\r\n')).toBe(true)
  expect(text).toContain(`,"'=HYPERLINK(""http://evil""),""저녁""\n둘째 줄",`)
  expect(text).toMatch(/,결제 완료,KRW,12500,0,12500,0,12500,/)
  expect(text).toContain(`+09:00,${held[1]?.order.number},`)
  expect((await download('?state=paid')).text.match(/\r\n/g)).toHaveLength(4)
  const english = await download('', { 'accept-language': 'en' })
  expect(english.text).toMatch(/^\uFEFFBegun at,Order number,/)
})

test.each([
  ['=1+1', "'=1+1"],
  ['+82', "'+82"],
  ['-1', "'-1"],
  ['@cmd', "'@cmd"],
  [' \t=1', "' \t=1"],
  ['\r=1', "'\r=1"],
  ['＝1', "'＝1"],
  ['|calc', "'|calc"],
  ['저녁', '저녁'],
  ['a=b', 'a=b'],
])('%j is written as %j', (text, written) => {
  expect(escapeFormula(text)).toBe(written)
})

test('twenty thousand payments are listed by index, and streamed as CSV', async () => {
  const { rows } = await engine.database.patient.one<{ rows: number }>(sql`
    with place as (select id from places where store_id = ${storeId} limit 1),
    placed as (
      insert into orders (store_id, id, number, title, status, amount, currency, created_at,
                          expires_at, failed_at, failure)
      select ${storeId}, gen_random_uuid(), 'many-' || n, '저녁', 'failed', 1000, 'KRW',
             now() - make_interval(mins => n), now() - make_interval(mins => n), now(), 'expired'
        from generate_series(1, 20000) as n
      returning store_id, id, created_at, amount
    ), lined as (
      insert into order_lines (store_id, order_id, place_id, quantity, unit_price, status)
      select placed.store_id, placed.id, place.id, 1, placed.amount, 'released' from placed, place
    ), tried as (
      insert into payments (store_id, id, order_id, attempt, gateway, state, amount, currency,
                            device, created_at, changed_at)
      select store_id, gen_random_uuid(), id, 1, 'kakaopay', 'expired', amount, 'KRW', 'mobile',
             created_at, created_at
        from placed
      returning store_id, id, created_at
    ), told as (
      insert into payment_events (store_id, payment_id, seq, state, at)
      select store_id, id, 1, 'expired', created_at from tried
    )
    select count(*)::integer as rows from tried
  `)
  expect(rows).toBe(20_000)
  await engine.database.run(sql`analyze payments`)
  const { body } = await list('?limit=100')
  expect(body.data).toHaveLength(100)
  expect(await sumStorePayments(engine.database, { storeId })).toMatchObject({ payments: 20_005 })

  const plan = await engine.database.rows<{ 'QUERY PLAN': string }>(sql`
    explain select id from payments p
     where p.store_id = ${storeId} and p.created_at > '-infinity'
       and (p.created_at, p.id) < (now(), ${engine.newId()}::uuid)
     order by p.created_at desc, p.id desc limit 25
  `)
  expect(plan.map((row) => row['QUERY PLAN']).join('\n')).toMatch(/payments_by_store/)

  const { text } = await download('?state=not-paid')
  expect(text.match(/\r\n/g)).toHaveLength(20_001)
}, 120_000)
