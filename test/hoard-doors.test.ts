import { expect, test } from 'vitest'
import { done, openConcerts } from '../src/front-doors/concerts/concert.fixture.ts'
import { form, itemsOf, openMarket } from '../src/front-doors/shop/checkout/market.fixture.ts'
import { givenShop, givenTimetable } from '../src/front-doors/timetables/shop.fixture.ts'
import type { Id } from '../src/kernel/id.ts'
import { later } from '../src/kernel/time.ts'
import { giveBackReceipt } from '../src/limits/take.ts'
import { giveBackPaid } from '../src/orders/paid-holds.ts'
import { readOrders } from '../src/orders/queries.ts'
import type { Order } from '../src/orders/rules.ts'
import { readNow } from '../src/postgres/now.ts'
import { type Sql, sql } from '../src/postgres/sql.ts'
import { linesOf } from '../src/waiting-room/lines.ts'
import { tick } from '../src/waiting-room/tick.ts'
import { openCrowd } from './crowd.ts'
import type { TestEngine } from './engine.ts'
import { pay } from './paying.ts'

// One bad neighbour at the other doors: throw-away accounts of one address hold what they can and pay nothing,
// while honest guests each want one thing: some from addresses of their own, some from one office.

const { concerts, at: ofConcert, perform } = openConcerts()
const { market, at: ofMarket, goods, coupon } = openMarket()

const HOARDER = '203.0.113.9'
const OFFICE = '198.51.100.7'
type Crowd = Awaited<ReturnType<typeof openCrowd>>
type Book = (crowd: Crowd, by: Guest) => Promise<number>
interface Guest {
  readonly id: string
  readonly token: string
  readonly from: string
}

/** What each of many accounts of one address gets, three times each; then who of the honest gets something. */
async function storm(engine: TestEngine, book: Book) {
  const crowd = await openCrowd([engine])
  const hoarded: string[] = []
  for (let accounts = 0; accounts < 28; accounts += 1) {
    const { token, id } = await crowd.account(HOARDER)
    hoarded.push(id)
    for (let times = 0; times < 3; times += 1) {
      if ((await book(crowd, { id, token, from: HOARDER })) >= 300) break
    }
  }
  const honest: number[] = []
  for (let guest = 0; guest < 14; guest += 1) {
    const from = guest < 8 ? OFFICE : `192.0.2.${guest}`
    honest.push(await book(crowd, { ...(await crowd.account(from)), from }))
  }
  await crowd.close()
  return { hoarded, refused: honest.filter((status) => status >= 300) }
}

const holdingOf = async (engine: TestEngine, buyers: readonly string[], what: Sql) =>
  (
    await engine.database.one<{ held: number }>(sql`
      select coalesce(sum(l.quantity * ${what}), 0)::integer as held
        from orders o join order_lines l on l.store_id = o.store_id and l.order_id = o.id
       where o.status = 'ready' and l.status = 'held' and not l.aside
         and o.expires_at > clock_now() and o.buyer_id = any(${buyers as string[]}::uuid[])`)
  ).held

test('seats: one address holds 200 seat-minutes at most; everybody else gets theirs', async () => {
  const level = (code: string) => ({ code, name: code, price: 50_000 })
  const levels = ['R', 'S', 'A'].map(level)
  await done(concerts.owner('PUT', ofConcert('/price-levels'), { levels }))
  await done(concerts.owner('POST', ofConcert('/hall/library'), { code: 'theatre' }))
  const { id: performanceId } = await perform({ time: '20:30' })
  const { hoarded, refused } = await storm(concerts.engine, async (crowd, { from, token }) => {
    const quantity = from === HOARDER ? 2 : 1
    const body = { performanceId, best: { quantity } }
    return (await crowd.ask('POST', ofConcert('/bookings'), { from, token, body })).status
  })
  expect(refused).toEqual([])
  const seatMinutes = await holdingOf(concerts.engine, hoarded, sql`5`)
  expect(seatMinutes).toBeGreaterThan(0)
  expect(seatMinutes).toBeLessThanOrEqual(210) // and the first one of the process
}, 180_000)

test('seats behind a waiting room: one address holds 200 seat-minutes at most; everybody else gets theirs', async () => {
  const { engine } = concerts
  await done(concerts.owner('POST', ofConcert('/hall/library'), { code: 'theatre' }))
  const { id: performanceId } = await perform({ time: '20:30' })
  const room = `/v1/stores/${concerts.concertId}/waiting-room`
  const { now } = await readNow(engine.database)
  const opensAt = later(now, 60).toISOString()
  await done(concerts.owner('POST', room, { opensAt, ratePerMinute: 600, capacity: 1_000 }))
  await engine.advance(61)
  const passes = new Map<string, string>()
  /** Joins, waits to be called, and enters. */
  const enter = async (crowd: Crowd, { from, token }: Guest) => {
    const ticket = await crowd.ask('POST', `${room}/tickets`, { from, token })
    const waiting = ticket.body.token as string
    const lines = linesOf(engine)
    for (let tries = 0; tries < 20; tries += 1) {
      await engine.advance(1)
      await lines.refresh()
      const { body } = await crowd.ask('GET', `${room}/position`, { from, waiting })
      if (body.status === 'pass') break
      const line = lines.of(concerts.concertId as Id<'Store'>)
      if (line) await tick(engine, line, async () => undefined)
    }
    const pass = await crowd.ask('POST', `${room}/passes`, { from, token, waiting })
    expect([pass.status, pass.body.code]).toEqual([201, undefined])
    return pass.body.token as string
  }
  const { hoarded, refused } = await storm(engine, async (crowd, guest) => {
    const { from, token } = guest
    const url = ofConcert('/bookings')
    const body = { performanceId, best: { quantity: from === HOARDER ? 2 : 1 } }
    let waiting = passes.get(token)
    if (waiting === undefined) {
      const outside = await crowd.ask('POST', url, { from, token, body })
      expect(outside.body.code).toBe('waiting-pass-needed')
      waiting = await enter(crowd, guest)
      passes.set(token, waiting)
    }
    return (await crowd.ask('POST', url, { from, token, body, waiting })).status
  })
  expect(refused).toEqual([])
  const seatMinutes = await holdingOf(engine, hoarded, sql`5`)
  expect(seatMinutes).toBeGreaterThan(0)
  expect(seatMinutes).toBeLessThanOrEqual(210) // and the first one of the process
}, 180_000)

test('times of a shop: one address holds 20 and the first at most; everybody else gets theirs', async () => {
  const { engine } = concerts
  const shop = await givenShop(engine)
  const timetableId = await givenTimetable(engine, shop, { basicRemaining: 400, price: 10_000 })
  const { hoarded, refused } = await storm(engine, async (crowd, { from, token }) => {
    const url = `/v1/shops/${shop.shopId}/bookings`
    return (await crowd.ask('POST', url, { from, token, body: { timetableId } })).status
  })
  expect(refused).toEqual([])
  const held = await holdingOf(engine, hoarded, sql`1`)
  expect(held).toBeGreaterThan(0)
  expect(held).toBeLessThanOrEqual(21)
}, 180_000)

test('goods and coupons: one address holds seven orders at most; everybody else gets theirs, also eight of one office that pay', async () => {
  const { engine } = market
  const mug = await goods({ stocked: 500 })
  await coupon({ usesMost: 100 })
  const { hoarded, refused } = await storm(engine, async (crowd, { id, from, token }) => {
    const body = { form, seenTotal: 8_900, ...itemsOf([mug, 1]), coupon: 'WELCOME' }
    const url = ofMarket('/orders')
    const answer = await crowd.ask('POST', url, { from, token, body })
    if (from === OFFICE && answer.status < 300) {
      const [order] = await readOrders(engine.database, market.marketId, [answer.body.id])
      await pay(engine, { storeId: market.marketId, buyerId: id, order: order as Order })
      const event = { id: answer.body.id, topic: 'order.paid', storeId: market.marketId }
      const told = { ...event, subjectId: answer.body.id, body: {}, at: new Date() }
      await giveBackPaid.handle(engine, told)
    }
    return answer.status
  })
  expect(refused).toEqual([])
  const held = await holdingOf(engine, hoarded, sql`1`)
  expect(held).toBeGreaterThan(0)
  expect(held).toBeLessThanOrEqual(7)
}, 180_000)

test('an order that takes the place of another costs how much longer it holds; paying gives both back', async () => {
  const { engine } = market
  const mug = await goods({ stocked: 500 })
  const crowd = await openCrowd([engine])
  const from = '192.0.2.200'
  const spent = async () =>
    (
      await engine.house.one<{ spent: number }>(sql`
        select coalesce(sum(spent), 0) as spent from limit_buckets`)
    ).spent
  await engine.house.run(sql`delete from limit_buckets`) // those of the tests before
  const first = await crowd.account(from)
  const order = (token: string, quantity: number) => {
    const body = { form, seenTotal: 9_900 * quantity, ...itemsOf([mug, quantity]) }
    return crowd.ask('POST', ofMarket('/orders'), { from, token, body })
  }
  await order(first.token, 1) // the first of this process is not counted
  const { token } = await crowd.account(from)
  const before = await spent()
  const one = await order(token, 1)
  expect(await spent()).toBeCloseTo(before + 90, -1)
  // Whoever changes their mind at once pays nothing for it, again and again.
  for (const quantity of [2, 3, 4, 5]) expect((await order(token, quantity)).status).toBe(201)
  expect(await spent()).toBeCloseTo(before + 90, -1)
  // Whoever holds on does: 25 minutes longer, of what the account had back in them and of its network.
  await engine.advance(1_500)
  const last = await order(token, 1)
  expect([one.status, last.status]).toEqual([201, 201])
  expect(await spent()).toBeCloseTo(5 + 3 * 25, -1)
  expect(await giveBackReceipt(engine, last.body.id)).toBe(true)
  expect(await spent()).toBeCloseTo(0, -1)
  await crowd.close()
}, 120_000)
