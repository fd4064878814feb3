import { expect, test } from 'vitest'
import { reasonText } from './refund-rules.ts'

test.each([
  ['단골', '단골'],
  ['late delivery', 'late delivery'],
  ['asked-by-guest', 'Asked for by the guest'],
  ['order-canceled', undefined],
  ['paid-too-late', undefined],
  [null, undefined],
])('of the reason %j a buyer reads %j', (reason, expected) => {
  expect(reasonText(reason, 'en')).toBe(expected)
})
