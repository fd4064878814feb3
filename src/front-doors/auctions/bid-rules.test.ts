import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { Problem } from '../../kernel/problem.ts'
import { later } from '../../kernel/time.ts'
import { type Bidder, type BidFacts, bid, close, type Decided, withdraw } from './bid-rules.ts'
import { type Bidding, isReserveMet, nextBid, stageAt, stepAt, usualTerms } from './rules.ts'
import { nextBidder } from './win-rules.ts'

const START = new Date('2026-12-01T10:00:00Z')
const END = later(START, 3600)
const NOW = later(START, 60)

const lotOf = (more: Partial<Bidding> = {}): Bidding => ({
  ...{ startPrice: 10_000, reserve: null, buyNow: null, terms: usualTerms },
  ...{ startsAt: START, endsAt: END, hardEndsAt: later(END, 1800), state: 'open' },
  ...{ price: null, leader: null, leaderMaximum: null, bids: 0, steps: 0, bidders: 0, version: 1 },
  ...more,
})

type Ask = readonly [who: string, amount: number]

function play(
  asks: readonly Ask[],
  { lot = lotOf(), now = NOW, ...facts }: Partial<BidFacts<Bidding>> & { now?: Date } = {},
) {
  const sent = asks.map(([accountId, amount]) => ({ accountId, amount, isSure: true }))
  const given = { ownerId: 'seller', bidders: [], deposits: undefined, unpaid: new Map() }
  return bid({ lot, ...given, ...facts }, sent, now)
}

const problemOf = (it: unknown) => (it instanceof Problem ? it.type : 'accepted')

describe('the price is what the leader has to pay against the second', () => {
  test.each<[string, readonly Ask[], number | null, number | null]>([
    ['nobody has bid', [], null, null],
    ['the first bid is at the start price', [['a', 50_000]], 10_000, 1],
    [
      'a lower maximum of another lifts it by a step',
      [
        ['a', 50_000],
        ['b', 20_000],
      ],
      21_000,
      1,
    ],
    [
      'at most to the maximum',
      [
        ['a', 20_500],
        ['b', 20_000],
      ],
      20_500,
      1,
    ],
    [
      'an equal maximum that came later does not lead',
      [
        ['a', 20_000],
        ['b', 20_000],
      ],
      20_000,
      1,
    ],
    [
      'a higher one leads a step above',
      [
        ['a', 20_000],
        ['b', 50_000],
      ],
      21_000,
      2,
    ],
    [
      'at most at the own maximum',
      [
        ['a', 20_000],
        ['b', 20_500],
      ],
      20_500,
      2,
    ],
    [
      'nobody is bid against by themselves',
      [
        ['a', 20_000],
        ['a', 50_000],
      ],
      10_000,
      1,
    ],
    [
      'the leader lowers the maximum',
      [
        ['a', 90_000],
        ['a', 20_000],
        ['b', 30_000],
      ],
      21_000,
      2,
    ],
  ])('%s', (_, asks, price, leader) => {
    expect(play(asks).lot).toMatchObject({ price, leader })
  })
})

test.each<[string, readonly Ask[], number]>([
  ['below the reserve the price follows the bids', [['a', 29_999]], 10_000],
  ['a maximum that meets it lifts the price to it', [['a', 40_000]], 30_000],
  [
    'a leader who raises the maximum over it as well',
    [
      ['a', 20_000],
      ['a', 40_000],
    ],
    30_000,
  ],
  [
    'above it bids go on as ever',
    [
      ['a', 40_000],
      ['b', 35_000],
    ],
    36_000,
  ],
])('with a hidden reserve: %s', (_, asks, price) => {
  expect(play(asks, { lot: lotOf({ reserve: 30_000 }) }).lot.price).toBe(price)
})

describe('refusals, in this order', () => {
  const mine: Bidder = { bidder: 1, accountId: 'a', maximum: 50_000, step: 1 }
  const led = lotOf({ price: 20_000, leader: 1, leaderMaximum: 50_000, bids: 1, bidders: 1 })
  test.each<[string, Ask, object, string]>([
    ['own-lot', ['seller', 1], { lot: lotOf({ state: 'sold' }) }, 'own-lot'],
    ['too early', ['a', 1], { now: later(START, -0.001) }, 'lot-not-started'],
    ['at the start', ['a', 10_000], { now: START }, 'accepted'],
    ['a millisecond before the end', ['a', 10_000], { now: later(END, -0.001) }, 'accepted'],
    ['at the end', ['a', 10_000], { now: END }, 'lot-closed'],
    ['withdrawn', ['a', 10_000], { lot: lotOf({ state: 'withdrawn' }) }, 'lot-closed'],
    ['three wins left unpaid', ['a', 1], { unpaid: new Map([['a', 3]]) }, 'too-many-unpaid-wins'],
    ['two', ['a', 10_000], { unpaid: new Map([['a', 2]]) }, 'accepted'],
    ['no deposit', ['a', 1], { deposits: new Set(['b']) }, 'deposit-missing'],
    ['too low', ['a', 9_999], {}, 'bid-too-low'],
    ['a step too low', ['b', 20_999], { lot: led }, 'bid-too-low'],
    ['a step above', ['b', 21_000], { lot: led }, 'accepted'],
    ['the leader below the price', ['a', 19_999], { lot: led, bidders: [mine] }, 'bid-too-low'],
    ['the leader down to the price', ['a', 20_000], { lot: led, bidders: [mine] }, 'accepted'],
    ['too high', ['a', 1_000_000_001], {}, 'bid-too-high'],
  ])('%s', (_, ask, facts, problem) => {
    expect(problemOf(play([ask], facts).outcomes[0])).toBe(problem)
  })
})

describe('the end', () => {
  const at = (seconds: number) => later(END, -seconds)
  test.each<[string, number, readonly Ask[], Date]>([
    ['does not move before the last thirty seconds', 31, [['a', 10_000]], END],
    ['moves to thirty seconds after a bid', 10, [['a', 10_000]], later(at(10), 30)],
    [
      'does not move for a raised maximum',
      10,
      [
        ['a', 10_000],
        ['a', 20_000],
      ],
      later(at(10), 30),
    ],
    ['does not move for a refused bid', 10, [['a', 9_000]], END],
  ])('%s', (_, seconds, asks, end) => {
    expect(play(asks, { now: at(seconds) }).lot.endsAt).toEqual(end)
  })
  test('never moves beyond the last end', () => {
    const lot = lotOf({ hardEndsAt: later(END, 5) })
    expect(play([['a', 10_000]], { lot, now: at(1) }).lot.endsAt).toEqual(later(END, 5))
  })
  test.each<[string, Partial<Bidding>, string | undefined]>([
    ['nobody has bid', {}, 'unsold'],
    ['somebody leads', { price: 10_000, leaderMaximum: 20_000 }, 'sold'],
    ['the reserve is missed', { price: 10_000, leaderMaximum: 20_000, reserve: 30_000 }, 'unsold'],
    ['it was withdrawn', { state: 'withdrawn' }, undefined],
    ['it has moved', { endsAt: later(END, 1) }, undefined],
  ])('%s: %s', (_, more, state) => {
    expect(close(lotOf(more), END)).toBe(state)
  })
  test('one who bids and one who withdraws: only one of them can', () => {
    expect(withdraw(lotOf(), NOW)).toBeUndefined()
    expect(problemOf(withdraw(play([['a', 10_000]]).lot, NOW))).toBe('lot-has-bids')
    expect(problemOf(withdraw(lotOf(), END))).toBe('lot-closed')
    expect(stageAt(lotOf(), END)).toBe('closing')
  })
})

test('who leads only until the next bid of a batch is told so', () => {
  const { outcomes, lot } = play([
    ['a', 20_000],
    ['b', 50_000],
    ['c', 30_000],
  ])
  expect(outcomes.map((it) => (it instanceof Problem ? it.type : it.outcome))).toEqual([
    ...['outbid', 'leading', 'outbid'],
  ])
  for (const it of outcomes) expect(it).toMatchObject({ lot })
})

test('buying at once ends it for everybody after it, and is refused after a bid', () => {
  const lot = lotOf({ buyNow: 80_000 })
  const facts = { lot, ownerId: 'seller', bidders: [], deposits: undefined, unpaid: new Map() }
  const buys = { accountId: 'b', amount: 80_000, isBuyNow: true }
  const bids = { accountId: 'a', amount: 10_000 }
  const first = bid(facts, [buys, bids, buys], NOW)
  expect(first.outcomes.map(problemOf)).toEqual(['accepted', 'lot-closed', 'lot-closed'])
  expect(first.lot).toMatchObject({ state: 'sold', price: 80_000, leader: 1, bids: 1 })
  expect(bid(facts, [bids, buys], NOW).outcomes.map(problemOf)).toEqual(['accepted', 'no-buy-now'])
})

test('a lot that was not paid goes to the highest of the others, of equal ones to the earlier', () => {
  const one = (bidder: number, maximum: number, step: number) => ({
    ...{ bidder, maximum, step, accountId: `${bidder}` },
  })
  const bidders = [one(1, 50_000, 1), one(2, 30_000, 4), one(3, 30_000, 2), one(4, 20_000, 3)]
  expect(nextBidder(bidders, 1, 'seller')).toMatchObject({ bidder: 3 })
  expect(nextBidder(bidders, 1, '3')).toMatchObject({ bidder: 2 })
  expect(problemOf(nextBidder([one(1, 50_000, 1)], 1, 'seller'))).toBe('no-next-bidder')
})

const someAsks = fc.array(
  fc.tuple(fc.constantFrom('a', 'b', 'c', 'd'), fc.integer({ min: 5_000, max: 200_000 })),
  { maxLength: 40 },
)

test('whatever is bid, in however many batches: the price never falls, and the best maximum leads', () => {
  const reserves = fc.option(fc.integer({ min: 10_001, max: 150_000 }))
  fc.assert(
    fc.property(someAsks, reserves, fc.integer({ min: 1, max: 40 }), (asks, reserve, size) => {
      const whole = play(asks, { lot: lotOf({ reserve }) })
      expectRight(whole, reserve)
      const bidders = new Map<string, Bidder>()
      let lot = lotOf({ reserve })
      for (let at = 0; at < asks.length; at += size) {
        const part = play(asks.slice(at, at + size), { lot, bidders: [...bidders.values()] })
        for (const one of part.bidders) bidders.set(one.accountId, one)
        lot = part.lot
      }
      expect(lot).toEqual(whole.lot)
    }),
    { numRuns: 300 },
  )
})

function expectRight({ lot, bids, bidders }: Decided<Bidding>, reserve: number | null) {
  const best = bidders.toSorted((a, b) => b.maximum - a.maximum)[0]
  expect(best?.maximum ?? null).toBe(lot.leaderMaximum)
  expect(bidders.find(({ bidder }) => bidder === lot.leader)?.maximum ?? null).toBe(
    lot.leaderMaximum,
  )
  if (lot.price !== null) expect(lot.price).toBeLessThanOrEqual(lot.leaderMaximum ?? 0)
  expect(isReserveMet(lot)).toBe(reserve === null || (lot.leaderMaximum ?? 0) >= reserve)
  const prices = bids.map(({ price }) => price)
  expect(prices).toEqual(prices.toSorted((a, b) => a - b))
  expect(bids.map(({ step }) => step)).toEqual(bids.map((_, at) => at + 1))
  const numbers = bids.flatMap(({ number }) => number ?? [])
  expect(numbers).toEqual(numbers.map((_, at) => at + 1))
  for (const { amount, price } of bids) expect(amount).toBeLessThanOrEqual(price)
}

test('increments follow the price', () => {
  expect([0, 9_999, 10_000, 49_999, 12_000_000].map((price) => stepAt(usualTerms, price))).toEqual([
    500, 500, 1_000, 1_000, 500_000,
  ])
  expect(nextBid(lotOf())).toBe(10_000)
  expect(nextBid(lotOf({ price: 10_000 }))).toBe(11_000)
})
