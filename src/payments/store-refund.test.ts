import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import { type TestEngine, testEngine } from '../../test/engine.ts'
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
import type { Id } from '../kernel/id.ts'
import { Problem } from '../kernel/problem.ts'
import { sql } from '../postgres/sql.ts'
import type { By } from '../stores/rules.ts'
import { returnPayment } from './approve.ts'
import { refundPayment } from './store-refund.ts'

let engine: TestEngine
beforeAll(async () => {
  engine = await testEngine()
})
afterEach(() => expectSound(engine))
afterAll(() => engine.close())

interface Paid extends Held {
  readonly paymentId: Id<'Payment'>
}

async function givenPaid(): Promise<Paid> {
  const held = await givenHeld(engine)
  const { id, state } = await pay(engine, held)
  expect(state).toBe('fulfilled')
  return { ...held, paymentId: id }
}

interface Asked {
  readonly key?: string
  readonly by?: By
}

async function giveBack({ storeId, paymentId }: Paid, amount: number, told: Asked = {}) {
  const { ownerId } = await engine.database.one<{ ownerId: Id<'Account'> }>(
    sql`select owner_id as "ownerId" from stores where id = ${storeId}`,
  )
  const once = { scope: ownerId, key: told.key ?? engine.newId(), fingerprint: `${amount}` }
  const by = told.by ?? { callerId: ownerId, everyStore: false }
  const ask = { by, storeId, paymentId, amount, reason: '재료 소진' }
  const { stored, replayed } = await refundPayment(engine, { ...ask, once })
  return { ...JSON.parse(stored), replayed }
}

const sumsOf = async (held: Held) => (await ledgerOf(engine, held)).sums

test('a partial refund leaves the order as it is; the last one cancels it', async () => {
  const paid = await givenPaid()
  expect(await giveBack(paid, 5_000)).toMatchObject({
    refund: { amount: 5_000, currency: 'KRW' },
    left: { amount: 7_500 },
  })
  const kept = { status: 'paid', line: 'sold', remaining: 0, attempts: ['partially-refunded'] }
  expect(await standing(engine, paid)).toMatchObject(kept)
  await giveBack(paid, 7_000)
  expect(await standing(engine, paid)).toMatchObject(kept)
  await giveBack(paid, 500)
  expect(await standing(engine, paid)).toMatchObject({
    status: 'canceled',
    line: 'released',
    remaining: 1,
    attempts: ['refunded'],
  })
  expect(await sumsOf(paid)).toMatchObject({ refunds: 3, refunded: PRICE, held: 0 })
})

test('a full refund after the start leaves the order: its place cannot be sold', async () => {
  const paid = await givenPaid()
  await engine.database.run(sql`
    update places set starts_at = now() - interval '1 hour' where store_id = ${paid.storeId}
  `)
  await giveBack(paid, PRICE)
  expect(await standing(engine, paid)).toMatchObject({ status: 'paid', attempts: ['refunded'] })
  await expect(giveBack(paid, 1)).rejects.toMatchObject({ type: 'nothing-to-refund' })
})

test('a partial refund reduces the refund of a later cancellation', async () => {
  const paid = await givenPaid()
  await giveBack(paid, 2_500)
  await cancel(engine, paid)
  expect(await standing(engine, paid)).toMatchObject({ status: 'canceled', attempts: ['refunded'] })
  expect(await sumsOf(paid)).toMatchObject({ refunded: PRICE, held: 0 })
})

test('the store may refund what it kept of a canceled order', async () => {
  const held = await givenHeld(engine)
  await engine.database.run(sql`
    insert into cancellation_policies (store_id, id, kind, tiers, written_at, applies_at)
    values (${held.storeId}, ${engine.newId()}, 'restaurant',
            '[{"hoursBefore": 0, "keptPercent": 20}]', now() - interval '2 hours',
            now() - interval '1 hour')
  `)
  await engine.database.run(sql`
    update places set starts_at = now() + interval '5 hours' where store_id = ${held.storeId}
  `)
  const { id: paymentId } = await pay(engine, held)
  await cancel(engine, held)
  const kept = { status: 'canceled', attempts: ['partially-refunded'] }
  expect(await standing(engine, held)).toMatchObject(kept)
  await giveBack({ ...held, paymentId }, 500)
  expect(await standing(engine, held)).toMatchObject(kept)
  await expectSound(engine)
  await giveBack({ ...held, paymentId }, 2_000)
  expect(await standing(engine, held)).toMatchObject({ ...kept, attempts: ['refunded'] })
})

test('two equal partial refunds with lost replies are each made once', async () => {
  const paid = await givenPaid()
  for (const refunded of [3_000, 6_000]) {
    await plant(engine, paid, { operation: 'cancel', fault: 'reset-after' })
    await giveBack(paid, 3_000)
    expect(await standing(engine, paid)).toMatchObject({ attempts: ['refund-unknown'] })
    await expect(giveBack(paid, 3_000)).rejects.toMatchObject({ type: 'refund-running' })
    await pass(engine, 60)
    expect(await standing(engine, paid)).toMatchObject({ attempts: ['partially-refunded'] })
    expect(await sumsOf(paid)).toMatchObject({ refunds: refunded / 3_000, refunded })
  }
})

test('a refund that never reached the gateway is retried', async () => {
  const paid = await givenPaid()
  await plant(engine, paid, { operation: 'cancel', fault: 'reset-before' })
  await giveBack(paid, 3_000)
  await pass(engine, 60)
  expect(await standing(engine, paid)).toMatchObject({ attempts: ['partially-refunded'] })
  expect(await sumsOf(paid)).toMatchObject({ refunds: 1, refunded: 3_000 })
})

test('an admin refunds at any store', async () => {
  const paid = await givenPaid()
  const admin = { by: { callerId: engine.newId<'Account'>(), everyStore: true } }
  expect(await giveBack(paid, 1_000, admin)).toMatchObject({ refund: { amount: 1_000 } })
})

test('impossible refunds are refused with their problem', async () => {
  const paid = await givenPaid()
  const callerId = engine.newId<'Account'>()
  const stranger = { by: { callerId, everyStore: false } }
  await expect(giveBack(paid, 1, stranger)).rejects.toMatchObject({ type: 'payment-missing' })
  const nobodys = { ...paid, paymentId: engine.newId<'Payment'>() }
  await expect(giveBack(nobodys, 1)).rejects.toMatchObject({ type: 'payment-missing' })
  await expect(giveBack(paid, PRICE + 1)).rejects.toMatchObject({
    type: 'refund-too-much',
    facts: { most: PRICE },
  })
  const unpaid = await givenHeld(engine)
  const { id: paymentId } = await start(engine, unpaid)
  await expect(giveBack({ ...unpaid, paymentId }, 1)).rejects.toMatchObject({
    type: 'nothing-to-refund',
  })
})

test('the same idempotency key refunds once', async () => {
  const paid = await givenPaid()
  const first = await giveBack(paid, 1_000, { key: 'k1' })
  expect(await giveBack(paid, 1_000, { key: 'k1' })).toEqual({ ...first, replayed: true })
  expect(await sumsOf(paid)).toMatchObject({ refunds: 1, refunded: 1_000 })
})

test('twelve concurrent refunds never exceed the capture', async () => {
  const paid = await givenPaid()
  const clicks = await Promise.allSettled(Array.from({ length: 12 }, () => giveBack(paid, 5_000)))
  const done = clicks.filter(({ status }) => status === 'fulfilled').length
  const refused = clicks.flatMap((it) => (it.status === 'rejected' ? [it.reason] : []))
  expect(refused.filter((reason) => !(reason instanceof Problem))).toEqual([])
  expect([1, 2]).toContain(done)
  await pass(engine, 60)
  expect(await sumsOf(paid)).toMatchObject({ refunds: done, refunded: done * 5_000 })
})

test('a partly refunded payment still pays its order: no second payment', async () => {
  const paid = await givenPaid()
  await giveBack(paid, 5_000)
  await expect(start(engine, paid)).rejects.toMatchObject({ type: 'order-over' })
  // The constraint: no live attempt beside the one that paid.
  for (const state of ['preparing', 'ready', 'approving', 'fulfilled'])
    await expect(
      engine.database.run(sql`
        insert into payments (store_id, id, order_id, attempt, gateway, state, amount, currency,
                              device, created_at, changed_at)
        values (${paid.storeId}, ${engine.newId()}, ${paid.order.id}, 2, 'kakaopay', ${state},
                ${PRICE}, 'KRW', 'mobile', now(), now())
      `),
    ).rejects.toMatchObject({ constraint: 'payments_one_live' })
})

test('each partial refund has its tax-free share, and the last one the rest', async () => {
  const held = await givenHeld(engine)
  const taxed = wired(engine, (input, init) => {
    const body = JSON.parse(String(init?.body))
    const ask = `${input}`.endsWith('/ready') ? { ...body, tax_free_amount: 3_333 } : body
    return fetch(input, { ...init, body: JSON.stringify(ask) })
  })
  const view = await start(taxed, held)
  await engine.database.run(sql`update payments set tax_free = 3333 where id = ${view.id}`)
  const { id: paymentId } = await returnPayment(engine, await press(view, 'pay'))
  const paid = { ...held, paymentId }
  for (const amount of [5_000, 1, 4_999, 2_500]) await giveBack(paid, amount)
  const refunds = await engine.database.rows<{ amount: number; taxFree: number }>(sql`
    select amount, tax_free as "taxFree" from refunds where payment_id = ${paymentId} order by id
  `)
  expect(refunds).toEqual([
    { amount: 5_000, taxFree: 1_333 },
    { amount: 1, taxFree: 0 },
    { amount: 4_999, taxFree: 1_333 },
    { amount: 2_500, taxFree: 667 },
  ])
  expect(await sumsOf(paid)).toMatchObject({ refunded: PRICE, held: 0 })
})

test.each([
  ['more than is left', PRICE + 1, 0],
  ['more tax-free than is left', 5_000, 1],
])('the database refuses to refund %s', async (_, amount, taxFree) => {
  const paid = await givenPaid()
  const insert = engine.database.transaction((tx) =>
    tx.run(sql`
      insert into refunds (store_id, id, payment_id, amount, tax_free, balance, reason, state,
                           created_at)
      values (${paid.storeId}, ${engine.newId()}, ${paid.paymentId}, ${amount}, ${taxFree}, 99999,
              'a bug', 'asked', now())
    `),
  )
  await expect(insert).rejects.toMatchObject({ constraint: 'refunds_within' })
})
