import { expect, test } from 'vitest'
import { addDays } from '../../../kernel/format.ts'
import { moneyBars, totals } from './figures.ts'
import { isPeriod, periodOf } from './periods.ts'

const day = (date: string, more: object = {}) => ({
  ...{ date, bookings: 0, arrived: 0, noShows: 0, canceled: 0, offered: 0, taken: 0 },
  money: { taken: 0, refunded: 0 },
  ...more,
})

test('a long period is shown by month', () => {
  const days = Array.from({ length: 40 }, (_, at) =>
    day(addDays('2027-03-01', at), { money: { taken: 1_000, refunded: 100 } }),
  )
  expect(moneyBars(days)).toEqual({
    by: 'month',
    bars: [
      { date: '2027-03-01', taken: 31_000, refunded: 3_100 },
      { date: '2027-04-01', taken: 9_000, refunded: 900 },
    ],
  })
  expect(moneyBars(days.slice(0, 31)).bars).toHaveLength(31)
})

test('no-shows are a part of those who were to come, cancellations of all', () => {
  const days = [
    day('2027-03-01', { bookings: 4, noShows: 1, offered: 10, taken: 5 }),
    day('2027-03-02', { canceled: 4, money: { taken: 3_000, refunded: 1_000 } }),
  ]
  expect(totals(days)).toEqual({
    ...{ bookings: 4, canceled: 4, noShows: 1, occupancy: 50, noShowShare: 25 },
    ...{ canceledShare: 50, net: 2_000 },
  })
  expect(totals([day('2027-03-01')]).occupancy).toBeUndefined()
})

test('periods of a date', () => {
  expect(periodOf('week', '2027-03-03')).toEqual({ from: '2027-02-28', to: '2027-03-06' })
  expect(periodOf('month', '2027-03-03')).toEqual({ from: '2027-03-01', to: '2027-03-31' })
  expect(periodOf('before', '2027-03-03')).toEqual({ from: '2027-02-01', to: '2027-02-28' })
  expect(isPeriod({ from: '2027-03-02', to: '2027-03-01' })).toBe(false)
  expect(isPeriod({ from: '2027-01-01', to: '2028-01-01' })).toBe(true)
  expect(isPeriod({ from: '2027-01-01', to: '2028-01-02' })).toBe(false)
})
