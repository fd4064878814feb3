import { expect, test } from 'vitest'
import { instantOf, wallValueOf } from './wall-instant.ts'

test.each([
  ['2026-12-24T19:30', 'Asia/Seoul', '2026-12-24T10:30:00.000Z'],
  ['2026-12-24T19:30', 'America/New_York', '2026-12-25T00:30:00.000Z'],
  ['2026-07-01T00:05', 'America/New_York', '2026-07-01T04:05:00.000Z'],
  ['2026-03-08T03:30', 'America/New_York', '2026-03-08T07:30:00.000Z'],
  ['2026-11-01T00:30', 'America/New_York', '2026-11-01T04:30:00.000Z'],
  ['2026-01-01T00:00', 'Pacific/Kiritimati', '2025-12-31T10:00:00.000Z'],
])('%s in %s is %s', (wall, timeZone, instant) => {
  expect(instantOf(wall, timeZone)?.toISOString()).toBe(instant)
  expect(wallValueOf(new Date(instant), timeZone)).toBe(wall)
})

test('no date is no instant', () => {
  expect(instantOf('', 'Asia/Seoul')).toBeUndefined()
})
