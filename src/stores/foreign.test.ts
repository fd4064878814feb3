import { afterAll, beforeAll, expect, test } from 'vitest'
import { type TestEngine, testEngine } from '../../test/engine.ts'
import { givenHeld, pay } from '../../test/paying.ts'
import { type Person, type TestServer, testServer } from '../../test/server.ts'
import { waysTo } from '../kernel/endpoint.ts'
import { sql } from '../postgres/sql.ts'

// What belongs to one store, asked for below another: the path of one's own store opens nothing.

let engine: TestEngine
let app: TestServer
let people: { mine: Person; theirs: Person }
const ids = { mine: '', theirs: '' }
const children: Record<string, string> = {}

const draft = { name: '집밥', description: '', timeZone: 'Asia/Seoul', currency: 'KRW' }

beforeAll(async () => {
  engine = await testEngine()
  app = await testServer(engine)
  people = { mine: await app.owner(), theirs: await app.owner() }
  for (const whose of ['mine', 'theirs'] as const) {
    const { body } = await people[whose]<{ id: string }>('POST', '/v1/restaurants', draft)
    ids[whose] = body.id
  }
  const storeId = ids.theirs
  const held = await givenHeld(engine, { storeId, startsAt: new Date(Date.now() + 86_400_000) })
  children.orderId = held.order.id
  children.bookingId = held.order.id
  children.moveId = engine.newId()
  children.paymentId = (await pay(engine, held)).id
  const time = { weekday: 1, time: '19:30', capacity: 4, price: 0 }
  const url = `/v1/restaurants/${storeId}/table-times`
  const { body } = await people.theirs<{ id: string }>('POST', url, time)
  children.tableTimeId = body.id
  children.pictureId = engine.newId()
  children.imageId = children.pictureId
  await engine.database.run(sql`
    insert into store_pictures (store_id, id, position, alt, width, height, large, small)
    values (${storeId}, ${children.pictureId}, 1, '', 1, 1, '\\x00', '\\x00')
  `)
})
afterAll(() => engine.close())

/** A body that the endpoint accepts. */
const bodies: Readonly<Record<string, object>> = {
  refunds: { amount: 1, reason: '사과' },
  cancellation: { reason: '휴무' },
  visit: { visit: 'arrived' },
  note: { note: '단골' },
  moves: { item: { tableTimeId: 'any', date: '2026-12-01' }, message: '' },
  'table-times': { capacity: 9 },
}

/** Endpoints of something below a store that has an id of its own. */
const nested = () =>
  app.server.edge.served
    .flatMap((endpoint) => waysTo(endpoint).map((way) => ({ ...endpoint, ...way })))
    .filter(({ path }) => /:(storeId|restaurantId|shopId)\/.*:\w+Id\b/.test(path))

const seen = async () => ({
  orders: await engine.database.rows(sql`select status from orders order by id`),
  payments: await engine.database.rows(sql`select state, refunded from payments order by id`),
  refunds: await engine.database.rows(sql`select id from refunds`),
  tableTimes: await engine.database.rows(sql`select capacity, retired_at from table_times`),
  pictures: await engine.database.rows(sql`select store_id, id, position from store_pictures`),
})

test('whatever is below another store is not found below one’s own, and stays as it is', async () => {
  expect(nested().length).toBeGreaterThanOrEqual(7)
  const before = await seen()
  for (const { method, path, role } of nested()) {
    const ask = bodies[Object.keys(bodies).find((word) => path.includes(word)) ?? '']
    const withIds = (storeId: string) =>
      path.replace(/:(storeId|restaurantId|shopId)/, storeId).replaceAll(/:(\w+)/g, (_, name) => {
        expect(children, `${path}: add one of these to the test`).toHaveProperty(name)
        return children[name] ?? ''
      })
    const isPublic = role === 'anyone'
    for (const url of [withIds(ids.mine), ...(isPublic ? [] : [withIds(ids.theirs)])]) {
      const { status } = await people.mine(
        method,
        url,
        ['POST', 'PUT', 'PATCH'].includes(method) ? ask : undefined,
      )
      expect([method, path, status]).toEqual([method, path, 404])
    }
  }
  expect(await seen()).toEqual(before)
})
