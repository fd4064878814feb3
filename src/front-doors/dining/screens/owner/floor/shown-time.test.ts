import { expect, test } from 'vitest'
import type { FloorAnswer } from './floor-queries.ts'
import {
  firstShown,
  instantOf,
  minutesBefore,
  quarterAhead,
  quarterOf,
  shownTimes,
  stillShown,
} from './shown-time.ts'

const floor = (more: Partial<FloorAnswer> = {}) => ({
  ...{ date: '2026-12-02', today: '2026-12-02', timeZone: 'Asia/Seoul' },
  now: '2026-12-02T13:20:00.000Z', // 22:20
  services: [{ opens: '17:00', lastSeating: '24:00', closes: '26:00' }],
  parties: [],
  ...more,
})

test('today is shown now, another date as its first party comes, or as it opens', () => {
  const tomorrow = { date: '2026-12-03' }
  expect(firstShown(floor())).toBe(0)
  expect(firstShown(floor(tomorrow))).toBe('17:00')
  expect(firstShown(floor({ ...tomorrow, services: [] }))).toBe('12:00')
  const parties = [{ time: '18:30' }] as FloorAnswer['parties']
  expect(firstShown(floor({ ...tomorrow, parties }))).toBe('18:30')
})

test('hours ahead go on after midnight as times of the same service', () => {
  expect(quarterOf(0, floor())).toBeUndefined()
  expect(quarterOf(1, floor())).toBe('23:15')
  expect(quarterOf(2, floor())).toBe('24:15')
  expect(quarterOf('19:30', floor())).toBe('19:30')
  expect(new Date(instantOf('24:30', floor())).toISOString()).toBe('2026-12-02T15:30:00.000Z')
})

test('after midnight now is a time of the service that goes on', () => {
  const late = floor({ now: '2026-12-02T15:40:30.000Z' })
  expect(firstShown(late)).toBe(0)
  expect(quarterAhead(0, late)).toBe('24:30')
  expect(quarterOf(1, late)).toBe('25:30')
})

test('where the service ends while now is shown, its date is shown as any other', () => {
  const over = floor({ today: '2026-12-03' })
  expect([0, 2, '19:00'].map((shown) => stillShown(shown, over))).toEqual([
    '17:00',
    '17:00',
    '19:00',
  ])
  expect(stillShown(2, floor())).toBe(2)
})

test('until a party comes there are whole quarters', () => {
  const comes = { startsAt: '2026-12-02T14:10:00.000Z' } // 23:10
  expect(minutesBefore(comes, '22:15', floor())).toBe(45)
  expect(minutesBefore(comes, '23:00', floor())).toBe(0)
})

test('half hours are offered, and the quarter that is chosen', () => {
  expect(shownTimes(['17:00', '17:15', '17:30', '17:45'], '17:45')).toEqual([
    '17:00',
    '17:30',
    '17:45',
  ])
})
