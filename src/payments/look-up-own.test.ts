import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import { type TestEngine, testEngine } from '../../test/engine.ts'
import { charge, expectSound, givenHeld, press, standing, start } from '../../test/paying.ts'
import { lookUpOwn } from './look-up-own.ts'

let engine: TestEngine
beforeAll(async () => {
  engine = await testEngine()
})
afterEach(() => expectSound(engine))
afterAll(() => engine.close())

test('a payment that was made in a window that never returned is found as soon as it is looked up', async () => {
  const held = await givenHeld(engine)
  const view = await start(engine, held)
  await charge(engine, held, await press(view, 'pay'))
  const looked = await lookUpOwn(engine, { buyerId: held.buyerId, paymentId: view.id })
  expect(looked).toMatchObject({ state: 'fulfilled' })
  expect(await standing(engine, held)).toMatchObject({ status: 'paid', line: 'sold' })
})

test('a window that was only closed leaves the attempt open, however often it is looked up', async () => {
  const held = await givenHeld(engine)
  const { id: paymentId } = await start(engine, held)
  const ask = { buyerId: held.buyerId, paymentId }
  let checks = 0
  for (let time = 0; time < 12; time++) {
    const looked = await lookUpOwn(engine, ask)
    expect(looked.state).toBe('ready')
    checks = looked.checks
  }
  expect(checks).toBe(10) // then the schedule and webhooks find it
})

test('a payment of somebody else is not looked up', async () => {
  const [held, other] = [await givenHeld(engine), await givenHeld(engine)]
  const { id: paymentId } = await start(engine, held)
  await expect(lookUpOwn(engine, { buyerId: other.buyerId, paymentId })).rejects.toMatchObject({
    type: 'payment-missing',
  })
})
