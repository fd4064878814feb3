import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { Problem } from '../kernel/problem.ts'
import type { Order, OrderLine } from '../orders/rules.ts'
import { type GiveBackAsk, type GiveBackFacts, giveBack, spread } from './give-back-rules.ts'

const line = (placeId: string, more: Partial<OrderLine> = {}): OrderLine => ({
  ...{ placeId, quantity: 2, unitPrice: 5_000, discount: 0, taxFree: false },
  ...{ isAside: false, givenBack: 0 },
  ...more,
})
const mug = line('mug', { quantity: 3, unitPrice: 1_000, discount: 100 })
const rice = line('rice', { quantity: 1, unitPrice: 500, taxFree: true })
const gone = line('gone', { quantity: 1, unitPrice: 700, givenBack: 1 })
const coupon = line('coupon', { quantity: 1, unitPrice: 0, isAside: true })
const facts = (more: Partial<GiveBackFacts> = {}): GiveBackFacts => ({
  order: { amount: 4_350, fee: 250, lines: [mug, rice, gone, coupon] } as unknown as Order,
  left: 3_650,
  feeBack: 0,
  ...more,
})
const one = (placeId: string, quantity = 1, kept = 0) => ({ placeId, quantity, kept })
const told = (answer: ReturnType<typeof giveBack>) => {
  if (answer instanceof Problem) return [answer.type, answer.facts]
  const { worth, fee, kept, refundedBefore, refund, taxFree, isLast } = answer
  return { worth, fee, kept, refundedBefore, refund, taxFree, isLast }
}
const nothing = {
  worth: 0,
  fee: 0,
  kept: 0,
  refundedBefore: 0,
  refund: 0,
  taxFree: 0,
  isLast: false,
}

// Rows are in order of precedence.
test.each<[GiveBackAsk, unknown]>([
  [{ lines: [one('mug', 9), one('mug', 9), one('no')] }, ['place-named-twice', {}]],
  [{ lines: [one('mug'), one('no')] }, ['line-missing', { placeId: 'no' }]],
  [{ lines: [one('gone')] }, ['line-missing', { placeId: 'gone' }]],
  [{ lines: [one('coupon')] }, ['line-missing', { placeId: 'coupon' }]],
  [{ lines: [one('mug', 4)] }, ['too-many-units', { placeId: 'mug', left: 3 }]],
  [{ lines: [one('mug')] }, { ...nothing, worth: 966, refund: 966 }],
  [{ lines: [one('mug', 3)] }, { ...nothing, worth: 2_900, refund: 2_900 }],
  [{ lines: [one('rice')] }, { ...nothing, worth: 500, refund: 500, taxFree: 500 }],
  [
    { lines: [one('rice', 1, 200)] },
    { ...nothing, worth: 500, kept: 200, refund: 300, taxFree: 300 },
  ],
  [
    { lines: [one('mug')], kept: 2_000 },
    { ...nothing, worth: 966, kept: 966 },
  ],
  [
    { lines: [], fee: 100 },
    { ...nothing, fee: 100, refund: 100 },
  ],
  [
    { lines: [], fee: 999 },
    { ...nothing, fee: 250, refund: 250 },
  ],
  [
    { lines: [one('mug', 3), one('rice')], fee: true, kept: 3_400 },
    { ...nothing, worth: 3_400, fee: 250, kept: 3_400, refund: 250, taxFree: 250, isLast: true },
  ],
  [
    { lines: [one('mug', 3), one('rice')] },
    { ...nothing, worth: 3_400, fee: 250, kept: 250, refund: 3_400, taxFree: 500, isLast: true },
  ],
])('giving back %o', (ask, expected) => {
  const answer = told(giveBack(facts(), ask))
  expect(answer).toEqual(expected)
})

test('what the store had refunded already does not come back twice', () => {
  expect(told(giveBack(facts({ left: 400 }), { lines: [one('mug')] }))).toEqual({
    ...{ ...nothing, worth: 966, refundedBefore: 566, refund: 400 },
  })
})

test('of a line that came back in part, no more comes back than is left', () => {
  const lines = [{ ...mug, givenBack: 2 }, rice]
  const order = { ...facts().order, lines } as Order
  expect(told(giveBack(facts({ order }), { lines: [one('mug', 2)] }))).toEqual([
    'too-many-units',
    { placeId: 'mug', left: 1 },
  ])
})

test('a fee that came back does not come back again', () => {
  expect(told(giveBack(facts({ feeBack: 200 }), { lines: [], fee: true }))).toMatchObject({
    fee: 50,
  })
})

describe('a refund is spread over payments', () => {
  const gateway = { left: { amount: 700, taxFree: 300 } }
  const wallet = { left: { amount: 300, taxFree: 100 } }
  test.each([
    [{ amount: 500, taxFree: 100 }, [500, 100], undefined],
    [{ amount: 500, taxFree: 0 }, [400, 0], [100, 0]],
    [{ amount: 350, taxFree: 350 }, [300, 300], [50, 50]],
    [{ amount: 1_000, taxFree: 400 }, [700, 300], [300, 100]],
    [{ amount: 700, taxFree: 0 }, [500, 100], [200, 0]], // too little taxed is left
    [{ amount: 500, taxFree: 500 }, [400, 300], [100, 100]], // too little tax-free
  ])('%o', (asked, ofGateway, ofWallet) => {
    const parts = spread(asked, [gateway, wallet])
    const of = (pool: object) =>
      parts.filter((part) => part.pool === pool).map(({ amount, taxFree }) => [amount, taxFree])[0]
    expect([of(gateway), of(wallet)]).toEqual([ofGateway, ofWallet])
  })
})

test('steps in any order add up to what was paid, taxed and tax-free apart', () => {
  const lines = fc.array(
    fc.record({
      quantity: fc.integer({ min: 1, max: 5 }),
      unitPrice: fc.nat(99_999),
      share: fc.double({ min: 0, max: 1, noNaN: true }),
      taxFree: fc.boolean(),
    }),
    { minLength: 1, maxLength: 6 },
  )
  fc.assert(
    fc.property(
      lines,
      fc.nat(5_000),
      fc.array(fc.nat(29), { minLength: 40, maxLength: 40 }),
      (given, fee, picks) => {
        let all = given.map(({ share, ...one }, at) =>
          line(`${at}`, { ...one, discount: Math.floor(one.quantity * one.unitPrice * share) }),
        )
        const net = (some: readonly OrderLine[]) =>
          some.reduce((sum, one) => sum + one.quantity * one.unitPrice - one.discount, 0)
        const paid = { amount: net(all) + fee, taxFree: net(all.filter((one) => one.taxFree)) }
        let left = paid.amount
        let taxFree = paid.taxFree
        let isLast = false
        for (const pick of picks) {
          const open = all.filter((one) => one.givenBack < one.quantity)
          const next = open[pick % Math.max(1, open.length)]
          if (!next) break
          const quantity = 1 + (pick % (next.quantity - next.givenBack))
          const order = { ...paid, fee, lines: all } as unknown as Order
          const step = giveBack(
            { order, left, feeBack: 0 },
            { lines: [{ placeId: next.placeId, quantity }], fee: false },
          )
          if (step instanceof Problem) throw step
          left -= step.refund
          taxFree -= step.taxFree
          isLast = step.isLast
          if (isLast) left -= step.kept
          all = all.map((one) =>
            one === next ? { ...one, givenBack: one.givenBack + quantity } : one,
          )
          expect(step.refund - step.taxFree).toBeGreaterThanOrEqual(0)
        }
        expect([isLast, left, taxFree]).toEqual([true, 0, 0])
      },
    ),
  )
})
