import { expect, test } from 'vitest'
import { Problem } from '../kernel/problem.ts'
import { later } from '../kernel/time.ts'
import { giveBack, inWords, mayBeLimit, spentAt, take } from './rules.ts'

const now = new Date('2026-12-01T10:00:00Z')
const limit = { burst: 10, perHour: 20 }
const spent = (amount: number, secondsAgo = 0) => ({
  spent: amount,
  at: later(now, -secondsAgo),
})

test.each([
  ['a new bucket', undefined, 1, { spent: 1, at: now }],
  ['one with just enough', spent(9), 1, { spent: 10, at: now }],
  ['a full one', spent(10), 1, later(now, 180)],
  ['a full one, half of what is needed later', spent(10, 90), 1, later(now, 90)],
  ['one that has come back', spent(10, 180), 1, { spent: 10, at: now }],
  ['one that was whole long ago', spent(10, 86_400), 10, { spent: 10, at: now }],
  ['more than the whole bucket, of a new one', undefined, 99, { spent: 10, at: now }],
  ['more than the whole bucket, of another', spent(5), 99, later(now, 900)],
  ['one of a clock that went back', { spent: 9, at: later(now, 60) }, 1, { spent: 10, at: now }],
])('%s', (_, bucket, amount, after) => {
  expect(take(bucket, limit, amount, now)).toEqual(after)
})

test('what was given back is not given twice', () => {
  expect(giveBack(spent(3), limit, 2, now)).toEqual({ spent: 1, at: now })
  expect(giveBack(spent(3, 3600), limit, 2, now)).toEqual({ spent: 0, at: now })
})

test('in any hour at most the burst and what comes back in an hour are taken', () => {
  let bucket = undefined as ReturnType<typeof spent> | undefined
  let taken = 0
  for (let second = 0; second < 3600; second += 5) {
    const done = take(bucket, { burst: 10, perHour: 10 }, 1, later(now, second))
    if (done instanceof Date) continue
    bucket = done
    taken += 1
  }
  expect(taken).toBeLessThanOrEqual(20)
  expect(taken).toBeGreaterThanOrEqual(19)
  expect(spentAt(bucket, { perHour: 10 }, later(now, 2 * 3600))).toBe(0)
})

test.each([
  [1, '1초 뒤에 다시 시도해 주세요.', 'Try again in 1 second.'],
  [89, '89초 뒤에 다시 시도해 주세요.', 'Try again in 89 seconds.'],
  [181, '4분 뒤에 다시 시도해 주세요.', 'Try again in 4 minutes.'],
  [7201, '3시간 뒤에 다시 시도해 주세요.', 'Try again in 3 hours.'],
])('a refusal says when to come back: %i s', (seconds, ko, en) => {
  expect(inWords(seconds)).toEqual({ ko, en })
})

test('a limit must come back within a day', () => {
  expect(mayBeLimit({ burst: 24, perHour: 1 })).toBe(true)
  expect(mayBeLimit({ burst: 25, perHour: 1 })).toBeInstanceOf(Problem)
})
