import type { Id } from '../../kernel/id.ts'
import { Problem } from '../../kernel/problem.ts'
import { earliest, later, latest } from '../../kernel/time.ts'
import { phoneNotVerified, VERIFY_AT } from '../../stores/hold-terms/rules.ts'
import * as rules from './rules.ts'

export interface BidAsk {
  readonly accountId: Id<'Account'>
  /** The bidder works for the seller. */
  readonly isStaff?: boolean
  /** The most that the bidder would pay. Minor units. */
  readonly amount: number
  /** The bidder has confirmed an unusual amount. */
  readonly isSure?: boolean
  /** The bidder has a verified mobile number. */
  readonly hasPhone?: boolean
  /** It takes the lot at its buy-now price, which is the `amount` that the buyer saw. */
  readonly isBuyNow?: boolean
}

/** Somebody who has bid on the lot. */
export interface Bidder {
  readonly bidder: number
  readonly accountId: Id<'Account'>
  /** Hidden from others. */
  readonly maximum: number
  readonly step: number
}

export interface Bid {
  readonly step: number
  /** Null: the leader has changed the own maximum, which nobody else sees. */
  readonly number: number | null
  readonly bidder: number
  /** What is shown of it. */
  readonly amount: number
  readonly maximum: number
  /** These three after it. */
  readonly price: number
  readonly leader: number
  readonly endsAt: Date
}

/** What an accepted bid has come to. */
export interface BidOutcome {
  /** `leading`; `outbid` at once by a higher maximum; `kept`: the leader has another maximum, or the same. */
  readonly outcome: 'leading' | 'outbid' | 'kept' | 'bought'
  readonly number: number | null
  readonly bidder: number
  readonly maximum: number
  /** The lot as it is committed: after all bids of the batch. */
  readonly lot: rules.Bidding
}

export interface BidFacts<Lot extends rules.Bidding> {
  readonly lot: Lot
  readonly ownerId: Id<'Account'>
  /** The store asks for a verified mobile number before a first bid. */
  readonly asksPhone?: boolean
  /** Those of the batch who have bid before. */
  readonly bidders: readonly Bidder[]
  /** Who has a deposit; undefined: none is needed. */
  readonly deposits: ReadonlySet<Id<'Account'>> | undefined
  readonly unpaid: ReadonlyMap<Id<'Account'>, number>
}

export interface Decided<Lot extends rules.Bidding> {
  /** After all of them. */
  readonly lot: Lot
  readonly bids: readonly Bid[]
  /** Those that are new or have another maximum. */
  readonly bidders: readonly Bidder[]
  /** In the order of the asks. */
  readonly outcomes: readonly (BidOutcome | Problem)[]
}

/**
 * Decides bids on a lot in order of arrival, each on what the ones before it have made of the lot.
 *
 * A maximum is hidden: the price is what the leader has to pay against the second highest one. An equal
 * maximum that came earlier stays in front. Nobody is bid against by themselves. Once the leader's
 * maximum meets the reserve, the price does.
 *
 * Problems in order: own-lot, lot-not-started, lot-closed, phone-not-verified, too-many-unpaid-wins, deposit-missing,
 * no-buy-now, buy-now-changed, bid-too-low, bid-too-high, bid-unusual
 */
export function bid<Lot extends rules.Bidding>(
  facts: BidFacts<Lot>,
  asks: readonly BidAsk[],
  now: Date,
): Decided<Lot> {
  let { lot } = facts
  const bidders = new Map(facts.bidders.map((one) => [one.accountId, one]))
  const changed = new Map<Id<'Account'>, Bidder>()
  const bids: Bid[] = []
  const outcomes = asks.map((ask): BidOutcome | Problem => {
    const mine = bidders.get(ask.accountId)
    const refused = mayBid({ ...facts, lot }, ask, mine, now)
    if (refused instanceof Problem) return refused

    // Past this line the bid is accepted.
    const bidder = mine?.bidder ?? lot.bidders + 1
    const { amount } = ask
    if (mine && lot.leader === bidder && amount === mine.maximum)
      return { outcome: 'kept', number: null, bidder, maximum: amount, lot }
    const before = { ...lot, bidders: Math.max(lot.bidders, bidder) }
    const after = ask.isBuyNow ? buyNow(before, bidder) : raise(before, bidder, amount, now)
    const { isShown, ...state } = after
    const version = isShown ? lot.version + 1 : lot.version // others see nothing else
    lot = { ...before, ...state, ...countOf(before, isShown), version }
    const number = isShown ? lot.bids : null
    const one = { bidder, accountId: ask.accountId, maximum: amount, step: lot.steps }
    bidders.set(ask.accountId, one)
    changed.set(ask.accountId, one)
    bids.push(bidOf(lot, { bidder, number, maximum: amount }))
    return { outcome: outcomeOf(lot, before, bidder), number, bidder, maximum: amount, lot }
  })
  return { lot, bids, bidders: [...changed.values()], outcomes: outcomes.map(committed(lot)) }
}

/** What is told of a bid: whether it still leads once the batch is committed. */
const committed =
  (lot: rules.Bidding) =>
  (told: BidOutcome | Problem): BidOutcome | Problem => {
    if (told instanceof Problem) return told
    const isPassed = told.outcome !== 'bought' && lot.leader !== told.bidder
    return { ...told, lot, outcome: isPassed ? 'outbid' : told.outcome }
  }

function mayBid<Lot extends rules.Bidding>(
  { lot, ownerId, asksPhone, deposits, unpaid }: BidFacts<Lot>,
  { accountId, isStaff, hasPhone, amount, isSure, isBuyNow }: BidAsk,
  mine: Bidder | undefined,
  now: Date,
): Problem | undefined {
  if (accountId === ownerId || isStaff) return rules.ownLot()
  const stage = rules.stageAt(lot, now)
  if (stage === 'scheduled') return rules.lotNotStarted({ startsAt: lot.startsAt.toISOString() })
  if (stage !== 'live') return rules.lotClosed()
  if (asksPhone && !mine && !hasPhone) return phoneNotVerified({ verifyAt: VERIFY_AT })
  const { terms } = lot
  const left = unpaid.get(accountId) ?? 0
  if (terms.unpaidMost !== null && left > terms.unpaidMost)
    return rules.tooManyUnpaid({ unpaid: left })
  // Once: a store that gives it back later does not keep its bidder out.
  if (deposits && !mine && !deposits.has(accountId))
    return rules.depositMissing({ deposit: terms.deposit })
  if (isBuyNow) {
    if (lot.buyNow === null || lot.bids > 0) return rules.noBuyNow()
    return amount === lot.buyNow ? undefined : rules.buyNowChanged({ buyNow: lot.buyNow })
  }
  const least = mine && mine.bidder === lot.leader ? (lot.price ?? 0) : rules.nextBid(lot)
  if (amount < least) return rules.bidTooLow({ least })
  if (amount > terms.bidMost) return rules.bidTooHigh({ most: terms.bidMost })
  return rules.isUnusual(amount, least) && !isSure ? rules.bidUnusual({ least }) : undefined
}

interface Raised
  extends Pick<rules.Bidding, 'price' | 'leader' | 'leaderMaximum' | 'endsAt' | 'state'> {
  /** Others see it: it has a number. */
  readonly isShown: boolean
}

const countOf = ({ bids, steps }: rules.Bidding, isShown: boolean) => ({
  bids: isShown ? bids + 1 : bids,
  steps: steps + 1,
})

/** The lot after a maximum that is high enough. */
function raise(lot: rules.Bidding, bidder: number, maximum: number, now: Date): Raised {
  const { leader, leaderMaximum, startPrice, terms, state } = lot
  if (leader === bidder) {
    const price = meetReserve(lot, lot.price ?? startPrice, maximum)
    const endsAt = price === lot.price ? lot.endsAt : extended(lot, now)
    return { price, leader, leaderMaximum: maximum, endsAt, state, isShown: price !== lot.price }
  }
  const endsAt = extended(lot, now)
  if (leader === null || leaderMaximum === null) {
    const price = meetReserve(lot, startPrice, maximum)
    return { price, leader: bidder, leaderMaximum: maximum, endsAt, state, isShown: true }
  }
  if (maximum <= leaderMaximum) {
    const beaten = maximum + (maximum < leaderMaximum ? rules.stepAt(terms, maximum) : 0)
    const price = Math.min(leaderMaximum, beaten)
    return { price, leader, leaderMaximum, endsAt, state, isShown: true }
  }
  const beaten = Math.min(maximum, leaderMaximum + rules.stepAt(terms, leaderMaximum))
  const price = meetReserve(lot, beaten, maximum)
  return { price, leader: bidder, leaderMaximum: maximum, endsAt, state, isShown: true }
}

const meetReserve = ({ reserve }: rules.Bidding, price: number, maximum: number): number =>
  reserve !== null && maximum >= reserve ? Math.max(price, reserve) : price

/** The lot sold to whoever buys it at once. */
const buyNow = ({ buyNow: price, endsAt }: rules.Bidding, bidder: number): Raised => ({
  ...{ price, leader: bidder, leaderMaximum: price, endsAt },
  ...{ state: 'sold', isShown: true },
})

function extended({ endsAt, hardEndsAt, terms }: rules.Bidding, now: Date): Date {
  return latest(endsAt, earliest(later(now, terms.extendSeconds), hardEndsAt))
}

function bidOf(
  { steps, price, leader, endsAt }: rules.Bidding,
  { bidder, number, maximum }: Pick<Bid, 'bidder' | 'number' | 'maximum'>,
): Bid {
  const shown = price ?? 0
  // The maximum of a leader is hidden; what lost is told in full.
  const amount = leader === bidder ? Math.min(shown, maximum) : maximum
  return { step: steps, number, bidder, amount, maximum, price: shown, leader: leader ?? 0, endsAt }
}

function outcomeOf(
  { state, leader }: rules.Bidding,
  before: rules.Bidding,
  bidder: number,
): BidOutcome['outcome'] {
  if (state === 'sold') return 'bought'
  if (leader !== bidder) return 'outbid'
  return before.leader === bidder ? 'kept' : 'leading'
}

/**
 * What has become of a lot at its end; undefined: it has not ended, or somebody has written it down.
 * A lot whose price is below the reserve is not sold.
 */
export function close(lot: rules.Bidding, now: Date): 'sold' | 'unsold' | undefined {
  if (rules.stageAt(lot, now) !== 'closing') return undefined
  return lot.price !== null && rules.isReserveMet(lot) ? 'sold' : 'unsold'
}

/** Whether a lot may be withdrawn. Problems in order: lot-closed, lot-has-bids. */
export function withdraw(lot: rules.Bidding, now: Date): Problem | undefined {
  if (lot.state !== 'open' || now >= lot.endsAt) return rules.lotClosed()
  return lot.bids > 0 ? rules.lotHasBids() : undefined
}
