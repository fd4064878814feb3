import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { expectCleanAudit } from '../../test/audited.ts'
import { type TestEngine, testEngine } from '../../test/engine.ts'
import { cancel, givenBuyer, type Held, pass, pay } from '../../test/paying.ts'
import { type Engine, makeEngine } from '../engine.ts'
import { frontDoors } from '../front-doors/index.ts'
import type { Id } from '../kernel/id.ts'
import type { Order } from '../orders/rules.ts'
import { connect, type Database } from '../postgres/database.ts'
import { chargeIn, openCharge, PLATFORM_STORE } from './charge.ts'
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

test('a refund that filled the wallet meanwhile is reported before the gateway is called', async () => {
  const buyerId = await givenBuyer(engine)
  const held = await open(buyerId, 1_900_000)
  await engine.database.transaction((tx) =>
    chargeIn(tx, {
      accountId: buyerId,
      amount: 200_000,
      currency: 'KRW',
      gateway: 'kakaopay',
      storeId: PLATFORM_STORE,
      orderId: engine.newId(),
      paymentId: engine.newId(),
      operationKey: `given:${engine.newId()}`,
    }),
  )
  await expect(pay(engine, held)).rejects.toMatchObject({
    type: 'wallet-full',
    facts: { most: 2_000_000, room: 1_800_000 },
  })
  expect(await walletOf(engine, buyerId)).toEqual([200_000, 0, 0])
})
