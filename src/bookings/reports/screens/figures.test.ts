import { expect, test } from 'vitest'
import { addDays } from '../../../kernel/format.ts'
import { moneyBars, moneyShown, totals } from './figures.ts'
import { isPeriod, periodOf } from './periods.ts'

const day = (date: string, more: object = {}) => ({
  ...{ date, bookings: 0, begun: 0, arrived: 0, noShows: 0, canceled: 0, offered: 0, taken: 0 },
  booked: { taken: 0, refunded: 0 },
  money: { taken: 0, refunded: 0 },
  ...more,
})

test('a long period is shown by month', () => {
  const days = Array.from({ length: 40 }, (_, at) =>
    day(addDays('2027-03-01', at), {
      ...{ booked: { taken: 1_000, refunded: 100 }, money: { taken: 500, refunded: 0 } },
    }),
  )
  expect(moneyBars(days, 'booked')).toEqual({
    by: 'month',
    bars: [
      { date: '2027-03-01', taken: 31_000, refunded: 3_100, received: 15_500 },
      { date: '2027-04-01', taken: 9_000, refunded: 900, received: 4_500 },
    ],
  })
  expect(moneyBars(days.slice(0, 31), 'booked').bars).toHaveLength(31)
})

test('no-shows are a part of those whose time has come, cancellations of all', () => {
  const days = [
    day('2027-03-01', { bookings: 6, begun: 4, noShows: 1, offered: 10, taken: 5 }),
    day('2027-03-02', {
      canceled: 4,
      ...{ booked: { taken: 5_000, refunded: 500 }, money: { taken: 3_000, refunded: 1_000 } },
    }),
  ]
  expect(totals(days)).toEqual({
    ...{ bookings: 6, canceled: 4, noShows: 1, occupancy: 50, noShowShare: 25 },
    ...{ canceledShare: 40, net: 4_500, received: 2_000 },
  })
  expect(totals([day('2027-03-01')]).occupancy).toBeUndefined()
})

test('charts are by the date of bookings; by that of payments where nothing that was sold has a date', () => {
  const sold = day('2027-03-01', { money: { taken: 3_000, refunded: 0 } })
  expect(moneyShown([sold])).toBe('money')
  expect(moneyBars([sold], 'money').bars[0]?.taken).toBe(3_000)
  expect(moneyShown([sold, day('2027-03-02', { booked: { taken: 1, refunded: 0 } })])).toBe(
    'booked',
  )
})

test('periods of a date', () => {
  expect(periodOf('week', '2027-03-03')).toEqual({ from: '2027-02-28', to: '2027-03-06' })
  expect(periodOf('month', '2027-03-03')).toEqual({ from: '2027-03-01', to: '2027-03-31' })
  expect(periodOf('before', '2027-03-03')).toEqual({ from: '2027-02-01', to: '2027-02-28' })
  expect(isPeriod({ from: '2027-03-02', to: '2027-03-01' })).toBe(false)
  expect(isPeriod({ from: '2027-01-01', to: '2028-01-01' })).toBe(true)
  expect(isPeriod({ from: '2027-01-01', to: '2028-01-02' })).toBe(false)
})
