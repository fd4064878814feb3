import { afterAll, beforeAll, expect, test } from 'vitest'
import { type TestEngine, testEngine } from '../../../test/engine.ts'
import { type TestServer, testServer } from '../../../test/server.ts'
import { addDays, wallDate, weekdayOf } from '../../kernel/time.ts'
import { readNow } from '../../postgres/now.ts'
import { sql } from '../../postgres/sql.ts'
import { routesOf } from '../../routes.ts'
import { makeServer } from '../server.ts'
import { doorWords, keyWords } from './door-words.ts'
import { Vocabulary } from './vocabulary.ts'

let engine: TestEngine
let app: TestServer
beforeAll(async () => {
  engine = await testEngine()
  app = await testServer(engine)
})
afterAll(async () => {
  await app.server.close()
  await engine.close()
})

const store = { name: '집밥', description: '', timeZone: 'Asia/Seoul', currency: 'KRW' }
const PHONE = '010-2345-6789'

test('a person downloads what is kept about them, of every part, and nothing of others', async () => {
  const owner = await app.owner()
  const { body: restaurant } = await owner<{ id: string }>('POST', '/v1/restaurants', store)
  const date = addDays(wallDate((await readNow(engine.database)).now, 'Asia/Seoul'), 1)
  const path = `/v1/restaurants/${restaurant.id}`
  const draft = { weekday: weekdayOf(date), time: '19:30', capacity: 4, price: 0 }
  const { body: time } = await owner<{ id: string }>('POST', `${path}/table-times`, draft)
  const [person, other] = [await app.customer('김하나'), await app.customer('이두리')]
  for (const [who, name] of [
    [person, '김하나'],
    [other, '이두리'],
  ] as const) {
    const ask = { tableTimeId: time.id, date }
    const { body: booking } = await who<{ id: string }>('POST', `${path}/bookings`, ask)
    const booker = { name, phone: PHONE, message: `${name}의 메모` }
    expect((await who('PUT', `/v1/bookings/${booking.id}/booker`, booker)).status).toBe(200)
    await who('POST', `/v1/orders/${booking.id}/confirmation`)
  }
  await person('PUT', '/v1/me/phone', { phone: PHONE })

  const { status, body, headers } = await person<Record<string, unknown>>('GET', '/v1/me/data')
  expect(status).toBe(200)
  expect(headers['content-disposition']).toBe('attachment; filename="jari-my-data.json"')
  expect(body).toMatchObject({
    account: { name: '김하나' },
    phone: { phone: PHONE },
    bookings: [{ booker: { name: '김하나', message: '김하나의 메모' }, store: { name: '집밥' } }],
    carts: expect.anything(),
    walletEntries: [],
    tickets: [],
  })
  expect(body).not.toHaveProperty('apiKeys') // owners have them
  expect(JSON.stringify(body)).not.toContain('이두리')
})

/** Among the stores. */
const ofDoors = /^\/v1\/me\/(restaurants|shops|concerts|auctions|markets)$/

test('every list of one’s own is part of the download', () => {
  const isOwn = (path: string) =>
    /^\/v1\/(me(\/[a-z-]+)?|bookings|wallet(\/entries)?|market-orders)$/.test(path)
  const lists = app.server.edge.served.filter(({ method, path }) => method === 'GET' && isOwn(path))
  const left = lists.filter(({ exported }) => !exported).map(({ path }) => path)
  expect(left.filter((path) => !ofDoors.test(path)).sort()).toEqual([
    '/v1/me/contact', // of guests, who have no account
    '/v1/me/data',
    '/v1/me/last-delivery', // among the deliveries
    '/v1/me/leaving', // what leaving would cost
    '/v1/me/stores-today', // counts of stores
  ])
  const names = app.server.edge.served.flatMap(({ exported }) => (exported ? [exported] : []))
  expect(new Set(names).size).toBe(names.length)
})

test('a download is not refused for its many parts, but for being asked for again and again', async () => {
  const person = await app.customer('김잦은')
  const limited = await makeServer(engine, {
    routes: routesOf(engine),
    sandbox: false,
    limits: { reads: 8 },
  })
  const { authorization } = person
  const answers = []
  for (let at = 0; at < 4; at += 1)
    answers.push(await limited.inject({ url: '/v1/me/data', headers: { authorization } }))
  expect(answers.map(({ statusCode }) => statusCode)).toEqual([200, 200, 200, 429])
  expect(answers[3]?.json()).toMatchObject({ code: 'limit-reached' })
  await limited.close()
})

test('what a person does not have is no refusal in the log of what they did', async () => {
  const person = await app.customer('김내려')
  const { body } = await person<{ exportedFor: string }>('GET', '/v1/me/data')
  const kinds = async () =>
    (
      await engine.house.rows<{ kind: string; refusal: string }>(sql`
        select kind, refusal from security_events where account_id = ${body.exportedFor}
         order by kind`)
    ).map(({ kind, refusal }) => `${kind} ${refusal}`.trim())
  await expect.poll(kinds).toEqual(['export', 'sign-in'])
})

test('the page for people says the same in words, dates and money, and what others typed stays text', async () => {
  const owner = await app.owner()
  const named = { ...store, name: '<script>alert(1)</script>&"집"' }
  const { body: restaurant } = await owner<{ id: string }>('POST', '/v1/restaurants', named)
  const date = addDays(wallDate((await readNow(engine.database)).now, 'Asia/Seoul'), 1)
  const path = `/v1/restaurants/${restaurant.id}`
  const draft = { weekday: weekdayOf(date), time: '19:30', capacity: 4, price: 0 }
  const { body: time } = await owner<{ id: string }>('POST', `${path}/table-times`, draft)
  const person = await app.customer('김<b>읽기</b>')
  const other = await app.customer('이남남')
  for (const who of [person, other])
    await who('POST', `${path}/bookings`, { tableTimeId: time.id, date })
  const read = async (language: string, zone: string) => {
    const answer = await app.server.inject({
      url: `/v1/me/data?format=page&timeZone=${encodeURIComponent(zone)}`,
      headers: { authorization: person.authorization, 'accept-language': language },
    })
    expect([answer.statusCode, answer.headers['content-type']]).toEqual([
      200,
      'text/html; charset=utf-8',
    ])
    expect(answer.headers['content-disposition']).toBe('attachment; filename="jari-my-data.html"')
    return answer.body
  }
  const korean = await read('ko', 'Asia/Seoul')
  expect(korean).toContain('<html lang="ko">')
  expect(korean).toContain('<h2>예약·주문 내역</h2>')
  expect(korean).not.toContain('<h2>티켓</h2>')
  expect(korean).toMatch(/저장된 정보가 없는 항목<\/h2>.*<li>티켓<\/li>/s)
  expect(korean).toContain('&lt;script&gt;alert(1)&lt;/script&gt;&amp;&quot;집&quot;')
  expect(korean).toContain('김&lt;b&gt;읽기&lt;/b&gt;')
  expect(korean).toContain('<dd>0원</dd>')
  // The account whole, not by its name alone.
  expect(korean).toMatch(/<dt>이메일<\/dt><dd>[^<]+@/)
  const owned = await app.server.inject({
    url: '/v1/me/data?format=page',
    headers: { authorization: owner.authorization, 'accept-language': 'ko' },
  })
  expect(owned.body).toMatch(
    /<h2>내 매장<\/h2>.*<td role="cell" data-label="시간대">한국 표준시<\/td>/s,
  )
  expect(korean).toMatch(/\d{4}년 \d+월 \d+일 \(\S\) 19:30/)
  expect(korean).not.toMatch(/<script|<img|<link|이남남|[0-9a-f]{8}-[0-9a-f]{4}-7/)
  const english = await read('en', 'America/New_York')
  expect(english).toContain('<h2>Bookings and orders</h2>')
  expect(english).toContain('Eastern Time')
  expect(english).not.toMatch(/20\d\d-\d\d-\d\dT/)
  expect(await read('en', 'Mars/Olympus')).toContain('Korean')
})

test('every member of the download has words for the page, or is left out of it', () => {
  const words = new Vocabulary('ko', [keyWords, ...[...engine.doors.values()].flatMap(doorWords)])
  const missing = new Set<string>()
  const walk = (path: readonly string[], name: string, shape: unknown): void => {
    const {
      properties,
      enum: listed = [],
      items,
      anyOf = [],
    } = shape as {
      properties?: Record<string, unknown>
      enum?: unknown[]
      items?: unknown
      anyOf?: unknown[]
    }
    for (const value of listed)
      if (typeof value === 'string' && words.value(path, name, value) === undefined)
        missing.add(`${[...path, name, value].join('.')}`)
    for (const one of [...anyOf, ...(items ? [items] : [])]) walk(path, name, one)
    const inside = [...path, name]
    for (const [inner, member] of Object.entries(properties ?? {})) {
      if (words.isHidden(inside, inner)) continue
      if (words.field(inside, inner) === inner) missing.add([...inside, inner].join('.'))
      walk(inside, inner, member)
    }
  }
  for (const { exported, answer } of app.server.edge.served) {
    if (!exported) continue
    const name = typeof exported === 'string' ? exported : exported.as
    if (words.part(name) === name) missing.add(`part ${name}`)
    walk([], name, answer)
  }
  expect([...missing]).toEqual([])
})
