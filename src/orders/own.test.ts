import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { givenStore, type TestEngine, testEngine } from '../../test/engine.ts'
import { placeId } from '../places/place-id.ts'
import { claim } from './claim.ts'
import { findOwnOrder } from './own.ts'
import type { Order } from './rules.ts'

let engine: TestEngine
beforeAll(async () => {
  engine = await testEngine()
})
afterAll(() => engine.close())

async function givenOrder(): Promise<Order> {
  const storeId = await givenStore(engine)
  const place = { id: placeId(storeId, 'dinner'), key: 'dinner', capacity: 8, startsAt: null }
  const { order } = await claim(engine, {
    storeId,
    buyerId: engine.newId<'Account'>(),
    title: '저녁',
    holdSeconds: 600,
    lines: [{ place, quantity: 2, unitPrice: 12_500 }],
  })
  return order as Order
}

const find = (door: TestEngine, order: Order, buyerId = order.buyerId ?? '') =>
  findOwnOrder(door, { buyerId, orderId: order.id })

test('an order is found by its buyer, in the process that claimed it and in any other', async () => {
  const order = await givenOrder()
  const expected = { storeId: order.storeId, amount: 25_000 }
  expect(await find(engine, order)).toMatchObject(expected)
  expect(await find({ ...engine }, order)).toMatchObject(expected)
})

test('the process that claimed it answers from its cache; another queries', async () => {
  const order = await givenOrder()
  const asked = vi.spyOn(engine.database, 'rows')
  await find(engine, order)
  expect(asked).toHaveBeenCalledTimes(0)
  await find({ ...engine }, order)
  expect(asked).toHaveBeenCalledTimes(1)
  asked.mockRestore()
})

test('another’s order is refused, whoever has claimed it here', async () => {
  const order = await givenOrder()
  await expect(find(engine, order, engine.newId())).rejects.toMatchObject({ type: 'not-yours' })
})
