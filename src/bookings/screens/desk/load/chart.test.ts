import { expect, test } from 'vitest'
import { pictureOf, sumOf, type TimeLoad, todayLoad } from './load.ts'

const load = (time: string, capacity: number, taken: number, reserved = 0): TimeLoad => ({
  time,
  capacity,
  taken,
  reserved,
})

test('what is offered and untouched stands beside what somebody took, by time of day', () => {
  const offered = {
    id: 'ten',
    shopId: 'shop',
    reservationHour: 10,
    reservationMinute: 0,
    basicRemaining: 4,
    remaining: 4,
    price: 0,
    date: '2026-11-24',
    startsAt: '2026-11-24T01:00:00Z',
    begun: false,
    placeId: 'place',
  }
  const answer = {
    date: '2026-11-24',
    times: [{ ...load('11:00', 3, 2, 1), item: { timetableId: 'eleven' } }],
    bookings: [],
  }
  const loads = todayLoad(answer, [offered, { ...offered, id: 'eleven' }], 'Asia/Seoul')
  expect(loads.map(({ time, capacity, taken }) => [time, capacity, taken])).toEqual([
    ['10:00', 4, 0],
    ['11:00', 3, 2],
  ])
  expect(sumOf(loads, 'capacity')).toBe(7)
})

test('the picture begins with the hour of the first time and ends with that of the last', () => {
  const picture = pictureOf([load('09:30', 4, 1), load('12:00', 8, 8)])
  expect(picture.columns.map(({ at }) => at)).toEqual([0.125, 0.75])
  expect(picture.hours.map(({ hour }) => hour)).toEqual([9, 10, 11, 12])
  expect(picture.most).toBe(8)
})

test('times that begin together are one column', () => {
  const { columns } = pictureOf([load('10:00', 4, 1), load('10:00', 2, 2, 1)])
  expect(columns).toEqual([{ time: '10:00', at: 0, capacity: 6, taken: 3, reserved: 1 }])
})

test('columns never cover each other, and a whole day has few hours written beneath', () => {
  const everyTen = Array.from({ length: 144 }, (_, at) =>
    load(
      `${String(Math.floor(at / 6)).padStart(2, '0')}:${String((at % 6) * 10).padStart(2, '0')}`,
      1,
      0,
    ),
  )
  const { columns, width, hours } = pictureOf(everyTen)
  expect(width).toBeLessThan(1 / 144)
  expect(columns.at(-1)?.at).toBeCloseTo(143 / 144)
  expect(hours.map(({ hour }) => hour)).toEqual([0, 3, 6, 9, 12, 15, 18, 21])
})

test('a moment outside the hours of the day has no place in it', () => {
  const { place } = pictureOf([load('09:00', 4, 1), load('17:00', 4, 1)])
  expect([place('08:59'), place('09:00'), place('18:00'), place('18:01')]).toEqual([
    undefined,
    0,
    1,
    undefined,
  ])
})
