import { expect, test } from 'vitest'
import { later } from '../../../kernel/time.ts'
import { usualTerms } from '../rules.ts'
import { type BotFacts, botBid } from './rules.ts'

const start = new Date('2026-12-01T10:00:00Z')
const lot: BotFacts['lot'] = {
  ...{ startPrice: 20_000, price: null, terms: usualTerms, bids: 0 },
  state: 'open',
  ...{ startsAt: start, endsAt: later(start, 1800) },
}
const facts: BotFacts = { lot, bidAt: null, leaderId: null, botIds: ['a', 'b', 'c'] }
const bidOn = (more: Partial<BotFacts['lot']>): BotFacts => ({
  ...facts,
  bidAt: start,
  lot: { ...lot, ...more },
})

test.each<[string, BotFacts, number, object | undefined]>([
  ['before the lot is live', facts, -10, undefined],
  ['within twenty seconds of the start', facts, 19, undefined],
  ['after twenty seconds', facts, 20, { accountId: 'a', amount: 20_000 }],
  ['while they rest', bidOn({ price: 20_000, bids: 1 }), 36, undefined],
  ['after the rest', bidOn({ price: 20_000, bids: 1 }), 37, { accountId: 'b', amount: 22_000 }],
  [
    'not for who leads',
    { ...bidOn({ price: 20_000, bids: 1 }), leaderId: 'b' },
    60,
    { accountId: 'c', amount: 22_000 },
  ],
  ['with the last step', bidOn({ price: 96_000, bids: 5 }), 60, { amount: 100_000 }],
  ['at five times the start price', bidOn({ price: 100_000, bids: 3 }), 100, undefined],
  ['of nobody', { ...facts, botIds: [] }, 60, undefined],
  ['once the lot is over', facts, 1801, undefined],
])('bots bid %s', (_, given, after, expected) => {
  const bid = botBid(given, later(start, after))
  if (expected) expect(bid).toMatchObject(expected)
  else expect(bid).toBeUndefined()
})

test('bots rest for 20 to 60 seconds', () => {
  const rests = Array.from({ length: 100 }, (_, bids) => {
    const given = bidOn({ price: 20_000, bids })
    return Array.from({ length: 70 }, (__, at) => at).find((at) => botBid(given, later(start, at)))
  })
  expect(Math.min(...rests.map((rest) => rest ?? 0))).toBe(20)
  expect(Math.max(...rests.map((rest) => rest ?? 0))).toBe(60)
  expect(new Set(rests).size).toBeGreaterThan(30)
})
