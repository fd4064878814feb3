import { expect, test } from 'vitest'
import { guestTimes } from './guest-times.ts'

const booked = (id: string, time: string, what: string) => ({
  id,
  orderNumber: id,
  status: 'paid' as const,
  what: { ko: what, en: what },
  item: {},
  time,
  begun: false,
  price: { amount: 2000, currency: 'KRW' as const },
  refundable: { amount: 2000, currency: 'KRW' as const },
  paidAt: null,
  booker: null,
  left: false,
  isEntered: false,
  visit: null,
  note: null,
  guestNote: null,
  move: null,
  marks: [],
  along: [],
  where: null,
  isMovable: true,
})
const time = (at: string, capacity: number, taken: number, reserved = 0) => ({
  time: at,
  capacity,
  taken,
  reserved,
  proposed: 0,
})

test('an order is one guest a time with all its lines, at each of its times', () => {
  const bookings = [
    booked('one', '19:00', 'A-1'),
    booked('two', '19:00', 'A-2'),
    booked('one', '19:00', 'A-3'),
    booked('one', '21:00', 'B-1'),
  ]
  const found = guestTimes({ times: [], bookings })
  const said = found.map(({ time, guests }) => [
    time,
    guests.map(({ id, whats }) => [id, whats.map(({ en }) => en)]),
  ])
  expect(said).toEqual([
    [
      '19:00',
      [
        ['one', ['A-1', 'A-3']],
        ['two', ['A-2']],
      ],
    ],
    ['21:00', [['one', ['B-1']]]],
  ])
})

test('times that begin together are summed, and unclaimed ones are listed', () => {
  const times = [time('19:00', 4, 1), time('12:00', 8, 0), time('19:00', 2, 2, 1)]
  expect(guestTimes({ times, bookings: [] })).toEqual([
    { time: '12:00', load: { capacity: 8, taken: 0, reserved: 0, proposed: 0 }, guests: [] },
    { time: '19:00', load: { capacity: 6, taken: 3, reserved: 1, proposed: 0 }, guests: [] },
  ])
})
