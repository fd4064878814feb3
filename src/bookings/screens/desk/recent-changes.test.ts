import { expect, test } from 'vitest'
import { recentAfter } from './recent-changes.ts'

test('a new booking stays new while a note is written on it; a canceled one is canceled', () => {
  const claimed = recentAfter(new Map(), [{ bookingId: 'a', what: 'paid' }])
  const noted = recentAfter(claimed, [{ bookingId: 'a', what: 'changed' }])
  expect([...noted]).toEqual([['a', 'paid']])
  expect([...recentAfter(noted, [{ bookingId: 'a', what: 'canceled' }])]).toEqual([
    ['a', 'canceled'],
  ])
})

test('in a rush the latest hundred stand out', () => {
  const changes = Array.from({ length: 150 }, (_, at) => ({
    bookingId: `${at}`,
    what: 'paid' as const,
  }))
  const recent = recentAfter(new Map(), changes)
  expect([recent.size, recent.has('149'), recent.has('49')]).toEqual([100, true, false])
})
