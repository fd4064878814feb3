import { describe, expect, test } from 'vitest'
import type { Id } from '../../../kernel/id.ts'
import { Problem } from '../../../kernel/problem.ts'
import { later } from '../../../kernel/time.ts'
import { amountOf, netOf, worthOf } from '../../../orders/money-rules.ts'
import * as rules from './rules.ts'

const seoul = 'Asia/Seoul'
const mug = 'mug' as Id<'Place'>
/** A Tuesday, 12:00 in Seoul. */
const arrivedAt = new Date('2026-12-01T03:00:00Z')
const line = { placeId: mug, here: 2, sentAt: arrivedAt, isReturnable: true }

describe('whether units may come back', () => {
  const ask = (quantity: number) => [{ placeId: mug, quantity }]
  const facts = { reason: 'change-of-mind', allArrivedAt: arrivedAt, timeZone: seoul } as const
  const fault = { ...facts, reason: 'defective' } as const
  const lastMoment = new Date('2026-12-08T14:59:59Z')
  const cup = [{ placeId: 'cup' as Id<'Place'>, quantity: 1 }]
  test.each([
    ['one of two', [line], ask(1), facts, arrivedAt, undefined],
    ['both', [line], ask(2), facts, arrivedAt, undefined],
    [
      'nothing has arrived',
      [{ ...line, sentAt: null }],
      ask(1),
      facts,
      arrivedAt,
      'return-not-sent',
    ],
    ['another thing', [line], cup, facts, arrivedAt, 'return-not-sent'],
    ['three of two', [line], ask(3), facts, arrivedAt, 'too-many-returned'],
    [
      'made to order',
      [{ ...line, isReturnable: false }],
      ask(1),
      facts,
      arrivedAt,
      'not-returnable',
    ],
    [
      'made to order, but broken',
      [{ ...line, isReturnable: false }],
      ask(1),
      fault,
      arrivedAt,
      undefined,
    ],
    ['the last second of the seventh day', [line], ask(1), facts, lastMoment, undefined],
    ['the eighth day', [line], ask(1), facts, later(lastMoment, 1), 'return-too-late'],
    ['broken, after two months', [line], ask(1), fault, later(arrivedAt, 60 * 86_400), undefined],
    [
      'broken, after four months',
      [line],
      ask(1),
      fault,
      later(arrivedAt, 120 * 86_400),
      'return-too-late',
    ],
    [
      'a part is on its way: no time runs',
      [line],
      ask(1),
      { ...facts, allArrivedAt: undefined },
      later(arrivedAt, 99 * 86_400),
      undefined,
    ],
  ] as const)('%s', (_, lines, asked, of, now, problem) => {
    expect(rules.request(lines, asked, of, now)?.type).toBe(problem)
  })
})

describe('what comes back', () => {
  const free = {
    feeLeft: 0,
    waived: 3_000,
    freeFrom: 50_000,
    returnFee: 3_000,
  }
  const paid = { ...free, feeLeft: 3_000, waived: 0, freeFrom: null }
  const none = { isMinded: false, firstLegBefore: 0 }
  const worth = { ...none, goods: 20_000, listKept: 40_000, isAll: false }
  const quote = (
    goods: number,
    fee: number,
    returnFee: number,
    firstLeg: number,
    refund: number,
  ) => ({
    ...{ goods, fee, returnFee, firstLeg, refund },
  })
  test.each([
    [
      'the rest falls below free delivery',
      worth,
      free,
      'change-of-mind',
      quote(20_000, 0, 3_000, 3_000, 14_000),
    ],
    [
      'the rest does not',
      { ...worth, listKept: 50_000 },
      free,
      'change-of-mind',
      quote(20_000, 0, 3_000, 0, 17_000),
    ],
    [
      'the way there was charged before',
      { ...worth, firstLegBefore: 3_000 },
      free,
      'wrong-choice',
      quote(20_000, 0, 3_000, 0, 17_000),
    ],
    [
      'a part of it was',
      { ...worth, firstLegBefore: 1_000 },
      free,
      'wrong-choice',
      quote(20_000, 0, 3_000, 2_000, 15_000),
    ],
    ['delivery was paid', worth, paid, 'change-of-mind', quote(20_000, 0, 3_000, 0, 17_000)],
    [
      'all goes back, and the mind has changed',
      { ...worth, listKept: 0, isAll: true },
      paid,
      'change-of-mind',
      quote(20_000, 0, 3_000, 0, 17_000),
    ],
    ['a fault: the store pays', worth, free, 'defective', quote(20_000, 0, 0, 0, 20_000)],
    [
      'a fault of all: delivery comes back',
      { ...worth, listKept: 0, isAll: true },
      paid,
      'wrong-item',
      quote(20_000, 3_000, 0, 0, 23_000),
    ],
    [
      'a fault of all that was not returned for a change of mind',
      { ...worth, listKept: 0, isAll: true, isMinded: true },
      paid,
      'wrong-item',
      quote(20_000, 0, 0, 0, 20_000),
    ],
    [
      'never below zero',
      { ...worth, goods: 4_000 },
      free,
      'change-of-mind',
      quote(4_000, 0, 3_000, 1_000, 0),
    ],
    ['goods for nothing', { ...worth, goods: 0 }, free, 'change-of-mind', quote(0, 0, 0, 0, 0)],
  ] as const)('%s', (_, of, terms, reason, answer) => {
    expect(rules.quoteReturn(of, terms, reason)).toEqual(answer)
  })

  test('of an exchange both ways are the buyer’s, or the store’s', () => {
    expect(rules.quoteExchange(free, 'wrong-choice')).toMatchObject({ returnFee: 6_000, refund: 0 })
    expect(rules.quoteExchange(free, 'defective')).toMatchObject({ returnFee: 0, refund: 0 })
  })
})

test.each([
  ['a Tuesday: Friday is the last day', '2026-12-01T03:00:00Z', '2026-12-04T15:00:00Z'],
  ['a Thursday: over a weekend', '2026-12-03T03:00:00Z', '2026-12-08T15:00:00Z'],
  ['a Friday', '2026-12-04T03:00:00Z', '2026-12-09T15:00:00Z'],
  ['a Saturday', '2026-12-05T03:00:00Z', '2026-12-09T15:00:00Z'],
  ['a Sunday', '2026-12-06T03:00:00Z', '2026-12-09T15:00:00Z'],
])('the goods come on %s: the money is due by %s', (_, at, due) => {
  expect(rules.refundDueAt(new Date(at), seoul)).toEqual(new Date(due))
})

test('the alarm begins a day before', () => {
  const due = new Date('2026-12-04T15:00:00Z')
  expect(rules.isRefundDueSoon(due, later(due, -86_401))).toBe(false)
  expect(rules.isRefundDueSoon(due, later(due, -86_400))).toBe(true)
  expect(rules.isRefundDueSoon(due, later(due, 1))).toBe(true)
})

test.each([
  ['requested', 'approved', true],
  ['requested', 'collected', false],
  ['requested', 'refused', true],
  ['requested', 'withdrawn', true],
  ['approved', 'withdrawn', true],
  ['approved', 'done', false],
  ['collected', 'withdrawn', false],
  ['collected', 'refused', true],
  ['collected', 'done', true],
  ['done', 'refused', false],
  ['refused', 'approved', false],
  ['withdrawn', 'approved', false],
  ['requested', 'canceled', true],
  ['approved', 'canceled', true],
  ['collected', 'canceled', false],
  ['canceled', 'approved', false],
] as const)('from %s to %s: %s', (from, to, may) => {
  expect(rules.move(from, to) instanceof Problem).toBe(!may)
})

/** A small generator, so that a failure can be repeated by its seed. */
function randomFrom(seed: number) {
  let state = seed
  return (below: number) => {
    state = (state * 1_664_525 + 1_013_904_223) % 4_294_967_296
    return Math.floor((state / 4_294_967_296) * below)
  }
}

test('any order of cancels and returns of units sums to what was paid minus what was kept', () => {
  for (let seed = 1; seed <= 2_000; seed += 1) {
    const random = randomFrom(seed)
    const lines = Array.from({ length: 1 + random(4) }, () => {
      const [quantity, unitPrice] = [1 + random(5), random(30_000)]
      return { quantity, unitPrice, discount: random(quantity * unitPrice + 1), givenBack: 0 }
    })
    const isFree = random(2) === 0
    const fee = isFree ? 0 : random(4_000)
    let terms: rules.DeliveryTerms = {
      ...{ feeLeft: fee, waived: isFree ? 3_000 : 0, freeFrom: isFree ? 30_000 : null },
      returnFee: random(5_000),
    }
    let [refunded, kept, firstLegBefore, isMinded] = [0, 0, 0, false]
    while (lines.some(({ quantity, givenBack }) => givenBack < quantity)) {
      const left = lines.filter(({ quantity, givenBack }) => givenBack < quantity)
      const line = left[random(left.length)] as (typeof lines)[number]
      const units = 1 + random(line.quantity - line.givenBack)
      const goods = worthOf(line, units)
      line.givenBack += units
      const isAll = left.length === 1 && line.givenBack === line.quantity
      const listKept = lines.reduce(
        (sum, one) => sum + one.unitPrice * (one.quantity - one.givenBack),
        0,
      )
      const isCancel = random(2) === 0
      const reason = rules.reasons[random(rules.reasons.length)] ?? 'defective'
      // a cancellation before anything is packed is like a fault: nothing is kept
      const quote = rules.quoteReturn(
        { goods, listKept, isAll, isMinded, firstLegBefore },
        terms,
        isCancel ? 'defective' : reason,
      )
      expect(quote.refund).toBeGreaterThanOrEqual(0)
      expect(quote.refund).toBe(goods + quote.fee - quote.returnFee - quote.firstLeg)
      refunded += quote.refund
      kept += quote.returnFee + quote.firstLeg
      firstLegBefore += quote.firstLeg
      isMinded ||= !isCancel && rules.payerOf(reason) === 'buyer'
      terms = { ...terms, feeLeft: terms.feeLeft - quote.fee }
    }
    expect(refunded + kept + terms.feeLeft).toBe(amountOf(lines, fee))
    expect(lines.reduce((sum, one) => sum + netOf(one), fee)).toBe(amountOf(lines, fee))
  }
})

test('goods that came back broken are not put back into the stock unasked; others are', () => {
  expect(rules.reasons.filter((reason) => !rules.isResalable(reason))).toEqual(['defective'])
})
