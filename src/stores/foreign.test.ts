import { afterAll, beforeAll, expect, test } from 'vitest'
import { type TestEngine, testEngine } from '../../test/engine.ts'
import { givenHeld, pay } from '../../test/paying.ts'
import { type Person, type TestServer, testServer } from '../../test/server.ts'
import { waysTo } from '../kernel/endpoint.ts'
import { later, wallDate } from '../kernel/time.ts'
import { sql } from '../postgres/sql.ts'

// What belongs to one store, asked for below another: the path of one's own store opens nothing.

let engine: TestEngine
let app: TestServer
let people: { mine: Person; theirs: Person }
const ids = { mine: '', theirs: '' }
const auctions = { mine: '', theirs: '' }
const markets = { mine: '', theirs: '' }
const children: Record<string, string> = {}

const draft = { name: '집밥', description: '', timeZone: 'Asia/Seoul', currency: 'KRW' }

beforeAll(async () => {
  engine = await testEngine()
  app = await testServer(engine)
  people = { mine: await app.owner(), theirs: await app.owner() }
  for (const whose of ['mine', 'theirs'] as const) {
    const { body } = await people[whose]<{ id: string }>('POST', '/v1/restaurants', draft)
    ids[whose] = body.id
    const auction = await people[whose]<{ id: string }>('POST', '/v1/auctions', draft)
    auctions[whose] = auction.body.id
    const market = await people[whose]<{ id: string }>('POST', '/v1/markets', draft)
    markets[whose] = market.body.id
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
  children.occasionId = engine.newId()
  const at = wallDate(later(new Date(), 30 * 86_400), 'Asia/Seoul')
  const lot = await people.theirs<{ lotId: string }>(
    'POST',
    `/v1/auctions/${auctions.theirs}/lots`,
    {
      ...{ title: '달항아리', description: '', category: 'art', startPrice: 10_000 },
      endsAt: { date: at, time: '10:00' },
    },
  )
  children.lotId = lot.body.lotId
  children.number = '1'
  const product = await people.theirs<{ productId: string; variants: { variantId: string }[] }>(
    'POST',
    `/v1/markets/${markets.theirs}/products`,
    { title: '머그컵', variants: [{ price: 12_000, stocked: 3 }] },
  )
  children.productId = product.body.productId
  children.variantId = product.body.variants[0]?.variantId ?? ''
  const coupon = await people.theirs<{ id: string }>(
    'POST',
    `/v1/markets/${markets.theirs}/coupons`,
    {
      ...{ name: '첫 구매', kind: 'amount', value: 1_000, usesMost: 10 },
      validFrom: { date: at, time: '10:00' },
      validUntil: { date: at, time: '11:00' },
    },
  )
  children.couponId = coupon.body.id
  for (const name of ['lineId', 'parcelId', 'returnId', 'importId']) children[name] = engine.newId()
  children.pictureId = engine.newId()
  children.ticketId = engine.newId()
  children.imageId = children.pictureId
  const invited = await people.theirs<{ invitationId: string }>(
    'POST',
    `/v1/stores/${storeId}/staff-invitations`,
    { email: 'kim@example.com', role: 'desk' },
  )
  children.invitationId = invited.body.invitationId
  children.accountId = engine.newId()
  await engine.database.run(sql`
    insert into accounts (id, email, email_verified, name, created_at, updated_at)
    values (${children.accountId}, 'staff@example.com', true, '이직원', now(), now())
  `)
  await engine.database.run(sql`
    insert into staff (store_id, account_id, role, since)
    values (${storeId}, ${children.accountId}, 'door', now())
  `)
  await engine.database.run(sql`
    insert into store_pictures (store_id, id, position, alt, width, height, large, small)
    values (${storeId}, ${children.pictureId}, 1, '', 1, 1, '\\x00', '\\x00')
  `)
})
afterAll(() => engine.close())

/** A body that the endpoint accepts, by a part of its path; one with a parameter is its end. */
const bodies: Readonly<Record<string, object>> = {
  refunds: { amount: 1, reason: '사과' },
  'line-cancellations': {
    lines: [{ placeId: '019ac5f0-3b7e-7c31-9a64-5f1e2d3c4b5a', quantity: 1 }],
    reason: '휴무',
  },
  cancellation: { reason: '휴무' },
  visit: { visit: 'arrived' },
  note: { note: '단골' },
  bill: { amount: 1 },
  moves: { item: { tableTimeId: 'any', date: '2026-12-01' }, message: '' },
  'table-times': { capacity: 9 },
  'check-ins': { device: '입구', scans: [{ serial: '0000000000', at: '2026-12-01T10:00:00Z' }] },
  relisting: { endsAt: { date: '2090-12-01', time: '10:00' } },
  bids: { amount: 20_000 },
  purchase: { price: 20_000 },
  order: {},
  mute: { isMuted: true },
  'lots/:lotId': { title: '항아리' },
  'lots/:lotId/messages': { text: '안녕하세요' },
  '/chat': { isFrozen: true },
  'products/:productId': { title: '접시' },
  ':productId/variants': { options: [], variants: [] },
  'coupons/:couponId': { isPaused: true },
  'stock-changes': { delta: 1, reason: 'counted' },
  shipment: { carrier: 'direct', trackingNumber: null },
  refusal: { reason: '사용한 흔적' },
  approval: { way: 'collect' },
  completion: { restock: true },
  'desk-bookings/:bookingId': { party: 3 },
  'desk-appointments/:bookingId': { minutes: 60 },
  attendance: { state: 'arrived' },
  sitting: { state: 'seated' },
  '/swap': {
    withId: '019ac5f0-3b7e-7c31-9a64-5f1e2d3c4b5a',
    tableIds: ['019ac5f0-3b7e-7c31-9a64-5f1e2d3c4b5a'],
  },
  '/seating': {},
  'tickets/:ticketId': { state: 'removed' },
  'staff/:accountId': { role: 'manager' },
}

/** A query that the endpoint accepts, by the end of its path. */
const queries: Readonly<Record<string, string>> = {
  'line-cancellation-quote': '?lines=019ac5f0-3b7e-7c31-9a64-5f1e2d3c4b5a:1',
}

/** Endpoints of something below a store that has an id of its own. */
const nested = () =>
  app.server.edge.served
    .flatMap((endpoint) => waysTo(endpoint).map((way) => ({ ...endpoint, ...way })))
    .filter(({ path }) => !path.endsWith('/live')) // sockets have tests of their own
    .filter(({ path }) =>
      /:(storeId|restaurantId|shopId|auctionId|marketId)\/.*:\w+Id\b/.test(path),
    )

const seen = async () => ({
  orders: await engine.database.rows(sql`select status from orders order by id`),
  payments: await engine.database.rows(sql`select state, refunded from payments order by id`),
  refunds: await engine.database.rows(sql`select id from refunds`),
  tableTimes: await engine.database.rows(sql`select capacity, retired_at from table_times`),
  lots: await engine.database.rows(sql`select state, bids, version, hidden from lots`),
  products: await engine.database.rows(sql`select title, hidden from products`),
  variants: await engine.database.rows(sql`select stocked, archived_at from variants`),
  coupons: await engine.database.rows(sql`select paused, ended_at from coupons`),
  pictures: await engine.database.rows(sql`select store_id, id, position from store_pictures`),
  staff: await engine.database.rows(sql`select store_id, account_id, role from staff`),
  invited: await engine.database.rows(sql`select state, mail_id from staff_invitations`),
})

test('whatever is below another store is not found below one’s own, and stays as it is', async () => {
  expect(nested().length).toBeGreaterThanOrEqual(7)
  const before = await seen()
  for (const { method, path, role } of nested()) {
    const isFor = (word: string) => (word.includes(':') ? path.endsWith(word) : path.includes(word))
    const ask = bodies[Object.keys(bodies).find(isFor) ?? '']
    const withIds = (whose: 'mine' | 'theirs') =>
      path
        .replace(/:(storeId|restaurantId|shopId)/, ids[whose])
        .replace(/:auctionId/, auctions[whose])
        .replace(/:marketId/, markets[whose])
        .replaceAll(/:(\w+)/g, (_, name) => {
          expect(children, `${path}: add one of these to the test`).toHaveProperty(name)
          return children[name] ?? ''
        })
    const query = queries[path.split('/').at(-1) ?? ''] ?? ''
    const isPublic = role === 'anyone'
    const isOwners = role === 'owner' || !/:(auctionId|marketId)/.test(path)
    for (const url of [withIds('mine'), ...(isPublic || !isOwners ? [] : [withIds('theirs')])]) {
      const { status } = await people.mine(
        method,
        `${url}${query}`,
        ['POST', 'PUT', 'PATCH'].includes(method) ? ask : undefined,
      )
      // Whose win it is is all that these ask.
      const refused = /\/(win\/\w+|order)$/.test(path) ? 403 : 404
      expect([method, path, status]).toEqual([method, path, refused])
    }
  }
  expect(await seen()).toEqual(before)
})
