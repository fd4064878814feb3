import { expect, test } from 'vitest'
import { nextFree } from './next-free.ts'

const days = [
  { date: '2026-12-04', state: 'closed' },
  { date: '2026-12-05', state: 'full' },
  { date: '2026-12-06', state: 'free' },
  { date: '2026-12-07', state: 'free' },
] as const

test.each([
  ['closed and full dates are left out', days, '2026-12-31', '2026-12-06'],
  ['a date is not sold after the last one', days, '2026-12-05', undefined],
  ['none of the dates is free', days.slice(0, 2), '2026-12-31', undefined],
])('%s', (_title, some, lastDate, found) => {
  expect(nextFree(some, lastDate)).toBe(found)
})
