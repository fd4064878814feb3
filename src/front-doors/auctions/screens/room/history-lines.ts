import type { Bid } from '../lots/lot-queries.ts'

/** A row of the history: a bid, or what the leader's automatic bid answered it with. */
export interface HistoryLine {
  readonly key: string
  /** Null of an automatic bid. */
  readonly number: number | null
  readonly bidder: number
  readonly amount: number
  /** A higher or earlier maximum of somebody else has beaten it. */
  readonly isBeaten: boolean
  readonly at: string
}

/**
 * Rows of the history, the latest first. A bid that did not lead is followed by the automatic bid that
 * beat it, so that the topmost row always has the price and the leader.
 */
export const linesOf = (bids: readonly Bid[]): readonly HistoryLine[] =>
  bids
    .flatMap(({ number, bidder, amount, price, leader, at }): HistoryLine[] => {
      const isBeaten = leader !== bidder
      const own = { key: `${number}`, number, bidder, amount, isBeaten, at }
      if (!isBeaten) return [own]
      const answer = { number: null, bidder: leader, amount: price, isBeaten: false, at }
      return [own, { ...answer, key: `${number} automatic` }]
    })
    .toReversed()
