import { afterAll, beforeAll, expect, test } from 'vitest'
import { expectCleanAudit } from '../../test/audited.ts'
import { type TestEngine, testEngine } from '../../test/engine.ts'
import { cancel } from '../../test/paying.ts'
import type { Id } from '../kernel/id.ts'
import { later } from '../kernel/time.ts'
import { claim } from '../orders/claim.ts'
import { expireOrders } from '../orders/expire.ts'
import { payOrder } from '../orders/pay.ts'
import type { Order } from '../orders/rules.ts'
import { placeId } from '../places/place-id.ts'
import { sql } from '../postgres/sql.ts'
import { countInside } from './call-queries.ts'
import {
  givenRoom,
  joinMany,
  leaveStore,
  tickAll,
  tryToEnter,
  type Waiting,
} from './room.fixture.ts'

// Passes and the orders behind them, without HTTP: what the transactions themselves decide.

let engine: TestEngine
beforeAll(async () => {
  engine = await testEngine()
})
afterAll(async () => {
  while ((await expireOrders(engine)) > 0);
  await engine.database.run(sql`delete from outbox`)
  await expectCleanAudit(engine)
  await engine.close()
})

/** People who were admitted to a store with a room. */
async function givenInside(count: number, more: object = {}) {
  const storeId = await givenRoom(engine, { opensIn: 1, ratePerMinute: 6_000, ...more })
  const joined = await joinMany(engine, storeId, count)
  await tickAll(engine, storeId, { seconds: 2, present: joined })
  for (const one of joined) await tryToEnter(engine, storeId, one)
  return { storeId, joined }
}

const take = async (
  storeId: Id<'Store'>,
  buyerId: Id<'Account'>,
  key: string,
  holdSeconds = 600,
): Promise<Order> => {
  const place = { id: placeId(storeId, key), key, capacity: 1, startsAt: null }
  const lines = [{ place, quantity: 1, unitPrice: 0 }]
  const { order } = await claim(engine, { storeId, buyerId, title: key, holdSeconds, lines })
  return order as Order
}

const pay = (order: Order) => engine.database.transaction((tx) => payOrder(tx, order))
const isInside = async (storeId: Id<'Store'>, one: Waiting) =>
  (await tryToEnter(engine, storeId, one)) === 'admitted'

test('a claim without a pass, or with one that is over, is refused in its transaction', async () => {
  const { storeId, joined } = await givenInside(1, { browseSeconds: 30 })
  const [inside] = joined as [Waiting]
  const [outside] = (await joinMany(engine, storeId, 1)) as [Waiting]
  await expect(take(storeId, outside.accountId, 'A')).rejects.toMatchObject({
    type: 'waiting-pass-needed',
  })
  expect((await take(storeId, inside.accountId, 'A')).status).toBe('ready')
  await engine.advance(31)
  await expect(take(storeId, inside.accountId, 'B')).rejects.toMatchObject({
    type: 'waiting-pass-ended',
    facts: { ended: 'expired' },
  })
})

test('who pays one of two orders stays inside, to pay the other; then the pass ends', async () => {
  const { storeId, joined } = await givenInside(1)
  const [one] = joined as [Waiting]
  const [first, second] = [
    await take(storeId, one.accountId, 'A'),
    await take(storeId, one.accountId, 'B'),
  ]
  await pay(first)
  expect(await isInside(storeId, one)).toBe(true)
  await leaveStore(engine, storeId, one.accountId) // what is held keeps the pass
  expect(await isInside(storeId, one)).toBe(true)
  await pay(second)
  expect(await tryToEnter(engine, storeId, one)).toBe('waiting-pass-ended')
})

test('nobody is called in the stead of a pass until no claim under it can be on its way', async () => {
  const { storeId, joined } = await givenInside(1, { capacity: 1, browseSeconds: 30 })
  const [inside] = joined as [Waiting]
  const next = await joinMany(engine, storeId, 1)
  const ticked = (seconds: number) => tickAll(engine, storeId, { seconds, present: next })
  expect(await ticked(29)).toBe(0)
  expect(await ticked(5)).toBe(0) // over, and within the grace
  expect(await isInside(storeId, inside)).toBe(false)
  expect(await ticked(15)).toBe(1)
})

test('a tick counts who left after its instant as inside, as the log of calls and passes tells it', async () => {
  const { storeId, joined } = await givenInside(2)
  const [one] = joined as [Waiting]
  await leaveStore(engine, storeId, one.accountId)
  const { id, endedAt } = await engine.database.one<{ id: string; endedAt: Date }>(sql`
    select room_id as id, ended_at as "endedAt" from waiting_passes
     where store_id = ${storeId} and ended = 'left'
  `)
  const insideAt = async (now: Date) =>
    (await countInside(engine.database, { storeId, id }, now)).inside
  expect(await insideAt(later(endedAt, -1))).toBe(2)
  expect(await insideAt(endedAt)).toBe(1)
})

test('a payment is rolled back with the end of its pass', async () => {
  const { storeId, joined } = await givenInside(1)
  const [one] = joined as [Waiting]
  const order = await take(storeId, one.accountId, 'A')
  const failing = engine.database.transaction(async (tx) => {
    await payOrder(tx, order)
    throw new Error('the server died')
  })
  await expect(failing).rejects.toThrow('the server died')
  expect(await isInside(storeId, one)).toBe(true)
})

test('a room that is closed lets everybody claim', async () => {
  const { storeId } = await givenInside(0)
  await engine.database.run(sql`update waiting_rooms set closed_at = now()`)
  expect((await take(storeId, engine.newId(), 'A')).status).toBe('ready')
  await engine.database.run(sql`update order_lines set buyer_id = null`)
  await engine.database.run(sql`update orders set buyer_id = null`)
})

test('somebody who canceled what they held and leaves is outside at once', async () => {
  const { storeId, joined } = await givenInside(1)
  const [one] = joined as [Waiting]
  const order = await take(storeId, one.accountId, 'A')
  await cancel(engine, { storeId, buyerId: one.accountId, order })
  await leaveStore(engine, storeId, one.accountId)
  expect(await tryToEnter(engine, storeId, one)).toBe('waiting-pass-ended')
})

test('what is claimed while its buyer leaves can be paid', async () => {
  const { storeId, joined } = await givenInside(12)
  await Promise.all(
    joined.map(async (one, at) => {
      const [claimed] = await Promise.allSettled([
        take(storeId, one.accountId, `seat ${at}`),
        leaveStore(engine, storeId, one.accountId),
      ])
      const isIn = await isInside(storeId, one)
      expect(isIn).toBe(claimed.status === 'fulfilled')
    }),
  )
})
