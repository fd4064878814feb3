import { Type } from 'typebox'
import { endpoint } from '../../../kernel/endpoint.ts'
import { Instant, Line, Nothing, OrNull, Shape, Uuid } from '../../../kernel/shape.ts'
import { OfLot } from '../contract.ts'
import { auctionMissing, lotMissing } from '../rules.ts'
import * as rules from './rules.ts'

const path = '/v1/auctions/:auctionId/lots/:lotId'
const MessageNumber = Type.Integer({ minimum: 1, maximum: 2_000_000_000 })
const OfMessage = Shape({ auctionId: Uuid, lotId: Uuid, number: MessageNumber })

const line = {
  /** From 1, without gaps; one that was removed keeps its number, and is not listed. */
  number: Type.Integer(),
  from: Shape(
    {
      kind: Type.Enum(['bidder', 'viewer', 'seller']),
      /** Of the bidder; or of somebody who had not bid, counted by themselves. Null: the seller. */
      number: OrNull(Type.Integer()),
    },
    'Speaker',
  ),
  /** As it was typed: one line, to be shown as text. */
  text: Type.String(),
  at: Instant,
}

/** A message as it is sent to all who watch. */
export const MessageLine = Shape(line, 'LotMessageLine')
export const MessageView = Shape(
  {
    ...line,
    isMine: Type.Boolean(),
    /** Told to the seller only: whether its sender may not write any more. */
    isMuted: Type.Optional(Type.Boolean()),
  },
  'LotMessage',
)

export const listMessages = endpoint({
  name: 'listLotMessages',
  method: 'GET',
  path: `${path}/messages`,
  summary: 'The messages of a lot after a number, oldest first; without one the latest 100',
  role: 'anyone',
  behindRoomOf: 'auctionId',
  params: OfLot,
  query: Shape({ after: Type.Optional(Type.Integer({ minimum: 0, maximum: 2_000_000_000 })) }),
  answer: Shape({
    data: Type.Array(MessageView),
    /** There are more after the last of these. */
    more: Type.Boolean(),
    /** Only the seller can write now. */
    isFrozen: Type.Boolean(),
    now: Instant,
  }),
  problems: [lotMissing],
})

export const postMessage = endpoint({
  name: 'postLotMessage',
  method: 'POST',
  path: `${path}/messages`,
  summary: 'Write to all who watch a lot: one line, up to 200 characters',
  description:
    'One message a second, three at once. `chat-too-fast` says for how many `seconds` to wait; after ' +
    'three of them in a row it is a minute.',
  role: 'customer',
  accountsOnly: true,
  behindRoomOf: 'auctionId',
  creates: '',
  once: 'optional',
  params: OfLot,
  body: Shape({ text: Line({ most: rules.POINTS_MOST }) }),
  answer: MessageView,
  problems: [rules.messageTooLong, rules.tooFast, lotMissing, rules.chatFrozen, rules.chatMuted],
})

export const reportMessage = endpoint({
  name: 'reportLotMessage',
  method: 'POST',
  path: `${path}/messages/:number/report`,
  summary: 'Report a message to the seller; once each',
  role: 'customer',
  accountsOnly: true,
  params: OfMessage,
  answer: Nothing,
  problems: [rules.messageMissing],
})

export const removeMessage = endpoint({
  name: 'removeLotMessage',
  method: 'DELETE',
  path: `${path}/messages/:number`,
  summary: 'Remove a message of a lot of your own for everybody',
  role: 'owner',
  right: 'desk',
  params: OfMessage,
  answer: Nothing,
  problems: [auctionMissing, rules.messageMissing],
})

export const muteSpeaker = endpoint({
  name: 'muteLotSpeaker',
  method: 'PUT',
  path: `${path}/messages/:number/mute`,
  summary: 'Do not let the sender of a message write to this lot any more, or again',
  role: 'owner',
  right: 'desk',
  params: OfMessage,
  body: Shape({ isMuted: Type.Boolean() }),
  answer: Nothing,
  problems: [auctionMissing, rules.messageMissing],
})

export const setChat = endpoint({
  name: 'setLotChat',
  method: 'PUT',
  path: `${path}/chat`,
  summary: 'Freeze the chat of a lot, or open it again: only the seller writes while it is frozen',
  role: 'owner',
  right: 'desk',
  params: OfLot,
  body: Shape({ isFrozen: Type.Boolean() }),
  answer: Shape({ isFrozen: Type.Boolean() }),
  problems: [auctionMissing, lotMissing],
})

export const listReported = endpoint({
  name: 'listReportedLotMessages',
  method: 'GET',
  path: `${path}/message-reports`,
  summary:
    'Messages of a lot of your own that were reported and not removed, latest first; 200 at most',
  role: 'owner',
  right: 'desk',
  params: OfLot,
  answer: Shape({
    data: Type.Array(
      Shape(
        {
          ...line,
          /** By how many people. */
          reports: Type.Integer(),
          isMuted: Type.Boolean(),
        },
        'ReportedLotMessage',
      ),
    ),
  }),
  problems: [auctionMissing, lotMissing],
})
