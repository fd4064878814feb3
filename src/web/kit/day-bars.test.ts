import { expect, test } from 'vitest'
import { dayBars } from './day-bars.ts'

const sum = (date: string, taken = 1000, refunded = 0) => ({ date, taken, refunded })
const datesOf = (...asked: Parameters<typeof dayBars>) => dayBars(...asked).map(({ date }) => date)

test('dates without money are there, with nothing', () => {
  expect(dayBars([sum('2026-11-22'), sum('2026-11-24')], {})).toEqual([
    sum('2026-11-22'),
    sum('2026-11-23', 0),
    sum('2026-11-24'),
  ])
})

test('the dates that were asked for are drawn, whether something happened or not', () => {
  const dates = datesOf([sum('2026-11-03')], { from: '2026-11-02', to: '2026-11-04' })
  expect(dates).toEqual(['2026-11-02', '2026-11-03', '2026-11-04'])
})

test('never more than 31 dates, up to the latest', () => {
  const dates = datesOf([sum('2025-01-01'), sum('2026-11-24')], {})
  expect(dates).toHaveLength(31)
  expect([dates[0], dates.at(-1)]).toEqual(['2026-10-25', '2026-11-24'])
  expect(datesOf([], { from: '2026-01-01', to: '2026-11-24' })).toHaveLength(31)
})

test('one date needs no picture, and nothing has none', () => {
  expect(datesOf([sum('2026-11-24')], {})).toEqual([])
  expect(datesOf([sum('2026-11-24')], { from: '2026-11-24', to: '2026-11-24' })).toEqual([])
  expect(datesOf([], {})).toEqual([])
  expect(datesOf([], { from: '2026-11-24', to: '2026-11-01' })).toEqual([])
})
