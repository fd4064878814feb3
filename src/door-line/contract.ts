import { Type } from 'typebox'
import { endpoint } from '../kernel/endpoint.ts'
import { Instant, Nothing, OrNull, PersonName, Phone, Shape, Uuid } from '../kernel/shape.ts'
import { limitReached } from '../limits/rules.ts'
import { unavailable } from '../postgres/rules.ts'
import { OfStore } from '../stores/contract.ts'
import { storeMissing } from '../stores/rules.ts'
import * as postponing from './postpone-rules.ts'
import * as rules from './rules.ts'

export const Party = Type.Integer({ minimum: 1, maximum: rules.PARTY_MOST })

export const LineView = Shape(
  {
    isOn: Type.Boolean(),
    /** No more parties are taken now. */
    isFull: Type.Boolean(),
    /** How many parties wait. */
    waiting: Type.Integer(),
    /** About how long a party that comes now waits, in minutes; null: too little is known. */
    minutes: OrNull(Type.Integer()),
    /** How long a call stands. */
    callMinutes: Type.Integer(),
  },
  'DoorLine',
)

export const TicketView = Shape(
  {
    id: Uuid,
    store: Shape({ id: Uuid, name: Type.String(), door: Type.String(), timeZone: Type.String() }),
    number: Type.Integer(),
    party: Type.Integer(),
    name: OrNull(Type.String()),
    phone: OrNull(Type.String()),
    /** `over`: the day of the line has ended. */
    state: Type.Enum([...rules.ticketStates, 'over']),
    /** How many parties are before it; null: it does not wait. */
    ahead: OrNull(Type.Integer()),
    /** How many wait behind it; null: it does not wait. */
    behind: OrNull(Type.Integer()),
    /** How often its guest may still let others go first. */
    postponesLeft: Type.Integer(),
    /** About how long it waits, in minutes; null: it does not wait, or too little is known. */
    minutes: OrNull(Type.Integer()),
    /** How often it was called. */
    calls: Type.Integer(),
    /** Until when it may come in; null: it is not called. */
    callUntil: OrNull(Instant),
    joinedAt: Instant,
    now: Instant,
  },
  'DoorTicket',
)

export const showLine = endpoint({
  name: 'getDoorLine',
  method: 'GET',
  path: '/v1/stores/:storeId/line',
  summary: 'How many parties wait at the door of a store, and about how long',
  role: 'anyone',
  params: OfStore,
  answer: LineView,
  problems: [storeMissing],
})

export const watchLine = endpoint({
  name: 'watchDoorLine',
  method: 'GET',
  path: '/v1/stores/:storeId/line/live',
  summary:
    'That the line of a store has changed (server-sent events `line`): read it, or your ticket, again',
  role: 'anyone',
  params: OfStore,
  answer: Shape({}),
  problems: [unavailable],
})

export const joinLine = endpoint({
  name: 'joinDoorLine',
  method: 'POST',
  path: '/v1/stores/:storeId/line/tickets',
  summary: 'Wait at the door of a store today; whoever waits there already gets the same ticket',
  role: 'customer',
  asksTerms: true,
  creates: '',
  params: OfStore,
  body: Shape({
    party: Party,
    name: Type.Optional(PersonName),
    /** Where the call is told too, if the store sends messages. */
    phone: Type.Optional(Phone),
  }),
  answer: TicketView,
  problems: [storeMissing, rules.lineOff, limitReached, rules.phoneInLine, rules.lineFull],
})

export const listTickets = endpoint({
  name: 'listDoorTickets',
  method: 'GET',
  path: '/v1/line-tickets',
  summary: 'Your tickets of lines at doors in the last days, the latest first',
  role: 'customer',
  exported: 'lineTickets',
  answer: Shape({ data: Type.Array(TicketView) }),
  problems: [],
})

export const postponeTicket = endpoint({
  name: 'postponeDoorTicket',
  method: 'POST',
  path: '/v1/line-tickets/:ticketId/postponements',
  summary: 'Let parties that wait behind you go first, twice at most',
  role: 'customer',
  once: true,
  params: Shape({ ticketId: Uuid }),
  body: Shape({
    parties: Type.Integer({
      minimum: 1,
      maximum: postponing.BEHIND_MOST,
      description: 'how many; all where fewer wait behind you',
    }),
  }),
  answer: TicketView,
  problems: [
    rules.ticketMissing,
    rules.ticketOver,
    rules.ticketCalled,
    postponing.postponesSpent,
    postponing.nobodyBehind,
  ],
})

export const leaveLine = endpoint({
  name: 'leaveDoorLine',
  method: 'DELETE',
  path: '/v1/line-tickets/:ticketId',
  summary: 'Wait at the door no longer',
  role: 'customer',
  params: Shape({ ticketId: Uuid }),
  answer: Nothing,
  problems: [rules.ticketMissing, rules.ticketOver],
})
