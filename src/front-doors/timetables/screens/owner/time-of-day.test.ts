import { expect, test } from 'vitest'
import { readTime, timeOf } from './time-of-day.ts'

test.each([
  ['09:05', { reservationHour: 9, reservationMinute: 5 }],
  ['00:00', { reservationHour: 0, reservationMinute: 0 }],
  ['23:59:30', { reservationHour: 23, reservationMinute: 59 }],
])('"%s" is read as %o', (typed, expected) => {
  expect(readTime(typed)).toEqual(expected)
})

test('an hour and a minute are written with two digits each', () => {
  expect(timeOf({ reservationHour: 7, reservationMinute: 0 })).toBe('07:00')
})
