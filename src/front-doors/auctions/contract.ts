import { Type } from 'typebox'
import { bookingClaim } from '../../bookings/contract.ts'
import { endpoint } from '../../kernel/endpoint.ts'
import { cursorParts } from '../../kernel/page.ts'
import {
  CurrencyCode,
  CursorOf,
  Instant,
  Line,
  OrNull,
  PageOf,
  Shape,
  Uuid,
} from '../../kernel/shape.ts'
import * as orders from '../../orders/rules.ts'
import { PictureView } from '../../stores/pictures/contract.ts'
import * as rules from './rules.ts'
import { WinView } from './win-contract.ts'

export const OfAuction = Shape({ auctionId: Uuid })
export const OfLot = Shape({ auctionId: Uuid, lotId: Uuid })
export const Category = Type.Enum([...rules.categories])
export const Amount = Type.Integer({ minimum: 1, maximum: rules.BID_MOST })
/** In place of a name: the first to bid on a lot is 1. The number says nothing elsewhere. */
export const BidderNumber = Type.Integer({ description: 'in place of a name; of this lot only' })

export const Stage = Type.Enum(['scheduled', 'live', 'closing', 'sold', 'unsold', 'withdrawn'], {
  description: '`closing`: the time is up, and the result is being written down',
})

/** What changes of a lot, as everybody may see it. */
export const LotState = Shape(
  {
    lotId: Uuid,
    /** Rises with every change: of two states the one with the higher version is the later. */
    version: Type.Integer(),
    stage: Stage,
    /** Minor units; null: nobody has bid. */
    price: OrNull(Type.Integer()),
    /** The least bid that counts now. */
    next: Type.Integer(),
    leader: OrNull(BidderNumber),
    /** The number of the last bid. */
    bids: Type.Integer(),
    bidders: Type.Integer(),
    reserve: Type.Enum(['none', 'not-met', 'met']),
    /** Null: there is none, or somebody has bid. */
    buyNow: OrNull(Type.Integer()),
    startsAt: Instant,
    endsAt: Instant,
    /** Bids move the end to here at most. */
    hardEndsAt: Instant,
    closedAt: OrNull(Instant),
    now: Instant,
  },
  'LotState',
)

const StepView = Shape({ from: Type.Integer(), by: Amount }, 'BidStep')
export const TermsView = Shape(
  {
    /** From a price on, a bid is at least so much higher. */
    steps: Type.Array(StepView, { minItems: 1, maxItems: 20 }),
    /** Paid before the first bid and given back; 0: none. */
    deposit: Type.Integer({ minimum: 0, maximum: 2_000_000 }),
    bidMost: Amount,
    /** With more wins left unpaid in 180 days an account may not bid; null: any number. */
    unpaidMost: OrNull(Type.Integer({ minimum: 0, maximum: 100 })),
    /** A bid in the last so many seconds makes them begin anew; 0: the end is fixed. */
    extendSeconds: Type.Integer({ minimum: 0, maximum: 600 }),
    /** By how much the end moves at most. */
    extendMostSeconds: Type.Integer({ minimum: 0, maximum: 86_400 }),
  },
  'AuctionTerms',
)

/** A lot in a list. */
export const LotCard = Shape(
  {
    ...LotState.properties,
    auctionId: Uuid,
    auctionName: Type.String(),
    title: Type.String(),
    category: Category,
    startPrice: Type.Integer(),
    currency: CurrencyCode,
    image: OrNull(PictureView),
  },
  'LotCard',
)

export const LotView = Shape(
  {
    ...LotCard.properties,
    description: Type.String(),
    images: Type.Array(PictureView),
    timeZone: Type.String(),
    terms: TermsView,
    relistedFrom: OrNull(Uuid),
  },
  'Lot',
)

export const listLots = endpoint({
  name: 'listLots',
  method: 'GET',
  path: '/v1/lots',
  summary: 'Lots of all auctions: live ones by end, scheduled ones by start, closed latest first',
  role: 'anyone',
  query: Shape({
    stage: Type.Optional(Type.Enum(['scheduled', 'live', 'closed'])),
    category: Type.Optional(Category),
    auctionId: Type.Optional(Uuid),
    /** A part of the title. */
    title: Type.Optional(Line({ most: 50 })),
    cursor: Type.Optional(CursorOf(`${cursorParts.milliseconds}_${cursorParts.uuid}`)),
    limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 100 })),
  }),
  answer: Shape({ ...PageOf(LotCard).properties, now: Instant }, 'LotCardPage'),
  problems: [],
})

export const getLot = endpoint({
  name: 'getLot',
  method: 'GET',
  path: '/v1/auctions/:auctionId/lots/:lotId',
  summary: 'A lot as it stands',
  role: 'anyone',
  behindRoomOf: 'auctionId',
  params: OfLot,
  answer: LotView,
  problems: [rules.lotMissing],
})

export const BidView = Shape(
  {
    /** From 1, without gaps. */
    number: Type.Integer(),
    bidder: BidderNumber,
    /** What is shown of it: the hidden part of a leader's maximum is not. */
    amount: Type.Integer(),
    /** After it. */
    price: Type.Integer(),
    leader: BidderNumber,
    endsAt: Instant,
    at: Instant,
  },
  'Bid',
)

export const listBids = endpoint({
  name: 'listBids',
  method: 'GET',
  path: '/v1/auctions/:auctionId/lots/:lotId/bids',
  summary: 'The bids after a number, oldest first; without one the latest 100',
  role: 'anyone',
  behindRoomOf: 'auctionId',
  params: OfLot,
  query: Shape({ after: Type.Optional(Type.Integer({ minimum: 0, maximum: 2_000_000_000 })) }),
  answer: Shape({
    data: Type.Array(BidView),
    /** There are more after the last of these. */
    more: Type.Boolean(),
    now: Instant,
  }),
  problems: [rules.lotMissing],
})

export const getMine = endpoint({
  name: 'getMyBid',
  method: 'GET',
  path: '/v1/auctions/:auctionId/lots/:lotId/mine',
  summary: 'What you are to a lot: your number, your maximum, your deposit, your win',
  role: 'customer',
  params: OfLot,
  answer: Shape(
    {
      bidder: OrNull(BidderNumber),
      maximum: OrNull(Type.Integer()),
      isSeller: Type.Boolean(),
      deposit: Type.Enum(['not-needed', 'missing', 'held', 'paid', 'lost']),
      win: OrNull(WinView),
    },
    'MyBid',
  ),
  problems: [rules.lotMissing],
})

export const placeDeposit = endpoint({
  name: 'placeDeposit',
  method: 'POST',
  path: '/v1/auctions/:auctionId/lots/:lotId/deposit',
  summary: 'Make the order of your deposit, to be paid from your wallet within ten minutes',
  description:
    'All get it back at the end or, if they win, once they have paid. The seller keeps that of others.',
  role: 'customer',
  asksTerms: true,
  accountsOnly: true,
  behindRoomOf: 'auctionId',
  once: true,
  creates: '/v1/orders/:id',
  params: OfLot,
  answer: Shape(bookingClaim, 'DepositClaim'),
  problems: [
    rules.lotMissing,
    rules.lotClosed,
    rules.noDeposit,
    rules.depositPaid,
    orders.storeClosed,
    orders.soldOut,
  ],
})

export const listMyLots = endpoint({
  name: 'listMyLots',
  method: 'GET',
  path: '/v1/me/lots',
  summary: 'Lots that you have bid on, the latest bid first',
  role: 'customer',
  exported: 'lots',
  query: Shape({
    cursor: Type.Optional(CursorOf(`${cursorParts.milliseconds}_${cursorParts.uuid}`)),
    limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 100 })),
  }),
  answer: Shape(
    {
      ...PageOf(
        Shape(
          {
            ...LotCard.properties,
            bidder: BidderNumber,
            maximum: Type.Integer(),
            standing: Type.Enum(['leading', 'outbid', 'won', 'lost']),
          },
          'MyLot',
        ),
      ).properties,
      now: Instant,
    },
    'MyLotPage',
  ),
  problems: [],
})
