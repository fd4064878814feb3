import type { Id } from '../../../kernel/id.ts'
import { later } from '../../../kernel/time.ts'
import { type Bidding, nextBid, stageAt, stepAt } from '../rules.ts'

/** How long the lot that bots bid on is live. */
export const LIVE_SECONDS = 30 * 60
/** Bots bid up to so many times the start price. */
const BOTS_MOST = 5
const REST_LEAST_SECONDS = 20
const REST_MOST_SECONDS = 60

export interface BotFacts {
  readonly lot: Pick<
    Bidding,
    'startPrice' | 'price' | 'terms' | 'bids' | 'state' | 'startsAt' | 'endsAt'
  >
  /** When somebody has bid last; null: nobody has. */
  readonly bidAt: Date | null
  /** Whose account leads. */
  readonly leaderId: Id<'Account'> | null
  readonly botIds: readonly Id<'Account'>[]
}

/**
 * Who of the bots bids how much now; undefined: nobody. It is the same in every process, so that all of
 * them make one bid. Bots rest for 20 to 60 seconds after each bid, whoever has made it.
 */
export function botBid({ lot, bidAt, leaderId, botIds }: BotFacts, now: Date) {
  if (stageAt(lot, now) !== 'live') return undefined
  const spread = (lot.bids * 17) % (REST_MOST_SECONDS - REST_LEAST_SECONDS + 1)
  if (now < later(bidAt ?? lot.startsAt, REST_LEAST_SECONDS + spread)) return undefined
  const most = lot.startPrice * BOTS_MOST
  const least = nextBid(lot)
  if (least > most) return undefined
  const others = botIds.filter((id) => id !== leaderId)
  const accountId = others[lot.bids % others.length]
  const amount = Math.min(most, least + (lot.bids % 3) * stepAt(lot.terms, least))
  return accountId && { accountId, amount }
}
