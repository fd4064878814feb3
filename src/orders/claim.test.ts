import { afterAll, beforeAll, expect, test } from 'vitest'
import { expectCleanAudit } from '../../test/audited.ts'
import { givenStore, onDatabase, type TestEngine, testEngine } from '../../test/engine.ts'
import type { Engine } from '../engine.ts'
import type { Id } from '../kernel/id.ts'
import type { Problem } from '../kernel/problem.ts'
import { placeId } from '../places/place-id.ts'
import { makePlaces } from '../places/queries.ts'
import { connect } from '../postgres/database.ts'
import { sql } from '../postgres/sql.ts'
import { type Claim, claim } from './claim.ts'
import { expireOrders } from './expire.ts'
import { openSlowProcesses } from './slow-processes.fixture.ts'

let engine: TestEngine
beforeAll(async () => {
  engine = await testEngine()
})
afterAll(() => engine.close())

const draft = (storeId: Id<'Store'>, key: string, capacity: number) => ({
  id: placeId(storeId, key),
  key,
  capacity,
  startsAt: null,
})

const ask = (
  storeId: Id<'Store'>,
  keys: readonly string[],
  more: Partial<Claim> = {},
  door: Engine = engine,
) =>
  claim(door, {
    storeId,
    buyerId: engine.newId<'Account'>(),
    title: '저녁',
    holdSeconds: 600,
    lines: keys.map((key) => ({
      place: draft(storeId, key, 8),
      quantity: 1,
      unitPrice: 12_500,
    })),
    ...more,
  })

const outcomesOf = async (asks: readonly Promise<unknown>[]) => {
  const settled = await Promise.allSettled(asks)
  return settled.map((outcome) =>
    outcome.status === 'fulfilled' ? 'won' : (outcome.reason as Problem).type,
  )
}

const tally = (words: readonly (string | undefined)[]) =>
  Object.fromEntries(
    Map.groupBy(words, (word) => `${word}`)
      .entries()
      .map(([k, v]) => [k, v.length]),
  )

test('two hundred buyers claim eight places: eight succeed, the rest get sold-out', async () => {
  const storeId = await givenStore(engine)
  const outcomes = await outcomesOf(Array.from({ length: 200 }, () => ask(storeId, ['dinner'])))
  expect(tally(outcomes)).toEqual({ won: 8, 'sold-out': 192 })
})

test.each([
  { made: 'is created by a claim', isMade: false },
  { made: 'exists', isMade: true },
])('many processes claim eight places without a constraint violation: it $made', async (place) => {
  const storeId = await givenStore(engine)
  if (place.isMade) await makePlaces(engine.database, storeId, [draft(storeId, 'dinner', 8)])
  const { processOf, refusals, close } = openSlowProcesses(engine, 4)
  const outcomes = await outcomesOf(
    Array.from({ length: 200 }, (_, at) => ask(storeId, ['dinner'], {}, processOf(at))),
  )
  await close()
  expect(tally(outcomes)).toEqual({ won: 8, 'sold-out': 192 })
  expect(refusals).toEqual([])
})

test('fifty concurrent claims by the same buyer return the same order and take one place', async () => {
  const storeId = await givenStore(engine)
  const buyerId = engine.newId<'Account'>()
  const answers = await Promise.all(
    Array.from({ length: 50 }, () => ask(storeId, ['dinner'], { buyerId })),
  )
  expect(new Set(answers.map(({ order }) => order?.number)).size).toBe(1)
  expect(await remainingOf(storeId, 'dinner')).toBe(7)
})

test('a buyer who claims the first seat of a place by two processes at once gets one order', async () => {
  const storeId = await givenStore(engine)
  const buyerId = engine.newId<'Account'>()
  const bothRead = meetingOf(2)
  const asks = [0, 1].map(async () => {
    const database = connect(engine.databaseUrl, { connections: 2 })
    const transactionAfter: typeof database.transactionAfter = (first, work) =>
      database.transactionAfter(first, async (tx, read) => {
        await bothRead()
        return work(tx, read)
      })
    const { order } = await ask(
      storeId,
      ['dinner'],
      { buyerId },
      onDatabase(engine, { ...database, transactionAfter }),
    )
    await database.close()
    return order?.number
  })
  expect(new Set(await Promise.all(asks)).size).toBe(1)
  expect(await remainingOf(storeId, 'dinner')).toBe(7)
})

/** Waits until as many have come; later ones do not wait. */
function meetingOf(count: number): () => Promise<void> {
  const { promise, resolve } = Promise.withResolvers<void>()
  let come = 0
  return () => {
    come += 1
    if (come === count) resolve()
    return promise
  }
}

test('an order over several places takes all of them or none', async () => {
  const storeId = await givenStore(engine)
  for (let taken = 0; taken < 8; taken++) await ask(storeId, ['b'])
  await expect(ask(storeId, ['a', 'b', 'c'])).rejects.toMatchObject({ type: 'sold-out' })
  expect(await remainingOf(storeId, 'a')).toBe(8)
})

test('crossing orders of two processes over the same places never deadlock', async () => {
  const storeId = await givenStore(engine)
  const keys = ['a', 'b', 'c', 'd']
  const { processOf, refusals, close } = openSlowProcesses(engine, 2)
  const outcomes = await outcomesOf(
    Array.from({ length: 80 }, (_, at) =>
      ask(storeId, at % 2 ? keys.toReversed().slice(0, 3) : keys.slice(0, 3), {}, processOf(at)),
    ),
  )
  await close()
  expect(outcomes.filter((word) => word !== 'won' && word !== 'sold-out')).toEqual([])
  expect(refusals).toEqual([])
  // A deadlock would have been tried again, and seen nowhere else.
  const { deadlocks } = await engine.database.one<{ deadlocks: number }>(sql`
    select deadlocks from pg_stat_database where datname = current_database()
  `)
  expect(deadlocks).toBe(0)
})

test('a claim releases an expired hold that it needs, without any job', async () => {
  const storeId = await givenStore(engine)
  await Promise.all(Array.from({ length: 8 }, () => ask(storeId, ['dinner'])))
  await expect(ask(storeId, ['dinner'])).rejects.toMatchObject({ type: 'sold-out' })
  await engine.advance(560)
  await expect(ask(storeId, ['dinner'])).rejects.toMatchObject({ type: 'sold-out' })
  await engine.advance(40)
  await expect(ask(storeId, ['dinner'])).resolves.toMatchObject({ isNew: true })
})

test('after the deadline the same buyer gets a new order with a new number', async () => {
  const storeId = await givenStore(engine)
  const buyerId = engine.newId<'Account'>()
  const first = await ask(storeId, ['dinner'], { buyerId })
  await engine.advance(600)
  const second = await ask(storeId, ['dinner'], { buyerId })
  expect(second.isNew).toBe(true)
  expect(second.order?.number).not.toBe(first.order?.number)
  expect(await remainingOf(storeId, 'dinner')).toBe(7)
})

test('the price is fixed in the order, whatever later claims send', async () => {
  const storeId = await givenStore(engine)
  const buyerId = engine.newId<'Account'>()
  await ask(storeId, ['dinner'], { buyerId })
  const lines = [{ place: draft(storeId, 'dinner', 8), quantity: 1, unitPrice: 99_000 }]
  const { order } = await ask(storeId, [], { buyerId, lines })
  expect(order?.amount).toBe(12_500)
})

test.each([
  ['more places than one order may hold', 'too-many-places', ['a', 'b', 'c', 'd', 'e']],
  ['an order beyond the buyer’s share of unpaid ones', 'too-many-ready-orders', ['z']],
])('%s is refused', async (_what, type, keys) => {
  const storeId = await givenStore(engine)
  const buyerId = engine.newId<'Account'>()
  if (type === 'too-many-ready-orders')
    for (const key of ['w', 'x', 'y']) await ask(storeId, [key], { buyerId })
  await expect(ask(storeId, keys, { buyerId })).rejects.toMatchObject({ type })
})

test('places that are yours in another order are not taken a second time', async () => {
  const storeId = await givenStore(engine)
  const buyerId = engine.newId<'Account'>()
  const { order } = await ask(storeId, ['a', 'b'], { buyerId })
  await expect(ask(storeId, ['b', 'c'], { buyerId })).rejects.toMatchObject({
    type: 'already-yours',
    facts: { orderId: order?.id },
  })
})

test('with a key the answer is written with the order, and a retry takes nothing twice', async () => {
  const storeId = await givenStore(engine)
  const once = (key: string, fingerprint: string) => ({
    scope: 'buyer',
    key,
    fingerprint,
  })
  const buyerId = engine.newId<'Account'>()
  const answer = (order: { number: string }) => order.number
  const first = await ask(storeId, ['a'], { buyerId, once: once('k1', 'f1'), answer })
  const again = await ask(storeId, ['a'], { buyerId, once: once('k1', 'f1'), answer })
  expect(again).toEqual({ stored: first.stored, replayed: true })
  await expect(ask(storeId, ['b'], { buyerId, once: once('k1', 'f2') })).rejects.toMatchObject({
    type: 'idempotency-key-reused',
  })
  expect(await remainingOf(storeId, 'b')).toBe(8)
})

test('one request that the database refuses does not fail its batch', async () => {
  const storeId = await givenStore(engine)
  const broken = ask(storeId, [], {
    lines: [{ place: draft(storeId, 'a', 8), quantity: 1, unitPrice: -1 }],
  })
  const outcomes = await outcomesOf([ask(storeId, ['a']), broken, ask(storeId, ['a'])])
  expect(outcomes[0]).toBe('won')
  expect(outcomes[2]).toBe('won')
  expect(outcomes[1]).not.toBe('won')
})

test.each([
  ['an order that is not there', sql`select id, gen_random_uuid(), store_id from places limit 1`],
  ['a place that is not there', sql`select gen_random_uuid(), id, store_id from orders limit 1`],
])('the table refuses a line of %s', async (_what, stray) => {
  const written = engine.database.run(sql`
    insert into order_lines (place_id, order_id, store_id, quantity, unit_price, status)
    select stray.*, 1, 0, 'released' from (${stray}) as stray
  `)
  await expect(written).rejects.toMatchObject({ constraint: 'order_lines_have_order_and_place' })
})

test.each([
  sql`delete from orders`,
  sql`delete from places`,
  sql`delete from stores`,
  sql`truncate orders cascade`,
  sql`update orders set id = gen_random_uuid()`,
  sql`update places set store_id = gen_random_uuid()`,
])('what lines point at stays: $text is refused', async (statement) => {
  await expect(engine.database.run(statement)).rejects.toMatchObject({ code: '23001' })
})

test('every invariant holds afterwards', async () => {
  while ((await expireOrders(engine)) > 0);
  await engine.database.run(sql`delete from outbox`)
  await engine.database.run(sql`update order_lines set buyer_id = null`)
  await engine.database.run(sql`update orders set buyer_id = null`)
  await expectCleanAudit(engine)
})

const remainingOf = async (storeId: Id<'Store'>, key: string): Promise<number> => {
  const place = await engine.database.maybe<{ remaining: number }>(sql`
    select remaining from places where store_id = ${storeId} and key = ${key}
  `)
  return place?.remaining ?? 8
}
