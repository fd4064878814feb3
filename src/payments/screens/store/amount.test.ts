import { expect, test } from 'vitest'
import { amountOf, typedOf } from './amount.ts'

test.each([
  ['12500', 'KRW', 12_500],
  ['12,500원', 'KRW', 12_500],
  ['₩ 12,500', 'KRW', 12_500],
  ['45', 'USD', 4_500],
  ['$45.1', 'USD', 4_510],
  ['0.29', 'USD', 29],
  ['0', 'KRW', undefined],
  ['', 'KRW', undefined],
  ['12.5', 'KRW', undefined],
  ['-1', 'KRW', undefined],
  ['1e3', 'KRW', undefined],
  ['45.123', 'USD', undefined],
] as const)('%j in %s is %s', (typed, currency, amount) => {
  expect(amountOf(typed, currency)).toBe(amount)
})

test('what is shown to be typed over is read as the same amount', () => {
  expect(typedOf({ amount: 12_500, currency: 'KRW' })).toBe('12500')
  expect(amountOf(typedOf({ amount: 4_505, currency: 'USD' }), 'USD')).toBe(4_505)
})
