import fc from 'fast-check'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { expectCleanAudit } from '../../test/audited.ts'
import { givenStore, type TestEngine, testEngine } from '../../test/engine.ts'
import { cancel, givenBuyer, givenHeld, type Held, pay, tick } from '../../test/paying.ts'
import type { Engine } from '../engine.ts'
import { Problem, problem } from '../kernel/problem.ts'
import { later } from '../kernel/time.ts'
import { readOwnOrder } from '../orders/own.ts'
import type { Units } from '../orders/unit-queries.ts'
import { placeId } from '../places/place-id.ts'
import { insertPolicy } from '../policies/queries.ts'
import { sql } from '../postgres/sql.ts'
import { cancelOrder, quoteOwnOrder } from './cancel.ts'
import { cancelLines, cancelLinesByStore, quoteLines, quoteLinesByStore } from './line-cancel.ts'

let engine: TestEngine
beforeAll(async () => {
  engine = await testEngine()
})
afterAll(async () => {
  await tick(engine)
  await expectCleanAudit(engine)
  await engine.close()
})

const HOUR = 3_600

/** A store that keeps 20 % within two hours of the start, and the half within one. */
async function givenStrictStore() {
  const storeId = await givenStore(engine, { placesPerOrder: 50 })
  await engine.database.transaction((tx) =>
    insertPolicy(tx, storeId, {
      ...{ id: engine.newId<'Policy'>(), kind: 'restaurant', grace: null },
      tiers: [
        { hoursBefore: 2, keptPercent: 0 },
        { hoursBefore: 1, keptPercent: 20 },
        { hoursBefore: 0, keptPercent: 50 },
      ],
      appliesAt: later(tx.now, 60),
    }),
  )
  await engine.advance(61)
  return storeId
}

/** A soon one, a later one, a mug, which has no time, and a coupon. */
async function givenCart() {
  const storeId = await givenStrictStore()
  const { now } = await engine.database.one<{ now: Date }>(sql`select clock_now() as now`)
  const held = await givenHeld(engine, {
    ...{ storeId, buyerId: await givenBuyer(engine), fee: 3_000 },
    lines: [
      {
        key: 'soon',
        quantity: 3,
        unitPrice: 10_000,
        discount: 1_000,
        startsAt: later(now, 1.5 * HOUR),
      },
      { key: 'late', quantity: 2, unitPrice: 5_000, startsAt: later(now, 9 * HOUR) },
      { key: 'mug', quantity: 1, unitPrice: 7_000 },
      { key: 'coupon', quantity: 1, unitPrice: 0, isAside: true },
    ],
  })
  return held
}
const givenPaid = async () => {
  const held = await givenCart()
  await pay(engine, held)
  return held
}

const linesOf = ({ storeId }: Held, units: Record<string, number>): Units[] =>
  Object.entries(units).map(([key, quantity]) => ({ placeId: placeId(storeId, key), quantity }))

const ask = (held: Held, units: Record<string, number>) => {
  const { buyerId, order } = held
  return { buyerId, orderId: order.id, lines: linesOf(held, units) }
}
const onceOf = (held: Held, key = engine.newId()) => ({
  scope: held.buyerId,
  key,
  fingerprint: `lines of ${held.order.id}`,
})
const answer = (_: unknown, __: Date, { refund, kept }: { refund: number; kept: number }) =>
  `${refund} ${kept}`

const cancelSome = (
  held: Held,
  units: Record<string, number>,
  { by = engine, key, ...more }: { by?: Engine; key?: string; refund?: number } = {},
) =>
  cancelLines(by, { ...ask(held, units), ...more, once: onceOf(held, key), answer }).then(
    ({ stored }) => stored,
    (error) => (error instanceof Problem ? error.type : Promise.reject(error)),
  )
const cancelSomeAsStore = (held: Held, units: Record<string, number>, everyStore = true) => {
  const { storeId, order, buyerId } = held
  const by = { callerId: buyerId, everyStore }
  const lines = linesOf(held, units)
  const once = onceOf(held)
  return cancelLinesByStore(engine, {
    ...{ by, storeId, orderId: order.id, lines, reason: '재고 부족', once, answer },
  }).then(
    ({ stored }) => stored,
    (error) => (error instanceof Problem ? error.type : Promise.reject(error)),
  )
}
const cancelWhole = (held: Held, refund: number) => {
  const { buyerId, order } = held
  return cancelOrder(engine, { buyerId, orderId: order.id, refund, once: onceOf(held), answer })
}
const orderOf = ({ buyerId, order }: Held) => readOwnOrder(engine, buyerId, order.id)

test('each line comes back by the policy and its own start; one without a start in full', async () => {
  const held = await givenPaid()
  const money = (amount: number) => ({ amount, currency: 'KRW' })
  const units = { soon: 1, late: 2, mug: 1 }
  const quote = await quoteLines(engine, ask(held, units))
  expect(quote).toMatchObject({
    refund: money(7_733 + 10_000 + 7_000),
    kept: money(1_933),
    fee: money(0),
    isWhole: false,
    lines: [
      {
        quantity: 1,
        worth: money(9_666),
        refund: money(7_733),
        kept: money(1_933),
        keptPercent: 20,
      },
      { quantity: 2, worth: money(10_000), refund: money(10_000), kept: money(0) },
      { quantity: 1, worth: money(7_000), refund: money(7_000), kept: money(0), until: null },
    ],
  })
  expect(await cancelSome(held, units, { refund: 24_732 })).toBe('refund-changed')
  expect(await cancelSome(held, units, { refund: 24_733 })).toBe('24733 1933')
  expect(await orderOf(held)).toMatchObject({ status: 'paid' })
})

test('the last lines cancel the booking, with the fee and the coupon', async () => {
  const held = await givenPaid()
  expect(await cancelSome(held, { soon: 3, late: 2 })).toBe('33200 5800')
  const quote = await quoteLines(engine, ask(held, { mug: 1 }))
  expect(quote).toMatchObject({ isWhole: true, fee: { amount: 3_000 }, refund: { amount: 10_000 } })
  expect(await cancelSome(held, { mug: 1 })).toBe('10000 0')
  expect(await orderOf(held)).toMatchObject({ status: 'canceled' })
  const places = await engine.database.rows<{ taken: number }>(sql`
    select capacity - remaining as taken from places where store_id = ${held.storeId}
  `)
  expect(places.map(({ taken }) => taken)).toEqual([0, 0, 0, 0])
})

test('what has begun is not canceled, but the rest of the booking is', async () => {
  const held = await givenPaid()
  await engine.advance(2 * HOUR)
  expect(await cancelSome(held, { soon: 1, mug: 1 })).toBe('already-begun')
  expect(await cancelSome(held, { late: 1, mug: 1 })).toBe('12000 0')
  expect(await cancelSomeAsStore(held, { soon: 1 })).toBe('9666 0')
})

test('once the first start is canceled, the whole is quoted by the next one', async () => {
  const held = await givenPaid()
  await cancelSome(held, { soon: 3 })
  await engine.advance(2 * HOUR)
  await cancel(engine, held)
  const { refunded } = await engine.database.one<{ refunded: number }>(sql`
    select refunded from payments where order_id = ${held.order.id}
  `)
  expect(refunded).toBe(49_000 - 5_800)
})

test('the whole of a booking is quoted line by line, each by its own start', async () => {
  const held = await givenPaid()
  const { buyerId, order } = held
  const all = await quoteLines(engine, ask(held, { soon: 3, late: 2, mug: 1 }))
  const whole = await quoteOwnOrder(engine, { buyerId, orderId: order.id })
  expect(whole).toMatchObject({
    refund: { amount: 49_000 - 5_800 },
    kept: { amount: 5_800 },
    keptPercent: 12,
  })
  expect(all).toMatchObject({ refund: whole.refund, kept: whole.kept })
  expect(whole.steps.map(({ kept }) => kept.amount)).toEqual([5_800, 14_500])
  await expect(cancelWhole(held, 43_199)).rejects.toMatchObject({ type: 'refund-changed' })
  await cancelWhole(held, 43_200)
  expect(await orderOf(held)).toMatchObject({ status: 'canceled' })
  const { refunded } = await engine.database.one<{ refunded: number }>(sql`
    select refunded from payments where order_id = ${order.id}
  `)
  expect(refunded).toBe(43_200)
})

const anyLine = fc.record({
  quantity: fc.integer({ min: 1, max: 4 }),
  unitPrice: fc.integer({ min: 2, max: 9_999 }), // more than the discount: something is to pay
  discount: fc.constantFrom(0, 1),
  hours: fc.constantFrom(null, 0.5, 1.5, 9),
})

test('whatever is bought: the whole comes back as the sum of its lines', async () => {
  const storeId = await givenStrictStore()
  await fc.assert(
    fc.asyncProperty(
      fc.array(anyLine, { minLength: 1, maxLength: 5 }),
      fc.constantFrom(0, 3_000),
      async (lines, fee) => {
        const { now } = await engine.database.one<{ now: Date }>(sql`select clock_now() as now`)
        const run = engine.newId()
        const held = await givenHeld(engine, {
          ...{ storeId, buyerId: await givenBuyer(engine), fee },
          lines: lines.map(({ hours, ...line }, at) => ({
            ...line,
            key: `${run}/${at}`,
            ...(hours !== null && { startsAt: later(now, hours * HOUR) }),
          })),
        })
        await pay(engine, held)
        const units = Object.fromEntries(lines.map((line, at) => [`${run}/${at}`, line.quantity]))
        const all = await quoteLines(engine, ask(held, units))
        const { buyerId, order } = held
        const whole = await quoteOwnOrder(engine, { buyerId, orderId: order.id })
        expect(whole.refund).toEqual(all.refund)
        expect(whole.kept.amount).toBe(all.lines.reduce((sum, { kept }) => sum + kept.amount, 0))
        await cancelWhole(held, whole.refund.amount)
        expect(await orderOf(held)).toMatchObject({ status: 'canceled' })
      },
    ),
    { numRuns: 15 },
  )
})

test('a request that is repeated cancels once', async () => {
  const held = await givenPaid()
  expect(await cancelSome(held, { mug: 1 }, { key: 'same' })).toBe('7000 0')
  expect(await cancelSome(held, { mug: 1 }, { key: 'same' })).toBe('7000 0')
  expect(await cancelSome(held, { mug: 1 })).toBe('line-missing')
})

test('a store gives back all that lines are worth, with a reason, and only at its own store', async () => {
  const held = await givenPaid()
  expect(await cancelSomeAsStore(held, { soon: 1 }, false)).toBe('order-missing')
  expect(await cancelSomeAsStore(held, { soon: 4 })).toBe('too-many-units')
  const quoteAs = (everyStore: boolean) => {
    const { storeId, order, buyerId } = held
    const by = { callerId: buyerId, everyStore }
    return quoteLinesByStore(engine, {
      ...{ by, storeId, orderId: order.id, lines: linesOf(held, { soon: 1 }) },
    })
  }
  expect(await quoteAs(true)).toMatchObject({ refund: { amount: 9_666 }, kept: { amount: 0 } })
  await expect(quoteAs(false)).rejects.toMatchObject({ type: 'order-missing' })
  expect(await cancelSomeAsStore(held, { soon: 1 })).toBe('9666 0')
  expect(
    await engine.database.rows(sql`
    select given_by as by, reason from give_backs where order_id = ${held.order.id}
  `),
  ).toEqual([{ by: 'store', reason: '재고 부족' }])
})

test('a door refuses lines of its own, and others come back', async () => {
  const packed = problem('packed', 'conflict', { ko: '포장했습니다.', en: 'It is packed.' })
  const held = await givenPaid()
  const mug = placeId(held.storeId, 'mug')
  const [[name, door] = ['', undefined]] = [...engine.doors]
  const refusing = {
    ...engine,
    doors: new Map([
      ...engine.doors,
      [
        name,
        {
          ...(door as NonNullable<typeof door>),
          refuseChange: async (_: unknown, __: unknown, lines?: readonly Units[]) =>
            !lines || lines.some((line) => line.placeId === mug) ? packed() : undefined,
        },
      ] as const,
    ]),
  }
  expect(await cancelSome(held, { mug: 1, late: 1 }, { by: refusing })).toBe('packed')
  expect(await cancelSome(held, { late: 1 }, { by: refusing })).toBe('5000 0')
})

test('problems come in this order', async () => {
  const ready = await givenCart()
  const stranger = { ...ready, buyerId: await givenBuyer(engine) }
  const unknown = { ...ready, order: { ...ready.order, id: engine.newId<'Order'>() } }
  expect(await cancelSome(unknown, { none: 1 })).toBe('order-missing')
  expect(await cancelSome(stranger, { none: 1 })).toBe('not-yours')
  expect(await cancelSome(ready, { none: 1 })).toBe('not-paid-yet')
  await pay(engine, ready)
  await engine.advance(2 * HOUR)
  expect(await cancelSome(ready, { none: 1, soon: 4 })).toBe('line-missing')
  expect(await cancelSome(ready, { coupon: 1 })).toBe('line-missing')
  expect(await cancelSome(ready, { soon: 4 })).toBe('too-many-units')
  expect(await cancelSome(ready, { soon: 1 }, { refund: 1 })).toBe('already-begun')
  expect(await cancelSome(ready, { late: 1 }, { refund: 1 })).toBe('refund-changed')
  await cancelSomeAsStore(ready, { soon: 3, late: 2, mug: 1 })
  expect(await cancelSome(ready, { none: 1 })).toBe('order-over')
})
