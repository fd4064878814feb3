import type { Id } from '../../kernel/id.ts'
import { problem } from '../../kernel/problem.ts'
import { later } from '../../kernel/time.ts'

/** How long the winner of a lot has to pay. */
export const PAY_SECONDS = 2 * 24 * 3600
/** How long the next bidder has to take the lot that its winner has not paid. */
export const SECOND_CHANCE_SECONDS = 24 * 3600
/** How long a deposit waits for its payment. */
export const DEPOSIT_HOLD_SECONDS = 600
/** Minor units: above it a bid is a mistake. */
export const BID_MOST = 1_000_000_000
/** Times the least bid from which on a bidder has to say that the amount is meant. */
const UNUSUAL_FACTOR = 10

export const lotMissing = problem('lot-missing', 'missing', {
  ko: '경매 물품을 찾을 수 없어요.',
  en: 'There is no such lot.',
})
export const auctionMissing = problem('auction-missing', 'missing', {
  ko: '경매장을 찾을 수 없어요.',
  en: 'There is no such auction.',
})
export const ownLot = problem('own-lot', 'forbidden', {
  ko: '판매자와 그 직원은 입찰할 수 없어요.',
  en: 'Sellers and their staff cannot bid on their own lots.',
})
export const lotNotStarted = problem<{ startsAt: string }>('lot-not-started', 'conflict', {
  ko: '아직 경매가 시작되지 않았어요.',
  en: 'The auction of this lot has not started yet.',
})
export const lotClosed = problem('lot-closed', 'conflict', {
  ko: '이미 마감된 경매예요.',
  en: 'The auction of this lot has closed.',
})
export const tooManyUnpaid = problem<{ unpaid: number }>('too-many-unpaid-wins', 'forbidden', {
  ko: '낙찰 후 결제하지 않은 기록이 있어 이 경매에 입찰할 수 없어요.',
  en: 'You cannot bid here, because you left earlier wins unpaid.',
})
export const depositMissing = problem<{ deposit: number }>('deposit-missing', 'conflict', {
  ko: '입찰하려면 먼저 보증금을 결제해 주세요.',
  en: 'Place the deposit before you bid.',
})
export const noDeposit = problem('no-deposit', 'conflict', {
  ko: '보증금 없이 입찰할 수 있는 물품이에요.',
  en: 'This lot takes bids without a deposit.',
})
export const bidTooLow = problem<{ least: number }>('bid-too-low', 'conflict', {
  ko: '입찰가가 너무 낮아요. 최소 입찰가를 확인해 주세요.',
  en: 'Your bid is too low. Look at the lowest one that counts.',
})
export const bidTooHigh = problem<{ most: number }>('bid-too-high', 'conflict', {
  ko: '이 경매에서 입찰할 수 있는 금액을 넘었어요.',
  en: 'Your bid is above what this auction accepts.',
})
export const bidUnusual = problem<{ least: number }>('bid-unusual', 'conflict', {
  ko: '현재가보다 훨씬 높은 금액이에요. 금액이 맞는지 확인해 주세요.',
  en: 'This is far above the current price. Please confirm the amount.',
})
export const noBuyNow = problem('no-buy-now', 'conflict', {
  ko: '이미 입찰이 들어왔거나 즉시 구매가를 정하지 않은 물품이에요.',
  en: 'This lot has bids already, or no price to buy it at once.',
})
export const buyNowChanged = problem<{ buyNow: number }>('buy-now-changed', 'conflict', {
  ko: '그사이 즉시 구매가가 바뀌었어요. 바뀐 금액을 확인해 주세요.',
  en: 'The price to buy this lot at once has changed. Please look at the new one.',
})
export const depositPaid = problem('deposit-paid', 'conflict', {
  ko: '이미 보증금을 결제했어요.',
  en: 'You have paid the deposit for this lot already.',
})
export const notWon = problem('not-won', 'forbidden', {
  ko: '결제할 수 있는 낙찰 내역이 없어요.',
  en: 'You have no win of this lot to pay for.',
})

// ── what a seller is told ──

export const lotTimesUnfit = problem('lot-times-unfit', 'invalid', {
  ko: '마감 시각은 시작 시각보다 늦고, 지금부터 90일 이내여야 해요.',
  en: 'A lot must end after it starts and after now, within 90 days.',
})
export const lotPricesUnfit = problem('lot-prices-unfit', 'invalid', {
  ko: '최저 낙찰가와 즉시 구매가는 시작가보다 높아야 하고, 즉시 구매가는 최저 낙찰가 이상이어야 해요.',
  en: 'Reserve and buy-now price must be above the start price, and buy-now not below the reserve.',
})
export const stepsUnfit = problem('steps-unfit', 'invalid', {
  ko: '입찰 단위 구간은 0부터 시작하고, 앞 구간보다 큰 금액이어야 해요.',
  en: 'Increments must begin at zero and rise.',
})
export const lotHasBids = problem('lot-has-bids', 'conflict', {
  ko: '입찰이 있는 물품은 수정하거나 철회할 수 없어요.',
  en: 'A lot with bids can be neither withdrawn nor changed.',
})
export const lotNotClosed = problem('lot-not-closed', 'conflict', {
  ko: '경매가 끝나면 할 수 있어요.',
  en: 'This can be done once the auction of the lot is over.',
})
export const lotTaken = problem('lot-taken', 'conflict', {
  ko: '이미 결제했거나 아직 결제할 수 있는 구매자가 있어요.',
  en: 'Somebody has paid for this lot, or still may.',
})
export const relistedAlready = problem('lot-relisted-already', 'conflict', {
  ko: '이미 다시 등록한 물품이에요.',
  en: 'This lot has been listed again already.',
})
export const noNextBidder = problem('no-next-bidder', 'conflict', {
  ko: '제안할 수 있는 차순위 입찰자가 없어요.',
  en: 'There is no next bidder to offer this lot to.',
})
export const notPaidYet = problem('win-not-paid', 'conflict', {
  ko: '결제가 끝나면 할 수 있어요.',
  en: 'This can be done once the lot has been paid for.',
})
export const handedOver = problem('lot-handed-over', 'conflict', {
  ko: '판매자가 물품을 전달한 뒤에는 취소할 수 없어요. 판매자에게 문의해 주세요.',
  en: 'A lot that was handed over cannot be canceled any more. Please ask the seller.',
})
export const depositBound = problem('deposit-bound', 'conflict', {
  ko: '입찰에 쓴 보증금은 직접 취소할 수 없어요. 낙찰되지 않거나 낙찰된 물품을 결제하면 자동으로 돌려드려요.',
  en: 'Once you have bid, you cannot cancel the deposit. It is returned if you do not win, or when you pay for what you won.',
})

export const categories = [
  'art',
  'antiques',
  'fashion',
  'digital',
  'hobby',
  'home',
  'other',
] as const
export type Category = (typeof categories)[number]

/** From this price on, a bid is at least so much higher. Minor units. */
export interface Step {
  readonly from: number
  readonly by: number
}

/** Under which a lot is sold. A lot keeps those that it was registered with. */
export interface Terms {
  readonly steps: readonly Step[]
  /** What a bidder pays before the first bid, and gets back; 0: nothing. */
  readonly deposit: number
  /** The highest bid. */
  readonly bidMost: number
  /** With more unpaid wins an account may not bid; null: any number. */
  readonly unpaidMost: number | null
  /** A bid in the last so many seconds makes them begin anew; 0: the end is fixed. */
  readonly extendSeconds: number
  /** By how much the end moves at most. */
  readonly extendMostSeconds: number
}

/** Increments of 1 to 10 percent. */
export const usualTerms: Terms = {
  steps: [
    { from: 0, by: 500 },
    { from: 10_000, by: 1_000 },
    { from: 50_000, by: 2_000 },
    { from: 100_000, by: 5_000 },
    { from: 300_000, by: 10_000 },
    { from: 1_000_000, by: 50_000 },
    { from: 3_000_000, by: 100_000 },
    { from: 10_000_000, by: 500_000 },
  ],
  deposit: 0,
  bidMost: BID_MOST,
  unpaidMost: 2,
  extendSeconds: 30,
  extendMostSeconds: 1800,
}

/** The facts that decide who may bid how much. */
export interface Bidding {
  readonly startPrice: number
  /** Hidden. */
  readonly reserve: number | null
  readonly buyNow: number | null
  readonly terms: Terms
  readonly startsAt: Date
  readonly endsAt: Date
  readonly hardEndsAt: Date
  readonly state: 'open' | 'withdrawn' | 'sold' | 'unsold'
  /** What the leader would pay now; null: nobody has bid. */
  readonly price: number | null
  /** The number of a bidder of this lot. */
  readonly leader: number | null
  /** Hidden. */
  readonly leaderMaximum: number | null
  readonly bids: number
  readonly steps: number
  readonly bidders: number
  readonly version: number
}

export interface Lot extends Bidding {
  readonly storeId: Id<'Store'>
  readonly id: Id<'Lot'>
  readonly title: string
  readonly description: string
  readonly category: Category
  readonly hidden: boolean
  readonly closedAt: Date | null
  readonly relistedFrom: Id<'Lot'> | null
}

/** What a reader must see: the end of a lot is an instant, and whoever writes it down comes later. */
export type Stage = 'scheduled' | 'live' | 'closing' | 'sold' | 'unsold' | 'withdrawn'

export function stageAt(
  { state, startsAt, endsAt }: Pick<Bidding, 'state' | 'startsAt' | 'endsAt'>,
  now: Date,
): Stage {
  if (state !== 'open') return state
  if (now < startsAt) return 'scheduled'
  return now < endsAt ? 'live' : 'closing'
}

export const isReserveMet = ({ reserve, price }: Pick<Bidding, 'reserve' | 'price'>): boolean =>
  reserve === null || (price !== null && price >= reserve)

/** How much more than `price` the next bid has to be. */
export const stepAt = ({ steps }: Pick<Terms, 'steps'>, price: number): number =>
  steps.findLast(({ from }) => from <= price)?.by ?? 1

/** The least bid that counts of somebody who does not lead. */
export const nextBid = ({
  price,
  startPrice,
  terms,
}: Pick<Bidding, 'price' | 'startPrice' | 'terms'>): number =>
  price === null ? startPrice : price + stepAt(terms, price)

export const isUnusual = (amount: number, least: number): boolean => amount > least * UNUSUAL_FACTOR

/** The last end that bids may move a lot to. */
export const hardEndOf = (endsAt: Date, { extendMostSeconds }: Terms): Date =>
  later(endsAt, extendMostSeconds)

const LOT_DAYS_MOST = 90

/** Whether a lot may begin and end then. Problem: lot-times-unfit. */
export function checkTimes(startsAt: Date, endsAt: Date, now: Date) {
  const isFit = startsAt < endsAt && endsAt > now && endsAt <= later(now, LOT_DAYS_MOST * 24 * 3600)
  return isFit ? undefined : lotTimesUnfit()
}

/** Whether these prices fit together. Problem: lot-prices-unfit. */
export function checkPrices({
  startPrice,
  reserve,
  buyNow,
}: Pick<Bidding, 'startPrice' | 'reserve' | 'buyNow'>) {
  const isFit =
    (reserve === null || reserve > startPrice) &&
    (buyNow === null || (buyNow > startPrice && buyNow >= (reserve ?? 0)))
  return isFit ? undefined : lotPricesUnfit()
}

/** Whether increments rise from zero. Problem: steps-unfit. */
export function checkSteps(steps: readonly Step[]) {
  const isFit =
    steps[0]?.from === 0 && steps.every(({ from }, at) => from > (steps[at - 1]?.from ?? -1))
  return isFit ? undefined : stepsUnfit()
}

// ── places: their keys ──

export const lotKey = (lotId: Id<'Lot'>): string => `lot/${lotId}`
export const DEPOSIT_PREFIX = 'deposit/'
export const depositKey = (lotId: Id<'Lot'>): string => `${DEPOSIT_PREFIX}${lotId}`

/** What a place of this door is. */
export function readKey(key: string): { readonly kind: 'lot' | 'deposit'; readonly lotId: string } {
  const [kind, lotId = ''] = key.split('/')
  return { kind: kind === 'deposit' ? 'deposit' : 'lot', lotId }
}
