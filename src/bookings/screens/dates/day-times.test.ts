import { expect, test } from 'vitest'
import { endings, isNear, isNextDay, nearestFree, onWall, wallTimeOf } from './day-times.ts'

test('a time past midnight is shown as it is on the wall', () => {
  expect([wallTimeOf('25:30'), isNextDay('25:30')]).toEqual(['01:30', true])
  expect([wallTimeOf('19:00'), isNextDay('19:00')]).toEqual(['19:00', false])
})

test('the free times nearest to a full one are named in the order of the day', () => {
  const times = ['12:00', '16:30', '18:00', '18:30', '19:00', '19:30', '21:00'].map((time) => ({
    time,
    isFree: time !== '19:00' && time !== '18:30',
  }))
  expect(nearestFree(times, '19:00', 3).map(({ time }) => time)).toEqual([
    '18:00',
    '19:30',
    '21:00',
  ])
  expect(nearestFree([{ time: '19:00', isFree: false }], '19:00')).toEqual([])
})

test('only times within two hours are near; where there are none, the nearest others are named', () => {
  const free = (...times: string[]) => times.map((time) => ({ time, isFree: true }))
  const named = (times: readonly { time: string }[]) => times.map(({ time }) => time)
  const near = nearestFree(free('12:30', '14:00', '17:00', '21:30'), '19:00')
  expect([named(near), isNear(near, '19:00')]).toEqual([['17:00'], true])
  const others = nearestFree(free('12:30', '13:00', '14:00'), '19:00', 2)
  expect([named(others), isNear(others, '19:00')]).toEqual([['13:00', '14:00'], false])
})

test('what is after midnight is of the next date on the wall', () => {
  expect(onWall('2026-12-31', '24:30')).toEqual({ date: '2027-01-01', time: '00:30' })
  expect(onWall('2026-12-31', '23:30')).toEqual({ date: '2026-12-31', time: '23:30' })
})

test('an end is chosen from the begin on, and one that was chosen before it stays in sight', () => {
  const times = endings('12:00', '02:00')
  expect(times.slice(0, 2)).toEqual(['02:00', '12:00'])
  expect(times.at(-1)).toBe('36:00')
})
