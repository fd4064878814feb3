import { Type } from 'typebox'
import { endpoint } from '../../kernel/endpoint.ts'
import { Instant, OrNull, Shape, Uuid } from '../../kernel/shape.ts'
import * as orders from '../../orders/rules.ts'
import { OfStore } from '../../stores/contract.ts'
import { storeMissing } from '../../stores/rules.ts'
import { OfBooking } from '../contract.ts'
import { Item, Target } from '../moves/contract.ts'
import * as moves from '../moves/rules.ts'
import { itemUnknown } from '../rules.ts'
import * as rules from './rules.ts'

export const listChangeTargets = endpoint({
  name: 'listChangeTargets',
  method: 'GET',
  path: '/v1/bookings/:bookingId/change-targets',
  summary:
    'The times that you may change a booking of your own to, for as many people or others, while canceling it is free',
  role: 'customer',
  guestOrder: 'bookingId',
  params: OfBooking,
  query: Shape({
    /** How many shall come. Left out: as many as now. */
    people: Type.Optional(Type.Integer({ minimum: 1, maximum: 100 })),
  }),
  answer: Shape({
    /** False: its time cannot be changed now, and `data` is empty. */
    isOpen: Type.Boolean(),
    /** When canceling is free no longer; null: until it begins. */
    until: OrNull(Instant),
    /** How often it may still be changed. */
    left: Type.Integer(),
    /** How many come, where that may be changed too, up to `most`; null: it stays. */
    people: OrNull(Shape({ now: Type.Integer(), most: Type.Integer() })),
    timeZone: Type.String(),
    data: Type.Array(Target),
  }),
  problems: [orders.orderMissing],
})

export const changeTime = endpoint({
  name: 'changeBookingTime',
  method: 'POST',
  path: '/v1/bookings/:bookingId/change',
  summary:
    'Change a booking of your own to another time, or number of people, of the same price, without canceling it',
  role: 'customer',
  guestOrder: 'bookingId',
  takesWaitingToken: true,
  once: true,
  params: OfBooking,
  /** One of `change-targets`. */
  body: Shape({ item: Item }),
  answer: Shape({ id: Uuid, startsAt: Instant }),
  problems: [
    orders.orderMissing,
    orders.notYours,
    moves.moveNotConfirmed,
    moves.moveManyPlaces,
    orders.alreadyBegun,
    moves.moveVisited,
    rules.changeOff,
    rules.changesSpent,
    rules.changeAfterProposal,
    rules.changeTooLate,
    orders.handedOn,
    orders.ticketUsed,
    itemUnknown,
    moves.moveSame,
    moves.movePriceDiffers,
    orders.storeClosed,
    orders.tooManyPlaces,
    orders.soldOut,
    rules.changedMeanwhile,
    moves.moveExpired,
  ],
})

const Allowed = Shape({
  isAllowed: Type.Boolean(),
  /** Something that it sells can be changed by guests. */
  isOffered: Type.Boolean(),
})

export const getGuestChanges = endpoint({
  name: 'getGuestChanges',
  method: 'GET',
  path: '/v1/stores/:storeId/guest-changes',
  summary: 'Whether guests of a store you own may change the time of a booking by themselves',
  role: 'owner',
  right: 'manager',
  params: OfStore,
  answer: Allowed,
  problems: [storeMissing],
})

export const changeGuestChanges = endpoint({
  name: 'changeGuestChanges',
  method: 'PUT',
  path: '/v1/stores/:storeId/guest-changes',
  summary: 'Let guests of a store change the time of a booking by themselves, or not',
  role: 'owner',
  right: 'manager',
  params: OfStore,
  body: Shape({ isAllowed: Type.Boolean() }),
  answer: Allowed,
  problems: [storeMissing],
})
