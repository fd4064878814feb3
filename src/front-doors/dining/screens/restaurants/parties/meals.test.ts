import { expect, test } from 'vitest'
import { mealOf } from './meals.ts'

test('times are sorted into meals; a time past midnight belongs to dinner', () => {
  expect(['09:30', '11:00', '15:45', '16:00', '25:30'].map(mealOf)).toEqual([
    'morning',
    'lunch',
    'lunch',
    'dinner',
    'dinner',
  ])
})
