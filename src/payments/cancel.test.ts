import { setTimeout as sleep } from 'node:timers/promises'
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { givenStore, type TestEngine, testEngine } from '../../test/engine.ts'
import {
  cancel,
  expectSound,
  givenHeld,
  type Held,
  ledgerOf,
  PRICE,
  pass,
  pay,
  plant,
  press,
  standing,
  start,
  wired,
} from '../../test/paying.ts'
import { sql } from '../postgres/sql.ts'
import { returnPayment } from './approve.ts'
import { cancelOrder } from './cancel.ts'
import { storeCancels } from './owner-left.fixture.ts'
import { requestRefund, sendRefund } from './refund.ts'

let engine: TestEngine
beforeAll(async () => {
  engine = await testEngine()
})
afterEach(() => expectSound(engine))
afterAll(() => engine.close())

const sumsOf = async (held: Held) => (await ledgerOf(engine, held)).sums

test('canceling a paid order refunds it and releases its place', async () => {
  const held = await givenHeld(engine)
  await pay(engine, held)
  expect(await cancel(engine, held)).toEqual({ stored: 'canceled', replayed: false })
  expect(await standing(engine, held)).toMatchObject({
    status: 'canceled',
    line: 'released',
    remaining: 1,
    attempts: ['refunded'],
  })
  expect(await sumsOf(held)).toMatchObject({ approvals: 1, refunds: 1, held: 0 })
  expect(await pay(engine, await givenHeld(engine, held))).toMatchObject({ state: 'fulfilled' })
})

test('the place is released at once, even if the gateway does not reply', async () => {
  const held = await givenHeld(engine)
  await pay(engine, held)
  await plant(engine, held, { operation: 'cancel', fault: 'reset-before' })
  await cancel(engine, held)
  expect(await standing(engine, held)).toMatchObject({ remaining: 1, attempts: ['refund-unknown'] })
  await givenHeld(engine, { storeId: held.storeId })
  await pass(engine, 60)
  expect(await standing(engine, held)).toMatchObject({ remaining: 0, attempts: ['refunded'] })
})

test('a cancellation that is rolled back has told nobody', async () => {
  const held = await givenHeld(engine)
  await pay(engine, held)
  const { buyerId, order } = held
  const failing = cancelOrder(engine, {
    buyerId,
    orderId: order.id,
    once: { scope: buyerId, key: 'broken', fingerprint: 'broken' },
    answer: () => {
      throw new Error('it broke')
    },
  })
  await expect(failing).rejects.toThrow('it broke')
  expect(await standing(engine, held)).toMatchObject({ status: 'paid', line: 'sold' })
  const told = sql`select topic from outbox where subject_id = ${order.id} and topic <> 'order.paid'`
  expect(await engine.database.rows(told)).toEqual([])
  expect(await cancel(engine, held)).toMatchObject({ stored: 'canceled' })
})

test('canceled twice, with one idempotency key or two: one refund', async () => {
  const held = await givenHeld(engine)
  await pay(engine, held)
  await cancel(engine, held, 'k1')
  expect(await cancel(engine, held, 'k1')).toEqual({ stored: 'canceled', replayed: true })
  await expect(cancel(engine, held, 'k2')).rejects.toMatchObject({ type: 'order-over' })
  expect(await sumsOf(held)).toMatchObject({ refunds: 1, refunded: PRICE })
})

test('canceled five times concurrently: one refund', async () => {
  const held = await givenHeld(engine)
  await pay(engine, held)
  const asked = await Promise.allSettled(
    Array.from({ length: 5 }, (_, at) => cancel(engine, held, `k${at}`)),
  )
  expect(asked.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
  expect(await sumsOf(held)).toMatchObject({ refunds: 1, held: 0 })
})

test('canceled while the window is open: returning captures nothing', async () => {
  const held = await givenHeld(engine)
  const back = await press(await start(engine, held), 'pay')
  await cancel(engine, held)
  expect(await returnPayment(engine, back)).toMatchObject({
    state: 'expired',
    reason: 'order-canceled',
  })
  expect(await sumsOf(held)).toMatchObject({ approvals: 0 })
  await expect(start(engine, held)).rejects.toMatchObject({ type: 'order-over' })
})

test('an order cannot be canceled during a capture; afterwards it can', async () => {
  const held = await givenHeld(engine)
  const back = await press(await start(engine, held), 'pay')
  const gate = Promise.withResolvers<void>()
  let called = false
  const slow = wired(engine, async (...call) => {
    called = true
    await gate.promise
    return fetch(...call)
  })
  const returning = returnPayment(slow, back)
  while (!called) await sleep(5)
  await expect(cancel(engine, held)).rejects.toMatchObject({ type: 'payment-in-progress' })
  await expect(start(engine, held)).rejects.toMatchObject({ type: 'payment-in-progress' })
  gate.resolve()
  expect(await returning).toMatchObject({ state: 'fulfilled' })
  await cancel(engine, held)
  expect(await sumsOf(held)).toMatchObject({ held: 0 })
})

test('returning and canceling concurrently: paid, or canceled without a capture', async () => {
  for (let round = 0; round < 8; round++) {
    const held = await givenHeld(engine)
    const back = await press(await start(engine, held), 'pay')
    await Promise.allSettled([returnPayment(engine, back), cancel(engine, held)])
    const { status } = await standing(engine, held)
    expect(['paid', 'canceled']).toContain(status)
    expect(await sumsOf(held)).toMatchObject({ held: status === 'paid' ? PRICE : 0 })
  }
})

test('another person’s order, and one that has expired, cannot be canceled', async () => {
  const held = await givenHeld(engine)
  const other = { ...held, buyerId: engine.newId<'Account'>() }
  await expect(cancel(engine, other)).rejects.toMatchObject({ type: 'not-yours' })
  await engine.advance(600)
  await expect(cancel(engine, held)).rejects.toMatchObject({ type: 'order-over' })
})

test('a refund the gateway refuses for a day goes to review', async () => {
  const held = await givenHeld(engine)
  await pay(engine, held)
  for (let time = 0; time < 60; time++)
    await plant(engine, held, { operation: 'cancel', fault: 'code', code: -781 })
  await cancel(engine, held)
  for (let hour = 0; hour < 28; hour++) {
    await engine.advance(3600)
    await pass(engine, 20)
  }
  expect(await standing(engine, held)).toMatchObject({ attempts: ['needs-review'] })
})

test('an earlier partial refund is not refunded twice', async () => {
  const held = await givenHeld(engine)
  const payment = await pay(engine, held)
  const asked = await engine.database.transaction((tx) =>
    requestRefund(engine, tx, payment, { amount: 5000, reason: 'courtesy' }),
  )
  await expect(cancel(engine, held)).rejects.toMatchObject({ type: 'payment-in-progress' })
  await sendRefund(engine, asked)
  await cancel(engine, held)
  expect(await standing(engine, held)).toMatchObject({ attempts: ['refunded'] })
  expect(await sumsOf(held)).toMatchObject({ refunds: 2, refunded: PRICE, held: 0 })
})

describe('half refunded, then canceled where a tenth is kept', () => {
  const HALF = PRICE / 2
  const KEPT = HALF / 10
  const givenHalfRefunded = async () => {
    const storeId = await givenStore(engine)
    await engine.database.run(sql`
      insert into cancellation_policies (store_id, id, kind, tiers, written_at, applies_at)
      values (${storeId}, ${engine.newId()}, 'performance',
              '[{"hoursBefore": 0, "keptPercent": 10}]', now() - interval '1 hour',
              now() - interval '1 minute')
    `)
    const startsAt = new Date(Date.now() + 365 * 86_400_000)
    const held = await givenHeld(engine, { storeId, startsAt })
    const payment = await pay(engine, held)
    const asked = await engine.database.transaction((tx) =>
      requestRefund(engine, tx, payment, { amount: HALF, reason: 'courtesy' }),
    )
    await sendRefund(engine, asked)
    return held
  }

  test('by the buyer: a tenth of the rest is kept', async () => {
    const held = await givenHalfRefunded()
    await cancel(engine, held)
    expect(await standing(engine, held)).toMatchObject({
      status: 'canceled',
      attempts: ['partially-refunded'],
    })
    expect(await sumsOf(held)).toMatchObject({ refunds: 2, refunded: PRICE - KEPT, held: KEPT })
  })

  test('by the store: all of the rest is refunded', async () => {
    const held = await givenHalfRefunded()
    await storeCancels(engine, held)
    expect(await standing(engine, held)).toMatchObject({
      status: 'canceled',
      attempts: ['refunded'],
    })
    expect(await sumsOf(held)).toMatchObject({ refunds: 2, refunded: PRICE, held: 0 })
  })
})

test('with the whole price kept the order is canceled without a gateway call', async () => {
  const storeId = await givenStore(engine)
  await engine.database.run(sql`
    insert into cancellation_policies (store_id, id, kind, tiers, written_at, applies_at)
    values (${storeId}, ${engine.newId()}, 'performance', '[{"hoursBefore": 0, "keptPercent": 100}]',
            now() - interval '1 hour', now() - interval '1 minute')
  `)
  const startsAt = new Date(Date.now() + 365 * 86_400_000)
  const held = await givenHeld(engine, { storeId, startsAt })
  await pay(engine, held)
  const deaf = wired(engine, async () => {
    throw new Error('nobody may call')
  })
  await cancel(deaf, held)
  expect(await standing(engine, held)).toMatchObject({
    status: 'canceled',
    line: 'released',
    remaining: 1,
    attempts: ['fulfilled'],
  })
  expect(await sumsOf(held)).toMatchObject({ refunds: 0, held: PRICE })
})
