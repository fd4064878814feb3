import { expect, test } from 'vitest'
import { addMonths } from '../../kernel/format.ts'
import { movedBy, weeksOf } from './month-days.ts'

test.each([
  ['2026-11', 5, '2026-11-01', '2026-11-30'],
  ['2026-02', 4, '2026-02-01', '2026-02-28'],
  ['2028-02', 5, '2028-02-01', '2028-02-29'],
  ['2026-08', 6, '2026-08-01', '2026-08-31'],
])('%s has %i weeks, from %s to %s, each date below its weekday', (month, weeks, first, last) => {
  const all = weeksOf(month)
  expect(all).toHaveLength(weeks)
  const dates = all.flat()
  expect(dates.length % 7).toBe(0)
  expect(dates.find(Boolean)).toBe(first)
  expect(dates.findLast(Boolean)).toBe(last)
  expect(dates.indexOf(first)).toBe(new Date(`${first}T12:00Z`).getUTCDay())
})

test.each([
  ['ArrowLeft', '2026-12-01', '2026-11-30'],
  ['ArrowDown', '2026-11-28', '2026-12-05'],
  ['Home', '2026-11-25', '2026-11-22'],
  ['End', '2026-11-25', '2026-11-28'],
  ['PageDown', '2027-01-31', '2027-02-28'],
  ['PageUp', '2026-12-31', '2026-11-30'],
  ['PageUp', '2026-01-15', '2025-12-15'],
  ['Enter', '2026-11-25', undefined],
])('%s on %s leads to %s', (key, from, to) => {
  expect(movedBy(key, from)).toBe(to)
})

test.each([
  ['2026-12', 1, '2027-01'],
  ['2026-01', -1, '2025-12'],
  ['2026-03', 14, '2027-05'],
])('%s and %i months is %s', (month, by, is) => {
  expect(addMonths(month, by)).toBe(is)
})
