import { expect, test } from 'vitest'
import { askOf, walletMost } from './choice.ts'

test.each([
  [{ gateway: 'toss', wallet: 0 }, { gateway: 'toss' }],
  [
    { gateway: 'toss', wallet: 4_000 },
    { gateway: 'toss', wallet: 4_000 },
  ],
  [{ gateway: 'toss', wallet: 12_500 }, { gateway: 'wallet' }],
])('of 12,500 the choice %o asks for %o', (choice, asked) => {
  expect(askOf(choice, 12_500)).toEqual(asked)
})

test('a wallet takes no more than the price, and no more than it has', () => {
  expect([walletMost(12_500, 50_000), walletMost(12_500, 4_000)]).toEqual([12_500, 4_000])
})
