import fc from 'fast-check'
import { expect, test } from 'vitest'
import { Problem } from '../../kernel/problem.ts'
import { wallDate } from '../../kernel/time.ts'
import { datesOf, datesToClose } from './day-rules.ts'
import {
  bookableToday,
  cursorOf,
  placeKey,
  readCursor,
  readPlaceKey,
  soldOn,
  type Timetable,
  timeOf,
} from './rules.ts'
import { timetableView } from './view.ts'

const timetable = { storeId: 's', id: 't', hour: 19, minute: 5, basicRemaining: 2, price: 0 }
const at = (text: string) => new Date(text)
const seoul = 'Asia/Seoul'
const newYork = 'America/New_York'
const kiritimati = 'Pacific/Kiritimati' // 14 hours before UTC: the first to see a day
const night = { ...timetable, hour: 23, minute: 59 }
const skipped = { ...timetable, hour: 2, minute: 30 }
const unsold: { readonly startsAt: Date | null } = { startsAt: null }
const soldAt = (text: string): typeof unsold => ({ startsAt: at(text) })
const sold = () => soldAt('2026-11-24T18:00:00+09:00')

// Rows are in order of precedence. A place that was sold keeps its time, whatever the timetable says.
test.each<[string, Timetable | null, string, string, string, typeof unsold?]>([
  ['deleted', null, seoul, '2026-11-24T18:00:00+09:00', 'timetable-missing'],
  ['deleted, and sold', null, seoul, '2026-11-24T10:00:00+09:00', 'timetable-missing', sold()],
  ['begun', timetable, seoul, '2026-11-24T19:05:00+09:00', 'timetable-begun'],
  ['begun as sold', timetable, seoul, '2026-11-24T18:00:00+09:00', 'timetable-begun', sold()],
  ['about to begin', timetable, seoul, '2026-11-24T19:04:59.999+09:00', '2026-11-24T10:05:00.000Z'],
  [
    'about to begin as sold',
    timetable,
    seoul,
    '2026-11-24T17:59:59.999+09:00',
    '2026-11-24T09:00:00.000Z',
    sold(),
  ],
  [
    'begun by now, and sold later',
    timetable,
    seoul,
    '2026-11-24T20:00:00+09:00',
    '2026-11-24T12:00:00.000Z',
    soldAt('2026-11-24T21:00:00+09:00'),
  ],
  ['at the end of the day', night, seoul, '2026-11-24T23:58:59+09:00', '2026-11-24T14:59:00.000Z'],
  ['in the last minute', night, seoul, '2026-11-24T23:59:59.999+09:00', 'timetable-begun'],
  ['at midnight', night, seoul, '2026-11-25T00:00:00+09:00', '2026-11-25T14:59:00.000Z'],
  ['in New York', night, newYork, '2026-11-24T23:58:59-05:00', '2026-11-25T04:59:00.000Z'],
  ['at its midnight', night, newYork, '2026-11-25T00:00:00-05:00', '2026-11-26T04:59:00.000Z'],
  ['in Kiritimati', night, kiritimati, '2026-11-24T23:58:59+14:00', '2026-11-24T09:59:00.000Z'],
  ['at midnight there', night, kiritimati, '2026-11-25T00:00:00+14:00', '2026-11-25T09:59:00.000Z'],
  ['skipped in spring', skipped, newYork, '2027-03-14T01:59:59-05:00', 'time-skipped'],
  ['skipped, and past', skipped, newYork, '2027-03-14T12:00:00-04:00', 'time-skipped'],
])(
  'today’s place of a timetable that is %s',
  (_, found, timeZone, now, expected, place = unsold) => {
    const today = wallDate(at(now), timeZone)
    const answer = bookableToday({ timetable: found, timeZone, left: [], ...place }, today, at(now))
    expect(answer instanceof Problem ? answer.type : answer.startsAt.toISOString()).toBe(expected)
  },
)

test.each(['2026-11-25T00:00:00+09:00', '2026-11-26T12:00:00+09:00'])(
  'who asked for a day and is decided at %s, when it is over, is too late',
  (now) => {
    const offer = { timetable: night, timeZone: seoul, left: [], startsAt: null }
    expect(bookableToday(offer, '2026-11-24', at(now))).toMatchObject({ type: 'timetable-begun' })
  },
)

test('a timetable that today skips is for sale to nobody, and shown as begun', () => {
  const now = at('2027-03-14T01:00:00-05:00')
  const sold = { timeZone: newYork, left: [], startsAt: null }
  expect(soldOn('2027-03-14', sold, skipped)).toMatchObject({ capacity: 0, isSkipped: true })
  const shop = { timeZone: newYork, currency: 'USD', now } as const
  const today = { ...shop, date: '2027-03-14', countOf: new Map(), left: [] }
  expect(timetableView(skipped, today)).toMatchObject({ remaining: 0, begun: true })
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
