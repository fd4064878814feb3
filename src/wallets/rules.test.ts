import { expect, test } from 'vitest'
import { Problem } from '../kernel/problem.ts'
import * as rules from './rules.ts'
import * as spends from './spends/rules.ts'

const wallet = (has: Partial<rules.Wallet> = {}): rules.Wallet => ({
  id: 'w',
  currency: 'KRW',
  charged: 0,
  granted: 0,
  held: 0,
  owed: 0,
  unclaimed: 0,
  wayBack: null,
  entries: 0,
  ...has,
})
const cause = { operationKey: 'k', storeId: 's', orderId: 'o', paymentId: 'p' }
const outcomeOf = (answer: unknown) => (answer instanceof Problem ? answer.type : 'done')

// In order of precedence: the amount, then the room.
test.each([
  [999, 0, 0, 'charge-out-of-range'],
  [1_000, 0, 0, true],
  [2_000_000, 0, 0, true],
  [2_000_001, 0, 0, 'charge-out-of-range'],
  [2_000_001, 2_000_000, 0, 'charge-out-of-range'],
  [1_000, 1_999_000, 0, true],
  [1_001, 1_999_000, 0, 'wallet-full'],
  [1_000, 1_000_000, 1_000_000, 'wallet-full'],
])(
  'charging %i to a wallet with %i charged and %i pending: %s',
  (amount, charged, pending, expected) => {
    const answer = rules.mayCharge(amount, { charged, pending })
    expect(answer instanceof Problem ? answer.type : answer).toBe(expected)
  },
)

test('pending is the sum of live charges of other amounts', () => {
  const now = new Date('2026-11-24T10:00:00Z')
  const at = (seconds: number) => new Date(Number(now) + seconds * 1000)
  const open = [
    { amount: 1_000, expiresAt: at(1), pinnedAt: null },
    { amount: 2_000, expiresAt: at(0), pinnedAt: null },
    { amount: 4_000, expiresAt: at(-1), pinnedAt: at(-9) },
    { amount: 8_000, expiresAt: at(1), pinnedAt: null },
  ]
  expect(rules.pendingAmount(open, 8_000, now)).toBe(5_000)
  expect(rules.pendingAmount(open, 9_000, now)).toBe(13_000)
})

test.each([
  [5_000, 3_000, 1, { charged: 0, granted: 1 }],
  [5_000, 3_000, 3_000, { charged: 0, granted: 3_000 }],
  [5_000, 3_000, 3_001, { charged: 1, granted: 3_000 }],
  [5_000, 3_000, 8_000, { charged: 5_000, granted: 3_000 }],
  [5_000, 3_000, 8_001, 'wallet-balance-short'],
])(
  'from %i charged and %i granted, %i takes granted balance first',
  (charged, granted, amount, mix) => {
    const answer = rules.mixOf({ charged, granted }, amount)
    expect(answer instanceof Problem ? answer.type : answer).toEqual(mix)
  },
)

test.each([
  [10_000, 10_000, 10_000, 'done'],
  [10_000, 10_000, 10_001, 'charge-spent'],
  [10_000, 4_000, 4_001, 'charge-spent'],
  [4_000, 10_000, 4_001, 'charge-spent'],
])('a wallet with %i, %i left of the charge, refunds %i: %s', (charged, left, amount, expected) => {
  expect(
    outcomeOf(rules.uncharge(wallet({ charged }), { ...cause, gateway: 'g' }, amount, left)),
  ).toBe(expected)
})

test('a partial refund returns the charged part first; a full one restores both balances', () => {
  const before = wallet({ charged: 6_000, granted: 4_000 })
  const taken = spends.take(before, 'spend', cause, 9_000) as spends.Moved
  expect(taken.wallet).toMatchObject({ charged: 1_000, granted: 0 })
  const part = spends.refund(taken.wallet, taken.spend, cause, 6_000) as spends.Moved
  expect(part.wallet).toMatchObject({ charged: 6_000, granted: 1_000 })
  const rest = spends.refund(part.wallet, part.spend, cause, 3_000) as spends.Moved
  expect(rest.wallet).toMatchObject({ charged: 6_000, granted: 4_000 })
  expect(outcomeOf(spends.refund(rest.wallet, rest.spend, cause, 1))).toBe('wallet-refund-too-much')
})

test('a hold is captured or released, once', () => {
  const before = wallet({ charged: 6_000, granted: 4_000 })
  const held = spends.take(before, 'hold', cause, 9_000) as spends.Moved
  expect(held.wallet).toMatchObject({ charged: 1_000, granted: 0, held: 9_000 })
  const back = spends.release(held.wallet, held.spend, cause) as spends.Moved
  expect(back.wallet).toMatchObject({ charged: 6_000, granted: 4_000, held: 0 })
  const taken = spends.capture(held.wallet, held.spend, cause) as spends.Moved
  expect(taken.wallet).toMatchObject({ charged: 1_000, granted: 0, held: 0 })
  for (const { wallet: after, spend } of [back, taken])
    for (const way of [spends.capture, spends.release])
      expect(outcomeOf(way(after, spend, cause))).toBe('wallet-spend-over')
  expect(outcomeOf(spends.refund(back.wallet, back.spend, cause, 1))).toBe('wallet-spend-over')
})

test('each entry of a wallet has a sequence number and the balance of its book after it', () => {
  const before = wallet({ charged: 6_000, granted: 4_000, entries: 7 })
  const { transfer } = spends.take(before, 'spend', cause, 9_000) as spends.Moved
  expect(transfer).toMatchObject({ kind: 'spend', amount: 9_000 })
  expect(
    transfer.entries.map(({ book, amount, number, balance }) => [book, amount, number, balance]),
  ).toEqual([
    ['granted', -4_000, 8, 0],
    ['charged', -5_000, 9, 1_000],
    ['revenue', 9_000, null, null],
  ])
})

test.each([
  [{ charged: 1, granted: 5 }, 'wallet-not-empty'],
  [{ held: 1 }, 'wallet-not-empty'],
  [{ granted: 5 }, 'done'],
  [{}, 'done'],
])('an owner leaves with %o: %s', (has, expected) => {
  expect(outcomeOf(rules.lapse(wallet(has), cause))).toBe(expected)
})
