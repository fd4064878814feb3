import { describe, expect, test } from 'vitest'
import { Problem } from '../../kernel/problem.ts'
import {
  type ArrivalFacts,
  arrivalFor,
  bookableArrivals,
  DEFAULT_TERMS,
  isTooLate,
  type PartyAsk,
  type Service,
  stayMinutes,
} from './seating-rules.ts'

const evening: Service = { opens: '17:00', lastSeating: '21:00', closes: '22:00' }
const night: Service = { opens: '22:00', lastSeating: '25:30', closes: '27:00' }
const seoul: ArrivalFacts = {
  ...{ timeZone: 'Asia/Seoul', terms: DEFAULT_TERMS, services: [evening], isClosed: false },
}
const newYork = { ...seoul, timeZone: 'America/New_York', services: [night] }
const noon = '2026-11-20T12:00:00+09:00'
const sameDay = { ...DEFAULT_TERMS, leadMinutes: 120 }

const answerTo = (facts: ArrivalFacts, ask: Partial<PartyAsk>, now = noon) => {
  const asked = { date: '2026-11-24', time: '19:00', party: 2, ...ask }
  const answer = arrivalFor(facts, asked, new Date(now))
  if (answer instanceof Problem) return answer.type
  return `${answer.startsAt.toISOString()} ${answer.stay.length}`
}

describe('when a party may be booked', () => {
  const closed = { ...seoul, isClosed: true }
  // Rows are in order of precedence: each but the last has what the ones below it have as well.
  test.each<[string, ArrivalFacts, Partial<PartyAsk>, string]>([
    ['too large', closed, { date: '2026-11-19', party: 9 }, 'party-too-large'],
    ['past', closed, { date: '2026-11-19', time: '03:00' }, 'date-past'],
    ['today', closed, { date: '2026-11-20', time: '03:00' }, 'party-date-out-of-range'],
    [
      'beyond the horizon',
      closed,
      { date: '2026-12-01', time: '03:00' },
      'party-date-out-of-range',
    ],
    ['closed', closed, { time: '03:00' }, 'day-closed'],
    ['not served', seoul, { time: '03:00' }, 'time-not-served'],
    ['between the steps', seoul, { time: '19:15' }, 'time-not-served'],
    ['after the last seating', seoul, { time: '21:30' }, 'time-not-served'],
    ['the last seating, until it closes', seoul, { time: '21:00' }, '2026-11-24T12:00:00.000Z 4'],
    ['the last day', seoul, { date: '2026-11-30' }, '2026-11-30T10:00:00.000Z 6'],
  ])('%s', (_, facts, ask, answer) => {
    expect(answerTo(facts, ask)).toBe(answer)
  })

  test('today until the lead time, where the restaurant says so', () => {
    const facts = { ...seoul, terms: sameDay }
    const at = (time: string) =>
      answerTo(facts, { date: '2026-11-20' }, `2026-11-20T${time}:00+09:00`)
    expect(at('17:00')).toBe('2026-11-20T10:00:00.000Z 6')
    expect(at('17:01')).toBe('lead-time-over')
    expect(at('19:00')).toBe('date-past')
  })

  test.each<[string, Partial<ArrivalFacts>, string, boolean]>([
    ['in time', { terms: sameDay }, '18:59', false],
    ['too near to the last seating', { terms: sameDay }, '19:01', true],
    ['closed', { terms: sameDay, isClosed: true }, '19:01', false],
    ['no services', { terms: sameDay, services: [] }, '19:01', false],
    ['never booked on the same day', {}, '19:01', false],
  ])('too late for today: %s', (_, facts, time, expected) => {
    const now = new Date(`2026-11-20T${time}:00+09:00`)
    expect(isTooLate({ ...seoul, ...facts }, { date: '2026-11-20', party: 2 }, now)).toBe(expected)
  })

  test('also in the past and beyond the horizon, by the store itself', () => {
    const ask = { date: '2026-11-01', time: '19:15', party: 30, isByStore: true }
    expect(answerTo(seoul, ask)).toBe('2026-11-01T10:15:00.000Z 10')
  })
})

describe('past midnight', () => {
  test('a time belongs to the evening’s date, and its quarters are named by the next', () => {
    const facts = { ...seoul, services: [night] }
    const arrival = arrivalFor(
      facts,
      { date: '2026-11-24', time: '25:30', party: 2 },
      new Date(noon),
    )
    if (arrival instanceof Problem) throw arrival
    expect(arrival.startsAt.toISOString()).toBe('2026-11-24T16:30:00.000Z')
    expect(arrival.stay[0]?.when).toBe('2026-11-25/01:30')
    expect(arrival.stay).toHaveLength(6)
  })

  test('the same quarter has one name, whichever date it is reached from', () => {
    const facts = {
      ...seoul,
      services: [night, { opens: '00:00', lastSeating: '02:00', closes: '04:00' }],
    }
    const of = (date: string, time: string) => {
      const arrival = arrivalFor(facts, { date, time, party: 2 }, new Date(noon))
      return arrival instanceof Problem ? arrival.type : arrival.stay.map(({ when }) => when)
    }
    expect(of('2026-11-24', '25:00')).toEqual(of('2026-11-25', '01:00'))
  })
})

describe('when clocks change', () => {
  const before = '2027-03-10T12:00:00Z'
  test('a time that is skipped is refused, and not offered', () => {
    const date = '2027-03-13'
    const facts = { ...newYork, services: [{ ...night, lastSeating: '27:30', closes: '29:00' }] }
    expect(answerTo(facts, { date, time: '26:30' }, before)).toBe('time-skipped')
    const times = bookableArrivals(facts, { date, party: 2 }, new Date(before))
    expect(times.map(({ time }) => time)).not.toContain('26:30')
    expect(times.map(({ time }) => time)).toContain('27:00')
  })

  test('a stay over the skipped hour lasts as long as any other', () => {
    const facts = { ...newYork, services: [{ ...night, closes: '30:00' }] }
    const arrival = arrivalFor(
      facts,
      { date: '2027-03-13', time: '25:30', party: 2 },
      new Date(before),
    )
    if (arrival instanceof Problem) throw arrival
    expect(arrival.stay.map(({ when }) => when.slice(11))).toEqual([
      ...['01:30', '01:45', '03:00', '03:15', '03:30', '03:45'],
    ])
  })

  test('an hour that is repeated is one: nobody gets the table in its second half', () => {
    const facts = { ...newYork, services: [{ ...night, closes: '30:00' }] }
    const now = '2026-10-29T12:00:00Z'
    const arrival = arrivalFor(
      facts,
      { date: '2026-10-31', time: '25:00', party: 2 },
      new Date(now),
    )
    if (arrival instanceof Problem) throw arrival
    expect(arrival.stay.map(({ when }) => when.slice(11))).toEqual([
      '01:00',
      '01:15',
      '01:30',
      '01:45',
    ])
  })
})

test.each([
  [1, 90],
  [2, 90],
  [3, 120],
  [8, 150],
  [20, 150],
])('a party of %i stays %i minutes', (party, minutes) => {
  expect(stayMinutes(DEFAULT_TERMS, party)).toBe(minutes)
})
