import { expect, test } from 'vitest'
import { businessNumberOf } from './business.ts'

test.each([
  ['124-81-00998', '124-81-00998'],
  ['1248100998', '124-81-00998'],
  ['124 81 00998', '124-81-00998'],
  ['124-81-00999', undefined],
  ['12-3', undefined],
  ['', ''],
])('the business number %s is %s', (typed, number) => {
  expect(businessNumberOf(typed)).toBe(number)
})
