import { expect, test } from 'vitest'
import { hearNow, serverNow } from './server-clock.ts'

const at = (second: number) => new Date(Date.UTC(2026, 10, 30, 12, 0, second)).toISOString()
const now = (monotonicMs: number) => new Date(serverNow(monotonicMs)).toISOString()

test('the clock follows the answer that was on its way the shortest', () => {
  hearNow(at(10), 1_000)
  expect(now(3_000)).toBe(at(12))
  hearNow(at(12), 4_000) // a second late
  expect(Math.abs(serverNow(5_000) - Date.parse(at(14)))).toBeLessThan(10)
  hearNow(at(16), 6_500) // half a second nearer
  expect(now(7_500)).toBe(at(17))
})

test('it follows a clock that was moved forward', () => {
  hearNow(at(59), 8_000)
  expect(now(8_000)).toBe(at(59))
})
