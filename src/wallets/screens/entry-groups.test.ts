import { expect, test } from 'vitest'
import { movementsOf } from './entry-groups.ts'
import type { EntryAnswer } from './wallet-queries.ts'

const order = { id: 'o', number: 'n', title: '맛있는 집밥' }
const entry = (
  number: number,
  what: EntryAnswer['what'],
  of: EntryAnswer['of'],
  amount: number,
): EntryAnswer => ({
  number,
  what,
  of,
  amount: { amount, currency: 'KRW' },
  balance: { amount: 0, currency: 'KRW' },
  order,
  at: what,
})

test('a spend from granted and charged balance is one movement; a hold shows the spendable change', () => {
  const movements = movementsOf([
    entry(6, 'capture', 'held', -5_000),
    entry(5, 'hold', 'held', 5_000),
    entry(4, 'hold', 'charged', -5_000),
    entry(3, 'spend', 'charged', -2_000),
    entry(2, 'spend', 'granted', -1_000),
    entry(1, 'charge', 'charged', 10_000),
  ])
  expect(movements.map(({ what, amount, parts }) => [what, amount.amount, parts.length])).toEqual([
    ['capture', -5_000, 1],
    ['hold', -5_000, 2],
    ['spend', -3_000, 2],
    ['charge', 10_000, 1],
  ])
})
