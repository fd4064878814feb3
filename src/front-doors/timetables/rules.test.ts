import fc from 'fast-check'
import { expect, test } from 'vitest'
import { Problem } from '../../kernel/problem.ts'
import { datesOf, datesToClose } from './day-rules.ts'
import { bookableToday, cursorOf, placeKey, readCursor, readPlaceKey, timeOf } from './rules.ts'

const timetable = { storeId: 's', id: 't', hour: 19, minute: 5, basicRemaining: 2, price: 0 }
const at = (text: string) => new Date(text)
const sold = { placeId: 'p', startsAt: at('2026-11-24T18:00:00+09:00'), remaining: 1 }

// Rows are in order of precedence.
test.each([
  ['deleted', { timetable: null, count: null }, '2026-11-24T10:00:00+09:00', 'timetable-missing'],
  ['begun', { timetable, count: null }, '2026-11-24T19:05:00+09:00', 'timetable-begun'],
  [
    'about to begin',
    { timetable, count: null },
    '2026-11-24T19:04:59+09:00',
    '2026-11-24T10:05:00.000Z',
  ],
  [
    'begun as it was sold',
    { timetable, count: sold },
    '2026-11-24T18:00:00+09:00',
    'timetable-begun',
  ],
  [
    'coming as it was sold',
    { timetable, count: sold },
    '2026-11-24T17:59:59+09:00',
    '2026-11-24T09:00:00.000Z',
  ],
])('today’s place of a timetable that is %s', (_, facts, now, expected) => {
  const answer = bookableToday(facts, 'Asia/Seoul', at(now))
  expect(answer instanceof Problem ? answer.type : answer.startsAt.toISOString()).toBe(expected)
})

test('a place’s key and a page’s cursor say what they were made of', () => {
  expect(readPlaceKey(placeKey('t', '2026-11-24'))).toEqual({
    timetableId: 't',
    date: '2026-11-24',
  })
  fc.assert(
    fc.property(fc.nat(23), fc.nat(59), fc.uuid(), (hour, minute, id) => {
      expect(readCursor(cursorOf({ ...timetable, hour, minute, id }))).toEqual({ hour, minute, id })
    }),
  )
  expect(timeOf({ hour: 9, minute: 5 })).toBe('09:05')
})

const shop = {
  timeZone: 'Asia/Seoul',
  createdAt: at('2026-11-20T15:00:00Z'), // the 21st already, on its wall
  closedAt: null,
  now: at('2026-11-24T10:00:00+09:00'),
}

test.each([
  ['none was closed', { ...shop, closedThrough: null }, ['2026-11-21', '2026-11-22', '2026-11-23']],
  ['one is left', { ...shop, closedThrough: '2026-11-22' }, ['2026-11-23']],
  ['yesterday was closed', { ...shop, closedThrough: '2026-11-23' }, []],
  ['it opened today', { ...shop, createdAt: shop.now, closedThrough: null }, []],
  [
    'the shop is closed',
    { ...shop, closedAt: at('2026-11-22T20:00:00+09:00'), closedThrough: null },
    ['2026-11-21', '2026-11-22'],
  ],
])('days that are to be closed when %s', (_, lifetime, dates) => {
  expect(datesToClose(lifetime)).toEqual(dates)
})

test('a shop’s days are listed from today, or from its last, to its first', () => {
  expect(datesOf(shop, undefined, 2)).toEqual(['2026-11-24', '2026-11-23'])
  expect(datesOf(shop, '2026-11-23', 9)).toEqual(['2026-11-22', '2026-11-21'])
  expect(datesOf(shop, '2030-01-01', 1)).toEqual(['2026-11-24'])
  expect(datesOf({ ...shop, closedAt: shop.createdAt }, undefined, 9)).toEqual(['2026-11-21'])
})
