import { expect, test } from 'vitest'
import { Problem } from '../../kernel/problem.ts'
import { addDays } from '../../kernel/time.ts'
import { bookableAt, bookableDates, type TableTime } from './rules.ts'
import { dayView } from './view.ts'

const seoul = 'Asia/Seoul'
const newYork = 'America/New_York'
const kiritimati = 'Pacific/Kiritimati' // 14 hours before UTC: the first to see a day

/** 2026-11-24 is a Tuesday. */
const tuesday: TableTime = { id: 't', weekday: 2, time: '19:30', capacity: 8, price: 45_000 }
const on = (weekday: number, time = '19:30'): TableTime => ({ ...tuesday, weekday, time })

interface Row {
  readonly tableTime?: TableTime | null
  readonly timeZone?: string
  readonly isClosed?: boolean
  readonly date: string
  readonly now: string
}
const answerTo = ({ tableTime = tuesday, timeZone = seoul, isClosed = false, ...row }: Row) => {
  const answer = bookableAt({ timeZone, tableTime, isClosed }, row.date, new Date(row.now))
  return answer instanceof Problem ? answer.type : answer.startsAt.toISOString()
}

const noon = '2026-11-20T12:00:00+09:00'

// Rows are in order of precedence: each but the last has what the ones below it have as well.
test.each<[string, Row, string]>([
  [
    'retired',
    { tableTime: null, date: '2026-11-19', now: noon, isClosed: true },
    'table-time-missing',
  ],
  ['past', { tableTime: on(1), date: '2026-11-19', now: noon, isClosed: true }, 'date-past'],
  [
    'today',
    { tableTime: on(1), date: '2026-11-20', now: noon, isClosed: true },
    'date-out-of-range',
  ],
  [
    'too far',
    { tableTime: on(1), date: '2026-12-01', now: noon, isClosed: true },
    'date-out-of-range',
  ],
  [
    'another weekday',
    { tableTime: on(1), date: '2026-11-24', now: noon, isClosed: true },
    'wrong-weekday',
  ],
  [
    'skipped',
    {
      tableTime: on(7, '02:30'),
      timeZone: newYork,
      date: '2027-03-14',
      now: '2027-03-10T12:00:00Z',
      isClosed: true,
    },
    'time-skipped',
  ],
  ['closed', { date: '2026-11-24', now: noon, isClosed: true }, 'day-closed'],
  ['offered', { date: '2026-11-24', now: noon }, '2026-11-24T10:30:00.000Z'],
])('a table time that is %s', (_, row, expected) => {
  expect(answerTo(row)).toBe(expected)
})

const early = '00:00'
const late = '23:59'

// The ten days, from both sides of each end, with the clock on both sides of midnight in the store.
test.each<[string, string, string, string, TableTime, string]>([
  [
    'today at its beginning',
    seoul,
    '2026-11-24T00:00:00+09:00',
    '2026-11-24',
    on(2, early),
    'date-past',
  ],
  [
    'today to come',
    seoul,
    '2026-11-24T23:58:59+09:00',
    '2026-11-24',
    on(2, late),
    'date-out-of-range',
  ],
  ['yesterday', seoul, '2026-11-25T00:00:00+09:00', '2026-11-24', on(2, late), 'date-past'],
  [
    'the first day',
    seoul,
    '2026-11-23T23:59:59.999+09:00',
    '2026-11-24',
    on(2, early),
    '2026-11-23T15:00:00.000Z',
  ],
  [
    'the tenth day',
    seoul,
    '2026-11-14T00:00:00+09:00',
    '2026-11-24',
    on(2, late),
    '2026-11-24T14:59:00.000Z',
  ],
  [
    'the eleventh day',
    seoul,
    '2026-11-13T23:59:59.999+09:00',
    '2026-11-24',
    on(2, early),
    'date-out-of-range',
  ],

  [
    'today at its beginning',
    newYork,
    '2026-11-24T00:00:00-05:00',
    '2026-11-24',
    on(2, early),
    'date-past',
  ],
  [
    'today to come',
    newYork,
    '2026-11-24T23:58:59-05:00',
    '2026-11-24',
    on(2, late),
    'date-out-of-range',
  ],
  [
    'the first day',
    newYork,
    '2026-11-23T23:59:59.999-05:00',
    '2026-11-24',
    on(2, early),
    '2026-11-24T05:00:00.000Z',
  ],
  [
    'the tenth day',
    newYork,
    '2026-11-14T00:00:00-05:00',
    '2026-11-24',
    on(2, late),
    '2026-11-25T04:59:00.000Z',
  ],
  [
    'the eleventh day',
    newYork,
    '2026-11-13T23:59:59.999-05:00',
    '2026-11-24',
    on(2, early),
    'date-out-of-range',
  ],
  [
    'ten days over the end of summer time',
    newYork,
    '2026-10-22T23:59:59-04:00',
    '2026-11-01',
    on(7, '01:30'),
    '2026-11-01T05:30:00.000Z',
  ],
  [
    'eleven days over it',
    newYork,
    '2026-10-21T23:59:59-04:00',
    '2026-11-01',
    on(7, '01:30'),
    'date-out-of-range',
  ],
  [
    'a time that clocks skip',
    newYork,
    '2027-03-13T12:00:00-05:00',
    '2027-03-14',
    on(7, '02:30'),
    'time-skipped',
  ],

  [
    'today at its beginning',
    kiritimati,
    '2026-11-24T00:00:00+14:00',
    '2026-11-24',
    on(2, early),
    'date-past',
  ],
  [
    'today to come',
    kiritimati,
    '2026-11-24T23:58:59+14:00',
    '2026-11-24',
    on(2, late),
    'date-out-of-range',
  ],
  [
    'the first day',
    kiritimati,
    '2026-11-23T23:59:59.999+14:00',
    '2026-11-24',
    on(2, early),
    '2026-11-23T10:00:00.000Z',
  ],
  [
    'the tenth day',
    kiritimati,
    '2026-11-14T00:00:00+14:00',
    '2026-11-24',
    on(2, late),
    '2026-11-24T09:59:00.000Z',
  ],
  [
    'the eleventh day',
    kiritimati,
    '2026-11-13T23:59:59.999+14:00',
    '2026-11-24',
    on(2, early),
    'date-out-of-range',
  ],
])('%s in %s, asked at %s', (_, timeZone, now, date, tableTime, expected) => {
  expect(answerTo({ timeZone, now, date, tableTime })).toBe(expected)
})

test('out of range says the first and the last of the ten days, which are the ones that are shown', () => {
  const now = new Date('2026-11-24T23:59:59+09:00')
  const facts = { timeZone: seoul, tableTime: tuesday, isClosed: false }
  const dates = bookableDates(now, seoul)
  expect(dates).toHaveLength(10)
  expect(bookableAt(facts, '2026-12-08', now)).toMatchObject({
    facts: { firstDate: dates[0], lastDate: dates.at(-1) },
  })
})

// Clocks go forward over the times that are not offered, and back to the first of two equal ones.
test.each([
  [newYork, '2027-03-14', '01:59', '2027-03-14T06:59:00.000Z'],
  [newYork, '2027-03-14', '02:00', 'time-skipped'],
  [newYork, '2027-03-14', '02:30', 'time-skipped'],
  [newYork, '2027-03-14', '03:00', '2027-03-14T07:00:00.000Z'],
  ['America/Havana', '2027-03-14', '00:00', 'time-skipped'],
  ['America/Havana', '2027-03-14', '00:59', 'time-skipped'],
  ['America/Havana', '2027-03-14', '01:00', '2027-03-14T05:00:00.000Z'],
  ['Asia/Beirut', '2027-03-28', '00:00', 'time-skipped'],
  ['Asia/Beirut', '2027-03-28', '01:00', '2027-03-27T22:00:00.000Z'],
  ['Europe/London', '2027-03-28', '01:00', 'time-skipped'],
  ['Europe/London', '2027-03-28', '01:30', 'time-skipped'],
  ['Europe/London', '2027-03-28', '02:00', '2027-03-28T01:00:00.000Z'],
  [newYork, '2026-11-01', '01:30', '2026-11-01T05:30:00.000Z'],
  ['Europe/London', '2026-10-25', '01:30', '2026-10-25T00:30:00.000Z'],
])('in %s on %s, %s is %s', (timeZone, date, time, expected) => {
  const tableTime = on(7, time)
  const now = `${addDays(date, -3)}T12:00:00Z`
  expect(answerTo({ tableTime, timeZone, date, now })).toBe(expected)
  const restaurant = { id: 'r', timeZone, currency: 'KRW' } as const
  const { times } = dayView(restaurant, date, false, [tableTime], new Map())
  expect(times.map((shown) => new Date(shown.startsAt).toISOString())).toEqual(
    expected === 'time-skipped' ? [] : [expected],
  )
})
