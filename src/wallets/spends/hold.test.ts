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

/** A buyer's order, of which the wallet pays a part, with the operations on that part. */
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

const outcomeOf = (answer: unknown) => (answer instanceof Problem ? answer.type : 'done')

test('a hold is captured and refunded in parts, each to the book it came from', async () => {
  const { buyerId, order, ...part } = await givenPart({ charged: 6_000, granted: 4_000 }, 9_000)
  await part.hold()
  expect(await walletOf(engine, buyerId)).toEqual([1_000, 0, 9_000])
  await part.capture()
  expect(await walletOf(engine, buyerId)).toEqual([1_000, 0, 0])
  expect(await worthOf(engine, 'revenue', order.storeId)).toBe(9_000)
  await part.refund(6_000, 'first')
  expect(await walletOf(engine, buyerId)).toEqual([6_000, 1_000, 0])
  expect(outcomeOf(await part.refund(3_001, 'second'))).toBe('wallet-refund-too-much')
  await part.refund(3_000, 'second')
  expect(await walletOf(engine, buyerId)).toEqual([6_000, 4_000, 0])
  expect(await worthOf(engine, 'revenue', order.storeId)).toBe(0)
  await expectBalanced(engine)
})

test('a released hold leaves no trace in the balance, and the order can be held again', async () => {
  const { buyerId, order, ...part } = await givenPart({ charged: 6_000, granted: 4_000 }, 9_000)
  await part.hold()
  expect(outcomeOf(await part.refund(1))).toBe('wallet-spend-over')
  await part.release()
  expect(await walletOf(engine, buyerId)).toEqual([6_000, 4_000, 0])
  expect(outcomeOf(await part.capture())).toBe('wallet-spend-over')
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

test('a hold above the balance is refused, and cannot be captured, released or refunded', async () => {
  const part = await givenPart({ charged: 5_000 }, 5_001)
  expect(outcomeOf(await part.hold())).toBe('wallet-balance-short')
  expect(outcomeOf(await part.capture())).toBe('wallet-spend-missing')
  expect(outcomeOf(await part.refund(1))).toBe('wallet-spend-missing')
  const nobody = await givenPart({}, 1)
  expect(outcomeOf(await nobody.hold())).toBe('wallet-balance-short')
  expect(await walletOf(engine, part.buyerId)).toEqual([5_000, 0, 0])
})

test('a hundred concurrent holds on a wallet with balance for eight: eight succeed', async () => {
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
  expect(answers.filter((answer) => outcomeOf(answer) === 'done')).toHaveLength(8)
  expect(await walletOf(engine, buyerId)).toEqual([0, 0, 8 * PRICE])
  await expectBalanced(engine)
})

test('a wallet pays an order once: the database refuses a second hold', async () => {
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

test('reusing an operation key for another operation throws and changes nothing', async () => {
  const { buyerId, ...part } = await givenPart({ charged: PRICE }, 5_000)
  await part.hold()
  await part.capture()
  await part.refund(1_000)
  await expect(part.refund(2_000)).rejects.toThrow('was a refund of 1000')
  expect(await walletOf(engine, buyerId)).toEqual([6_000, 0, 0])
})

test('the same operations in any order and number end in one state', async () => {
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
        // Retry every operation in order, as a job does.
        for (const name of names) expect(outcomeOf(await operations[name]())).toBe('done')
        expect(await walletOf(engine, buyerId)).toEqual([6_000, 2_000, 0])
      },
    ),
    { numRuns: 25 },
  )
  await expectBalanced(engine)
})
