import { afterAll, beforeAll, expect, test } from 'vitest'
import { givenStore, type TestEngine, testEngine } from '../../../test/engine.ts'
import type { Problem } from '../../kernel/problem.ts'
import { openSlowProcesses } from '../../orders/slow-processes.fixture.ts'
import { sql } from '../../postgres/sql.ts'
import {
  expectBalanced,
  givenOrders,
  givenOwner,
  PRICE,
  spendOf,
  walletOf,
  worthOf,
} from '../wallet.fixture.ts'
import { lockForSpending, spend, spendMany } from './spend.ts'

let engine: TestEngine
beforeAll(async () => {
  engine = await testEngine()
})
afterAll(() => engine.close())

const outcomesOf = async (asks: readonly Promise<unknown>[]) => {
  const words = (await Promise.allSettled(asks)).map((outcome) =>
    outcome.status === 'fulfilled' ? 'paid' : (outcome.reason as Problem).type,
  )
  const tally: Record<string, number> = {}
  for (const word of words) tally[`${word}`] = (tally[`${word}`] ?? 0) + 1
  return tally
}

/** Fifty orders of one buyer in each of four stores: four lanes that run concurrently. */
const givenMany = async (buyerId: string) => {
  const lists = await Promise.all(
    Array.from({ length: 4 }, () => givenOrders(engine, buyerId, { count: 50 })),
  )
  return lists.flat()
}

test('two hundred concurrent payments from a wallet with balance for eight: eight are paid', async () => {
  const buyerId = await givenOwner(engine, { charged: 5 * PRICE, granted: 3 * PRICE + 1 })
  const orders = await givenMany(buyerId)
  const asks = orders.map((order) => spend(engine, spendOf(engine, order)))
  expect(await outcomesOf(asks)).toEqual({ paid: 8, 'wallet-balance-short': 192 })
  expect(await walletOf(engine, buyerId)).toEqual([1, 0, 0])
  await expectBalanced(engine)
})

test('many processes share one wallet without a constraint violation', async () => {
  const buyerId = await givenOwner(engine, { charged: 8 * PRICE })
  const orders = await givenMany(buyerId)
  const { processOf, refusals, close } = openSlowProcesses(engine, 4)
  const asks = orders.map((order, at) => spend(processOf(at), spendOf(engine, order)))
  const outcomes = await outcomesOf(asks)
  await close()
  expect(outcomes).toEqual({ paid: 8, 'wallet-balance-short': 192 })
  expect(refusals).toEqual([])
  await expectBalanced(engine)
})

test('two processes pay one order concurrently: it is paid once, the other gets order-over', async () => {
  const buyerId = await givenOwner(engine, { charged: 10 * PRICE })
  const orders = await givenOrders(engine, buyerId, { count: 3 })
  const { processOf, refusals, close } = openSlowProcesses(engine, 2)
  const asks = orders.flatMap((order) =>
    [0, 1].map((at) => spend(processOf(at), spendOf(engine, order))),
  )
  const outcomes = await outcomesOf(asks)
  await close()
  expect(outcomes).toEqual({ paid: 3, 'order-over': 3 })
  expect(refusals).toEqual([])
  expect(await walletOf(engine, buyerId)).toEqual([7 * PRICE, 0, 0])
})

test('many buyers pay one store concurrently: each order is paid, its place sold, revenue credited', async () => {
  const storeId = await givenStore(engine)
  const buyers = await Promise.all(
    Array.from({ length: 30 }, () => givenOwner(engine, { charged: PRICE })),
  )
  const orders = (
    await Promise.all(buyers.map((buyerId) => givenOrders(engine, buyerId, { storeId })))
  ).flat()
  const paid = await Promise.all(orders.map((order) => spend(engine, spendOf(engine, order))))
  expect(paid.map(({ order }) => order.status)).toEqual(orders.map(() => 'paid'))
  expect(await worthOf(engine, 'revenue', storeId)).toBe(30 * PRICE)
  const written = await engine.database.one(sql`
    select (select count(*) from orders
             where store_id = ${storeId} and status = 'paid' and paid_at is not null)::int as paid,
           (select count(*) from order_lines
             where store_id = ${storeId} and status = 'sold')::int as sold,
           (select count(*) from outbox
             where store_id = ${storeId} and topic = 'order.paid')::int as events
  `)
  expect(written).toEqual({ paid: 30, sold: 30, events: 30 })
  await expectBalanced(engine)
})

test('a hundred concurrent retries of one payment spend once', async () => {
  const buyerId = await givenOwner(engine, { charged: 3 * PRICE })
  const [order] = await givenOrders(engine, buyerId)
  if (!order) throw new Error('no order')
  const ask = spendOf(engine, order)
  const answers = await Promise.all(Array.from({ length: 100 }, () => spend(engine, ask)))
  expect(new Set(answers.map((answer) => answer.spend.id)).size).toBe(1)
  expect(await walletOf(engine, buyerId)).toEqual([2 * PRICE, 0, 0])
  const other = spend(engine, { ...ask, paymentId: engine.newId() })
  await expect(other).rejects.toMatchObject({ type: 'order-over' })
})

test('an order is paid by its own buyer, while it is alive and no other payment is in progress', async () => {
  const buyerId = await givenOwner(engine, { charged: 10 * PRICE })
  const [first, pinned, dead] = await givenOrders(engine, buyerId, { count: 3 })
  if (!first || !pinned || !dead) throw new Error('no orders')
  const stranger = await givenOwner(engine, { charged: PRICE })
  const refusalOf = (ask: Parameters<typeof spend>[1]) =>
    spend(engine, ask).catch((problem) => problem.type)
  expect(await refusalOf({ ...spendOf(engine, first), buyerId: stranger })).toBe('order-missing')
  expect(await refusalOf({ ...spendOf(engine, first), orderId: engine.newId() })).toBe(
    'order-missing',
  )
  await engine.database.run(sql`update orders set pinned_at = now() where id = ${pinned.id}`)
  expect(await refusalOf(spendOf(engine, pinned))).toBe('payment-in-progress')
  await engine.advance(600)
  expect(await refusalOf(spendOf(engine, dead))).toBe('order-expired')
  expect(await walletOf(engine, buyerId)).toEqual([10 * PRICE, 0, 0])
})

test('a spend in the caller’s transaction is rolled back with it', async () => {
  const buyerId = await givenOwner(engine, { charged: PRICE })
  const [order] = await givenOrders(engine, buyerId)
  if (!order) throw new Error('no order')
  const { storeId, ...ask } = spendOf(engine, order)
  const failing = engine.database.transaction(async (tx) => {
    const facts = await lockForSpending(tx, storeId, [ask])
    const { outcomes, writes } = spendMany(tx, storeId, facts, [ask])
    await Promise.all(writes)
    const [outcome] = outcomes
    expect(outcome).toMatchObject({ order: { status: 'paid' }, spend: { state: 'captured' } })
    throw new Error('changed our mind')
  })
  await expect(failing).rejects.toThrow('changed our mind')
  expect(await walletOf(engine, buyerId)).toEqual([PRICE, 0, 0])
  await expectBalanced(engine)
})
