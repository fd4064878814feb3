import { type Problem, problem } from '../kernel/problem.ts'
import { addDays, later, startOfDay, wallDate } from '../kernel/time.ts'

/**
 * Cancellation policies: the percentage a store keeps when a buyer cancels, by time before the start.
 *
 * A tier ends a number of hours before the start, or with the store's calendar day a number of days
 * before it. Percentages rise from tier to tier; the last tier ends at the start.
 */
export type Tier = {
  /** Whole percent of the price, 0 to 100. */
  readonly keptPercent: number
} & ({ readonly hoursBefore: number } | { readonly daysBefore: number })

/** Full refund soon after booking, while the start is at least `daysBefore` days away. */
export interface Grace {
  /** Hours since the order was made. */
  readonly hours: number
  readonly daysBefore: number
}

export type Kind = 'free' | 'performance' | 'restaurant' | 'reservation-restaurant'

export interface Policy {
  /** Selects the legal maximum. */
  readonly kind: Kind
  readonly tiers: readonly Tier[]
  readonly grace: Grace | null
}

/** Delay before a policy applies, so that no concurrent claim is under a policy it has not read. */
export const APPLIES_AFTER_SECONDS = 60
export const TIERS_MOST = 10

export const kindUnfit = problem<{ kinds: readonly Kind[] }>('policy-kind-unfit', 'invalid', {
  ko: '여기에서는 사용할 수 없는 취소 규정이에요.',
  en: 'That kind of cancellation policy cannot be used here.',
})
export const tiersUnfit = problem('tiers-unfit', 'invalid', {
  ko: '공제율은 시작에 가까울수록 높아야 하고, 마지막 구간은 시작할 때까지여야 해요.',
  en: 'What is kept must rise towards the beginning, and the last tier must reach it.',
})
export const penaltyIllegal = problem<{ tier: Tier; mostPercent: number }>(
  'penalty-illegal',
  'invalid',
  {
    ko: '소비자분쟁해결기준보다 많이 공제하는 구간이 있어요.',
    en: 'One tier keeps more than the consumer dispute standards of Korea allow.',
  },
)
export const refundChanged = problem<{ quote: object }>('refund-changed', 'conflict', {
  ko: '그사이 환불 금액이 바뀌었어요. 아직 취소되지 않았으니 금액을 다시 확인해 주세요.',
  en: 'What you would get back has changed meanwhile. Nothing was canceled: please look again.',
})

/**
 * The legal maximum of each kind, which is also its preset: 소비자분쟁해결기준 (별표 II), a notice of
 * the Fair Trade Commission.
 *
 * performance: 공연업. Keeps nothing until 10 days before, 10 % until 7, 20 % until 3, 30 % until 1,
 *   90 % on the day; nothing within 24 hours of booking until 3 days before (easylaw.go.kr, 공연
 *   관람료 환불).
 * restaurant: 외식업, since 2025-12-18. Nothing until an hour before, then at most 20 %.
 * reservation-restaurant: 예약기반음식점, since 2025-12-18: at most 40 %. The standard has earlier
 *   steps whose hours we do not know; ours favor the buyer: nothing until twelve hours before, then
 *   half of it until the last hour.
 */
export const legalMaximums: Readonly<Record<Kind, Policy>> = {
  free: { kind: 'free', tiers: [{ hoursBefore: 0, keptPercent: 0 }], grace: null },
  performance: {
    kind: 'performance',
    tiers: [
      { daysBefore: 10, keptPercent: 0 },
      { daysBefore: 7, keptPercent: 10 },
      { daysBefore: 3, keptPercent: 20 },
      { daysBefore: 1, keptPercent: 30 },
      { hoursBefore: 0, keptPercent: 90 },
    ],
    grace: { hours: 24, daysBefore: 3 },
  },
  restaurant: {
    kind: 'restaurant',
    tiers: [
      { hoursBefore: 1, keptPercent: 0 },
      { hoursBefore: 0, keptPercent: 20 },
    ],
    grace: null,
  },
  'reservation-restaurant': {
    kind: 'reservation-restaurant',
    tiers: [
      { hoursBefore: 12, keptPercent: 0 },
      { hoursBefore: 1, keptPercent: 20 },
      { hoursBefore: 0, keptPercent: 40 },
    ],
    grace: null,
  },
}

/** The order's input to a quote. */
export interface Facts {
  /** Minor units. */
  readonly amount: number
  /** Start of its earliest place; null: no start, always a full refund. */
  readonly startsAt: Date | null
  readonly createdAt: Date
  readonly timeZone: string
}

/** The split of the amount for a cancellation before `until`. */
export interface Step {
  readonly until: Date
  readonly keptPercent: number
  readonly kept: number
  readonly refund: number
}

export interface Quote extends Omit<Step, 'until'> {
  /** When the refund falls next; null: never. */
  readonly until: Date | null
  /** All steps from booking to start, in order. */
  readonly steps: readonly Step[]
}

/**
 * Quotes the refund of an order at `now`. `until` is exclusive. Rounds in the buyer's favor. After
 * the start everything is kept.
 */
export function quote(policy: Policy, facts: Facts, now: Date): Quote {
  const { amount, startsAt } = facts
  if (!startsAt) return { ...split(amount, 0), until: null, steps: [] }
  const steps = stepsOf(policy, { ...facts, startsAt })
  const step = steps.find(({ until }) => now < until)
  return { ...split(amount, 100), until: null, ...step, steps }
}

/** For cancellations by the store, which no policy limits. */
export const fullRefund = (amount: number): Omit<Step, 'until'> => split(amount, 0)

function split(amount: number, keptPercent: number): Omit<Step, 'until'> {
  const kept = Math.floor((amount * keptPercent) / 100)
  return { keptPercent, kept, refund: amount - kept }
}

/** Sorted by percentage kept; drops a tier that ends no later than a milder one. */
function stepsOf(policy: Policy, facts: Facts & { readonly startsAt: Date }): Step[] {
  const graceUntil = policy.grace ? [endOfGrace(policy.grace, facts)] : []
  const ends = [
    ...graceUntil.map((until) => ({ until, keptPercent: 0 })),
    ...policy.tiers.map((tier) => ({ until: endOf(tier, facts), keptPercent: tier.keptPercent })),
  ].sort((one, other) => one.keptPercent - other.keptPercent || +other.until - +one.until)
  const steps: Step[] = []
  for (const { until, keptPercent } of ends)
    if (until > (steps.at(-1)?.until ?? facts.createdAt))
      steps.push({ until, ...split(facts.amount, keptPercent) })
  return steps
}

type Beginning = Pick<Facts, 'timeZone'> & { readonly startsAt: Date }

function endOf(tier: Tier, { startsAt, timeZone }: Beginning): Date {
  return 'hoursBefore' in tier
    ? later(startsAt, -3600 * tier.hoursBefore)
    : endOfDayBefore(startsAt, tier.daysBefore, timeZone)
}

function endOfGrace(grace: Grace, { createdAt, startsAt, timeZone }: Facts & Beginning): Date {
  const farEnough = endOfDayBefore(startsAt, grace.daysBefore, timeZone)
  const soonEnough = later(createdAt, 3600 * grace.hours)
  return new Date(Math.min(+soonEnough, +farEnough))
}

const endOfDayBefore = (startsAt: Date, days: number, timeZone: string): Date =>
  startOfDay(addDays(wallDate(startsAt, timeZone), 1 - days), timeZone)

/**
 * Decides whether a store may use these tiers; they default to the legal maximum, and grace is always
 * the legal one. `kinds` are those of the store's front door.
 * Problems in order: policy-kind-unfit, tiers-unfit, penalty-illegal.
 */
export function choosePolicy(
  kinds: readonly Kind[],
  {
    kind,
    tiers = legalMaximums[kind].tiers,
  }: { readonly kind: Kind; readonly tiers?: readonly Tier[] },
): Policy | Problem {
  if (!kinds.includes(kind)) return kindUnfit({ kinds })
  if (!isWellFormed(tiers)) return tiersUnfit()
  return findIllegalTier(tiers, kind) ?? { kind, tiers, grace: legalMaximums[kind].grace }
}

function isWellFormed(tiers: readonly Tier[]): boolean {
  if (tiers.length === 0 || tiers.length > TIERS_MOST) return false
  const last = tiers.at(-1)
  if (!last || !('hoursBefore' in last) || last.hoursBefore !== 0) return false
  return tiers.every((tier, at) => {
    const before = tiers[at - 1]
    if (!before) return true
    const hours = 'hoursBefore' in tier && 'hoursBefore' in before
    const days = 'daysBefore' in tier && 'daysBefore' in before
    return (
      tier.keptPercent > before.keptPercent &&
      (!hours || tier.hoursBefore < before.hoursBefore) &&
      (!days || tier.daysBefore < before.daysBefore)
    )
  })
}

/** The first and last minute of a day: there tiers in hours and in days differ most. */
const hardestStarts = [new Date('2026-06-15T00:00:00Z'), new Date('2026-06-15T23:59:00Z')]

/** Returns penalty-illegal for the first tier that keeps more than the law allows when it begins. */
function findIllegalTier(tiers: readonly Tier[], kind: Kind): Problem | undefined {
  for (const startsAt of hardestStarts) {
    const facts = { amount: 0, startsAt, createdAt: new Date(0), timeZone: 'UTC' }
    const allowed = stepsOf({ ...legalMaximums[kind], grace: null }, facts)
    const asked = stepsOf({ kind, tiers, grace: null }, facts)
    for (const [at, { keptPercent }] of asked.entries()) {
      const begins = asked[at - 1]?.until ?? facts.createdAt
      const mostPercent = allowed.find(({ until }) => begins < until)?.keptPercent ?? 0
      const tier = tiers.find((one) => one.keptPercent === keptPercent)
      if (tier && keptPercent > mostPercent) return penaltyIllegal({ tier, mostPercent })
    }
  }
  return undefined
}
