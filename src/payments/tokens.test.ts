import { setTimeout as sleep } from 'node:timers/promises'
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import { type TestEngine, testEngine } from '../../test/engine.ts'
import {
  expectSound,
  givenHeld,
  ledgerOf,
  PRICE,
  pass,
  press,
  standing,
  start,
  tick,
  wired,
} from '../../test/paying.ts'
import { returnPayment } from './approve.ts'

let engine: TestEngine
beforeAll(async () => {
  engine = await testEngine()
})
afterEach(() => expectSound(engine))
afterAll(() => engine.close())

test('a reused key replays the answer, even after the payment changed', async () => {
  const held = await givenHeld(engine)
  const first = await start(engine, held, { key: 'k' })
  await returnPayment(engine, await press(first, 'pay'))
  expect(await start(engine, held, { key: 'k' })).toEqual(first)
  expect((await ledgerOf(engine, held)).payments).toHaveLength(1)
})

test('a key reused with another body is refused', async () => {
  const held = await givenHeld(engine)
  await start(engine, held, { key: 'k' })
  await expect(start(engine, held, { key: 'k', device: 'mobile' })).rejects.toMatchObject({
    type: 'idempotency-key-reused',
  })
})

test('a key used twice concurrently makes one session', async () => {
  const held = await givenHeld(engine)
  const asked = await Promise.allSettled([1, 2, 3].map(() => start(engine, held, { key: 'k' })))
  const types = asked.flatMap((one) => (one.status === 'rejected' ? one.reason.type : []))
  expect(types.length).toBeLessThan(3)
  for (const type of types)
    expect(['payment-in-progress', 'idempotency-key-in-flight']).toContain(type)
  expect((await ledgerOf(engine, held)).payments).toHaveLength(1)
})

test('a key whose request crashed is in progress first, then usable again', async () => {
  const held = await givenHeld(engine)
  let called = false
  const dead = wired(engine, () => {
    called = true
    return new Promise(() => {})
  })
  void start(dead, held, { key: 'k' })
  while (!called) await sleep(5)
  await expect(start(engine, held, { key: 'k' })).rejects.toMatchObject({
    type: 'idempotency-key-in-flight',
  })
  await engine.advance(121)
  await tick(engine)
  const view = await start(engine, held, { key: 'k' })
  expect(await start(engine, held, { key: 'k' })).toEqual(view)
  expect(await standing(engine, held)).toMatchObject({ attempts: ['expired', 'ready'] })
  expect(await returnPayment(engine, await press(view, 'pay'))).toMatchObject({
    state: 'fulfilled',
  })
})

test('a reply after its attempt was replaced opens nothing', async () => {
  const held = await givenHeld(engine)
  const gate = Promise.withResolvers<void>()
  let called = false
  const slow = wired(engine, async (...call) => {
    called = true
    await gate.promise
    return fetch(...call)
  })
  const late = start(slow, held, { key: 'k' })
  while (!called) await sleep(5)
  await pass(engine, 20)
  const view = await start(engine, held)
  gate.resolve()
  await expect(late).rejects.toMatchObject({ type: 'payment-in-progress' })
  expect(await standing(engine, held)).toMatchObject({ attempts: ['expired', 'ready'] })
  expect(await start(engine, held, { key: 'k' })).toMatchObject({ id: view.id })
})

test('only the address signed for this payment and outcome is accepted', async () => {
  const [mine, other] = [await givenHeld(engine), await givenHeld(engine)]
  const [view, foreign] = [await start(engine, mine), await start(engine, other)]
  const back = await press(view, 'pay')
  const theirs = await press(foreign, 'pay')
  const { token, query } = back
  const forgeries = [
    { ...back, token: '' },
    { ...back, token: `${token.slice(0, -1)}${token.endsWith('A') ? 'B' : 'A'}` },
    { ...back, token: token.replace(/^[^.]*/, other.storeId) },
    { ...back, token: theirs.token },
    { ...back, query: { ...query, outcome: 'quit' } },
    { ...back, query: { ...query, outcome: '' } },
    { ...back, paymentId: foreign.id },
    { ...back, paymentId: engine.newId<'Payment'>() },
  ]
  for (const forged of forgeries)
    await expect(returnPayment(engine, forged)).rejects.toMatchObject({ type: 'return-forged' })
  expect(await standing(engine, mine)).toMatchObject({ attempts: ['ready'] })
})

test('another payment’s client token pays nothing', async () => {
  const [mine, other] = [await givenHeld(engine), await givenHeld(engine)]
  const back = await press(await start(engine, mine), 'pay')
  const theirs = await press(await start(engine, other), 'pay')
  const swapped = { ...back, query: theirs.query }
  expect(await returnPayment(engine, swapped)).toMatchObject({ state: 'declined' })
  expect((await ledgerOf(engine, mine)).sums.approvals).toBe(0)
  expect((await returnPayment(engine, theirs)).approved).toBe(PRICE)
})
