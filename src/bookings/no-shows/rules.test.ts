import { expect, test } from 'vitest'
import { Problem } from '../../kernel/problem.ts'
import { chooseTerms, type Deposit, type NoShowTerms, outcomeOf } from './rules.ts'

const terms = (changed: Partial<NoShowTerms> = {}): NoShowTerms => ({
  ...{ kind: 'restaurant', basis: 'person', average: 50_000, keptPercent: 100, group: null },
  ...changed,
})
const deposit = (amount: number, more: Partial<Deposit> = {}): Deposit => ({
  ...{ amount, per: 'person', headsLeast: 1, headsMost: 8 },
  ...more,
})
const dining = ['free', 'restaurant', 'reservation-restaurant'] as const
const saidOf = (answer: unknown) =>
  answer instanceof Problem ? [answer.type, answer.facts] : 'allowed'

const prepares = { kind: 'reservation-restaurant' } as const
const perTable = { per: 'booking' } as const
const ofBooking = { basis: 'booking', average: 100_000 } as const
const ofPaid = { basis: 'paid', average: null } as const

test.each<[string, NoShowTerms, Deposit[], unknown]>([
  ['no deposit is needed', terms(), [], 'allowed'],
  ['20 % of a head', terms(), [deposit(10_000)], 'allowed'],
  [
    'a won more',
    terms(),
    [deposit(10_001)],
    ['deposit-illegal', { deposit: 10_001, most: 10_000, per: 'person' }],
  ],
  ['40 % where each booking is prepared', terms(prepares), [deposit(20_000)], 'allowed'],
  [
    'a won more',
    terms(prepares),
    [deposit(20_001)],
    ['deposit-illegal', { deposit: 20_001, most: 20_000, per: 'person' }],
  ],
  [
    'a table that one guest may take',
    terms(),
    [deposit(10_001, perTable)],
    ['deposit-illegal', { deposit: 10_001, most: 10_000, per: 'booking' }],
  ],
  [
    'a table of two at least',
    terms(),
    [deposit(20_000, { ...perTable, headsLeast: 2 })],
    'allowed',
  ],
  ['a booking that costs so much', terms(ofBooking), [deposit(20_000, perTable)], 'allowed'],
  [
    'heads of a booking that costs so much',
    terms(ofBooking),
    [deposit(2_501)],
    ['deposit-illegal', { deposit: 2_501, most: 2_500, per: 'person' }],
  ],
  ['of what was paid 20 %', terms({ ...ofPaid, keptPercent: 20 }), [deposit(90_000)], 'allowed'],
  [
    'a percent more',
    terms({ ...ofPaid, keptPercent: 21 }),
    [],
    ['no-show-fee-illegal', { keptPercent: 21, mostPercent: 20 }],
  ],
  ['40 % of what was paid', terms({ ...ofPaid, ...prepares, keptPercent: 40 }), [], 'allowed'],
  [
    'a percent more',
    terms({ ...ofPaid, ...prepares, keptPercent: 41 }),
    [],
    ['no-show-fee-illegal', { keptPercent: 41, mostPercent: 40 }],
  ],
  [
    '40 % of groups',
    terms({ ...ofPaid, keptPercent: 20, group: { from: 10, keptPercent: 40 } }),
    [],
    'allowed',
  ],
  [
    'a percent more of groups',
    terms({ ...ofPaid, keptPercent: 20, group: { from: 10, keptPercent: 41 } }),
    [],
    ['no-show-fee-illegal', { keptPercent: 41, mostPercent: 40 }],
  ],
  [
    'an average of what was paid',
    terms({ basis: 'paid', keptPercent: 0 }),
    [],
    ['average-missing', {}],
  ],
  ['no average of a head', terms({ average: null }), [], ['average-missing', {}]],
  [
    'less kept of groups',
    terms({ group: { from: 10, keptPercent: 99 } }),
    [],
    ['group-keeps-less', {}],
  ],
])('%s', (_, asked, deposits, said) => {
  expect(saidOf(chooseTerms(dining, asked, deposits))).toEqual(said)
})

test('a door without restaurants has no such terms', () => {
  expect(saidOf(chooseTerms(['free', 'performance'], terms(), []))).toEqual([
    'no-show-terms-unfit',
    { kinds: [] },
  ])
})

test.each<[string, NoShowTerms, { held: number; heads: number }, { kept: number; most: number }]>([
  ['all of a lawful deposit', terms(), { held: 40_000, heads: 4 }, { kept: 40_000, most: 40_000 }],
  [
    'half of it',
    terms({ keptPercent: 50 }),
    { held: 40_000, heads: 4 },
    { kept: 20_000, most: 40_000 },
  ],
  ['nothing', terms({ keptPercent: 0 }), { held: 40_000, heads: 4 }, { kept: 0, most: 40_000 }],
  [
    'no more than the law lets it',
    terms(),
    { held: 90_000, heads: 4 },
    { kept: 40_000, most: 40_000 },
  ],
  ['no more than there is', terms(), { held: 7_000, heads: 4 }, { kept: 7_000, most: 40_000 }],
  [
    'whole won, rounded down',
    terms({ keptPercent: 33 }),
    { held: 10_001, heads: 1 },
    { kept: 3_300, most: 10_000 },
  ],
  [
    '20 % of a whole meal',
    terms({ ...ofPaid, keptPercent: 20 }),
    { held: 99_999, heads: 2 },
    { kept: 19_999, most: 19_999 },
  ],
  [
    'a booking, however many come',
    terms(ofBooking),
    { held: 30_000, heads: 6 },
    { kept: 20_000, most: 20_000 },
  ],
  [
    'nine are no group',
    terms({ ...ofPaid, keptPercent: 20, group: { from: 10, keptPercent: 40 } }),
    { held: 90_000, heads: 9 },
    { kept: 18_000, most: 18_000 },
  ],
  [
    'ten are',
    terms({ ...ofPaid, keptPercent: 20, group: { from: 10, keptPercent: 40 } }),
    { held: 100_000, heads: 10 },
    { kept: 40_000, most: 40_000 },
  ],
  ['nothing of nothing', terms(), { held: 0, heads: 2 }, { kept: 0, most: 20_000 }],
])('kept of a no-show: %s', (_, asked, facts, said) => {
  expect(outcomeOf(asked, facts)).toEqual({ ...said, refund: facts.held - said.kept })
})
