import type { Id } from '../../kernel/id.ts'
import type { Problem } from '../../kernel/problem.ts'
import { later } from '../../kernel/time.ts'
import type { Bidder } from './bid-rules.ts'
import * as rules from './rules.ts'

export type WinKind = 'hammer' | 'buy-now' | 'second-chance'

/** Who may buy a lot, for how much, until when. */
export interface Win {
  readonly round: number
  readonly kind: WinKind
  readonly bidder: number
  /** Null once the account is gone. */
  readonly accountId: Id<'Account'> | null
  readonly amount: number
  readonly wonAt: Date
  readonly expiresAt: Date
  readonly ended: 'lapsed' | 'declined' | 'canceled' | null
  /** Since then it is known to be paid. */
  readonly settledAt: Date | null
  readonly handedOverAt: Date | null
  readonly receivedAt: Date | null
}

/** What a reader must see of a win whose place somebody has paid for, or not. */
export type WinStage = 'to-pay' | 'paid' | 'lapsed' | 'declined' | 'canceled'

export function winStageAt(
  { ended, expiresAt, settledAt }: Pick<Win, 'ended' | 'expiresAt' | 'settledAt'>,
  order: OrderOfWin,
  now: Date,
): WinStage {
  if (order === 'paid') return 'paid'
  if (ended) return ended
  if (settledAt || order === 'returned') return 'canceled'
  // A payment that is being settled keeps its order, and the win with it.
  return now < expiresAt || order === 'held' ? 'to-pay' : 'lapsed'
}

/** A winner who has not paid in time loses the deposit; who lets a second chance pass owes nothing. */
export const losesDeposit = ({ kind }: Pick<Win, 'kind'>, stage: WinStage): boolean =>
  stage === 'lapsed' && kind !== 'second-chance'

/**
 * The order of a win's account at the lot's place: `returned` was paid and canceled; `none` also where it
 * has ended.
 */
export type OrderOfWin = 'held' | 'paid' | 'returned' | 'none'

/** A new win. */
export const winOf = (
  kind: WinKind,
  { bidder, accountId, amount }: Pick<Bidder, 'bidder' | 'accountId'> & { readonly amount: number },
  now: Date,
): Win & { readonly accountId: Id<'Account'> } => ({
  ...{ kind, bidder, accountId, amount, wonAt: now, ended: null },
  round: kind === 'second-chance' ? 2 : 1,
  expiresAt: later(now, kind === 'second-chance' ? rules.SECOND_CHANCE_SECONDS : rules.PAY_SECONDS),
  settledAt: null,
  handedOverAt: null,
  receivedAt: null,
})

/**
 * The one who may be offered a lot that its winner has not paid: who has bid the most after the winner,
 * and earlier of two, at the own maximum, which the auction has passed and told.
 * Problem: no-next-bidder.
 */
export function nextBidder(
  bidders: readonly Bidder[],
  winner: number,
  ownerId: Id<'Account'>,
): Bidder | Problem {
  const [next] = bidders
    .filter(({ bidder, accountId }) => bidder !== winner && accountId && accountId !== ownerId)
    .toSorted((a, b) => b.maximum - a.maximum || a.step - b.step)
  return next ?? rules.noNextBidder()
}
