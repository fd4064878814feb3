import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { Problem } from '../../../kernel/problem.ts'
import {
  type Coupon,
  checkCoupon,
  codeText,
  discountsOf,
  missingFor,
  sharesOf,
  worthOf,
} from './rules.ts'

const at = (day: string) => new Date(`${day}T00:00:00Z`)
const now = at('2026-12-01')
const coupon: Coupon = {
  ...{ id: 'c', code: 'WELCOME', name: '첫 구매', kind: 'amount', value: 1_000, most: null },
  ...{ least: 0, productIds: null, validFrom: at('2026-11-01'), validUntil: at('2027-01-01') },
  ...{ usesMost: 10, perPerson: 1, isShown: false, isPaused: false, endedAt: null },
}
const lines = [
  { productId: 'a', amount: 9_900 },
  { productId: 'b', amount: 5_500 },
  { productId: 'c', amount: 3_300 },
]
const said = (more: Partial<Coupon>, { isGuest = false, on = lines } = {}) => {
  const found = discountsOf({ ...coupon, ...more }, on, { isGuest, currency: 'KRW' }, now)
  return found instanceof Problem ? found.type : found
}

describe('a coupon', () => {
  test('of 1,000 on 9,900, 5,500 and 3,300 takes 529, 294 and 177', () => {
    expect(said({})).toEqual([529, 294, 177])
  })

  // In order of precedence.
  test.each<[string, Partial<Coupon>, object, unknown]>([
    ['that was ended and paused', { endedAt: now, isPaused: true }, {}, 'coupon-over'],
    ['that is paused', { isPaused: true, validFrom: at('2026-12-02') }, {}, 'coupon-paused'],
    ['that begins tomorrow', { validFrom: at('2026-12-02') }, {}, 'coupon-not-yet'],
    ['that begins now', { validFrom: now }, {}, [529, 294, 177]],
    ['that ends now', { validUntil: now }, { isGuest: true }, 'coupon-over'],
    [
      'with a limit a person, to a guest',
      { productIds: ['z'] },
      { isGuest: true },
      'coupon-needs-account',
    ],
    ['without one, to a guest', { perPerson: null }, { isGuest: true }, [529, 294, 177]],
    ['for other products', { productIds: ['z'], least: 1_000_000 }, {}, 'coupon-elsewhere'],
    ['for some products', { productIds: ['b'] }, {}, [0, 1_000, 0]],
    ['from 18,701', { least: 18_701 }, {}, 'coupon-least'],
    ['from 18,700', { least: 18_700 }, {}, [529, 294, 177]],
    [
      'whose minimum is met by other goods only',
      { productIds: ['b'], least: 5_501 },
      {},
      'coupon-least',
    ],
    ['worth more than the goods', { value: 50_000 }, {}, [9_900, 5_500, 3_300]],
    [
      'on what is no product',
      {},
      { on: [{ productId: null, amount: 20_000 }] },
      'coupon-elsewhere',
    ],
    [
      'beside what is no product',
      {},
      {
        on: [
          { productId: null, amount: 20_000 },
          { productId: 'a', amount: 700 },
        ],
      },
      [0, 700],
    ],
  ])('%s', (_, more, given, expected) => {
    expect(said(more, given)).toEqual(expected)
  })

  test.each([
    [{ kind: 'percent', value: 10 }, 18_709, 1_870],
    [{ kind: 'percent', value: 10, most: 1_500 }, 18_709, 1_500],
    [{ kind: 'percent', value: 100 }, 18_709, 18_709],
    [{ kind: 'amount', value: 20_000 }, 18_709, 18_709],
  ] as const)('%j of %d is %d', (more, sum, expected) => {
    expect(worthOf({ ...coupon, ...more }, sum)).toBe(expected)
  })

  test('says how much more its minimum asks for', () => {
    const found = discountsOf(
      { ...coupon, least: 20_000 },
      lines,
      { isGuest: false, currency: 'KRW' },
      now,
    )
    expect((found as Problem).facts).toMatchObject({ missing: { amount: 1_300, currency: 'KRW' } })
  })

  test.each([
    [{ validUntil: at('2026-11-01') }, 'coupon-dates-wrong'],
    [{ kind: 'percent', value: 101 }, 'coupon-value-wrong'],
    [{ kind: 'percent', value: 100 }, undefined],
    [{ kind: 'amount', value: 101 }, undefined],
  ] as const)('made of %j: %s', (more, expected) => {
    expect(checkCoupon({ ...coupon, ...more })?.type).toBe(expected)
  })

  test.each([
    [' welcome ', 'WELCOME'],
    ['ＷＥＬＣＯＭＥ', 'WELCOME'],
    ['첫 구매', '첫구매'],
  ])('typed as %j is %s', (typed, expected) => {
    expect(codeText(typed)).toBe(expected)
  })
})

test('equal remainders go to the first lines', () => {
  expect(sharesOf(2, [10, 10, 10])).toEqual([1, 1, 0])
  expect(sharesOf(5, [0, 0])).toEqual([0, 0])
})

const amounts = fc.array(fc.integer({ min: 0, max: 1_000_000_000 }), {
  minLength: 1,
  maxLength: 50,
})

test('shares sum to the discount, none is above its line, and each is within a won of its part', () => {
  fc.assert(
    fc.property(amounts, fc.double({ min: 0, max: 1, noNaN: true }), (all, part) => {
      const sum = all.reduce((one, other) => one + other, 0)
      const discount = Math.floor(sum * part)
      const shares = sharesOf(discount, all)
      expect(shares.reduce((one, other) => one + other, 0)).toBe(sum === 0 ? 0 : discount)
      shares.forEach((share, at) => {
        const amount = all[at] ?? 0
        expect(share).toBeGreaterThanOrEqual(0)
        expect(share).toBeLessThanOrEqual(amount)
        if (sum > 0) expect(Math.abs(share - (discount * amount) / sum)).toBeLessThanOrEqual(1.001)
      })
    }),
  )
})

test.each([
  ['for all goods, without a minimum', {}, 0],
  ['for all goods, from 20,000', { least: 20_000 }, 1_300],
  ['for some goods, from 6,000', { productIds: ['b'], least: 6_000 }, 500],
  ['for other goods', { productIds: ['z'] }, undefined],
])('a coupon %s lacks that much before it can be used', (_, more, missing) => {
  expect(missingFor({ ...coupon, ...more }, lines)).toBe(missing)
})
