import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import { givenStore, type TestEngine, testEngine } from '../../test/engine.ts'
import {
  cancel,
  charge,
  comeBack,
  expectSound,
  givenHeld,
  ledgerOf,
  PRICE,
  pass,
  pay,
  plant,
  press,
  standing,
  start,
} from '../../test/paying.ts'
import { sql } from '../postgres/sql.ts'
import { returnPayment } from './approve.ts'
import { reconcile } from './reconcile.ts'

// Captures without our approval: by a gateway that charges by itself, or by an operator at its console.

let engine: TestEngine
beforeAll(async () => {
  engine = await testEngine()
})
afterEach(() => expectSound(engine))
afterAll(() => engine.close())

/** The buyer authenticated in the window and did not return. */
async function givenCharged(told: Parameters<typeof givenHeld>[1] = {}) {
  const held = await givenHeld(engine, told)
  const view = await start(engine, held)
  const back = await press(view, 'pay')
  await charge(engine, held, back)
  return { held, view, back }
}

/** The gateway captured the money but replied that it did not. */
async function givenDeniedCharge() {
  const held = await givenHeld(engine)
  const view = await start(engine, held)
  await plant(engine, held, { operation: 'approve', fault: 'code-after', code: -704 })
  const payment = await returnPayment(engine, await press(view, 'pay'))
  expect(payment).toMatchObject({ state: 'declined' })
  return { held, view }
}

test('the place was sold to another buyer: a full refund, decided when found', async () => {
  const { held, view } = await givenCharged()
  await engine.advance(600)
  const next = await givenHeld(engine, { storeId: held.storeId })
  await pay(engine, next)
  await pass(engine, 340)

  expect(await standing(engine, held)).toMatchObject({
    status: 'failed',
    line: 'released',
    attempts: ['refunded'],
    reasons: ['paid-too-late'],
  })
  expect(await standing(engine, next)).toMatchObject({ status: 'paid', remaining: 0 })
  expect((await ledgerOf(engine, held)).sums).toMatchObject({ approvals: 1, held: 0 })
  const found = await engine.database.rows<{ state: string; amount: number; moment: number }>(sql`
    select state, amount, dense_rank() over (order by at)::integer as moment
      from payment_events
     where payment_id = ${view.id} and state in ('late-approved', 'refunding', 'refunded')
     order by seq
  `)
  expect(found).toEqual([
    { state: 'late-approved', amount: PRICE, moment: 1 },
    { state: 'refunding', amount: 0, moment: 1 },
    { state: 'refunded', amount: -PRICE, moment: 2 },
  ])
})

test('the refund of a late payment survives a silent gateway', async () => {
  const { held } = await givenCharged()
  await plant(engine, held, { operation: 'cancel', fault: 'reset-after' })
  await engine.advance(600)
  await givenHeld(engine, { storeId: held.storeId })
  await pass(engine, 400)
  expect(await standing(engine, held)).toMatchObject({ attempts: ['refunded'] })
  expect((await ledgerOf(engine, held)).sums).toMatchObject({ refunds: 1, held: 0 })
})

test('the place is free: it is reclaimed, and the order is paid', async () => {
  const { held } = await givenCharged()
  await pass(engine, 620)
  expect(await standing(engine, held)).toMatchObject({ status: 'failed', remaining: 1 })
  await pass(engine, 340)
  expect(await standing(engine, held)).toMatchObject({
    status: 'paid',
    line: 'sold',
    remaining: 0,
    attempts: ['fulfilled'],
  })
})

test('an expired order that is still ready in the database keeps its place, and is paid', async () => {
  const { held, view } = await givenCharged()
  await engine.advance(610)
  expect(await comeBack(engine, held, view, 'quit')).toMatchObject({ state: 'fulfilled' })
  expect(await standing(engine, held)).toMatchObject({ status: 'paid', line: 'sold', remaining: 0 })
})

test('a capture found while the order is alive pays it, whatever the return address says', async () => {
  const { held, view } = await givenCharged()
  expect(await comeBack(engine, held, view, 'fail')).toMatchObject({ state: 'fulfilled' })
  expect(await standing(engine, held)).toMatchObject({ status: 'paid', line: 'sold' })
})

test('a capture found by our own approval is not made twice', async () => {
  const { held, back } = await givenCharged()
  expect(await returnPayment(engine, back)).toMatchObject({ state: 'fulfilled' })
  expect((await ledgerOf(engine, held)).sums).toMatchObject({ approvals: 1, held: PRICE })
})

test('found paid after a decline: the live order is paid', async () => {
  const { held, view } = await givenDeniedCharge()
  expect(await comeBack(engine, held, view, 'fail')).toMatchObject({ state: 'fulfilled' })
  expect(await standing(engine, held)).toMatchObject({ status: 'paid', attempts: ['fulfilled'] })
})

test('found paid while another attempt is open: refunded, and the other one pays', async () => {
  const { held, view } = await givenDeniedCharge()
  const second = await start(engine, held)
  expect(await comeBack(engine, held, view, 'fail')).toMatchObject({ state: 'refunded' })
  expect(await returnPayment(engine, await press(second, 'pay'))).toMatchObject({
    state: 'fulfilled',
  })
  expect((await ledgerOf(engine, held)).sums).toMatchObject({ approvals: 2, held: PRICE })
})

test('found paid after the order expired with another attempt open: refunded', async () => {
  const { held, view } = await givenDeniedCharge()
  await start(engine, held)
  await pass(engine, 620)
  expect(await comeBack(engine, held, view, 'fail')).toMatchObject({ state: 'refunded' })
  expect(await standing(engine, held)).toMatchObject({ status: 'failed', remaining: 1 })
})

test('found paid after another attempt paid: refunded', async () => {
  const { held, view } = await givenDeniedCharge()
  await pay(engine, held)
  expect(await comeBack(engine, held, view, 'fail')).toMatchObject({ state: 'refunded' })
  expect(await standing(engine, held)).toMatchObject({
    status: 'paid',
    attempts: ['refunded', 'fulfilled'],
  })
})

test('found paid after the buyer canceled: refunded', async () => {
  const { held, view } = await givenCharged()
  await cancel(engine, held)
  expect(await comeBack(engine, held, view, 'quit')).toMatchObject({ state: 'refunded' })
  expect(await standing(engine, held)).toMatchObject({ status: 'canceled', remaining: 1 })
})

test('concurrent look-ups of a late payment refund it once', async () => {
  const { held, view } = await givenCharged()
  await engine.advance(600)
  await givenHeld(engine, { storeId: held.storeId })
  await Promise.all([1, 2, 3, 4].map(() => comeBack(engine, held, view, 'quit')))
  await pass(engine, 60)
  expect(await standing(engine, held)).toMatchObject({ attempts: ['refunded'] })
  expect((await ledgerOf(engine, held)).sums).toMatchObject({ refunds: 1, held: 0 })
})

test('a stale tab does not unpin the attempt being settled', async () => {
  const held = await givenHeld(engine, { storeId: await givenStore(engine) })
  const old = await start(engine, held)
  await returnPayment(engine, await press(old, 'quit'))
  await plant(engine, held, { operation: 'approve', fault: 'reset-after' })
  await plant(engine, held, { operation: 'order', fault: 'reset-before' })
  expect(await pay(engine, held)).toMatchObject({ state: 'approve-unknown' })

  expect(await comeBack(engine, held, old, 'quit')).toMatchObject({ state: 'quit' })
  expect(await standing(engine, held)).toMatchObject({ status: 'ready', pinned: true })
  await pass(engine, 60)
  expect(await standing(engine, held)).toMatchObject({ status: 'paid' })
})

test('a stale tab does not mistake our refund for a foreign one', async () => {
  const held = await givenHeld(engine)
  const view = await start(engine, held)
  await returnPayment(engine, await press(view, 'pay'))
  await plant(engine, held, { operation: 'cancel', fault: 'reset-after' })
  await cancel(engine, held)
  expect(await comeBack(engine, held, view, 'quit')).toMatchObject({ state: 'refunded' })
})

test('look-ups of an ended attempt stop', async () => {
  const held = await givenHeld(engine)
  const view = await start(engine, held)
  await cancel(engine, held)
  expect(await comeBack(engine, held, view, 'quit')).toMatchObject({ state: 'expired' })
  await pass(engine, 1_000)
  await engine.advance(40)
  expect(await reconcile(engine)).toBe(0)
})
