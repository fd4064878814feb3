import fc from 'fast-check'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { expectCleanAudit } from '../../test/audited.ts'
import { givenStore, onDatabase, type TestEngine, testEngine } from '../../test/engine.ts'
import {
  cancel,
  givenHeld,
  type Held,
  type LineGiven,
  pay,
  plant,
  start,
  tick,
} from '../../test/paying.ts'
import type { Engine } from '../engine.ts'
import { Problem } from '../kernel/problem.ts'
import { readOwnOrder } from '../orders/own.ts'
import { placeId } from '../places/place-id.ts'
import { connect } from '../postgres/database.ts'
import { sql } from '../postgres/sql.ts'
import { givenOwner } from '../wallets/wallet.fixture.ts'
import { type GiveBackOrder, giveBackIn } from './give-back.ts'
import { sendRefunds } from './refund-owed.ts'
import { refundPayment } from './store-refund.ts'

let engine: TestEngine
beforeAll(async () => {
  engine = await testEngine()
})
afterAll(async () => {
  await tick(engine)
  await expectCleanAudit(engine)
  await engine.close()
})

const mug = { key: 'stock/mug', quantity: 3, unitPrice: 10_000, discount: 1_000 }
const rice = { key: 'stock/rice', quantity: 1, unitPrice: 20_000, discount: 500, taxFree: true }
const coupon = { key: 'coupon/spring', quantity: 1, unitPrice: 0, isAside: true }

const given = async (lines: readonly LineGiven[] = [mug, rice, coupon], fee = 3_000) =>
  givenHeld(engine, {
    storeId: await givenStore(engine, { placesPerOrder: 100 }),
    buyerId: await givenOwner(engine, { charged: 1_900_000 }),
    ...{ lines, fee },
  })
const paid = async (wallet = 0) => {
  const held = await given()
  await pay(engine, held, { wallet })
  return held
}

/** A wallet's refund is done at once: nothing but the locks keeps a second one away. */
const paidByWallet = async () => {
  const held = await given()
  await start(engine, held, { gateway: 'wallet' })
  return held
}

const back = ({ storeId }: Held, units: Record<string, number>) =>
  Object.entries(units).map(([key, quantity]) => ({ placeId: placeId(storeId, key), quantity }))

/** Gives back in a transaction, and sends the refunds after it. */
async function giveBack(
  { storeId, order }: Held,
  ask: Partial<GiveBackOrder>,
  process: Engine = engine,
) {
  const whole = { lines: [], by: 'buyer', reason: null, restock: true, ...ask } as const
  const done = await process
    .cell(storeId)
    .transaction((tx) => giveBackIn(process, tx, { storeId, id: order.id }, whole))
  await sendRefunds(process, { ...done, isOwned: true })
  return done
}

const told = (promise: Promise<unknown>) =>
  promise.then(
    () => 'given back',
    (error) => (error instanceof Problem ? error.type : Promise.reject(error)),
  )
const orderOf = ({ buyerId, order }: Held) => readOwnOrder(engine, buyerId, order.id)
const takenOf = ({ storeId }: Held, key: string) =>
  engine.database
    .one<{ taken: number }>(sql`
      select capacity - remaining as taken from places where id = ${placeId(storeId, key)}
    `)
    .then(({ taken }) => taken)
const refundsOf = ({ order }: Held) =>
  engine.database.rows<{ gateway: string; amount: number; taxFree: number }>(sql`
    select p.gateway, r.amount, r.tax_free as "taxFree"
      from refunds r join payments p on p.store_id = r.store_id and p.id = r.payment_id
     where p.order_id = ${order.id} and r.state = 'done'
     order by r.id
  `)
const topicsOf = ({ order }: Held) =>
  engine.database.rows<{ topic: string; body: object }>(sql`
      select topic, body from outbox where subject_id = ${order.id} and topic <> 'order.paid'
       order by at
    `)

test('units come back at their worth and go back to their place; the order stays paid', async () => {
  const held = await paid()
  const done = await giveBack(held, { lines: back(held, { 'stock/mug': 1, 'stock/rice': 1 }) })
  expect(done).toMatchObject({ refund: 29_166, taxFree: 19_500, kept: 0, isLast: false })
  const order = await orderOf(held)
  expect(order?.status).toBe('paid')
  expect(order?.lines.map(({ givenBack }) => givenBack).sort()).toEqual([0, 1, 1])
  expect(await refundsOf(held)).toEqual([{ gateway: 'kakaopay', amount: 29_166, taxFree: 19_500 }])
  expect([await takenOf(held, 'stock/mug'), await takenOf(held, 'stock/rice')]).toEqual([2, 0])
  expect(await topicsOf(held)).toEqual([
    {
      topic: 'order.given-back',
      body: expect.objectContaining({
        status: 'paid',
        refund: 29_166,
        places: back(held, { 'stock/mug': 1, 'stock/rice': 1 }),
      }),
    },
  ])
})

test('with the last unit the order is canceled, and the coupon and the fee come back', async () => {
  const held = await paid()
  await giveBack(held, { lines: back(held, { 'stock/mug': 3 }) })
  expect(await takenOf(held, 'coupon/spring')).toBe(1)
  const done = await giveBack(held, { lines: back(held, { 'stock/rice': 1 }), fee: true })
  expect(done).toMatchObject({ isLast: true, refund: 22_500, order: { status: 'canceled' } })
  expect(await takenOf(held, 'coupon/spring')).toBe(0)
  expect((await topicsOf(held)).map(({ topic }) => topic)).toEqual([
    'order.given-back',
    'order.canceled',
  ])
  expect(await told(giveBack(held, { lines: back(held, { 'stock/rice': 1 }) }))).toBe('order-over')
})

test('what is not restocked stays taken, also when the order is canceled later', async () => {
  const held = await paid()
  await giveBack(held, { lines: back(held, { 'stock/mug': 1 }), restock: false })
  expect(await takenOf(held, 'stock/mug')).toBe(3)
  await cancel(engine, held)
  expect([await takenOf(held, 'stock/mug'), await takenOf(held, 'stock/rice')]).toEqual([1, 0])
  expect((await refundsOf(held)).reduce((sum, { amount }) => sum + amount, 0)).toBe(51_500)
  await expectCleanAudit(engine)
})

test('what the store kept of a line stays kept when the buyer cancels the rest', async () => {
  const held = await paid()
  const [line] = back(held, { 'stock/mug': 1 })
  await giveBack(held, { lines: line ? [{ ...line, kept: 2_000 }] : [] })
  await cancel(engine, held)
  expect((await refundsOf(held)).map(({ amount }) => amount)).toEqual([7_666, 41_834])
})

test('what the store refunded without naming a line does not come back twice', async () => {
  const held = await paid()
  const by = { callerId: held.buyerId, everyStore: true }
  const { id: paymentId } = await engine.database.one<{ id: string }>(sql`
    select id from payments where order_id = ${held.order.id}
  `)
  const once = { scope: held.buyerId, key: engine.newId(), fingerprint: '' }
  const ask = { by, storeId: held.storeId, paymentId, reason: '배송 지연', once }
  await refundPayment(engine, { ...ask, amount: 30_000 })
  await giveBack(held, { lines: back(held, { 'stock/mug': 3 }) })
  const done = await giveBack(held, { lines: back(held, { 'stock/rice': 1 }), fee: true })
  expect(done).toMatchObject({ refund: 0, refundedBefore: 22_500, isLast: true })
})

test('an order that is not paid, over or being refunded gives nothing back', async () => {
  const ready = await given()
  const lines = back(ready, { 'stock/mug': 1 })
  expect(await told(giveBack(ready, { lines }))).toBe('not-paid-yet')
  await cancel(engine, ready)
  expect(await told(giveBack(ready, { lines }))).toBe('order-over')
  const held = await paid(5_000)
  await plant(engine, held, { operation: 'cancel', fault: 'reset-before' })
  await giveBack(held, { lines: back(held, { 'stock/mug': 1 }) })
  const again = { lines: back(held, { 'stock/mug': 1 }) }
  expect(await told(giveBack(held, again))).toBe('payment-in-progress')
  expect(await told(cancel(engine, held))).toBe('payment-in-progress')
  await engine.advance(30)
  await tick(engine)
  expect(await told(giveBack(held, again))).toBe('given back')
})

test('the last units are given back once, whichever of two processes comes first', async () => {
  const processes = [0, 1].map(() =>
    onDatabase(engine, connect(engine.databaseUrl, { connections: 8 })),
  )
  const held = await Promise.all(
    Array.from({ length: 8 }, (_, at) => (at % 2 ? paid(5_000) : paidByWallet())),
  )
  const answers = await Promise.all(
    held.map((one) =>
      Promise.all(
        processes.map((process) =>
          told(giveBack(one, { lines: back(one, { 'stock/mug': 3 }) }, process)),
        ),
      ),
    ),
  )
  for (const both of answers) {
    expect(both.filter((answer) => answer === 'given back')).toHaveLength(1)
    expect(['line-missing', 'payment-in-progress']).toEqual(
      expect.arrayContaining(both.filter((answer) => answer !== 'given back')),
    )
  }
  await Promise.all(processes.map(({ database }) => database.close()))
  for (const one of held)
    expect((await refundsOf(one)).reduce((sum, { amount }) => sum + amount, 0)).toBe(29_000)
})

test.each(['toss', 'portone-v1', 'portone-v2'])(
  '%s refunds a part that is tax-free, and one that is not',
  async (gateway) => {
    const held = await given()
    await pay(engine, held, { gateway })
    await giveBack(held, { lines: back(held, { 'stock/mug': 1 }) })
    await giveBack(held, { lines: back(held, { 'stock/mug': 2 }), fee: true })
    await giveBack(held, { lines: back(held, { 'stock/rice': 1 }) })
    expect(await refundsOf(held)).toEqual([
      { gateway, amount: 9_666, taxFree: 0 },
      { gateway, amount: 22_334, taxFree: 0 },
      { gateway, amount: 19_500, taxFree: 19_500 },
    ])
  },
)

const carts = fc.sample(
  fc.record({
    lines: fc.array(
      fc.record({
        quantity: fc.integer({ min: 1, max: 4 }),
        unitPrice: fc.integer({ min: 1, max: 49_999 }),
        share: fc.double({ min: 0, max: 0.99, noNaN: true }),
        taxFree: fc.boolean(),
      }),
      { minLength: 1, maxLength: 4 },
    ),
    fee: fc.constantFrom(0, 2_999, 3_000),
    feeAt: fc.nat(6),
    wallet: fc.constantFrom(0, 0.3, 0.9, 1),
    picks: fc.array(fc.nat(23), { minLength: 20, maxLength: 20 }),
  }),
  { numRuns: 16, seed: 7 },
)

test.each(carts)('steps in any order add up to what was paid (%#)', async (cart) => {
  const lines = cart.lines.map(({ share, ...line }, at) => ({
    ...line,
    key: `stock/${at}`,
    discount: Math.floor(line.quantity * line.unitPrice * share),
  }))
  const held = await given([...lines, coupon], cart.fee)
  const { amount } = held.order
  if (cart.wallet === 1) await start(engine, held, { gateway: 'wallet' })
  else await pay(engine, held, { wallet: Math.floor(amount * cart.wallet) })
  const left = new Map(lines.map(({ key, quantity }) => [key, quantity]))
  for (const [at, pick] of cart.picks.entries()) {
    const [key, units] = [...left].filter(([, some]) => some > 0)[pick % (left.size || 1)] ?? []
    if (!key || !units) continue
    const quantity = 1 + (pick % units)
    left.set(key, units - quantity)
    await giveBack(held, { lines: back(held, { [key]: quantity }), fee: at >= cart.feeAt })
  }
  for (const [key, units] of left)
    if (units > 0) await giveBack(held, { lines: back(held, { [key]: units }), fee: true })
  expect(await orderOf(held)).toMatchObject({ status: 'canceled' })
  const { kept } = await engine.database.one<{ kept: number }>(sql`
    select sum(kept)::bigint as kept from give_backs where order_id = ${held.order.id}
  `)
  const payments = await engine.database.rows<Record<string, number>>(sql`
    select p.approved, p.tax_free as "taxFree", sum(r.amount)::bigint as refunded,
           sum(r.tax_free)::bigint as "taxFreeBack"
      from payments p join refunds r on r.store_id = p.store_id and r.payment_id = p.id
     where p.order_id = ${held.order.id} and r.state = 'done' group by p.store_id, p.id
  `)
  const sum = (name: string) => payments.reduce((all, one) => all + (one[name] ?? 0), 0)
  expect(sum('refunded') + kept).toBe(amount)
  expect(sum('taxFreeBack')).toBe(
    lines.reduce(
      (all, { taxFree, quantity, unitPrice, discount }) =>
        taxFree ? all + quantity * unitPrice - discount : all,
      0,
    ),
  )
  for (const { key } of lines) expect(await takenOf(held, key)).toBe(0)
  expect(await takenOf(held, 'coupon/spring')).toBe(0)
})
