import type { Static } from 'typebox'
import type { Picture } from '../../stores/pictures/stored.ts'
import { pictureView } from '../../stores/pictures/view.ts'
import type * as bids from './bid-contract.ts'
import type { BidOutcome } from './bid-rules.ts'
import type * as contract from './contract.ts'
import type { ShownBid, ShownLot } from './queries.ts'
import * as rules from './rules.ts'
import type { WinView } from './win-contract.ts'
import { type OrderOfWin, type Win, winStageAt } from './win-rules.ts'

/** What everybody may see of a lot: never the reserve's amount, nor a leader's maximum. */
export function stateView(
  lot: rules.Bidding & { readonly id: string; readonly closedAt?: Date | null },
  now: Date,
): Static<typeof contract.LotState> {
  return {
    lotId: lot.id,
    version: lot.version,
    stage: rules.stageAt(lot, now),
    price: lot.price,
    next: rules.nextBid(lot),
    leader: lot.leader,
    bids: lot.bids,
    bidders: lot.bidders,
    reserve: reserveOf(lot),
    buyNow: lot.bids === 0 && lot.state === 'open' ? lot.buyNow : null,
    startsAt: lot.startsAt.toISOString(),
    endsAt: lot.endsAt.toISOString(),
    hardEndsAt: lot.hardEndsAt.toISOString(),
    closedAt: lot.closedAt?.toISOString() ?? null,
    now: now.toISOString(),
  }
}

function reserveOf(lot: rules.Bidding): 'none' | 'not-met' | 'met' {
  if (lot.reserve === null) return 'none'
  return rules.isReserveMet(lot) ? 'met' : 'not-met'
}

export const bidView = (
  { id }: { readonly id: string },
  { outcome, number, bidder, maximum, lot }: BidOutcome,
  now: Date,
): Static<typeof bids.BidAnswer> => ({
  ...{ outcome, number, bidder, maximum },
  lot: stateView({ ...lot, id }, now),
})

export const bidLineView = (
  bid: Omit<ShownBid, 'step' | 'maximum'>,
): Static<typeof contract.BidView> => ({
  number: bid.number,
  bidder: bid.bidder,
  amount: bid.amount,
  price: bid.price,
  leader: bid.leader,
  endsAt: bid.endsAt.toISOString(),
  at: bid.at.toISOString(),
})

export const cardView = (
  lot: ShownLot & { readonly image: Picture | null },
  now: Date,
): Static<typeof contract.LotCard> => ({
  ...stateView(lot, now),
  auctionId: lot.storeId,
  auctionName: lot.auctionName,
  title: lot.title,
  category: lot.category,
  startPrice: lot.startPrice,
  currency: lot.currency,
  image: lot.image && pictureView(lot.storeId, lot.image),
})

export const lotView = (
  lot: ShownLot & { readonly images: readonly Picture[] },
  now: Date,
): Static<typeof contract.LotView> => ({
  ...cardView({ ...lot, image: lot.images[0] ?? null }, now),
  description: lot.description,
  images: lot.images.map((image) => pictureView(lot.storeId, image)),
  timeZone: lot.timeZone,
  terms: { ...lot.terms, steps: [...lot.terms.steps] },
  relistedFrom: lot.relistedFrom,
})

export const winView = (
  win: Win & {
    readonly storeId: string
    readonly lotId: string
    readonly title: string
    readonly currency: ShownLot['currency']
    readonly order: OrderOfWin
    readonly orderId: string | null
    readonly image: Picture | null
  },
  now: Date,
): Static<typeof WinView> => ({
  auctionId: win.storeId,
  lotId: win.lotId,
  title: win.title,
  kind: win.kind,
  amount: win.amount,
  currency: win.currency,
  wonAt: win.wonAt.toISOString(),
  expiresAt: win.expiresAt.toISOString(),
  stage: winStageAt(win, win.order, now),
  orderId: win.orderId,
  handedOverAt: win.handedOverAt?.toISOString() ?? null,
  receivedAt: win.receivedAt?.toISOString() ?? null,
  image: win.image && pictureView(win.storeId, win.image),
})
