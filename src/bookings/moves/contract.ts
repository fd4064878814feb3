import { Type } from 'typebox'
import { endpoint } from '../../kernel/endpoint.ts'
import {
  Day,
  Instant,
  Nothing,
  OrNull,
  Paragraph,
  Shape,
  TimeOfDay,
  Uuid,
} from '../../kernel/shape.ts'
import { linesChanged } from '../../orders/relocate-rules.ts'
import * as orders from '../../orders/rules.ts'
import { storeMissing } from '../../stores/rules.ts'
import { itemUnknown } from '../rules.ts'
import * as rules from './rules.ts'

const OfStoreBooking = Shape({ storeId: Uuid, bookingId: Uuid })
export const Item = Type.Record(Type.String({ maxLength: 40 }), Type.String({ maxLength: 100 }))

export const Target = Shape(
  {
    item: Item,
    startsAt: Instant,
    date: Day,
    time: TimeOfDay,
    remaining: Type.Integer(),
  },
  'MoveTarget',
)

export const listMoveTargets = endpoint({
  name: 'listMoveTargets',
  method: 'GET',
  path: '/v1/stores/:storeId/bookings/:bookingId/move-targets',
  summary: 'The times that a booking may be moved to: of the same price, with enough left',
  role: 'owner',
  right: 'desk',
  params: OfStoreBooking,
  answer: Shape({
    data: Type.Array(Target),
  }),
  problems: [storeMissing, orders.orderMissing],
})

export const proposeMove = endpoint({
  name: 'proposeMove',
  method: 'POST',
  path: '/v1/stores/:storeId/bookings/:bookingId/moves',
  summary:
    'Propose another time of the same price to a guest by mail; it is held for them for a day, or until either begins',
  role: 'owner',
  right: 'desk',
  act: 'proposed',
  once: true,
  params: OfStoreBooking,
  body: Shape({
    /** One of `move-targets`. */
    item: Item,
    /** The guest reads it. */
    message: Paragraph({ most: 200 }),
  }),
  answer: Shape({ id: Uuid, expiresAt: Instant }),
  problems: [
    storeMissing,
    orders.orderMissing,
    rules.moveNotConfirmed,
    rules.moveManyPlaces,
    rules.moveTimeless,
    orders.alreadyBegun,
    rules.moveVisited,
    rules.moveOpen,
    orders.handedOn,
    orders.ticketUsed,
    itemUnknown,
    rules.moveSame,
    rules.movePriceDiffers,
    orders.storeClosed,
    orders.tooManyPlaces,
    orders.soldOut,
    rules.moveExpired,
    linesChanged,
  ],
})

export const withdrawMove = endpoint({
  name: 'withdrawMove',
  method: 'DELETE',
  path: '/v1/stores/:storeId/bookings/:bookingId/moves/:moveId',
  summary: 'Withdraw a proposal that the guest has not answered',
  role: 'owner',
  right: 'desk',
  act: 'withdrawn',
  params: Shape({ ...OfStoreBooking.properties, moveId: Uuid }),
  answer: Nothing,
  problems: [orders.orderMissing, rules.moveMissing, rules.moveOver],
})

const OfMove = Shape({ moveId: Uuid })
/** From the mail. */
const Token = Type.String({ minLength: 1, maxLength: 200 })

const MoveView = Shape({
  id: Uuid,
  state: Type.Enum(['proposed', 'accepted', 'declined', 'withdrawn', 'expired']),
  store: Shape({ id: Uuid, name: Type.String(), timeZone: Type.String() }),
  /** The order's id. */
  bookingId: Uuid,
  orderNumber: Type.String(),
  what: Shape({ ko: Type.String(), en: Type.String() }),
  from: OrNull(Instant),
  to: OrNull(Instant),
  message: Type.String(),
  /** Until when it can be answered. */
  expiresAt: Instant,
  now: Instant,
})

export const getMove = endpoint({
  name: 'getMove',
  method: 'GET',
  path: '/v1/moves/:moveId',
  summary: 'A proposal to move a booking, for who has its mail',
  role: 'anyone',
  params: OfMove,
  query: Shape({ t: Type.Optional(Token) }),
  answer: MoveView,
  problems: [rules.moveMissing],
})

export const answerMove = endpoint({
  name: 'answerMove',
  method: 'POST',
  path: '/v1/moves/:moveId/answer',
  summary: 'Accept or decline it; the same answer again changes nothing',
  role: 'anyone',
  params: OfMove,
  body: Shape({ token: Token, accept: Type.Boolean() }),
  answer: MoveView,
  problems: [
    rules.moveMissing,
    rules.moveOver,
    rules.moveExpired,
    orders.orderOver,
    orders.alreadyBegun,
    orders.handedOn,
    orders.ticketUsed,
  ],
})
