import { type Problem, problem } from '../../kernel/problem.ts'
import { later } from '../../kernel/time.ts'
import type { Kind } from '../../policies/rules.ts'

/**
 * What a store keeps of a deposit when nobody comes.
 *
 *   marked ──an hour──▶ settled   the rest is given back, the guest is told
 *      └───taken back──▶ (nothing happened)
 */
export interface NoShowTerms {
  /** Selects the legal maximum. */
  readonly kind: NoShowKind
  /**
   * What the maximum is a part of: what was paid (whole meals, or where the bill is not known), or what a meal
   * costs on average, a head or a booking.
   */
  readonly basis: 'paid' | 'person' | 'booking'
  /** Minor units; null of what was paid. */
  readonly average: number | null
  /** Whole percent of what was paid. */
  readonly keptPercent: number
  /** What is kept of groups, if more; null: as of all others. */
  readonly group: Group | null
}

export interface Group {
  /** How many guests make a group, at least. */
  readonly from: number
  readonly keptPercent: number
}

export type NoShowKind = Extract<Kind, 'restaurant' | 'reservation-restaurant'>
export const noShowKinds = ['restaurant', 'reservation-restaurant'] as const
export const noShowBases = ['paid', 'person', 'booking'] as const

/**
 * The most that may be taken as a deposit, and kept of it, in percent of the whole bill: 소비자분쟁해결기준
 * (별표 II, 외식업), a notice of the Fair Trade Commission, since 2025-12-18. Of restaurants that prepare for each
 * booking, and of groups where it was said beforehand, 40; of all others 20. What was not said beforehand is
 * not kept at all.
 */
export const legalCaps: Readonly<Record<NoShowKind, { percent: number; groupPercent: number }>> = {
  restaurant: { percent: 20, groupPercent: 40 },
  'reservation-restaurant': { percent: 40, groupPercent: 40 },
}

/** The standard does not say how many make a group; as few as nobody would dispute. */
export const GROUP_LEAST = 10
/** Between the mark and the money, so that a late guest or a slip of the desk costs nothing. */
export const SETTLED_AFTER_SECONDS = 60 * 60
/** Delay before terms apply, so that no concurrent claim is under terms it has not read. */
export const APPLIES_AFTER_SECONDS = 60

export const termsUnfit = problem<{ kinds: readonly NoShowKind[] }>(
  'no-show-terms-unfit',
  'invalid',
  {
    ko: '이 매장에서는 노쇼 규정을 사용할 수 없어요.',
    en: 'No-show terms cannot be used at this store.',
  },
)
export const averageMissing = problem('average-missing', 'invalid', {
  ko: '평균 이용 금액을 입력해 주세요.',
  en: 'Say what a meal costs on average.',
})
export const groupKeepsLess = problem('group-keeps-less', 'invalid', {
  ko: '단체 공제율은 노쇼 공제율보다 낮을 수 없어요.',
  en: 'Of groups no less is kept than of others.',
})
export const feeIllegal = problem<{ keptPercent: number; mostPercent: number }>(
  'no-show-fee-illegal',
  'invalid',
  {
    ko: '노쇼 공제율이 소비자분쟁해결기준의 한도를 넘었어요.',
    en: 'That is more than the consumer dispute standards of Korea let a store keep of a no-show.',
  },
)
/** `most`: the largest deposit, in minor units, for what `deposit` is taken for. */
export const depositIllegal = problem<{ deposit: number; most: number; per: Deposit['per'] }>(
  'deposit-illegal',
  'invalid',
  {
    ko: '예약금이 소비자분쟁해결기준의 한도를 넘었어요. 예약금을 낮추거나 평균 이용 금액을 확인해 주세요.',
    en: 'The deposit is more than the consumer dispute standards of Korea allow. Lower it, or check what a meal costs on average.',
  },
)
export const noShowSettled = problem('no-show-settled', 'conflict', {
  ko: '노쇼 정산이 끝나 기록을 바꿀 수 없어요. 잘못 기록했다면 결제 내역에서 환불해 주세요.',
  en: 'This no-show has been settled and stays as it is. If it was a mistake, refund the payment.',
})

/** The largest deposit of its sort that a store takes. */
export interface Deposit {
  /** Minor units, more than 0. */
  readonly amount: number
  readonly per: 'person' | 'booking'
  /** How few guests, and how many, a booking with it may be for. */
  readonly headsLeast: number
  readonly headsMost: number
}

/**
 * Decides whether a store may promise these terms. `kinds` are those of its front door.
 * Problems in order: no-show-terms-unfit, average-missing, group-keeps-less, no-show-fee-illegal,
 * deposit-illegal.
 */
export function chooseTerms(
  kinds: readonly Kind[],
  terms: NoShowTerms,
  deposits: readonly Deposit[],
): NoShowTerms | Problem {
  const fitting = noShowKinds.filter((kind) => kinds.includes(kind))
  if (!fitting.includes(terms.kind)) return termsUnfit({ kinds: fitting })
  if ((terms.basis === 'paid') !== (terms.average === null)) return averageMissing()
  if (terms.group && terms.group.keptPercent < terms.keptPercent) return groupKeepsLess()
  return findIllegalFee(terms) ?? findIllegalDeposit(terms, deposits) ?? terms
}

/** Of what was paid, the percentage is the legal one at most; of a bill, the deposit is. */
function findIllegalFee({ kind, basis, keptPercent, group }: NoShowTerms): Problem | undefined {
  const { percent, groupPercent } = legalCaps[kind]
  const isOver = (kept: number, most: number) => basis === 'paid' && kept > most
  if (isOver(keptPercent, percent)) return feeIllegal({ keptPercent, mostPercent: percent })
  if (group && isOver(group.keptPercent, groupPercent))
    return feeIllegal({ keptPercent: group.keptPercent, mostPercent: groupPercent })
  return undefined
}

/** Problem: deposit-illegal, of the first that is more than the legal part of the bill. */
export function findIllegalDeposit(
  terms: NoShowTerms,
  deposits: readonly Deposit[],
): Problem | undefined {
  for (const deposit of deposits) {
    const most = depositMost(terms, deposit)
    if (most !== undefined && deposit.amount > most)
      return depositIllegal({ deposit: deposit.amount, most, per: deposit.per })
  }
  return undefined
}

/** Undefined: no bill is known that it could be too much of. */
function depositMost(
  { kind, basis, average }: NoShowTerms,
  { per, headsLeast, headsMost }: Pick<Deposit, 'per' | 'headsLeast' | 'headsMost'>,
): number | undefined {
  if (average === null) return undefined
  const { percent } = legalCaps[kind]
  if (basis === per) return partOf(average, percent)
  return basis === 'person'
    ? partOf(average * headsLeast, percent)
    : Math.floor(partOf(average, percent) / headsMost)
}

/** Of a booking. */
export interface NoShowFacts {
  /** What the store holds of its price, in minor units. */
  readonly held: number
  /** How many guests it is for, as far as known: one a table. */
  readonly heads: number
}

/** What becomes of what was paid, in minor units. */
export interface NoShowOutcome {
  /** What may be kept by law. */
  readonly most: number
  readonly kept: number
  readonly refund: number
}

/** Splits what was paid for a booking whose guest did not come. Rounds in the guest's favor. */
export function outcomeOf(terms: NoShowTerms, { held, heads }: NoShowFacts): NoShowOutcome {
  const { kind, basis, average, group } = terms
  const isGroup = group !== null && heads >= group.from
  const { percent, groupPercent } = legalCaps[kind]
  const bill = average === null ? held : basis === 'person' ? average * heads : average
  const most = partOf(bill, isGroup ? groupPercent : percent)
  const wanted = partOf(held, isGroup ? group.keptPercent : terms.keptPercent)
  const kept = Math.min(wanted, most, held)
  return { most, kept, refund: held - kept }
}

const partOf = (amount: number, percent: number): number => Math.floor((amount * percent) / 100)

export const settledFrom = (markedAt: Date): Date => later(markedAt, SETTLED_AFTER_SECONDS)

/** Problem: no-show-settled. */
export const mayUnmark = (
  noShow: { readonly settledAt: Date | null } | undefined,
): Problem | undefined => (noShow?.settledAt ? noShowSettled() : undefined)
