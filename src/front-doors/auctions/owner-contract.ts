import { Type } from 'typebox'
import { Booker } from '../../bookings/booker.ts'
import { timeSkipped } from '../../bookings/rules.ts'
import { endpoint } from '../../kernel/endpoint.ts'
import { cursorParts } from '../../kernel/page.ts'
import {
  CursorOf,
  Day,
  Instant,
  Line,
  OrNull,
  PageOf,
  PageQuery,
  Paragraph,
  Shape,
  TimeOfDay,
  Uuid,
} from '../../kernel/shape.ts'
import { Amount, BidderNumber, Category, LotView, OfAuction, OfLot, TermsView } from './contract.ts'
import * as rules from './rules.ts'
import { WinView } from './win-contract.ts'

/** A moment by the clock on the wall of the auction. */
const Wall = Shape({ date: Day, time: TimeOfDay })

/** A lot as its seller sees it. */
export const OwnLotView = Shape(
  {
    ...LotView.properties,
    hidden: Type.Boolean(),
    reservePrice: OrNull(Type.Integer()),
    buyNowPrice: OrNull(Type.Integer()),
    relistedAs: OrNull(Uuid),
    /** Who may buy it, or has; the buyer's name and phone are with the booking. */
    win: OrNull(WinView),
    /** Its next bidder, who can be offered it at this price. */
    secondChance: OrNull(Shape({ bidder: Type.Integer(), amount: Type.Integer() })),
  },
  'OwnLot',
)

export const listOwnLots = endpoint({
  name: 'listOwnLots',
  method: 'GET',
  path: '/v1/auctions/:auctionId/own-lots',
  summary: 'All lots of an auction of your own, newest first, hidden ones too',
  role: 'owner',
  right: 'desk',
  params: OfAuction,
  query: Shape({
    ...PageQuery.properties,
    stage: Type.Optional(Type.Enum(['scheduled', 'live', 'sold', 'unsold', 'withdrawn'])),
  }),
  answer: Shape({ ...PageOf(OwnLotView).properties, now: Instant }, 'OwnLotPage'),
  problems: [rules.auctionMissing],
})

export const getOwnLot = endpoint({
  name: 'getOwnLot',
  method: 'GET',
  path: '/v1/auctions/:auctionId/own-lots/:lotId',
  summary: 'A lot of an auction of your own, hidden or not',
  role: 'owner',
  right: 'desk',
  params: OfLot,
  answer: OwnLotView,
  problems: [rules.auctionMissing, rules.lotMissing],
})

/** A win as the seller of its lot sees it. */
export const BuyerView = Shape(
  {
    ...WinView.properties,
    bidder: BidderNumber,
    /** Null before its order is made. */
    orderNumber: OrNull(Type.String()),
    /** Null until the winner has named somebody, and once their account has left. */
    booker: OrNull(Booker),
  },
  'LotBuyer',
)

export const listBuyers = endpoint({
  name: 'listLotBuyers',
  method: 'GET',
  path: '/v1/auctions/:auctionId/buyers',
  summary: 'Who has won lots of an auction of your own, latest first, with name and phone',
  role: 'owner',
  right: 'desk',
  params: OfAuction,
  query: Shape({
    lotId: Type.Optional(Uuid),
    cursor: Type.Optional(CursorOf(`${cursorParts.milliseconds}_${cursorParts.uuid}`)),
    limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 100 })),
  }),
  answer: Shape({ ...PageOf(BuyerView).properties, now: Instant }, 'LotBuyerPage'),
  problems: [rules.auctionMissing],
})

const draft = {
  title: Line({ most: 100 }),
  description: Paragraph({ most: 5_000 }),
  category: Category,
  startPrice: Amount,
  /** Below it nothing is sold; told to nobody. */
  reserve: Type.Optional(OrNull(Amount)),
  buyNow: Type.Optional(OrNull(Amount)),
  endsAt: Wall,
}

export const addLot = endpoint({
  name: 'addLot',
  method: 'POST',
  path: '/v1/auctions/:auctionId/lots',
  summary: 'Register a lot, under the present terms of the auction',
  role: 'owner',
  right: 'manager',
  creates: '',
  once: 'optional',
  params: OfAuction,
  body: Shape({
    ...draft,
    /** Default: at once. */
    startsAt: Type.Optional(Wall),
  }),
  answer: OwnLotView,
  problems: [rules.auctionMissing, timeSkipped, rules.lotTimesUnfit, rules.lotPricesUnfit],
})

export const changeLot = endpoint({
  name: 'changeLot',
  method: 'PATCH',
  path: '/v1/auctions/:auctionId/lots/:lotId',
  summary: 'Change a lot that nobody has bid on; hide or show one that is over at any time',
  role: 'owner',
  right: 'manager',
  params: OfLot,
  body: Shape({
    ...(Object.fromEntries(
      Object.entries(draft).map(([name, shape]) => [name, Type.Optional(shape)]),
    ) as { [Name in keyof typeof draft]: ReturnType<typeof Type.Optional<(typeof draft)[Name]>> }),
    startsAt: Type.Optional(Wall),
    hidden: Type.Optional(Type.Boolean()),
  }),
  answer: OwnLotView,
  problems: [
    rules.auctionMissing,
    rules.lotMissing,
    rules.lotHasBids,
    rules.lotClosed,
    rules.lotNotClosed,
    timeSkipped,
    rules.lotTimesUnfit,
    rules.lotPricesUnfit,
  ],
})

const action = {
  method: 'POST',
  role: 'owner',
  right: 'manager',
  params: OfLot,
  answer: OwnLotView,
} as const
const path = '/v1/auctions/:auctionId/lots/:lotId'

export const withdrawLot = endpoint({
  ...action,
  name: 'withdrawLot',
  path: `${path}/withdrawal`,
  summary: 'Withdraw a lot while nobody has bid',
  problems: [rules.auctionMissing, rules.lotMissing, rules.lotClosed, rules.lotHasBids],
})

export const relistLot = endpoint({
  ...action,
  name: 'relistLot',
  path: `${path}/relisting`,
  summary: 'List a lot again that nobody has bought: as a new lot, with the same pictures',
  creates: '',
  body: Shape({ startsAt: Type.Optional(Wall), endsAt: Wall }),
  problems: [
    rules.auctionMissing,
    rules.lotMissing,
    timeSkipped,
    rules.lotTimesUnfit,
    rules.lotNotClosed,
    rules.lotTaken,
    rules.relistedAlready,
  ],
})

export const offerSecondChance = endpoint({
  ...action,
  name: 'offerSecondChance',
  path: `${path}/second-chance`,
  summary:
    'Offer a lot that its winner has not paid for to the next bidder, once, at their own price',
  problems: [
    rules.auctionMissing,
    rules.lotMissing,
    rules.lotNotClosed,
    rules.lotTaken,
    rules.relistedAlready,
    rules.noNextBidder,
  ],
})

export const confirmHandOver = endpoint({
  ...action,
  right: 'desk',
  name: 'confirmHandOver',
  path: `${path}/hand-over`,
  summary: 'Say that you have handed over or sent a lot that was paid for',
  problems: [rules.auctionMissing, rules.lotMissing, rules.notPaidYet],
})

export const getTerms = endpoint({
  name: 'getAuctionTerms',
  method: 'GET',
  path: '/v1/auctions/:auctionId/terms',
  summary: 'The terms for lots that are registered from now on',
  role: 'owner',
  right: 'desk',
  params: OfAuction,
  answer: TermsView,
  problems: [rules.auctionMissing],
})

export const setTerms = endpoint({
  name: 'setAuctionTerms',
  method: 'PUT',
  path: '/v1/auctions/:auctionId/terms',
  summary: 'Change the terms for lots that are registered from now on; lots keep theirs',
  role: 'owner',
  right: 'manager',
  params: OfAuction,
  body: TermsView,
  answer: TermsView,
  problems: [rules.auctionMissing, rules.stepsUnfit],
})
