import { expect, test } from 'vitest'
import { addressFor } from './rules.ts'

const both = { success: 'S', cancel: 'C' }

test.each([
  ['paid', 'success', 'S'],
  ['paid', 'quit', 'S'],
  ['checking', 'success', 'S'],
  ['checking', 'fail', 'C'],
  ['waiting', 'success', 'S'], // for a bank transfer
  ['waiting', 'quit', 'C'],
  ['not-paid', 'success', 'C'],
  ['refunding', 'success', 'C'],
  ['refunded', 'success', 'C'],
] as const)('a payment that is %s after %s leads to %s', (status, outcome, expected) => {
  expect(addressFor(both, status, outcome)).toBe(expected)
  expect(addressFor({ success: null, cancel: null }, status, outcome)).toBe(null)
})
