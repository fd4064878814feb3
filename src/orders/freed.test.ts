import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import fc from 'fast-check'
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import { expectCleanAudit } from '../../test/audited.ts'
import { givenStore, onDatabase, type TestEngine, testEngine } from '../../test/engine.ts'
import { untilWaiting } from '../../test/lock-waits.ts'
import {
  cancel,
  charge,
  givenBuyer,
  type Held,
  pay,
  press,
  standing,
  start,
} from '../../test/paying.ts'
import { watchChild } from '../../test/watchdog.ts'
import { countPlaces } from '../bookings/place-queries.ts'
import type { Engine } from '../engine.ts'
import type { Id } from '../kernel/id.ts'
import type { Problem } from '../kernel/problem.ts'
import { cancelByStore } from '../payments/cancel.ts'
import { reconcile } from '../payments/reconcile.ts'
import { placeId } from '../places/place-id.ts'
import { lockPlaces } from '../places/queries.ts'
import { connect } from '../postgres/database.ts'
import { readNow } from '../postgres/now.ts'
import { sql } from '../postgres/sql.ts'
import { claim } from './claim.ts'
import { expireOrders } from './expire.ts'
import { returnDue } from './release.ts'
import type { Order } from './rules.ts'

// What is let go comes back after a delay that only the database knows. No sweep runs unless a test runs it.

let engine: TestEngine
let children: ChildProcess[] = []
beforeAll(async () => {
  engine = await testEngine({ isReleasedLate: true })
})
afterEach(async () => {
  for (const child of children) child.kill('SIGKILL')
  children = []
  await engine.advance(200)
  while ((await expireOrders(engine)) > 0);
  await engine.database.run(sql`delete from outbox`)
  await expectCleanAudit(engine)
})
afterAll(() => engine.close())

const TABLE = 'table-time/one/2030-01-01'
const startsAt = new Date('2030-01-01T10:00:00Z')

interface Wanted {
  readonly storeId: Id<'Store'>
  readonly buyerId: Id<'Account'>
  readonly key?: string
  readonly quantity?: number
  readonly capacity?: number
}

async function hold(
  { storeId, buyerId, key = TABLE, quantity = 1, capacity = 1 }: Wanted,
  by: Engine = engine,
): Promise<Order> {
  const place = { id: placeId(storeId, key), key, capacity, startsAt }
  const lines = [{ place, quantity, unitPrice: 12_500 }]
  const { order } = await claim(by, { storeId, buyerId, title: '저녁', holdSeconds: 600, lines })
  return order as Order
}

const outcomeOf = (held: Promise<unknown>) =>
  held.then(
    () => 'held',
    (problem: Problem) => problem.type,
  )

/** With a delay of 45 seconds for all that is claimed. */
const drawing45 = () => ({ ...engine, draw: () => 45_000 })

/** How many are taken of a place, as pages read it. */
async function takenOf(storeId: Id<'Store'>, key = TABLE): Promise<number> {
  const { now } = await readNow(engine.database)
  const asks = [{ storeId, begins: startsAt, ends: new Date(startsAt.getTime() + 1) }]
  const counts = await countPlaces(engine.database, asks, now)
  return counts.find((count) => count.key === key)?.taken ?? 0
}

async function givenHeldTable(more: Partial<Wanted> = {}): Promise<Held> {
  const storeId = more.storeId ?? (await givenStore(engine))
  const buyerId = more.buyerId ?? (await givenBuyer(engine))
  return { storeId, buyerId, order: await hold({ storeId, buyerId, ...more }, drawing45()) }
}

test('what is let go comes back when its delay is over, to the instant, with no job running', async () => {
  const held = await givenHeldTable()
  const { storeId } = held
  await cancel(engine, held)
  const other = await givenBuyer(engine)
  expect(await takenOf(storeId)).toBe(1)
  expect(await outcomeOf(hold({ storeId, buyerId: other }))).toBe('sold-out')
  await engine.advance(45)
  expect(await takenOf(storeId)).toBe(0)
  expect(await outcomeOf(hold({ storeId, buyerId: other }))).toBe('held')
  expect(await takenOf(storeId)).toBe(1)
})

test.each(['before', 'after'])(
  'what expires comes back after the delay, %s the sweep',
  async (sweep) => {
    const { storeId, order } = await givenHeldTable()
    await engine.advance(601)
    if (sweep === 'after') while ((await expireOrders(engine)) > 0);
    const other = await givenBuyer(engine)
    expect(await takenOf(storeId)).toBe(1)
    expect(await outcomeOf(hold({ storeId, buyerId: other }))).toBe('sold-out')
    const { status } = await engine.database.one<{ status: string }>(
      sql`select status from orders where id = ${order.id}`,
    )
    expect(status).toBe('failed')
    await engine.advance(45)
    expect(await takenOf(storeId)).toBe(0)
    expect(await outcomeOf(hold({ storeId, buyerId: other }))).toBe('held')
  },
)

test('who has let a place go claims it again at once; the rest of what they let go stays away', async () => {
  const held = await givenHeldTable({ quantity: 3, capacity: 3 })
  const { storeId, buyerId } = held
  await cancel(engine, held)
  const other = await givenBuyer(engine)
  expect((await hold({ storeId, buyerId, capacity: 3 })).id).not.toBe(held.order.id)
  expect(await takenOf(storeId)).toBe(3)
  expect(await outcomeOf(hold({ storeId, buyerId: other, capacity: 3 }))).toBe('sold-out')
  await engine.advance(45)
  expect(await takenOf(storeId)).toBe(1)
  const two = { storeId, buyerId: other, quantity: 2, capacity: 3 }
  expect(await outcomeOf(hold(two))).toBe('held')
})

test.each([
  ['by its buyer', (held: Held) => cancel(engine, held)],
  [
    'by its store',
    ({ storeId, order }: Held) =>
      cancelByStore(engine, {
        ...{ storeId, orderId: order.id, reason: '휴무', answer: () => '' },
        by: { callerId: engine.newId<'Account'>(), everyStore: true } as never,
        once: { scope: order.id, key: 'cancel', fingerprint: 'cancel' },
      }),
  ],
])('a paid table that is canceled %s comes back late too', async (_, end) => {
  const held = await givenHeldTable()
  await pay(engine, held)
  await end(held)
  expect(await takenOf(held.storeId)).toBe(1)
  await engine.advance(45)
  expect(await takenOf(held.storeId)).toBe(0)
})

test('goods, coupons and codes come back at once: nobody lies in wait for them', async () => {
  for (const key of ['stock/one', 'coupon/one', 'presale/one', 'lot/one']) {
    const held = await givenHeldTable({ key })
    await cancel(engine, held)
    const buyerId = await givenBuyer(engine)
    expect(await outcomeOf(hold({ storeId: held.storeId, buyerId, key }))).toBe('held')
  }
})

test('open pages are told when a place is back, and not when it is let go', async () => {
  const held = await givenHeldTable()
  await engine.database.run(sql`delete from outbox`)
  await cancel(engine, held)
  while ((await expireOrders(engine)) > 0);
  const told = () =>
    engine.database.rows<{ topic: string; body: object }>(sql`
      select topic, body from outbox where topic like 'place%'`)
  expect(await told()).toEqual([])
  await engine.advance(45)
  expect(await expireOrders(engine)).toBe(1)
  const id = placeId(held.storeId, TABLE)
  expect(await told()).toMatchObject([{ body: { [id]: { remaining: 1 } } }])
  const [all] = await engine.database.rows<{ text: string }>(
    sql`select coalesce(string_agg(body::text, ''), '') as text from outbox`,
  )
  expect(all?.text).not.toMatch(/delay|back/i)
})

test('delays are spread over all that is allowed, each line has one of its own, and 0 is none', async () => {
  const storeId = await givenStore(engine, { placesPerOrder: 100, readyOrders: 9 })
  const keys = Array.from({ length: 100 }, (_, at) => `seat/one/${at}`)
  const lines = keys.map((key) => ({
    place: { id: placeId(storeId, key), key, capacity: 1, startsAt },
    quantity: 1,
    unitPrice: 1_000,
  }))
  const buyerId = await givenBuyer(engine)
  await claim(engine, { storeId, buyerId, title: '공연', holdSeconds: 300, lines })
  const found = await engine.database.rows<{ ms: number }>(sql`
    select release_delay_ms as ms from order_lines where store_id = ${storeId}`)
  const seconds = found.map(({ ms }) => ms / 1000)
  expect(Math.max(...seconds)).toBeLessThanOrEqual(90)
  for (const from of [0, 30, 60])
    expect(seconds.filter((one) => one >= from && one < from + 30).length).toBeGreaterThan(15)
  expect(new Set(seconds).size).toBeGreaterThan(95)
})

test('an order that was paid too late takes again what it let go itself, and nobody else does', async () => {
  const held = await givenHeldTable()
  const back = await press(await start(engine, held), 'pay')
  await charge(engine, held, back)
  await engine.advance(601)
  while ((await expireOrders(engine)) > 0);
  expect(await outcomeOf(hold({ ...held, buyerId: await givenBuyer(engine) }))).toBe('sold-out')
  await engine.database.run(sql`update payments set check_at = now() where id = ${back.paymentId}`)
  while ((await reconcile(engine)) > 0);
  expect(await standing(engine, held)).toMatchObject({ status: 'paid', attempts: ['fulfilled'] })
  await engine.advance(120)
  while ((await expireOrders(engine)) > 0);
  expect(await takenOf(held.storeId)).toBe(1)
  expect(await outcomeOf(hold({ ...held, buyerId: await givenBuyer(engine) }))).toBe('sold-out')
})

test('a process that is killed between letting go and the return takes nothing with it', async () => {
  const storeId = await givenStore(engine)
  const buyerId = await givenBuyer(engine)
  const ask = { databaseUrl: engine.databaseUrl, storeId, buyerId, key: TABLE }
  const child = spawn(process.execPath, ['src/orders/let-go.fixture.ts', JSON.stringify(ask)], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  watchChild(child)
  children.push(child)
  await once(child.stdout, 'data')
  child.kill('SIGKILL')
  await once(child, 'exit')
  const other = await givenBuyer(engine)
  const { waiting } = await engine.database.one<{ waiting: number }>(
    sql`select count(*)::integer as waiting from freed_places where store_id = ${storeId}`,
  )
  expect(waiting).toBe(1)
  await engine.advance(91)
  expect(await outcomeOf(hold({ storeId, buyerId: other }))).toBe('held')
}, 60_000)

test('two processes claim, let go and sweep at once: never oversold, and all of it comes back', async () => {
  const storeId = await givenStore(engine)
  const elsewhere = connect(engine.databaseUrl, { connections: 4 })
  const engines = [engine, onDatabase(engine, elsewhere)]
  const buyers = await Promise.all(Array.from({ length: 12 }, () => givenBuyer(engine)))
  const round = async (buyerId: Id<'Account'>, at: number) => {
    const by = engines[at % 2] as Engine
    for (let times = 0; times < 6; times += 1) {
      const order = await hold({ storeId, buyerId, capacity: 5 }, by).catch(() => undefined)
      if (order) await cancel(engine, { storeId, buyerId, order })
      if (at === 0) await engine.advance(20)
      if (at % 5 === 1) await expireOrders(by)
    }
  }
  await Promise.all(buyers.map(round))
  expect(await takenOf(storeId)).toBeLessThanOrEqual(5)
  await engine.advance(91)
  expect(await takenOf(storeId)).toBe(0)
  const all = { storeId, buyerId: await givenBuyer(engine), quantity: 4, capacity: 5 }
  expect(await outcomeOf(hold(all))).toBe('held')
  await elsewhere.close()
})

test('the sweep locks the places before it takes what is due back to them', async () => {
  const held = await givenHeldTable()
  await cancel(engine, held)
  await engine.advance(45)
  let sweeping: Promise<number> | undefined
  await engine.database.transaction(async (tx) => {
    await lockPlaces(tx, held.storeId, [placeId(held.storeId, TABLE)])
    sweeping = expireOrders(engine)
    await untilWaiting(engine.database)
    // Whoever has the place takes what is due: the sweep does not stand in the way.
    const free = sql`
      select 1 from freed_places where store_id = ${held.storeId} for update skip locked`
    expect(await engine.database.maybe(free)).toBeDefined()
  })
  await sweeping
  expect(await takenOf(held.storeId)).toBe(0)
})

test('an order that is paid late while its place returns has that place, and nobody else', async () => {
  const held = await givenHeldTable()
  const { storeId } = held
  const back = await press(await start(engine, held), 'pay')
  await charge(engine, held, back)
  await engine.advance(601)
  await expireOrders(engine)
  await engine.advance(45)
  await engine.database.run(sql`update payments set check_at = now() where id = ${back.paymentId}`)
  const ids = [placeId(storeId, TABLE)]
  const returning = Promise.withResolvers<void>()
  const paying = returning.promise.then(() => reconcile(engine)) // asks the gateway, in no transaction
  await engine.database.transaction(async (tx) => {
    await lockPlaces(tx, storeId, ids)
    await returnDue(tx, storeId, ids)
    returning.resolve()
    await untilWaiting(engine.database)
  })
  await paying
  while ((await reconcile(engine)) > 0);
  expect(await standing(engine, held)).toMatchObject({ status: 'paid', attempts: ['fulfilled'] })
  expect(await takenOf(storeId)).toBe(1)
  expect(await outcomeOf(hold({ storeId, buyerId: await givenBuyer(engine) }))).toBe('sold-out')
})

/** What a model of the rule keeps of an order: until when it has its units, and when they are back. */
interface Modelled {
  readonly held: Held
  readonly buyer: number
  readonly quantity: number
  endsAt: number
  backAt: number
  /** Units that its buyer has claimed again meanwhile. */
  again: number
}

test('whatever is claimed, let go, expires and is swept: a claim finds what is neither held nor away, and its own', async () => {
  const step = fc.record({
    do: fc.constantFrom('claim', 'claim', 'let-go', 'wait', 'sweep'),
    buyer: fc.nat(2),
    quantity: fc.integer({ min: 1, max: 3 }),
    seconds: fc.constantFrom(5, 40, 300),
  })
  const steps = fc.array(step, { minLength: 5, maxLength: 14 })
  await fc.assert(
    fc.asyncProperty(steps, async (all) => {
      const storeId = await givenStore(engine)
      const buyers = await Promise.all([0, 1, 2].map(() => givenBuyer(engine)))
      const orders: Modelled[] = []
      const CAPACITY = 4
      let delay = 0
      for (const { do: what, buyer, quantity, seconds } of all) {
        const now = (await readNow(engine.database)).now.getTime()
        const alive = orders.filter(({ endsAt }) => endsAt > now)
        const away = orders.filter(({ endsAt, backAt }) => endsAt <= now && backAt > now)
        const sum = (some: readonly Modelled[], by?: number) =>
          some
            .filter((one) => by === undefined || one.buyer === by)
            .reduce((units, one) => units + one.quantity - one.again, 0)
        expect(await takenOf(storeId)).toBe(sum(alive) + sum(away))
        const mine = alive.find((one) => one.buyer === buyer)
        if (what === 'wait') await engine.advance(seconds)
        if (what === 'sweep') await expireOrders(engine)
        if (what === 'let-go' && mine) {
          await cancel(engine, mine.held)
          const { at } = await engine.database.one<{ at: Date }>(
            sql`select canceled_at as at from orders where id = ${mine.held.order.id}`,
          )
          mine.backAt = at.getTime() + (mine.backAt - mine.endsAt)
          mine.endsAt = at.getTime()
        }
        if (what !== 'claim' || mine) continue
        delay = (delay * 7 + 31_000) % 90_001
        const buyerId = buyers[buyer] as Id<'Account'>
        const drawing = { ...engine, draw: () => delay }
        const asked = hold({ storeId, buyerId, quantity, capacity: CAPACITY }, drawing)
        const order = await asked.catch(() => undefined)
        const free = CAPACITY - sum(alive) - sum(away) + sum(away, buyer)
        expect(order !== undefined).toBe(quantity <= free)
        if (!order) continue
        let own = quantity
        for (const one of away.sort((a, b) => a.backAt - b.backAt)) {
          if (one.buyer !== buyer) continue
          const units = Math.min(own, one.quantity - one.again)
          one.again += units
          own -= units
        }
        const endsAt = order.expiresAt.getTime()
        const held = { storeId, buyerId, order }
        orders.push({ held, buyer, quantity, endsAt, backAt: endsAt + delay, again: 0 })
      }
    }),
    { numRuns: 25 },
  )
}, 240_000)
