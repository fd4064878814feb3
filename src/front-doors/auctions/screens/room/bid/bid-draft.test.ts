import { expect, test } from 'vitest'
import { amountWords } from './amount-words.ts'
import { amountOf, amountText, quickAmounts, typedText } from './bid-draft.ts'

test.each([
  ['12,000', 'KRW', 12_000],
  ['12000원', 'KRW', 12_000],
  ['１２０００', 'KRW', 12_000],
  ['0', 'KRW', undefined],
  ['12.5', 'KRW', undefined],
  ['-5', 'KRW', undefined],
  ['', 'KRW', undefined],
  ['$12.5', 'USD', 1_250],
  ['1,200', 'USD', 120_000],
  ['0.29', 'USD', 29],
] as const)('%s in %s is %s', (typed, currency, amount) => {
  expect(amountOf(typed, currency)).toBe(amount)
})

test('digits are grouped while they are typed', () => {
  expect(typedText('1234567', 'ko')).toBe('1,234,567')
  expect(typedText('12,3456', 'ko')).toBe('123,456')
  expect(typedText('12.5', 'ko')).toBe('12.5')
  expect(amountText(1_250, 'USD', 'en')).toBe('12.5')
})

test('quick amounts follow the steps, up to what the auction takes', () => {
  const terms = {
    steps: [
      { from: 0, by: 500 },
      { from: 10_000, by: 1_000 },
    ],
    ...{ deposit: 0, bidMost: 11_500, unpaidMost: null, extendSeconds: 0, extendMostSeconds: 0 },
  }
  expect(quickAmounts({ next: 9_500, terms })).toEqual([9_500, 10_000, 11_000])
  expect(quickAmounts({ next: 11_000, terms })).toEqual([11_000])
})

test.each([
  [120_000_000, 'KRW', '1억 2,000만 원', 'one hundred twenty million won'],
  [125_000, 'KRW', '12만 5,000 원', 'one hundred twenty-five thousand won'],
  [900, 'JPY', '900 엔', 'nine hundred yen'],
  [1_250, 'USD', '12 달러', 'twelve dollars'],
] as const)('%i %s in words', (amount, currency, korean, english) => {
  expect(amountWords({ amount, currency }, 'ko')).toBe(korean)
  expect(amountWords({ amount, currency }, 'en')).toBe(english)
})
