import { expect, test } from 'vitest'
import type { ShopAnswer } from './shop-queries.ts'
import { byStart, isAnotherDay, isBegun, leftOf } from './today.ts'

const time = (startsAt: string, remaining: number): ShopAnswer['times'][number] => ({
  id: startsAt,
  shopId: 'shop',
  reservationHour: 0,
  reservationMinute: 0,
  basicRemaining: 4,
  taken: 4 - remaining,
  remaining,
  price: 0,
  currency: 'KRW',
  date: '2026-11-24',
  startsAt,
  begun: false,
  placeId: startsAt,
})
const ten = time('2026-11-24T10:00:00+09:00', 4)
const noon = time('2026-11-24T12:00:00+09:00', 3)
const one = time('2026-11-24T13:00:00+09:00', -1)

test.each([
  ['2026-11-24T00:59:00Z', false, 7],
  ['2026-11-24T01:00:00Z', true, 3],
  ['2026-11-24T03:00:00Z', true, 0],
])('at %s ten has begun: %s, and %i are left', (now, begun, left) => {
  expect(isBegun(ten, new Date(now))).toBe(begun)
  expect(leftOf([ten, noon, one], new Date(now))).toBe(left)
})

test('what the server calls begun has begun, whatever the clock says', () => {
  expect(isBegun({ ...ten, begun: true }, new Date('2026-11-24T00:00:00Z'))).toBe(true)
})

// Midnight is the wall's: New York is five hours behind London in November, Seoul nine ahead.
test.each([
  ['Asia/Seoul', '2026-11-24T14:59:00Z', false],
  ['Asia/Seoul', '2026-11-24T15:00:00Z', true],
  ['America/New_York', '2026-11-25T04:59:00Z', false],
  ['America/New_York', '2026-11-25T05:00:00Z', true],
])('in %s at %s the day is over: %s', (timeZone, now, expected) => {
  const answer = { shop: { timeZone }, date: '2026-11-24' } as ShopAnswer
  expect(isAnotherDay(answer, new Date(now))).toBe(expected)
})

test('times stand by when they begin, not by how that is written', () => {
  const utc = time('2026-11-24T02:00:00Z', 1)
  expect([noon, utc, ten].toSorted(byStart)).toEqual([ten, utc, noon])
})
