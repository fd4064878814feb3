import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { expectCleanAudit } from '../../test/audited.ts'
import { type TestEngine, testEngine } from '../../test/engine.ts'
import { untilWaiting } from '../../test/lock-waits.ts'
import {
  cancel,
  givenBuyer,
  givenHeld,
  type Held,
  ledgerOf,
  pass,
  pay,
  standing,
  tick,
  wired,
} from '../../test/paying.ts'
import { type Engine, makeEngine } from '../engine.ts'
import { frontDoors } from '../front-doors/index.ts'
import type { Id } from '../kernel/id.ts'
import type { Order } from '../orders/rules.ts'
import { readAttempts } from '../payments/queries.ts'
import type { Payment } from '../payments/rules.ts'
import { releasePart } from '../payments/wallet-part.ts'
import { connect, type Database } from '../postgres/database.ts'
import { sql } from '../postgres/sql.ts'
import { chargeIn, openCharge } from './charge.ts'
import { PLATFORM_STORE } from './charge-rules.ts'
import { expectBalanced, walletOf } from './wallet.fixture.ts'

// Charged balance and open charges together are limited to two million won.

let engine: TestEngine
/** Another process: no in-memory queue orders the two. */
let other: Engine
let database: Database
beforeAll(async () => {
  engine = await testEngine()
  database = connect(engine.databaseUrl)
  other = makeEngine({
    doors: frontDoors,
    database,
    publicUrl: 'http://localhost:4000',
    secret: 'a secret for tests',
    keyRing: engine.keyRing,
    gateways: [...engine.gateways.values()],
  })
})
afterAll(async () => {
  await expectCleanAudit(engine)
  await expectBalanced(engine)
  await database.close()
  await engine.close()
})

const open = async (
  buyerId: Id<'Account'>,
  amount: number,
  key: string = randomUUID(),
  on: Engine = engine,
): Promise<Held> => {
  const once = { scope: buyerId, key, fingerprint: `charge ${amount}` }
  const { order } = await openCharge(on, { buyerId, amount, once, answer: () => '{}' })
  return { storeId: PLATFORM_STORE, buyerId, order: order as Order }
}
const ended = (outcomes: readonly PromiseSettledResult<unknown>[]) =>
  outcomes.map((it) => (it.status === 'rejected' ? `${it.reason.type}` : 'open')).sort()

test.each([['one process'], ['two']])(
  'of six concurrent charges, in %s, one opens where the wallet has room for one',
  async (where) => {
    for (const round of [1, 2, 3]) {
      const buyerId = await givenBuyer(engine)
      await open(buyerId, 1_000) // while a wallet is created, its unique key orders the charges
      const amounts = [0, 1, 2, 3, 4, 5].map((at) => 1_100_000 + at + round)
      const outcomes = await Promise.allSettled(
        amounts.map((amount, at) =>
          open(buyerId, amount, randomUUID(), where === 'two' && at % 2 ? other : engine),
        ),
      )
      expect(ended(outcomes)).toEqual(['open', ...Array(5).fill('wallet-full')])
    }
  },
)

test('of two charges whose totals are read before either is written, one opens', async () => {
  const buyerId = await givenBuyer(engine)
  await open(buyerId, 1_000)
  let charges: Promise<PromiseSettledResult<unknown>[]> | undefined
  await engine.database.transaction(async (tx) => {
    await tx.run(sql`lock table orders in share mode`) // reads pass, writes wait
    charges = Promise.allSettled([
      open(buyerId, 1_100_000),
      open(buyerId, 1_200_000, randomUUID(), other),
    ])
    await untilWaiting(engine.database, 2)
  })
  expect(ended((await charges) ?? [])).toEqual(['open', 'wallet-full'])
})

test('the same amount again is the same order, and is counted once', async () => {
  const buyerId = await givenBuyer(engine)
  const opened = await Promise.all([0, 1, 2].map(() => open(buyerId, 1_500_000)))
  expect(new Set(opened.map(({ order }) => order.id)).size).toBe(1)
})

test('an expired or canceled charge no longer counts', async () => {
  const buyerId = await givenBuyer(engine)
  await open(buyerId, 2_000_000)
  await expect(open(buyerId, 1_000)).rejects.toMatchObject({
    type: 'wallet-full',
    facts: { most: 2_000_000, room: 0 },
  })
  await engine.advance(1800)
  const held = await open(buyerId, 1_999_000)
  await cancel(engine, held)
  await open(buyerId, 1_998_000)
  await pass(engine, 20)
})

const fill = (buyerId: Id<'Account'>, amount: number) =>
  engine.database.transaction((tx) =>
    chargeIn(tx, {
      accountId: buyerId,
      amount,
      currency: 'KRW',
      gateway: 'kakaopay',
      storeId: PLATFORM_STORE,
      orderId: engine.newId(),
      paymentId: engine.newId(),
      operationKey: `given:${engine.newId()}`,
    }),
  )

test('a refund that filled the wallet meanwhile is reported before the gateway is called', async () => {
  const buyerId = await givenBuyer(engine)
  const held = await open(buyerId, 1_900_000)
  await fill(buyerId, 200_000)
  await expect(pay(engine, held)).rejects.toMatchObject({
    type: 'wallet-full',
    facts: { most: 2_000_000, room: 1_800_000 },
  })
  expect(await walletOf(engine, buyerId)).toEqual([200_000, 0, 0])
})

test('a wallet filled during the capture: the charge is refunded, and its order ends', async () => {
  const buyerId = await givenBuyer(engine)
  const held = await open(buyerId, 1_900_000)
  const filling = wired(engine, async (...call) => {
    if (String(call[0]).includes('approve')) await fill(buyerId, 200_000)
    return fetch(...call)
  })
  await pay(filling, held)
  await pass(engine, 60)
  expect(await standing(engine, held)).toMatchObject({
    status: 'failed',
    line: 'released',
    pinned: false,
    attempts: ['refunded'],
  })
  expect((await ledgerOf(engine, held)).sums).toMatchObject({ approvals: 1, refunded: 1_900_000 })
  expect(await walletOf(engine, buyerId)).toEqual([200_000, 0, 0])
  await open(buyerId, 1_800_000) // it no longer counts
})

test('a wallet’s part that is gone: the gateway’s is refunded, and the booking can be paid again', async () => {
  const buyerId = await givenBuyer(engine)
  await fill(buyerId, 50_000)
  const held = await givenHeld(engine, { buyerId })
  const releasing = wired(engine, async (...call) => {
    if (String(call[0]).includes('approve'))
      await engine.database.transaction(async (tx) => {
        const [payment] = await readAttempts(tx, held.storeId, held.order.id)
        await releasePart(tx, payment as Payment)
      })
    return fetch(...call)
  })
  await pay(releasing, held, { wallet: 5_000 })
  await tick(engine)
  expect(await standing(engine, held)).toMatchObject({
    status: 'ready',
    pinned: false,
    attempts: ['expired', 'refunded'],
  })
  expect(await pay(engine, held)).toMatchObject({ state: 'fulfilled' })
})
