import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import { type TestEngine, testEngine } from '../../test/engine.ts'
import {
  comeBack,
  expectSound,
  givenHeld,
  ledgerOf,
  PRICE,
  pass,
  pay,
  press,
  standing,
  start,
} from '../../test/paying.ts'
import { sql } from '../postgres/sql.ts'
import { returnPayment } from './approve.ts'
import { callGateway } from './call-gateway.ts'

let engine: TestEngine
beforeAll(async () => {
  engine = await testEngine()
})
afterEach(() => expectSound(engine))
afterAll(() => engine.close())

test('a buyer who pays has a paid order, its place, and a numbered history', async () => {
  const held = await givenHeld(engine)
  const payment = await pay(engine, held)

  expect(payment).toMatchObject({
    state: 'fulfilled',
    approved: PRICE,
    refunded: 0,
    method: 'money',
  })
  expect(await standing(engine, held)).toMatchObject({
    status: 'paid',
    line: 'sold',
    remaining: 0,
    pinned: false,
  })
  expect((await ledgerOf(engine, held)).sums).toMatchObject({ approvals: 1, held: PRICE })
  const events = await engine.database.rows<{ seq: number; state: string; amount: number }>(sql`
    select seq, state, amount from payment_events where payment_id = ${payment.id} order by seq
  `)
  expect(events).toEqual([
    { seq: 1, state: 'preparing', amount: 0 },
    { seq: 2, state: 'ready', amount: 0 },
    { seq: 3, state: 'authenticated', amount: 0 },
    { seq: 4, state: 'approving', amount: 0 },
    { seq: 5, state: 'fulfilled', amount: PRICE },
  ])
})

test('five returns, in sequence and concurrently, capture once', async () => {
  const held = await givenHeld(engine)
  const back = await press(await start(engine, held), 'pay')
  await Promise.all(Array.from({ length: 5 }, () => returnPayment(engine, back)))
  for (let time = 0; time < 5; time++)
    expect(await returnPayment(engine, back)).toMatchObject({ state: 'fulfilled' })
  expect((await ledgerOf(engine, held)).sums).toMatchObject({ approvals: 1, held: PRICE })
})

test.each([
  ['quit', 'quit'],
  ['fail', 'declined'],
] as const)('after %s the hold stays, and the next attempt pays: %s', async (button, state) => {
  const held = await givenHeld(engine)
  const left = await returnPayment(engine, await press(await start(engine, held), button))
  expect(left.state).toBe(state)
  expect(await standing(engine, held)).toMatchObject({ status: 'ready', line: 'held' })

  expect(await pay(engine, held)).toMatchObject({ state: 'fulfilled', attempt: 2 })
  expect(await standing(engine, held)).toMatchObject({
    status: 'paid',
    attempts: [state, 'fulfilled'],
  })
})

test('after the quit address the window that is still open captures nothing, and the next one pays', async () => {
  const held = await givenHeld(engine)
  const view = await start(engine, held)
  expect((await comeBack(engine, held, view, 'quit')).state).toBe('quit')
  expect((await returnPayment(engine, await press(view, 'pay'))).state).toBe('quit')
  expect((await ledgerOf(engine, held)).sums).toMatchObject({ approvals: 0 })
  expect(await pay(engine, held)).toMatchObject({ state: 'fulfilled' })
})

test('an open session is reused, with the address for the device', async () => {
  const held = await givenHeld(engine)
  const first = await start(engine, held)
  const again = await start(engine, held, { device: 'mobile' })
  expect(again.id).toBe(first.id)
  expect(again.redirectUrl).not.toBe(first.redirectUrl)
  expect((await ledgerOf(engine, held)).payments).toHaveLength(1)
})

test('a session about to expire is replaced, and the old window captures nothing', async () => {
  const held = await givenHeld(engine)
  await engine.database.run(
    sql`update orders set expires_at = expires_at + interval '1 hour' where id = ${held.order.id}`,
  )
  const first = await start(engine, held)
  const old = await press(first, 'pay')
  await pass(engine, 860)
  const second = await start(engine, held)
  expect(second.id).not.toBe(first.id)
  expect((await returnPayment(engine, old)).state).toBe('expired')
  expect(await returnPayment(engine, await press(second, 'pay'))).toMatchObject({
    state: 'fulfilled',
  })
  expect((await ledgerOf(engine, held)).sums.held).toBe(PRICE)
})

test('ten concurrent clicks make one session; the others get payment-in-progress', async () => {
  const held = await givenHeld(engine)
  const clicks = await Promise.allSettled(Array.from({ length: 10 }, () => start(engine, held)))
  const types = clicks.flatMap((click) => (click.status === 'rejected' ? click.reason.type : []))
  expect(types.length).toBeLessThan(10)
  expect(types.filter((type) => type !== 'payment-in-progress')).toEqual([])
  expect((await ledgerOf(engine, held)).payments).toHaveLength(1)
})

test('an abandoned window captures nothing, and ends with its session', async () => {
  const held = await givenHeld(engine)
  await press(await start(engine, held), 'pay')
  await pass(engine, 960)
  expect(await standing(engine, held)).toMatchObject({
    status: 'failed',
    line: 'released',
    remaining: 1,
    attempts: ['expired'],
  })
  expect((await ledgerOf(engine, held)).sums.approvals).toBe(0)
})

test.each([
  ['to the second before it is tidied up', false],
  ['after it is tidied up', true],
])('an order that expired while the window was open is not captured, %s', async (_, tidied) => {
  const held = await givenHeld(engine)
  const back = await press(await start(engine, held), 'pay')
  await engine.advance(600)
  if (tidied) await pass(engine, 20)
  expect(await returnPayment(engine, back)).toMatchObject({
    state: 'expired',
    reason: 'order-expired',
  })
  expect((await ledgerOf(engine, held)).sums.approvals).toBe(0)
  await expect(start(engine, held)).rejects.toMatchObject({ type: 'order-expired' })
})

test('a paid order is not paid again', async () => {
  const held = await givenHeld(engine)
  await pay(engine, held)
  await expect(start(engine, held)).rejects.toMatchObject({ type: 'order-over' })
})

test('another’s order and an unknown gateway are missing', async () => {
  const held = await givenHeld(engine)
  const other = { ...held, buyerId: engine.newId<'Account'>() }
  await expect(start(engine, other)).rejects.toMatchObject({ type: 'not-yours' })
  await expect(start(engine, held, { gateway: 'barter' })).rejects.toMatchObject({
    type: 'gateway-missing',
  })
})

test('a gateway is never called inside a transaction', async () => {
  let called = false
  const call = () =>
    callGateway(engine, 'kakaopay', async () => {
      called = true
    })
  await expect(engine.database.transaction(call)).rejects.toThrow(
    'kakaopay was called inside a transaction',
  )
  expect(called).toBe(false)
  await call()
  expect(called).toBe(true)
})
