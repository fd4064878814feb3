import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { type TestEngine, testEngine } from '../../test/engine.ts'
import {
  cancel,
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
import type { Fault } from '../gateways/sandbox/faults.ts'
import { returnPayment } from './approve.ts'

/** Long enough for every honest answer of the sandbox, also on a busy machine. */
const timeoutMs = 1_000

let engine: TestEngine
beforeAll(async () => {
  engine = await testEngine({ timeoutMs })
})
afterEach(() => expectSound(engine))
afterAll(() => engine.close())

const faults: readonly Pick<Fault, 'fault' | 'code' | 'delayMs' | 'extras'>[] = [
  { fault: 'reset-before' },
  { fault: 'reset-after' },
  { fault: 'status-500-after' },
  { fault: 'html-502-after' },
  { fault: 'truncated-after' },
  { fault: 'empty-after' },
  { fault: 'slow', delayMs: timeoutMs + 300 },
  { fault: 'code', code: -702 },
  { fault: 'code', code: -780, extras: { method_result_code: 'USER_LOCKED' } },
  { fault: 'code', code: -785 },
  { fault: 'code-after', code: -780 },
  { fault: 'code-after', code: -500 },
]
const named = faults.map((fault) => ({ ...fault, name: `${fault.fault} ${fault.code ?? ''}` }))

describe.each(named)('$name', ({ name: _, ...fault }) => {
  test('at ready: the buyer is told, and the same key opens a session', async () => {
    const held = await givenHeld(engine)
    await plant(engine, held, { operation: 'ready', ...fault })
    await expect(start(engine, held, { key: 'k' })).rejects.toMatchObject({
      type: 'gateway-unavailable',
    })
    const back = await press(await start(engine, held, { key: 'k' }), 'pay')
    expect(await returnPayment(engine, back)).toMatchObject({ state: 'fulfilled' })
    expect((await ledgerOf(engine, held)).sums).toMatchObject({ approvals: 1, held: PRICE })
  })

  test('at approve: paid once, at the latest after a look', async () => {
    const held = await givenHeld(engine)
    await plant(engine, held, { operation: 'approve', ...fault })
    await pay(engine, held)
    await pass(engine, 60)
    expect(await standing(engine, held)).toMatchObject({
      status: 'paid',
      line: 'sold',
      pinned: false,
      attempts: ['fulfilled'],
    })
    expect((await ledgerOf(engine, held)).sums).toMatchObject({ approvals: 1, held: PRICE })
  })

  test('at the look after an approve whose answer was lost: paid once', async () => {
    const held = await givenHeld(engine)
    await plant(engine, held, { operation: 'approve', fault: 'reset-after' })
    await plant(engine, held, { operation: 'order', ...fault })
    expect((await pay(engine, held)).state).toBe('approve-unknown')
    expect(await standing(engine, held)).toMatchObject({ status: 'ready', pinned: true })
    await pass(engine, 60)
    expect(await standing(engine, held)).toMatchObject({ status: 'paid', attempts: ['fulfilled'] })
    expect((await ledgerOf(engine, held)).sums).toMatchObject({ approvals: 1, held: PRICE })
  })

  test('at cancel: given back once', async () => {
    const held = await givenHeld(engine)
    await pay(engine, held)
    await plant(engine, held, { operation: 'cancel', ...fault })
    await cancel(engine, held)
    expect(await standing(engine, held)).toMatchObject({ status: 'canceled', remaining: 1 })
    await pass(engine, 60)
    expect(await standing(engine, held)).toMatchObject({ attempts: ['refunded'] })
    expect((await ledgerOf(engine, held)).sums).toMatchObject({ cancels: 1, held: 0 })
  })
})

test('an approval that fails for good charges nothing, and the next attempt pays', async () => {
  const held = await givenHeld(engine)
  await plant(engine, held, { operation: 'approve', fault: 'fail' })
  expect(await pay(engine, held)).toMatchObject({ state: 'declined' })
  expect(await standing(engine, held)).toMatchObject({ status: 'ready', pinned: false })
  expect(await pay(engine, held)).toMatchObject({ state: 'fulfilled' })
})

test('a session that ends between coming back and approve charges nothing', async () => {
  const held = await givenHeld(engine)
  await plant(engine, held, { operation: 'approve', fault: 'code', code: -723 })
  expect(await pay(engine, held)).toMatchObject({ state: 'expired', reason: 'session' })
  expect(await standing(engine, held)).toMatchObject({ status: 'ready', pinned: false })
})

test('an approve that is lost again and again is paid once, and nothing expires meanwhile', async () => {
  const held = await givenHeld(engine)
  for (let time = 0; time < 4; time++)
    await plant(engine, held, { operation: 'approve', fault: 'reset-before' })
  await pay(engine, held)
  await pass(engine, 700)
  expect(await standing(engine, held)).toMatchObject({ status: 'paid', attempts: ['fulfilled'] })
  expect((await ledgerOf(engine, held)).sums).toMatchObject({ approvals: 1, held: PRICE })
})

test('an outage of the whole gateway that outlasts the session ends without a charge', async () => {
  const held = await givenHeld(engine)
  await plant(engine, held, { operation: 'approve', fault: 'reset-before' })
  for (let look = 0; look < 6; look++)
    await plant(engine, held, { operation: 'order', fault: 'reset-before' })
  await pay(engine, held)
  await pass(engine, 1_200)
  expect(await standing(engine, held)).toMatchObject({ status: 'ready', pinned: true })
  await pass(engine, 4_200)
  expect(await standing(engine, held)).toMatchObject({
    status: 'failed',
    remaining: 1,
    attempts: ['expired'],
  })
  expect((await ledgerOf(engine, held)).sums.approvals).toBe(0)
})

test('the return is repeated while its answer is lost: still one charge', async () => {
  const held = await givenHeld(engine)
  const back = await press(await start(engine, held), 'pay')
  await plant(engine, held, { operation: 'approve', fault: 'reset-after' })
  await plant(engine, held, { operation: 'order', fault: 'reset-before' })
  await Promise.all([1, 2, 3, 4, 5].map(() => returnPayment(engine, back)))
  await pass(engine, 60)
  expect(await returnPayment(engine, back)).toMatchObject({ state: 'fulfilled' })
  expect((await ledgerOf(engine, held)).sums).toMatchObject({ approvals: 1, held: PRICE })
})
