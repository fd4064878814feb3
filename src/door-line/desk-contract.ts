import { Type } from 'typebox'
import { endpoint } from '../kernel/endpoint.ts'
import { Day, Instant, Nothing, OrNull, PersonName, Phone, Shape, Uuid } from '../kernel/shape.ts'
import { OfStore } from '../stores/contract.ts'
import { storeMissing } from '../stores/rules.ts'
import { Party } from './contract.ts'
import * as rules from './rules.ts'

const DeskTicket = Shape(
  {
    id: Uuid,
    number: Type.Integer(),
    party: Type.Integer(),
    state: Type.Enum(['waiting', 'called']),
    name: OrNull(Type.String()),
    phone: OrNull(Type.String()),
    /** The store has entered it. */
    isByStore: Type.Boolean(),
    calls: Type.Integer(),
    callUntil: OrNull(Instant),
    joinedAt: Instant,
  },
  'DoorDeskTicket',
)

const TermsView = Shape(
  {
    isOn: Type.Boolean(),
    /** How many parties wait at most. */
    partiesMost: Type.Integer({ minimum: 1, maximum: rules.PARTIES_MOST }),
    /** How long a call stands. */
    callMinutes: Type.Integer({ minimum: 1, maximum: rules.CALL_MINUTES_MOST }),
  },
  'DoorLineTerms',
)

export const listLine = endpoint({
  name: 'listDoorLine',
  method: 'GET',
  path: '/v1/stores/:storeId/line/tickets',
  summary:
    'Who waits at the door of a store you work at today: those who were called, then the others in order',
  role: 'owner',
  right: 'desk',
  params: OfStore,
  answer: Shape({
    date: Day,
    now: Instant,
    timeZone: Type.String(),
    terms: TermsView,
    called: Type.Array(DeskTicket),
    waiting: Type.Array(DeskTicket),
  }),
  problems: [storeMissing],
})

export const changeLine = endpoint({
  name: 'changeDoorLine',
  method: 'PUT',
  path: '/v1/stores/:storeId/line',
  summary:
    'Turn the line of a store on or off, and set how many may wait. Who waits already stays, and is called',
  role: 'owner',
  right: 'desk',
  params: OfStore,
  body: TermsView,
  answer: TermsView,
  problems: [storeMissing],
})

const Called = Shape({ ticketId: Uuid, number: Type.Integer() })

export const enterTicket = endpoint({
  name: 'enterDoorTicket',
  method: 'POST',
  path: '/v1/stores/:storeId/line/desk-tickets',
  summary: 'Enter a party that stands at the desk into the line',
  role: 'owner',
  right: 'desk',
  act: 'none',
  once: true,
  creates: '',
  params: OfStore,
  body: Shape({
    party: Party,
    name: Type.Optional(PersonName),
    phone: Type.Optional(Phone),
  }),
  answer: Called,
  problems: [storeMissing, rules.lineOff, rules.phoneInLine, rules.lineFull],
})

export const callNext = endpoint({
  name: 'callFromDoorLine',
  method: 'POST',
  path: '/v1/stores/:storeId/line/calls',
  summary: 'Call the next party of the line, or the one that is named',
  role: 'owner',
  right: 'desk',
  act: 'none',
  once: true,
  creates: '',
  params: OfStore,
  body: Shape({ ticketId: Type.Optional(Uuid) }),
  answer: Called,
  problems: [
    storeMissing,
    rules.lineEmpty,
    rules.ticketMissing,
    rules.ticketCalled,
    rules.ticketOver,
  ],
})

export const endTicket = endpoint({
  name: 'endDoorTicket',
  method: 'PATCH',
  path: '/v1/stores/:storeId/line/tickets/:ticketId',
  summary:
    'Pass over a party that was called and did not come (the first time it waits again, behind the others), let one in without a table, or take one off the line',
  role: 'owner',
  right: 'desk',
  act: 'none',
  params: Shape({ ...OfStore.properties, ticketId: Uuid }),
  body: Shape({ state: Type.Enum(['passed', 'came', 'removed']) }),
  answer: Nothing,
  problems: [storeMissing, rules.ticketMissing, rules.ticketOver, rules.ticketNotCalled],
})
