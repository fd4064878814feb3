import { expect, test } from 'vitest'
import { amountOf, chargeError } from './charge-draft.ts'

test.each([
  ['12,000', 12_000],
  ['12000원', 12_000],
  ['', undefined],
  ['1.5', undefined],
  ['-1000', undefined],
])('"%s" is parsed as %s', (typed, expected) => {
  expect(amountOf(typed)).toBe(expected)
})

// Rows are in order of precedence.
test.each([
  [undefined, 2_000_000, 'amountWrong'],
  [999, 0, 'tooLittle'],
  [1_000, 999, 'tooMuch'],
  [1_000, 1_000, undefined],
])('%s won with room for %i: error %s', (amount, room, expected) => {
  expect(chargeError(amount, room)).toBe(expected)
})
