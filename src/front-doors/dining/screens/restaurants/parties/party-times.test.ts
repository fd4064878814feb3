import { expect, test } from 'vitest'
import { isNextDay, mealOf, nearestFree, wallTimeOf } from './party-times.ts'

test('a time past midnight is shown as it is on the wall', () => {
  expect([wallTimeOf('25:30'), isNextDay('25:30')]).toEqual(['01:30', true])
  expect([wallTimeOf('19:00'), isNextDay('19:00')]).toEqual(['19:00', false])
})

test('times are sorted into meals; a time past midnight belongs to dinner', () => {
  expect(['09:30', '11:00', '15:45', '16:00', '25:30'].map(mealOf)).toEqual([
    'morning',
    'lunch',
    'lunch',
    'dinner',
    'dinner',
  ])
})

test('the free times nearest to a full one are named in the order of the day; of two as near the earlier', () => {
  const times = ['12:00', '17:00', '18:00', '18:30', '19:00', '19:30', '21:00'].map((time) => ({
    time,
    isFree: time !== '19:00' && time !== '18:30',
  }))
  expect(nearestFree(times, '19:00', 3).map(({ time }) => time)).toEqual([
    '17:00',
    '18:00',
    '19:30',
  ])
  expect(nearestFree([{ time: '19:00', isFree: false }], '19:00')).toEqual([])
})
