import { Type } from 'typebox'
import { endpoint } from '../../kernel/endpoint.ts'
import { Shape } from '../../kernel/shape.ts'
import { MessageLine } from './chat/contract.ts'
import { BidView, LotState, OfLot } from './contract.ts'
import { lotMissing } from './rules.ts'

/** A message of the socket. The first one, and each after missed ones, has all that is latest. */
export const LotFrame = Shape(
  {
    /** Whole in each frame: of two, the one with the higher `version` is the later. */
    state: LotState,
    /** How many look at the lot, of all processes. */
    viewers: Type.Integer(),
    /** Since the last frame, oldest first, 50 at most; where a number is missing: `GET …/bids?after=`. */
    bids: Type.Array(BidView, { maxItems: 50 }),
    /** The same of messages: `GET …/messages?after=`. */
    messages: Type.Array(MessageLine, { maxItems: 50 }),
    /** Numbers of messages that are not to be shown any more. */
    removed: Type.Array(Type.Integer()),
    /** Only the seller can write now. */
    isFrozen: Type.Boolean(),
  },
  'LotFrame',
)

export const watchLot = endpoint({
  name: 'watchLot',
  method: 'GET',
  path: '/v1/auctions/:auctionId/lots/:lotId/live',
  summary: 'The room of a lot: price, bids, viewers and messages as they change (a WebSocket)',
  description:
    'A frame at once, then one for each change, ten a second at most. A slow client misses frames and ' +
    'nothing else: it is sent the whole once it has taken what it had. Clients send nothing.',
  role: 'anyone',
  behindRoomOf: 'auctionId',
  socket: true,
  params: OfLot,
  answer: LotFrame,
  problems: [lotMissing],
})
