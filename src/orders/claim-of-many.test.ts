import { afterAll, beforeAll, expect, test } from 'vitest'
import { expectCleanAudit } from '../../test/audited.ts'
import { givenStore, type TestEngine, testEngine } from '../../test/engine.ts'
import { untilWaiting } from '../../test/lock-waits.ts'
import type { Engine } from '../engine.ts'
import type { Id } from '../kernel/id.ts'
import { Problem, problem } from '../kernel/problem.ts'
import { placeId } from '../places/place-id.ts'
import { sql } from '../postgres/sql.ts'
import { claimOffered } from './claim.ts'
import { expireOrders } from './expire.ts'
import type { Item, Offers } from './offers.ts'
import { openSlowProcesses } from './slow-processes.fixture.ts'

// A shop as simple as can be: products and coupons, each kind read by its own statement.

let engine: TestEngine
beforeAll(async () => {
  engine = await testEngine()
  await engine.database.run(sql`
    create table stock (store_id uuid, key text, capacity integer, price integer)
  `)
})
afterAll(() => engine.close())

const notOffered = problem('not-offered', 'missing', { ko: '없습니다.', en: 'There is none.' })

interface Stock {
  readonly capacity: number
  /** What it costs, or what it takes off. */
  readonly price: number
}
/** How often each kind was read, and how many of it at once. */
let reads: (readonly [string, number])[] = []

const kind = (name: string): Offers<string, Stock> => ({
  placeKey: (what) => `${name}/${what}`,
  async read(on, storeId, asked) {
    reads.push([name, asked.length])
    const rows = await on.rows<Stock & { key: string }>(sql`
      select key, capacity, price from stock
       where store_id = ${storeId} and key = any(${asked.map(({ place }) => place.key)}::text[])
    `)
    return new Map(rows.map((row) => [row.key, row]))
  },
})
const products = kind('product')
const coupons = kind('coupon')

const givenStock = (storeId: Id<'Store'>, key: string, capacity: number, price: number) =>
  engine.database.run(sql`insert into stock values (${storeId}, ${key}, ${capacity}, ${price})`)

interface Cart {
  readonly buyerId?: Id<'Account'>
  readonly of: readonly string[]
  readonly coupon?: string
}

/** Buys one of each product; the coupon makes the first one cheaper. */
function buy(storeId: Id<'Store'>, cart: Cart, door: Engine = engine) {
  const wanted = cart.of.map((what) => ({ offers: products, what }))
  const coupon = cart.coupon === undefined ? [] : [{ offers: coupons, what: cart.coupon }]
  const items: Item<string, Stock>[] = [...wanted, ...coupon]
  return claimOffered(door, {
    storeId,
    buyerId: cart.buyerId ?? engine.newId<'Account'>(),
    items,
    draft(offers) {
      const off = coupon.reduce((sum, item) => sum + (offers.of(item)?.price ?? 0), 0)
      const lines = []
      for (const [at, item] of items.entries()) {
        const offer = offers.of(item)
        if (!offer) return notOffered()
        const price = item.offers === coupons ? 0 : offer.price - (at === 0 ? off : 0)
        const place = { ...offers.placeOf(item), capacity: offer.capacity, startsAt: null }
        lines.push({ place, quantity: 1, unitPrice: price })
      }
      return { title: '장바구니', holdSeconds: 600, lines }
    },
  })
}

const outcomeOf = (asked: Promise<unknown>) =>
  asked.then(
    () => 'won',
    (error) => (error instanceof Problem ? error.type : error),
  )

/** What is taken of each place. */
async function takenOf(storeId: Id<'Store'>): Promise<Record<string, number>> {
  const rows = await engine.database.rows<{ key: string; taken: number }>(sql`
    select key, capacity - remaining as taken from places where store_id = ${storeId}
  `)
  return Object.fromEntries(rows.map(({ key, taken }) => [key, taken]))
}

async function givenShop(coupons: number): Promise<Id<'Store'>> {
  const storeId = await givenStore(engine)
  await givenStock(storeId, 'product/mug', 100, 12_000)
  await givenStock(storeId, 'product/bowl', 100, 9_000)
  await givenStock(storeId, 'product/lamp', 100, 50_000)
  await givenStock(storeId, 'coupon/spring', coupons, 2_000)
  await buy(storeId, { of: ['mug'] })
  return storeId
}

test('a cart with a coupon is one order; a batch reads each kind once', async () => {
  const storeId = await givenShop(100)
  reads = []
  const answers = await Promise.all([
    buy(storeId, { of: ['mug', 'bowl'], coupon: 'spring' }),
    buy(storeId, { of: ['bowl'], coupon: 'spring' }),
    buy(storeId, { of: ['mug', 'bowl'] }),
    ...Array.from({ length: 20 }, () => buy(storeId, { of: ['bowl', 'mug'] })),
  ])
  expect(answers.map(({ order }) => order?.amount).slice(0, 3)).toEqual([19_000, 7_000, 21_000])
  expect(answers[0]?.order?.lines).toHaveLength(3)
  const once = [
    ['product', 2],
    ['coupon', 1],
  ]
  expect(reads).toEqual(once)
  expect(await takenOf(storeId)).toEqual({
    'product/mug': 23,
    'product/bowl': 23,
    'coupon/spring': 2,
  })
})

test('crossing carts in many processes: without the coupon nothing of the cart is claimed', async () => {
  const storeId = await givenShop(5)
  const { processOf, refusals, close } = openSlowProcesses(engine, 4)
  const carts = [
    ['mug', 'bowl', 'lamp'],
    ['lamp', 'mug'],
    ['bowl', 'lamp'],
  ]
  const outcomes = await Promise.all(
    Array.from({ length: 60 }, (_, at) =>
      outcomeOf(buy(storeId, { of: carts[at % 3] ?? [], coupon: 'spring' }, processOf(at))),
    ),
  )
  await close()
  expect(outcomes.filter((outcome) => outcome === 'won')).toHaveLength(5)
  expect(outcomes.filter((outcome) => outcome === 'sold-out')).toHaveLength(55)
  expect(refusals).toEqual([])
  const { lines, taken } = await engine.database.one<{ lines: number; taken: number }>(sql`
    select (select count(*)::integer from order_lines where store_id = ${storeId}) as lines,
           (select sum(capacity - remaining)::integer from places
             where store_id = ${storeId}) as taken
  `)
  expect(taken).toBe(lines)
  expect((await takenOf(storeId))['coupon/spring']).toBe(5)
})

test('the same cart in another order is the same order; another cart with one thing of it is not', async () => {
  const storeId = await givenShop(100)
  const buyerId = engine.newId<'Account'>()
  const first = await buy(storeId, { buyerId, of: ['mug', 'bowl'], coupon: 'spring' })
  const again = await buy(storeId, { buyerId, of: ['bowl', 'mug'], coupon: 'spring' })
  expect(again).toMatchObject({ isNew: false, order: { id: first.order?.id } })
  for (const names of [['mug'], ['bowl', 'mug'], ['lamp', 'mug']])
    expect(await outcomeOf(buy(storeId, { buyerId, of: names }))).toBe('already-yours')
  expect(await outcomeOf(buy(storeId, { buyerId, of: ['lamp', 'lamp'] }))).toBe('place-named-twice')
})

test('a cart is refused when one of its items is withdrawn while it waits for the lock', async () => {
  const storeId = await givenShop(100)
  const client = await engine.database.pool.connect()
  await client.query('begin')
  await client.query('select from places where store_id = $1 for update', [storeId])
  const waiting = outcomeOf(buy(storeId, { of: ['mug', 'lamp'] }))
  await untilWaiting(engine.database)
  await engine.database.run(sql`delete from stock where store_id = ${storeId} and price = 50000`)
  await client.query('commit')
  client.release()
  expect(await waiting).toBe('not-offered')
  expect(await takenOf(storeId)).toEqual({ 'product/mug': 1 })
})

test('a claim may contain the places of its items only', async () => {
  const storeId = await givenShop(1)
  const place = { id: placeId(storeId, 'other'), key: 'other', capacity: 1, startsAt: null }
  const lines = [{ place, quantity: 1, unitPrice: 0 }]
  const asked = claimOffered(engine, {
    storeId,
    buyerId: engine.newId<'Account'>(),
    items: [],
    draft: () => ({ title: '', holdSeconds: 1, lines }),
  })
  await expect(asked).rejects.toThrow('none of its items')
})

test('every invariant holds afterwards', async () => {
  while ((await expireOrders(engine)) > 0);
  await engine.database.run(sql`delete from outbox`)
  await engine.database.run(sql`update order_lines set buyer_id = null`)
  await engine.database.run(sql`update orders set buyer_id = null`)
  await expectCleanAudit(engine)
})
