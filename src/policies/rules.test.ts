import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { Problem } from '../kernel/problem.ts'
import { choosePolicy, type Kind, legalMaximums, type Policy, quote, type Tier } from './rules.ts'

const SEOUL = 'Asia/Seoul'
/** A show on a Saturday at seven in the evening, in Seoul. */
const show = new Date('2026-12-12T19:00:00+09:00')
const booked = new Date('2026-11-01T12:00:00+09:00')

const keptAt = (policy: Policy, at: string, more: object = {}) =>
  quote(
    policy,
    { amount: 100_000, startsAt: show, createdAt: booked, timeZone: SEOUL, ...more },
    new Date(at),
  ).keptPercent

describe('a performance, by the Korean standard', () => {
  test.each([
    ['2026-11-01T12:00:00+09:00', 0],
    ['2026-12-02T23:59:59.999+09:00', 0], // the tenth day before, to its end
    ['2026-12-03T00:00:00+09:00', 10],
    ['2026-12-05T23:59:59.999+09:00', 10],
    ['2026-12-06T00:00:00+09:00', 20],
    ['2026-12-09T23:59:59.999+09:00', 20],
    ['2026-12-10T00:00:00+09:00', 30],
    ['2026-12-11T23:59:59.999+09:00', 30],
    ['2026-12-12T00:00:00+09:00', 90],
    ['2026-12-12T18:59:59.999+09:00', 90],
    ['2026-12-12T19:00:00+09:00', 100],
  ])('canceled at %s: %i percent is kept', (at, kept) => {
    expect(keptAt(legalMaximums.performance, at)).toBe(kept)
  })

  test.each([
    ['2026-12-08T20:00:00+09:00', '2026-12-09T19:59:59.999+09:00', 0], // within 24 hours
    ['2026-12-08T20:00:00+09:00', '2026-12-09T20:00:00+09:00', 20],
    ['2026-12-09T20:00:00+09:00', '2026-12-09T23:59:59.999+09:00', 0], // the third day before
    ['2026-12-09T20:00:00+09:00', '2026-12-10T00:00:00+09:00', 30],
    ['2026-12-10T00:00:00+09:00', '2026-12-10T00:00:01+09:00', 30], // booked too late for grace
  ])('booked at %s and canceled at %s: %i percent is kept', (createdAt, at, kept) => {
    expect(keptAt(legalMaximums.performance, at, { createdAt: new Date(createdAt) })).toBe(kept)
  })
})

test.each([
  ['restaurant', '2026-12-12T17:59:59.999+09:00', 0],
  ['restaurant', '2026-12-12T18:00:00+09:00', 20],
  ['reservation-restaurant', '2026-12-12T06:59:59.999+09:00', 0],
  ['reservation-restaurant', '2026-12-12T07:00:00+09:00', 20],
  ['reservation-restaurant', '2026-12-12T18:00:00+09:00', 40],
  ['free', '2026-12-12T18:59:59.999+09:00', 0],
] as const)('%s, at %s: %i percent is kept', (kind, at, kept) => {
  expect(keptAt(legalMaximums[kind], at)).toBe(kept)
})

test('days are calendar days of the store, hours are elapsed hours, also on a 23-hour day', () => {
  const spring = {
    amount: 100_000,
    startsAt: new Date('2026-03-08T19:00:00-04:00'),
    createdAt: booked,
    timeZone: 'America/New_York',
  }
  const dayBefore: Policy = {
    kind: 'restaurant',
    grace: null,
    tiers: [
      { daysBefore: 1, keptPercent: 0 },
      { hoursBefore: 18, keptPercent: 10 },
      { hoursBefore: 0, keptPercent: 20 },
    ],
  }
  const { steps } = quote(dayBefore, { ...spring, createdAt: new Date(0) }, new Date(0))
  expect(steps.map(({ until }) => until.toISOString())).toEqual([
    '2026-03-08T05:00:00.000Z', // midnight, still winter time
    // eighteen hours before falls on the same day: the tier between is dropped
    '2026-03-08T23:00:00.000Z',
  ])
})

test('without a start the refund is full; after the start it is zero', () => {
  const facts = { amount: 5, createdAt: booked, timeZone: SEOUL }
  expect(quote(legalMaximums.performance, { ...facts, startsAt: null }, show)).toMatchObject({
    refund: 5,
    until: null,
    steps: [],
  })
  expect(quote(legalMaximums.free, { ...facts, startsAt: show }, show)).toMatchObject({
    refund: 0,
    kept: 5,
  })
})

test('fractions are rounded in the buyer’s favor', () => {
  const facts = { amount: 12_345, startsAt: show, createdAt: booked, timeZone: SEOUL }
  const at = new Date('2026-12-10T12:00:00+09:00')
  expect(quote(legalMaximums.performance, facts, at)).toMatchObject({ kept: 3703, refund: 8642 })
})

const tiersOfAll = fc
  .tuple(
    fc.uniqueArray(fc.integer({ min: 0, max: 100 }), { minLength: 1, maxLength: 6 }),
    fc.uniqueArray(fc.integer({ min: 1, max: 720 }), { minLength: 6, maxLength: 6 }),
    fc.boolean(),
  )
  .map(([kept, ends, inDays]): Tier[] => {
    const rising = kept.toSorted((one, other) => one - other)
    const falling = ends.toSorted((one, other) => other - one)
    return rising.map((keptPercent, at) =>
      at === rising.length - 1
        ? { hoursBefore: 0, keptPercent }
        : inDays && at % 2 === 0
          ? { daysBefore: Math.ceil((falling[at] ?? 1) / 24) + 5 - at, keptPercent }
          : { hoursBefore: falling[at] ?? 1, keptPercent },
    )
  })

test('for any tiers: parts add up, the refund never rises, and a quote holds until its `until`', () => {
  fc.assert(
    fc.property(
      tiersOfAll,
      fc.integer({ min: 0, max: 2_000_000_000 }),
      fc.array(fc.integer({ min: 0, max: 60 * 86_400 }), { minLength: 2, maxLength: 8 }),
      fc.option(
        fc.record({
          hours: fc.integer({ min: 1, max: 168 }),
          daysBefore: fc.integer({ min: 1, max: 30 }),
        }),
      ),
      fc.constantFrom(SEOUL, 'America/New_York', 'Australia/Lord_Howe'),
      (tiers, amount, seconds, grace, timeZone) => {
        const policy: Policy = { kind: 'restaurant', tiers, grace }
        const facts = { amount, startsAt: show, createdAt: booked, timeZone }
        let before = Number.POSITIVE_INFINITY
        for (const second of seconds.toSorted((one, other) => one - other)) {
          const at = new Date(+booked + second * 1000)
          const { refund, kept, keptPercent, until } = quote(policy, facts, at)
          expect(refund + kept).toBe(amount)
          expect(refund).toBeGreaterThanOrEqual(0)
          expect(refund).toBeLessThanOrEqual(before)
          before = refund
          if (!until) continue
          const last = new Date(+until - 1)
          expect(quote(policy, facts, last).refund).toBe(refund)
          const next = quote(policy, facts, until).keptPercent
          expect(next).toBeGreaterThan(until < show ? keptPercent : keptPercent - 1)
        }
      },
    ),
  )
})

/** Kinds as front doors declare them. */
const kindsOf = (frontDoor: string): readonly Kind[] => {
  if (frontDoor === 'dining') return ['free', 'restaurant', 'reservation-restaurant']
  return frontDoor === 'concerts' ? ['free', 'performance'] : ['free']
}

describe('what the law allows', () => {
  const choose = (frontDoor: string, kind: Kind, tiers?: Tier[]) => {
    const chosen = choosePolicy(kindsOf(frontDoor), { kind, ...(tiers && { tiers }) })
    return chosen instanceof Problem ? { type: chosen.type, ...chosen.facts } : 'legal'
  }

  test.each([
    ['dining', 'free'],
    ['dining', 'restaurant'],
    ['dining', 'reservation-restaurant'],
    ['concerts', 'performance'],
    ['shop', 'free'],
  ] as const)('a store of %s may choose the preset %s', (frontDoor, kind) => {
    expect(choose(frontDoor, kind)).toBe('legal')
  })

  test('a front door offers its own kinds only', () => {
    expect(choose('dining', 'performance')).toMatchObject({ type: 'policy-kind-unfit' })
    expect(choose('shop', 'restaurant')).toEqual({ type: 'policy-kind-unfit', kinds: ['free'] })
  })

  test.each<[string, Tier[]]>([
    ['none', []],
    ['that end before the start', [{ hoursBefore: 1, keptPercent: 0 }]],
    [
      'that fall',
      [
        { hoursBefore: 2, keptPercent: 10 },
        { hoursBefore: 0, keptPercent: 5 },
      ],
    ],
    [
      'in the wrong order',
      [
        { daysBefore: 1, keptPercent: 0 },
        { daysBefore: 2, keptPercent: 5 },
        { hoursBefore: 0, keptPercent: 10 },
      ],
    ],
    [
      'too many',
      Array.from({ length: 11 }, (_, at) => ({ hoursBefore: 10 - at, keptPercent: at })),
    ],
  ])('tiers %s are refused as unfit', (_, tiers) => {
    expect(choose('dining', 'restaurant', tiers)).toEqual({ type: 'tiers-unfit' })
  })

  test.each<[Kind, Tier[], Tier, number]>([
    // the first tier
    ['restaurant', [{ hoursBefore: 0, keptPercent: 1 }], { hoursBefore: 0, keptPercent: 1 }, 0],
    // full refund until an hour before
    [
      'restaurant',
      [
        { hoursBefore: 2, keptPercent: 0 },
        { hoursBefore: 0, keptPercent: 10 },
      ],
      { hoursBefore: 0, keptPercent: 10 },
      0,
    ],
    // the end of the day before is earlier than an hour before, for every start
    [
      'restaurant',
      [
        { daysBefore: 1, keptPercent: 0 },
        { hoursBefore: 0, keptPercent: 10 },
      ],
      { hoursBefore: 0, keptPercent: 10 },
      0,
    ],
    [
      'restaurant',
      [
        { hoursBefore: 1, keptPercent: 0 },
        { hoursBefore: 0, keptPercent: 21 },
      ],
      { hoursBefore: 0, keptPercent: 21 },
      20,
    ],
    // the end of the day before is twelve hours before lunch, and more before dinner
    [
      'reservation-restaurant',
      [
        { daysBefore: 1, keptPercent: 0 },
        { hoursBefore: 0, keptPercent: 20 },
      ],
      { hoursBefore: 0, keptPercent: 20 },
      0,
    ],
    // 230 hours before: the ninth day before a late show, the tenth before one at midnight
    [
      'performance',
      [
        { hoursBefore: 230, keptPercent: 0 },
        { hoursBefore: 0, keptPercent: 10 },
      ],
      { hoursBefore: 0, keptPercent: 10 },
      0,
    ],
    [
      'performance',
      [
        { daysBefore: 10, keptPercent: 0 },
        { daysBefore: 1, keptPercent: 15 },
        { hoursBefore: 0, keptPercent: 90 },
      ],
      { daysBefore: 1, keptPercent: 15 },
      10,
    ],
  ])(
    '%s: %j is refused because of its tier %j, which may keep %i %% at most',
    (kind, tiers, tier, most) => {
      const frontDoor = kind === 'performance' ? 'concerts' : 'dining'
      expect(choose(frontDoor, kind, tiers)).toEqual({
        type: 'penalty-illegal',
        tier,
        mostPercent: most,
      })
    },
  )

  test.each<[Kind, Tier[]]>([
    ['restaurant', [{ hoursBefore: 0, keptPercent: 0 }]],
    [
      'reservation-restaurant',
      [
        { hoursBefore: 1, keptPercent: 0 },
        { hoursBefore: 0, keptPercent: 40 },
      ],
    ],
    [
      'performance',
      [
        { daysBefore: 7, keptPercent: 0 },
        { daysBefore: 1, keptPercent: 20 },
        { hoursBefore: 0, keptPercent: 50 },
      ],
    ],
  ])('%s: %j keeps less than the maximum and is accepted', (kind, tiers) => {
    expect(choose(kind === 'performance' ? 'concerts' : 'dining', kind, tiers)).toBe('legal')
  })

  test('no accepted policy keeps more than the law allows, at any time of any day', () => {
    fc.assert(
      fc.property(
        tiersOfAll,
        fc.constantFrom<Kind>('restaurant', 'reservation-restaurant', 'performance'),
        fc.integer({ min: 0, max: 1439 }),
        fc.integer({ min: 0, max: 40 * 1440 }),
        (tiers, kind, minuteOfDay, minutesBefore) => {
          const frontDoor = kind === 'performance' ? 'concerts' : 'dining'
          const chosen = choosePolicy(kindsOf(frontDoor), { kind, tiers: tiers.map(mild) })
          fc.pre(!(chosen instanceof Problem))
          const startsAt = new Date(+new Date('2026-12-12T00:00:00+09:00') + minuteOfDay * 60_000)
          const at = new Date(+startsAt - minutesBefore * 60_000 - 1)
          const facts = { amount: 100, startsAt, createdAt: new Date(0), timeZone: SEOUL }
          expect(quote(chosen as Policy, facts, at).kept).toBeLessThanOrEqual(
            quote(legalMaximums[kind], facts, at).kept,
          )
        },
      ),
      { numRuns: 400 },
    )
  })
})

/** Scales a tier towards the legal maximum, so that many samples are accepted. */
const mild = (tier: Tier, at: number): Tier =>
  'hoursBefore' in tier
    ? { hoursBefore: Math.floor(tier.hoursBefore / 240), keptPercent: at * 15 }
    : { daysBefore: Math.ceil(tier.daysBefore / 4), keptPercent: at * 15 }
