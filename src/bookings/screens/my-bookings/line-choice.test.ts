import { expect, test } from 'vitest'
import type { Line } from '../booking-queries.ts'
import { choosable, chosenLines, hasParts, isWhole, wholeChoice } from './line-choice.ts'

const now = '2026-12-01T10:00:00Z'
const line = (placeId: string, quantity: number, more: Partial<Line> = {}): Line => ({
  ...{ placeId, door: 'dining', quantity, bought: quantity, isAside: false, item: {} },
  what: { ko: placeId, en: placeId },
  ...{ startsAt: null, date: null, time: null },
  unitPrice: { amount: 1_000, currency: 'KRW' },
  discount: { amount: 0, currency: 'KRW' },
  ...more,
})
const begun = { startsAt: '2026-12-01T10:00:00Z' }
const later = { startsAt: '2026-12-01T10:00:01Z' }

test('nothing is chosen of a door of which nothing is canceled any more', () => {
  const lines = [line('table', 1, later), line('mug', 2, { door: 'shop' })]
  expect(wholeChoice({ lines, now }, 'buyer', 'shop')).toEqual({ table: 1 })
  expect(isWhole({ lines }, wholeChoice({ lines, now }, 'buyer', 'shop'))).toBe(false)
})

test('what has begun, was canceled or goes along is not chosen', () => {
  const lines = [
    line('begun', 1, begun),
    line('later', 2, later),
    line('gone', 0),
    line('coupon', 1, { isAside: true }),
    line('mug', 1),
  ]
  expect(choosable({ lines, now }).map(({ placeId }) => placeId)).toEqual(['later', 'mug'])
  const all = wholeChoice({ lines, now })
  expect(all).toEqual({ later: 2, mug: 1 })
  expect(wholeChoice({ lines, now }, 'store')).toEqual({ begun: 1, later: 2, mug: 1 })
  expect(isWhole({ lines }, all)).toBe(false)
  expect(isWhole({ lines: lines.slice(1) }, all)).toBe(true)
  expect(chosenLines({ ...all, later: 0 })).toEqual([{ placeId: 'mug', quantity: 1 }])
})

test.each([
  ['paid', [line('a', 1)], false],
  ['paid', [line('a', 2)], true],
  ['paid', [line('a', 1), line('b', 1)], true],
  ['paid', [line('a', 1), line('b', 0)], false],
  ['paid', [line('a', 1), line('code', 1, { isAside: true })], false],
  ['paid', [line('a', 1, begun), line('b', 1)], true],
  ['paid', [line('a', 2, begun)], false],
  ['ready', [line('a', 2)], false],
] as const)('whether a part can be canceled (%#)', (status, lines, expected) => {
  expect(hasParts({ status, lines: [...lines], now })).toBe(expected)
})
