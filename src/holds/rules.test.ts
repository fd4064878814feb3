import { expect, test } from 'vitest'
import { networkCost, seatMinutes } from './rules.ts'

test.each([
  ['a table for ten minutes', 1, 600, 10],
  ['four seats for five minutes', 4, 300, 20],
  ['an order of goods for half an hour', 1, 1800, 30],
])('%s', (_, seats, seconds, cost) => {
  expect(seatMinutes({ network: '203.0.113.9', seats, seconds })).toBe(cost)
})

test('a network pays more for each further hold of one account', () => {
  expect([0, 10, 20].map((held) => networkCost(10, held))).toEqual([10, 50, 90])
})
