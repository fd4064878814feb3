import { expect, test } from 'vitest'
import type { Line } from './booking-queries.ts'
import { isUpcoming, nextStart, startsOf, startText } from './starts.ts'

const line = (placeId: string, startsAt: string | null): Line => ({
  placeId,
  door: 'dining',
  what: { ko: '표', en: 'ticket' },
  item: {},
  startsAt,
  date: startsAt?.slice(0, 10) ?? null,
  time: startsAt?.slice(11, 16) ?? null,
  quantity: 1,
  bought: 1,
  isAside: false,
  unitPrice: { amount: 1000, currency: 'KRW' },
  discount: { amount: 0, currency: 'KRW' },
})
const first = '2026-11-24T19:00:00+09:00'
const second = '2026-11-25T19:00:00+09:00'
const before = '2026-11-24T09:00:00Z'
const between = '2026-11-24T12:00:00Z'
const after = '2026-11-26T12:00:00Z'

test('lines that begin together are one start, and what has no time is the last', () => {
  const lines = [line('a', first), line('b', first), line('c', second), line('d', null)]
  const starts = startsOf({ lines })
  expect(starts.map(({ date, time }) => [date, time])).toEqual([
    ['2026-11-24', '19:00'],
    ['2026-11-25', '19:00'],
    [null, null],
  ])
  expect(starts.map(({ lines }) => lines.map(({ placeId }) => placeId))).toEqual([
    ['a', 'b'],
    ['c'],
    ['d'],
  ])
})

test('a start of which everything was canceled is not the next one', () => {
  const lines = [{ ...line('a', first), quantity: 0 }, line('b', second)]
  expect(nextStart({ lines, now: before })?.startsAt).toBe(second)
  expect(isUpcoming({ status: 'paid', lines: lines.slice(0, 1), now: before })).toBe(true)
  expect(isUpcoming({ status: 'paid', lines, now: after })).toBe(false)
})

test('a booking is known by its next start, after the last one by that', () => {
  const lines = [line('a', first), line('b', second), line('c', null)]
  const at = (now: string) => nextStart({ lines, now })?.startsAt
  expect([at(before), at(between), at(after)]).toEqual([first, second, second])
  expect(nextStart({ lines: [line('c', null)], now: before })).toBe(undefined)
})

test('a time names the zone of its store where the reader is in another', () => {
  const start = { date: '2026-11-24', time: '19:00' }
  const here = { timeZone: Intl.DateTimeFormat().resolvedOptions().timeZone }
  const there = { timeZone: 'America/New_York' }
  expect(startText(start, here, 'ko')).toBe('11월 24일 (화) 19:00')
  expect(startText(start, there, 'ko')).toBe('11월 24일 (화) 19:00 (미 동부 시간)')
  expect(startText(start, there, 'en')).toBe('Tue, Nov 24 19:00 (ET)')
})

test.each([
  ['paid', [first, second], between, true],
  ['ready', [first, second], between, true],
  ['paid', [first, second], after, false],
  ['ready', [first], after, false],
  ['ready', [null], after, true],
  ['paid', [null], before, true],
  ['paid', [null, second], before, true],
  ['canceled', [second], before, false],
  ['failed', [second], before, false],
] as const)(
  'a %s order that begins at %o is upcoming at %s: %s',
  (status, starts, now, expected) => {
    const lines = starts.map((startsAt, at) => line(`${at}`, startsAt))
    expect(isUpcoming({ status, lines, now })).toBe(expected)
  },
)
