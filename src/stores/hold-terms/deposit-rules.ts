import type { Money } from '../../kernel/money.ts'
import { problem } from '../../kernel/problem.ts'
import { later } from '../../kernel/time.ts'

/** Of which guests a store asks deposits: who never came, and who did not come so often. */
export interface DepositTerms {
  readonly noShows: number
  /** Older no-shows do not count. */
  readonly days: number
}

export const DEPOSIT_DAYS = { least: 30, most: 365 } as const

/** What a store has marked of a guest. */
export interface MarkedVisits {
  readonly visits: number
  /** In the time that counts. */
  readonly noShows: number
}

export const neverCame: MarkedVisits = { visits: 0, noShows: 0 }

export const depositReasons = ['no-show', 'first-visit'] as const
export type DepositReason = (typeof depositReasons)[number]

/** Why a guest pays a deposit where not everybody does; undefined: they pay none. */
export function whyDeposit(terms: DepositTerms, guest: MarkedVisits): DepositReason | undefined {
  if (guest.noShows >= terms.noShows) return 'no-show'
  return guest.visits === 0 ? 'first-visit' : undefined
}

/**
 * Whether a booking at a price may be at a time of that price: it is the same, or the booking was made without its
 * deposit by a guest who pays none now either.
 */
export const isSamePrice = (paid: number, price: number, isWaived: boolean): boolean =>
  price === paid || (isWaived && paid === 0)

export const countedSince = (now: Date, { days }: Pick<DepositTerms, 'days'>): Date =>
  later(now, -days * 24 * 60 * 60)

/** `price`: what the claim costs with the deposit. */
export const depositAsked = problem<{ price: Money; why: DepositReason; days: number }>(
  'deposit-asked',
  'conflict',
  {
    ko: '이 매장은 처음 오시는 분과 최근 노쇼가 있는 분께 예약금을 받아요. 금액을 확인해 주세요.',
    en: 'This store asks a deposit of guests who are new to it or recently did not come. Please look at the price.',
  },
)
