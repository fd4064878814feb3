import { expect, test } from 'vitest'
import type { TimeLoad } from '../guest-times.ts'
import { chartOf } from './chart.ts'

const load = (
  time: string,
  capacity: number,
  taken: number,
  reserved = 0,
  proposed = 0,
): TimeLoad => ({
  time,
  capacity,
  taken,
  reserved,
  proposed,
})

test('the chart spans the hours from the first time to the last', () => {
  const chart = chartOf([load('09:30', 4, 1), load('12:00', 8, 8)])
  expect(chart.columns.map(({ at }) => at)).toEqual([0.125, 0.75])
  expect(chart.hours.map(({ hour }) => hour)).toEqual([9, 10, 11, 12])
  expect(chart.most).toBe(8)
})

test('times that begin together are one column', () => {
  const { columns } = chartOf([load('10:00', 4, 1), load('10:00', 2, 2, 1, 1)])
  expect(columns).toEqual([
    { time: '10:00', at: 0, capacity: 6, taken: 3, reserved: 1, proposed: 1 },
  ])
})

test('columns never overlap, and a whole day has few axis labels', () => {
  const everyTen = Array.from({ length: 144 }, (_, at) =>
    load(
      `${String(Math.floor(at / 6)).padStart(2, '0')}:${String((at % 6) * 10).padStart(2, '0')}`,
      1,
      0,
    ),
  )
  const { columns, width, hours } = chartOf(everyTen)
  expect(width).toBeLessThan(1 / 144)
  expect(columns.at(-1)?.at).toBeCloseTo(143 / 144)
  expect(hours.map(({ hour }) => hour)).toEqual([0, 3, 6, 9, 12, 15, 18, 21])
})

test.each([
  ['00:00', '23:50'],
  ['09:00', '17:45'],
  ['18:58', '18:58'],
])('from %s to %s the last column is not cut', (first, last) => {
  const { columns, width, hours } = chartOf([load(first, 4, 1), load(last, 4, 1)])
  expect((columns.at(-1)?.at ?? 0) + width).toBeLessThanOrEqual(1)
  expect(hours.every(({ hour }) => hour < 24)).toBe(true)
})

test('a time outside the hours of the chart has no position', () => {
  const { positionOf } = chartOf([load('09:00', 4, 1), load('17:00', 4, 1)])
  expect(['08:59', '09:00', '18:00', '18:01'].map(positionOf)).toEqual([undefined, 0, 1, undefined])
})
