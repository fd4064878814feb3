import { Type } from 'typebox'
import { endpoint } from '../../kernel/endpoint.ts'
import { OrNull, Shape } from '../../kernel/shape.ts'
import { BidderNumber, LotState, OfLot } from './contract.ts'
import * as rules from './rules.ts'

export const BidAnswer = Shape(
  {
    /** `leading`; `outbid` at once by a higher maximum; `kept`: you lead already; `bought`: it is yours. */
    outcome: Type.Enum(['leading', 'outbid', 'kept', 'bought']),
    /** Null where others do not see it: the leader has changed the own maximum. */
    number: OrNull(Type.Integer()),
    /** You. */
    bidder: BidderNumber,
    maximum: Type.Integer(),
    lot: LotState,
  },
  'BidAnswer',
)

const bidProblems = [
  rules.lotMissing,
  rules.ownLot,
  rules.lotNotStarted,
  rules.lotClosed,
  rules.tooManyUnpaid,
  rules.depositMissing,
]

export const placeBid = endpoint({
  name: 'placeBid',
  method: 'POST',
  path: '/v1/auctions/:auctionId/lots/:lotId/bids',
  summary: 'Bid up to a maximum: you pay only what is needed against the others',
  description:
    'The maximum is told to nobody. Of equal maximums the earlier leads. The leader may change the own ' +
    'maximum, down to the price. A bid is binding.',
  role: 'customer',
  asksTerms: true,
  accountsOnly: true,
  behindRoomOf: 'auctionId',
  once: true,
  creates: '',
  params: OfLot,
  body: Shape({
    amount: Type.Integer({ minimum: 1, maximum: Number.MAX_SAFE_INTEGER }),
    isSure: Type.Optional(
      Type.Boolean({ description: 'confirms an amount that was refused as `bid-unusual`' }),
    ),
  }),
  answer: BidAnswer,
  problems: [...bidProblems, rules.bidTooLow, rules.bidTooHigh, rules.bidUnusual],
})

export const buyLot = endpoint({
  name: 'buyLot',
  method: 'POST',
  path: '/v1/auctions/:auctionId/lots/:lotId/purchase',
  summary: 'Buy a lot at its buy-now price, while nobody has bid: it is sold to you at once',
  role: 'customer',
  asksTerms: true,
  accountsOnly: true,
  behindRoomOf: 'auctionId',
  once: true,
  creates: '',
  params: OfLot,
  body: Shape({ price: Type.Integer({ minimum: 1, description: 'the price that the buyer saw' }) }),
  answer: BidAnswer,
  problems: [...bidProblems, rules.noBuyNow, rules.buyNowChanged],
})
