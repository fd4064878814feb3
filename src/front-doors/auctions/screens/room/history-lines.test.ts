import { expect, test } from 'vitest'
import type { Bid } from '../lots/lot-queries.ts'
import { linesOf } from './history-lines.ts'

const at = '2026-11-30T11:00:00.000Z'
const bid = (
  number: number,
  bidder: number,
  [amount, price, leader]: readonly [number, number, number],
): Bid => ({ number, bidder, amount, price, leader, endsAt: at, at })
const rows = (...bids: readonly Bid[]) =>
  linesOf(bids).map(({ number, bidder, amount, isBeaten }) => [number, bidder, amount, isBeaten])

test('a bid that leads is one row', () => {
  expect(rows(bid(1, 1, [10_000, 10_000, 1]), bid(2, 2, [11_000, 11_000, 2]))).toEqual([
    [2, 2, 11_000, false],
    [1, 1, 10_000, false],
  ])
})

test('a beaten bid has the leader’s automatic bid above it: the topmost row is the price', () => {
  expect(rows(bid(1, 2, [10_000, 10_000, 2]), bid(2, 1, [12_000, 13_000, 2]))).toEqual([
    [null, 2, 13_000, false],
    [2, 1, 12_000, true],
    [1, 2, 10_000, false],
  ])
})

test('of equal maximums the earlier one leads at the same amount', () => {
  expect(rows(bid(1, 1, [12_000, 12_000, 2]))).toEqual([
    [null, 2, 12_000, false],
    [1, 1, 12_000, true],
  ])
})
