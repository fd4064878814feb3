import { expect, test } from 'vitest'
import { todayLoad } from './load.ts'

test('today lists claimed and unclaimed times by time of day', () => {
  const offered = {
    id: 'ten',
    shopId: 'shop',
    reservationHour: 10,
    reservationMinute: 0,
    basicRemaining: 4,
    taken: 0,
    remaining: 4,
    price: 0,
    currency: 'KRW' as const,
    date: '2026-11-24',
    startsAt: '2026-11-24T01:00:00Z',
    begun: false,
    placeId: 'place',
  }
  const answer = {
    date: '2026-11-24',
    times: [
      {
        time: '11:00',
        capacity: 3,
        taken: 2,
        reserved: 1,
        proposed: 0,
        item: { timetableId: 'eleven' },
      },
    ],
    bookings: [],
  }
  const loads = todayLoad(answer, [offered, { ...offered, id: 'eleven' }], 'Asia/Seoul')
  expect(loads.map(({ time, capacity, taken }) => [time, capacity, taken])).toEqual([
    ['10:00', 4, 0],
    ['11:00', 3, 2],
  ])
})
