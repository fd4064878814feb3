import { expect, test } from 'vitest'
import { calendarHours, checkDates } from '../calendar/rules.ts'
import { partiesOf, sourcesOf, weekHours } from './rules.ts'

test.each([
  ['one date', '2027-03-01', '2027-03-01', true],
  ['as many as may be', '2027-03-01', '2027-03-07', true],
  ['one more', '2027-03-01', '2027-03-08', false],
  ['the wrong way round', '2027-03-02', '2027-03-01', false],
])('a period of %s', (_, from, to, isRight) => {
  const checked = checkDates({ from, to }, 7)
  expect(checked).toEqual(isRight ? { from, to } : expect.objectContaining({ type: 'dates-wrong' }))
})

test('an hour of a calendar has what is offered by all doors, and what begins in it', () => {
  const at = { date: '2027-03-02', hour: 19 }
  const loads = [
    { ...at, offered: 8, taken: 2 },
    { ...at, offered: 4, taken: 4 },
  ]
  const counts = [
    { ...at, bookings: 3 },
    { ...at, hour: 9, bookings: 1 },
  ]
  expect(calendarHours(loads, counts)).toEqual([
    { ...at, hour: 9, bookings: 1, offered: 0, taken: 0 },
    { ...at, bookings: 3, offered: 12, taken: 6 },
  ])
})

test('hours of dates are added up by weekday: Monday first', () => {
  const hour = { hour: 19, offered: 4, taken: 1 }
  const loads = ['2027-03-07', '2027-03-01', '2027-03-08'].map((date) => ({ ...hour, date }))
  expect(weekHours(loads)).toEqual([
    { weekday: 1, hour: 19, offered: 8, taken: 2 },
    { weekday: 7, ...hour },
  ])
})

test('what the store entered is told apart as far as its doors know', () => {
  const entered = [
    { byStore: false, bookings: 5 },
    { byStore: true, bookings: 4 },
  ]
  const known = [
    { source: 'online', party: 2, bookings: 2 },
    { source: 'phone', party: 2, bookings: 2 },
    { source: 'walk-in', party: 4, bookings: 1 },
  ] as const
  expect(sourcesOf(entered, known)).toEqual([
    { source: 'online', bookings: 5 },
    { source: 'store', bookings: 1 },
    { source: 'phone', bookings: 2 },
    { source: 'walk-in', bookings: 1 },
  ])
  expect(partiesOf(known)).toEqual([
    { party: 2, bookings: 4 },
    { party: 4, bookings: 1 },
  ])
})
