import { expect, test } from 'vitest'
import { hoursOf, monthOf, percentOf, weekOf } from './weeks.ts'

test('a week begins on Sunday, a month ends on its last date', () => {
  expect(weekOf('2027-03-03')).toEqual({ from: '2027-02-28', to: '2027-03-06' })
  expect(weekOf('2027-02-28')).toEqual({ from: '2027-02-28', to: '2027-03-06' })
  expect(monthOf('2028-02')).toEqual({ from: '2028-02-01', to: '2028-02-29' })
})

test('a week shows every hour from its first to its last', () => {
  expect(hoursOf([{ hour: 19 }, { hour: 17 }])).toEqual([17, 18, 19])
  expect(hoursOf([])).toEqual([])
})

test('where nothing is offered, nothing says how full it is', () => {
  expect(percentOf({ offered: 0, taken: 0 })).toBeUndefined()
  expect(percentOf({ offered: 8, taken: 3 })).toBe(38)
  expect(percentOf({ offered: 2, taken: 3 })).toBe(100)
})
