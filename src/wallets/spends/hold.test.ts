import fc from 'fast-check'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type TestEngine, testEngine } from '../../../test/engine.ts'
import { Problem } from '../../kernel/problem.ts'
import type { Order } from '../../orders/rules.ts'
import type { Tx } from '../../postgres/sql.ts'
import {
  expectBalanced,
  givenOrders,
  givenOwner,
  PRICE,
  walletIdOf,
  walletOf,
  worthOf,
} from '../wallet.fixture.ts'
import { captureIn, holdIn, refundIn, releaseIn } from './hold.ts'
import { spend } from './spend.ts'

let engine: TestEngine
beforeAll(async () => {
  engine = await testEngine()
})
afterAll(() => engine.close())

const run = <Answer>(work: (tx: Tx) => Promise<Answer>) => engine.database.transaction(work)

/** A buyer with an order, of which the wallet is to pay a part; what may be done with it, by name. */
async function givenPart(has: { charged?: number; granted?: number }, amount: number) {
  const buyerId = await givenOwner(engine, has)
  const [order] = (await givenOrders(engine, buyerId)) as [Order]
  const { storeId } = order
  const paymentId = engine.newId<'Payment'>()
  const walletId = await walletIdOf(engine, buyerId)
  const ref = { storeId, paymentId, walletId }
  return {
    buyerId,
    order,
    paymentId,
    hold: (operationKey = `hold ${paymentId}`) =>
      run((tx) =>
        holdIn(tx, {
          ...ref,
          accountId: buyerId,
          amount,
          currency: 'KRW',
          orderId: order.id,
          operationKey,
        }),
      ),
    capture: (key = 'capture') =>
      run((tx) => captureIn(tx, { ...ref, operationKey: `${key} ${paymentId}` })),
    release: (key = 'release') =>
      run((tx) => releaseIn(tx, { ...ref, operationKey: `${key} ${paymentId}` })),
    refund: (refunded: number, key = 'refund') =>
      run((tx) => refundIn(tx, { ...ref, amount: refunded, operationKey: `${key} ${paymentId}` })),
  }
}

const word = (answer: unknown) => (answer instanceof Problem ? answer.type : 'done')

test('a part is held, captured and given back in parts, each to where it came from', async () => {
  const { buyerId, order, ...part } = await givenPart({ charged: 6_000, granted: 4_000 }, 9_000)
  await part.hold()
  expect(await walletOf(engine, buyerId)).toEqual([1_000, 0, 9_000])
  await part.capture()
  expect(await walletOf(engine, buyerId)).toEqual([1_000, 0, 0])
  expect(await worthOf(engine, 'revenue', order.storeId)).toBe(9_000)
  await part.refund(6_000, 'first')
  expect(await walletOf(engine, buyerId)).toEqual([6_000, 1_000, 0])
  expect(word(await part.refund(3_001, 'second'))).toBe('wallet-refund-too-much')
  await part.refund(3_000, 'second')
  expect(await walletOf(engine, buyerId)).toEqual([6_000, 4_000, 0])
  expect(await worthOf(engine, 'revenue', order.storeId)).toBe(0)
  await expectBalanced(engine)
})

test('a hold that is released was never there, and the order may be tried again', async () => {
  const { buyerId, order, ...part } = await givenPart({ charged: 6_000, granted: 4_000 }, 9_000)
  await part.hold()
  expect(word(await part.refund(1))).toBe('wallet-spend-over')
  await part.release()
  expect(await walletOf(engine, buyerId)).toEqual([6_000, 4_000, 0])
  expect(word(await part.capture())).toBe('wallet-spend-over')
  const paymentId = engine.newId<'Payment'>()
  const paid = await spend(engine, {
    storeId: order.storeId,
    orderId: order.id,
    buyerId,
    paymentId,
  })
  expect(paid.order.status).toBe('paid')
  await expectBalanced(engine)
})

test('what is not there is not held, and nothing can be done with it', async () => {
  const part = await givenPart({ charged: 5_000 }, 5_001)
  expect(word(await part.hold())).toBe('wallet-balance-short')
  expect(word(await part.capture())).toBe('wallet-spend-missing')
  expect(word(await part.refund(1))).toBe('wallet-spend-missing')
  const nobody = await givenPart({}, 1)
  expect(word(await nobody.hold())).toBe('wallet-balance-short')
  expect(await walletOf(engine, part.buyerId)).toEqual([5_000, 0, 0])
})

test('a hundred holds at once of a wallet that affords eight: eight hold', async () => {
  const buyerId = await givenOwner(engine, { charged: 8 * PRICE })
  const orders = await givenOrders(engine, buyerId, { count: 100 })
  const answers = await Promise.all(
    orders.map((order) =>
      run((tx) =>
        holdIn(tx, {
          accountId: buyerId,
          amount: PRICE,
          currency: 'KRW',
          storeId: order.storeId,
          orderId: order.id,
          paymentId: engine.newId(),
          operationKey: `hold ${order.id}`,
        }),
      ),
    ),
  )
  expect(answers.filter((answer) => word(answer) === 'done')).toHaveLength(8)
  expect(await walletOf(engine, buyerId)).toEqual([0, 0, 8 * PRICE])
  await expectBalanced(engine)
})

test('a wallet pays an order once: a second hold of it is refused by the table', async () => {
  const { buyerId, order, ...part } = await givenPart({ charged: 9_000 }, 3_000)
  await part.hold()
  const again = run((tx) =>
    holdIn(tx, {
      accountId: buyerId,
      amount: 3_000,
      currency: 'KRW',
      storeId: order.storeId,
      orderId: order.id,
      paymentId: engine.newId(),
      operationKey: 'another',
    }),
  )
  await expect(again).rejects.toMatchObject({ constraint: 'spends_one_live' })
  expect(await walletOf(engine, buyerId)).toEqual([6_000, 0, 3_000])
})

test('an operation key that was used for something else is a bug, and changes nothing', async () => {
  const { buyerId, ...part } = await givenPart({ charged: PRICE }, 5_000)
  await part.hold()
  await part.capture()
  await part.refund(1_000)
  await expect(part.refund(2_000)).rejects.toThrow('was a refund of 1000')
  expect(await walletOf(engine, buyerId)).toEqual([6_000, 0, 0])
})

test('in whatever order and however often they come, the same operations end in one state', async () => {
  const names = ['hold', 'capture', 'first', 'second'] as const
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.constantFrom(...names), { minLength: 4, maxLength: 16 }),
      async (sent) => {
        const { buyerId, ...part } = await givenPart({ charged: 6_000, granted: 4_000 }, 9_000)
        const operations = {
          hold: part.hold,
          capture: () => part.capture(),
          first: () => part.refund(2_000, 'first'),
          second: () => part.refund(5_000, 'second'),
        }
        await Promise.all(sent.map((name) => operations[name]()))
        // Whoever was refused comes again, as a job does, until there is nothing left to do.
        for (const name of names) expect(word(await operations[name]())).toBe('done')
        expect(await walletOf(engine, buyerId)).toEqual([6_000, 2_000, 0])
      },
    ),
    { numRuns: 25 },
  )
  await expectBalanced(engine)
})
