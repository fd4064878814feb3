import fc from 'fast-check'
import { expect, test } from 'vitest'
import {
  addDays,
  instantOf,
  startOfDay,
  timeZoneName,
  wallDate,
  wallStamp,
  wallTime,
  weekdayOf,
} from './time.ts'

const zones = [
  'Asia/Seoul',
  'America/New_York',
  'Europe/London',
  'Australia/Lord_Howe',
  'Pacific/Apia',
]

test('date and time are those of the store’s time zone', () => {
  const at = new Date('2026-12-31T15:00:00Z')
  expect(wallDate(at, 'Asia/Seoul')).toBe('2027-01-01')
  expect(wallTime(at, 'Asia/Seoul')).toBe('00:00')
  expect(wallStamp(at, 'Asia/Seoul')).toBe('20270101000000')
  expect(weekdayOf('2026-11-23')).toBe(1)
})

test('a skipped local time moves forward, a repeated one is the first', () => {
  const skipped = instantOf('2026-03-08', '02:30', 'America/New_York')
  expect(wallTime(skipped, 'America/New_York')).toBe('03:30')
  const repeated = instantOf('2026-11-01', '01:30', 'America/New_York')
  expect(repeated.toISOString()).toBe('2026-11-01T05:30:00.000Z')
})

test('a day begins at its first instant, in every zone and year, and the next day begins after it', () => {
  fc.assert(
    fc.property(
      fc.date({ min: new Date('2000-01-01'), max: new Date('2060-01-01'), noInvalidDate: true }),
      fc.constantFrom(...zones),
      (at, zone) => {
        const date = wallDate(at, zone)
        const from = startOfDay(date, zone)
        const to = startOfDay(addDays(date, 1), zone)
        expect(from <= at && at < to).toBe(true)
        expect(wallDate(from, zone)).toBe(date)
      },
    ),
    { numRuns: 500 },
  )
})

test.each([
  ['Asia/Seoul', 'Asia/Seoul'],
  ['asia/seoul', 'Asia/Seoul'],
  ['utc', 'UTC'],
  ['EST5EDT', 'EST5EDT'],
  ['Etc/GMT+9', 'Etc/GMT+9'],
  ['Asia/Kolkata', 'Asia/Kolkata'],
  ['Asia/Calcutta', 'Asia/Calcutta'],
  ['2026-01-01T00:00[Asia/Seoul]', undefined],
  ['T09:00Z', undefined],
  ['12:00+05:30', undefined],
  ['+09:00', undefined],
  ['-0900', undefined],
  ['UTC+9', undefined],
  ['KST', undefined],
  ['Asia/Seoul ', undefined],
  ['Asia/Nowhere', undefined],
  ['Factory', undefined],
  ['Z', undefined],
  ['', undefined],
  [`Asia/${'Seoul'.repeat(50)}`, undefined],
])('the time zone name "%s" is read as %s', (text, name) => {
  expect(timeZoneName(text)).toBe(name)
})
