import { expect, test } from 'vitest'
import { later } from '../kernel/time.ts'
import { HELD_SECONDS, nextTry, TRY_SECONDS } from './rules.ts'

const createdAt = new Date('2026-11-21T00:00:00Z')
const mail = (tries: number, ageSeconds: number) => ({
  storeId: 'store',
  id: 'mail',
  orderId: 'order',
  kind: 'paid' as const,
  aboutId: null,
  frontDoor: 'dining',
  buyerId: 'buyer',
  createdAt,
  takenAt: later(createdAt, ageSeconds),
  tries,
})

test.each([
  [1, 0, 60],
  [2, 60, 300],
  [3, 360, 1_800],
  [4, 2_160, 7_200],
  [5, 9_360, 7_200],
  [30, 2 * 86_400 - 7_200, 7_200],
  [30, 2 * 86_400 - 7_199, undefined],
])('after failed try %i at %i s the next try is %s s later', (tries, ageSeconds, waitSeconds) => {
  const expected = waitSeconds && later(createdAt, ageSeconds + waitSeconds)
  expect(nextTry(mail(tries, ageSeconds))).toEqual(expected)
})

test('a try ends before another process may take the mail', () => {
  expect(TRY_SECONDS).toBeLessThan(60)
  expect(TRY_SECONDS).toBeLessThan(HELD_SECONDS)
})
