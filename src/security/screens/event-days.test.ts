import { expect, test } from 'vitest'
import { eventDays } from './event-days.ts'

test('hours are counted on the day that they are on in the reader’s time zone', () => {
  const at = { kind: 'sign-in', done: 2, refused: 1 } as const
  const days = eventDays(
    {
      now: '2026-12-01T03:00:00.000Z',
      hours: [
        { hour: '2026-11-30T14:00:00.000Z', ...at },
        { hour: '2026-11-30T15:00:00.000Z', ...at },
        { hour: '2026-11-30T16:00:00.000Z', ...at, kind: 'sign-up' },
      ],
    },
    'Asia/Seoul',
  )
  expect(days).toHaveLength(14)
  expect(days.slice(-2)).toEqual([
    { date: '2026-11-30', taken: 3, refunded: 1 },
    { date: '2026-12-01', taken: 6, refunded: 2 },
  ])
})
