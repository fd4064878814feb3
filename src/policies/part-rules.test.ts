import fc from 'fast-check'
import { expect, test } from 'vitest'
import { later } from '../kernel/time.ts'
import { type Part, quoteEach, quoteWhole } from './part-rules.ts'
import { legalMaximums, quote } from './rules.ts'

const createdAt = new Date('2026-12-01T09:00:00+09:00')
const facts = { createdAt, timeZone: 'Asia/Seoul' }
const policy = legalMaximums['reservation-restaurant']
const after = (hours: number) => later(createdAt, 3600 * hours)
const sum = (amounts: readonly number[]) => amounts.reduce((one, other) => one + other, 0)

const amounts = fc.integer({ min: 0, max: 99_999 })
const anyPart = fc.record({
  startsAt: fc.option(fc.integer({ min: 5, max: 60 }).map(after)),
  amount: amounts,
})
const anyParts = fc.array(anyPart, { minLength: 1, maxLength: 6 })
const anyTime = fc.integer({ min: 0, max: 4 * 60 }).map((minutes) => after(minutes / 60))

const total = (parts: readonly Part[]) => sum(parts.map(({ amount }) => amount))

test('the whole is the sum of its parts, at any time', () => {
  fc.assert(
    fc.property(anyParts, anyTime, (parts, now) => {
      const each = quoteEach(policy, parts, facts, now)
      const whole = quoteWhole(policy, parts, { ...facts, amount: total(parts) }, now)
      expect(whole.kept).toBe(sum(each.map(({ kept }) => kept)))
      expect(whole.kept + whole.refund).toBe(total(parts))
      each.forEach(({ kept, refund }, at) => {
        expect(kept + refund).toBe(parts[at]?.amount)
      })
    }),
  )
})

test('parts that begin together are quoted as one', () => {
  fc.assert(
    fc.property(fc.array(amounts, { minLength: 1 }), anyTime, (each, now) => {
      const parts = each.map((amount) => ({ startsAt: after(8), amount }))
      const one = quote(policy, { ...facts, startsAt: after(8), amount: total(parts) }, now)
      const kept = sum(quoteEach(policy, parts, facts, now).map((part) => part.kept))
      expect(kept).toBe(one.kept)
      const whole = quoteWhole(policy, parts, { ...facts, amount: total(parts) }, now)
      expect([whole.kept, whole.refund]).toEqual([one.kept, one.refund])
    }),
  )
})

test('what is kept of the whole rises step by step until the first start', () => {
  const parts = [
    { startsAt: after(24), amount: 10_001 },
    { startsAt: after(30), amount: 20_000 },
    { startsAt: null, amount: 7_000 },
  ]
  const whole = quoteWhole(policy, parts, { ...facts, amount: 37_001 }, after(13))
  expect(whole).toEqual({
    ...{ kept: 2_000, refund: 35_001, keptPercent: 6, until: after(18) },
    steps: [
      { until: after(12), kept: 0, refund: 37_001, keptPercent: 0 },
      { until: after(18), kept: 2_000, refund: 35_001, keptPercent: 6 },
      { until: after(23), kept: 6_000, refund: 31_001, keptPercent: 17 },
      { until: after(24), kept: 8_000, refund: 29_001, keptPercent: 22 },
    ],
  })
})

test('no more is kept than comes back at most', () => {
  const parts = [
    { startsAt: after(2), amount: 10_000 },
    { startsAt: null, amount: 5_000 },
  ]
  const { kept, refund } = quoteWhole(policy, parts, { ...facts, amount: 3_000 }, after(1.5))
  expect([kept, refund]).toEqual([3_000, 0])
})
