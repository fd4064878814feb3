import { Type } from 'typebox'
import { endpoint } from '../kernel/endpoint.ts'
import { Instant, Nothing, OrNull, Shape, Uuid } from '../kernel/shape.ts'
import { unavailable } from '../postgres/rules.ts'
import * as rules from './rules.ts'

export const OfStore = Shape({ storeId: Uuid })

const Seconds = Type.Integer({ minimum: 0 })
const Hex = Type.String({ pattern: '^[0-9a-f]*$' })

/** The same for everybody, so that any cache may serve it: a client subtracts its own place. */
export const RoomView = Shape(
  {
    storeId: Uuid,
    roomId: Uuid,
    phase: Type.Enum(['upcoming', 'prequeue', 'open', 'paused', 'draining', 'closed']),
    joinsAt: Instant,
    opensAt: Instant,
    openedAt: OrNull(Instant),
    /** Tickets that wait. */
    waiting: Type.Integer(),
    /** Places below it have had their turn. */
    head: Type.Integer(),
    /** People who were called in the last minute. */
    pacePerMinute: Type.Integer(),
    /** Why it is slower than planned. */
    slowedBy: OrNull(Type.Enum(['paused', 'sold-out', 'full'])),
    /** What the store could sell at the last tick; null: it does not say. */
    stock: OrNull(Type.Integer()),
    /** How long somebody who was called may take to enter. */
    claimSeconds: Seconds,
    /** How long somebody inside may look around. */
    browseSeconds: Seconds,
    /** SHA-256 of what the order is drawn with, published before anybody joins. */
    commitment: Hex,
    /** From the opening on: with the number of a ticket it gives its place. */
    seed: OrNull(Hex),
    cohort: OrNull(Type.Integer()),
    asOf: Instant,
  },
  'WaitingRoom',
)

/**
 * `waiting`: keep polling. `pass`: it is your turn; ask for the pass. `late`: your turn passed while you
 * were away; asking for the pass puts you before the line.
 */
export const Position = Shape(
  {
    status: Type.Enum(['waiting', 'pass', 'late']),
    phase: RoomView.properties.phase,
    /** 순번: 1 is next; null before the order is drawn, and once it was your turn. */
    position: OrNull(Type.Integer()),
    /** People before you who are there. */
    ahead: OrNull(Type.Integer()),
    /** Until your turn, or before the opening until it; null: not known. */
    expectedWaitSeconds: OrNull(Seconds),
    /** When to ask again. */
    pollAfterSeconds: Seconds,
    slowedBy: RoomView.properties.slowedBy,
    asOf: Instant,
  },
  'WaitingPosition',
)

const Token = Type.String({
  maxLength: 100,
  description: 'to be sent in the header `Waiting-Token`; browsers have it as a cookie',
})

export const getRoom = endpoint({
  name: 'getWaitingRoom',
  method: 'GET',
  path: '/v1/stores/:storeId/waiting-room',
  summary: 'The waiting room in front of a store: one document for everybody',
  role: 'anyone',
  params: OfStore,
  answer: RoomView,
  problems: [rules.roomMissing],
})

export const joinRoom = endpoint({
  name: 'joinWaitingRoom',
  method: 'POST',
  path: '/v1/stores/:storeId/waiting-room/tickets',
  summary: 'Join: your ticket (대기열 토큰), the same on every device of your account',
  role: 'customer',
  accountsOnly: true,
  creates: '/v1/stores/:storeId/waiting-room/position',
  params: OfStore,
  answer: Shape({ token: Token, number: Type.Integer(), ...Position.properties }, 'WaitingTicket'),
  problems: [rules.roomMissing, rules.roomDraining, rules.roomNotOpen],
})

export const getPosition = endpoint({
  name: 'getWaitingPosition',
  method: 'GET',
  path: '/v1/stores/:storeId/waiting-room/position',
  summary: 'Your position (순번), by the ticket in `Waiting-Token`; it asks no database',
  role: 'anyone',
  takesWaitingToken: true,
  params: OfStore,
  answer: Position,
  problems: [rules.roomMissing, rules.tokenUnknown],
})

export const enterStore = endpoint({
  name: 'enterStore',
  method: 'POST',
  path: '/v1/stores/:storeId/waiting-room/passes',
  summary: 'Enter when it is your turn: the pass, by the ticket in `Waiting-Token`',
  role: 'customer',
  takesWaitingToken: true,
  creates: '',
  params: OfStore,
  answer: Shape(
    {
      status: Type.Enum(['pass', 'late']),
      /** Null while you are in the late lane: ask again. */
      token: OrNull(Token),
      /** Look around and claim until then; what you hold by then can still be paid. */
      until: OrNull(Instant),
    },
    'WaitingPass',
  ),
  problems: [
    rules.roomMissing,
    rules.tokenUnknown,
    rules.passOfAnother,
    rules.passEnded,
    rules.stillWaiting,
  ],
})

export const leaveStore = endpoint({
  name: 'leaveStore',
  method: 'DELETE',
  path: '/v1/stores/:storeId/waiting-room/passes',
  summary: 'Leave: the next one is called at once. What you hold can still be paid',
  role: 'customer',
  params: OfStore,
  answer: Nothing,
  problems: [],
})

export const watchRoom = endpoint({
  name: 'watchWaitingRoom',
  method: 'GET',
  path: '/v1/stores/:storeId/waiting-room/live',
  summary: 'The document of the room as it changes (server-sent events `room`)',
  role: 'anyone',
  params: OfStore,
  answer: Type.Object(RoomView.properties, {
    additionalProperties: false,
    title: 'WaitingRoomChange',
    contentMediaType: 'text/event-stream',
  }),
  problems: [rules.roomMissing, unavailable],
})

export const getRecord = endpoint({
  name: 'getWaitingRecord',
  method: 'GET',
  path: '/v1/stores/:storeId/waiting-room/record',
  summary: 'What anyone needs to compute the order of the latest room again',
  role: 'anyone',
  params: OfStore,
  answer: Shape(
    {
      roomId: Uuid,
      commitment: Hex,
      /** Null before the opening, like what follows. */
      secret: OrNull(Hex),
      digest: Hex,
      seed: OrNull(Hex),
      cohort: OrNull(Type.Integer()),
      openedAt: OrNull(Instant),
      closedAt: OrNull(Instant),
      tickets: Type.Integer(),
      head: Type.Integer(),
    },
    'WaitingRecord',
  ),
  problems: [rules.roomMissing],
})

export const SUBJECTS_MOST = 10_000

export const listRecordTickets = endpoint({
  name: 'listWaitingRecordTickets',
  method: 'GET',
  path: '/v1/stores/:storeId/waiting-room/record/tickets',
  summary: 'The subjects of the tickets of the latest room, in order of their numbers',
  role: 'anyone',
  params: OfStore,
  query: Shape({ from: Type.Optional(Type.Integer({ minimum: 0, maximum: 2_000_000_000 })) }),
  answer: Shape({
    /** Hashes that name nobody; the first has the number `from`. */
    subjects: Type.Array(Uuid),
    from: Type.Integer(),
    next: OrNull(Type.Integer()),
  }),
  problems: [rules.roomMissing],
})

const CallView = Shape({
  headFrom: Type.Integer(),
  headTo: Type.Integer(),
  called: Type.Integer(),
  late: Type.Integer(),
  at: Instant,
})

export const listRecordCalls = endpoint({
  name: 'listWaitingRecordCalls',
  method: 'GET',
  path: '/v1/stores/:storeId/waiting-room/record/calls',
  summary: 'When which places of the latest room were called',
  role: 'anyone',
  params: OfStore,
  query: Shape({ from: Type.Optional(Type.Integer({ minimum: 0, maximum: 2_000_000_000 })) }),
  answer: Shape({ calls: Type.Array(CallView), next: OrNull(Type.Integer()) }),
  problems: [rules.roomMissing],
})
