import type { Bidding } from '../rules.ts'
import type { Win } from '../win-rules.ts'

/** To a bidder. */
type BidderMailKind = 'won' | 'reminder' | 'lapsed' | 'outbid' | 'handed-over'
/** To the seller. */
type SellerMailKind = 'sold' | 'unsold' | 'unpaid'
export type LotMailKind = BidderMailKind | SellerMailKind

/** A bidder who was outbid is told so once a lot in this time. */
export const OUTBID_BETWEEN_SECONDS = 3600
/** Who bids again within this time needs no mail. */
export const OUTBID_WAIT_SECONDS = 60
/** So long before the deadline a winner is reminded: the first time, the second time. */
export const REMIND_BEFORE_SECONDS = [24 * 3600, 2 * 3600] as const
/** Who has been told of the win so shortly before needs no reminder. */
const TOLD_SECONDS = 3600

/** Whether the reminder `turn`, 1 or 2, tells a winner anything. */
export const isReminded = ({ wonAt, expiresAt }: Pick<Win, 'wonAt' | 'expiresAt'>, turn: number) =>
  (expiresAt.getTime() - wonAt.getTime()) / 1000 >
  (REMIND_BEFORE_SECONDS[turn - 1] ?? 0) + TOLD_SECONDS

/**
 * Who has led before a commit of bids and does not any more; null: nobody. Who has led in between only is
 * told so by the answer to the bid.
 */
export const outbid = (
  before: Pick<Bidding, 'leader'>,
  after: Pick<Bidding, 'leader'>,
): number | null => (before.leader === after.leader ? null : before.leader)
