import { Type } from 'typebox'
import { endpoint } from '../kernel/endpoint.ts'
import { Instant, Nothing, OrNull, Shape } from '../kernel/shape.ts'
import { storeMissing } from '../stores/rules.ts'
import { OfStore, RoomView } from './contract.ts'
import * as rules from './rules.ts'

const settings = {
  ratePerMinute: Type.Integer({ minimum: 1, maximum: 600_000 }),
  capacity: Type.Integer({ minimum: 1, maximum: 1_000_000 }),
  browseSeconds: Type.Integer({ minimum: 30, maximum: 86_400 }),
  claimSeconds: Type.Integer({ minimum: 15, maximum: 3_600 }),
}

export const OwnRoom = Shape(
  {
    ...RoomView.properties,
    ...settings,
    /** Passes that are live. */
    inside: Type.Integer(),
    /** Called, and may still enter. */
    unclaimed: Type.Integer(),
    /** Missed their turn, came back, and are called next. */
    late: Type.Integer(),
    tickets: Type.Integer(),
  },
  'OwnWaitingRoom',
)

export const getOwnRoom = endpoint({
  name: 'getOwnWaitingRoom',
  method: 'GET',
  path: '/v1/stores/:storeId/waiting-room/operation',
  summary: 'The waiting room of your store, with who is inside',
  role: 'owner',
  right: 'desk',
  params: OfStore,
  answer: OwnRoom,
  problems: [storeMissing, rules.roomMissing],
})

export const openRoom = endpoint({
  name: 'openWaitingRoom',
  method: 'POST',
  path: '/v1/stores/:storeId/waiting-room',
  summary: 'Put a waiting room in front of your store',
  role: 'owner',
  right: 'manager',
  creates: '/v1/stores/:storeId/waiting-room',
  once: 'optional',
  params: OfStore,
  body: Shape({
    /** Now, when left out. */
    joinsAt: Type.Optional(Instant),
    /** When the order is drawn and the first are called. Now, when left out. */
    opensAt: Type.Optional(Instant),
    ratePerMinute: settings.ratePerMinute,
    capacity: settings.capacity,
    browseSeconds: Type.Optional(settings.browseSeconds),
    claimSeconds: Type.Optional(settings.claimSeconds),
  }),
  answer: OwnRoom,
  problems: [storeMissing, rules.timesUnfit, rules.roomExists],
})

/** Nobody is overtaken by it, and who is inside stays. */
export const changeRoom = endpoint({
  name: 'changeWaitingRoom',
  method: 'PATCH',
  path: '/v1/stores/:storeId/waiting-room',
  summary: 'Change rate, capacity or times; pause, resume, drain or close the room',
  role: 'owner',
  right: 'manager',
  params: OfStore,
  body: Shape({
    joinsAt: Type.Optional(Instant),
    opensAt: Type.Optional(Instant),
    ratePerMinute: Type.Optional(settings.ratePerMinute),
    capacity: Type.Optional(settings.capacity),
    browseSeconds: Type.Optional(settings.browseSeconds),
    claimSeconds: Type.Optional(settings.claimSeconds),
    /** Nobody is called while it is. */
    paused: Type.Optional(Type.Boolean()),
    /** Nobody joins any more; who waits is called. */
    draining: Type.Optional(Type.Boolean()),
  }),
  answer: OwnRoom,
  problems: [storeMissing, rules.roomMissing, rules.roomOpened, rules.timesUnfit],
})

export const closeRoom = endpoint({
  name: 'closeWaitingRoom',
  method: 'DELETE',
  path: '/v1/stores/:storeId/waiting-room',
  summary: 'Take the room away: everybody may enter the store',
  role: 'owner',
  right: 'manager',
  params: OfStore,
  answer: Nothing,
  problems: [storeMissing, rules.roomMissing],
})

export const listFigures = endpoint({
  name: 'listWaitingFigures',
  method: 'GET',
  path: '/v1/stores/:storeId/waiting-room/figures',
  summary: 'What happened in the latest room of your store, by minute',
  role: 'owner',
  right: 'desk',
  params: OfStore,
  answer: Shape({
    /**
     * `joined`, `called`, `entered`, `bought`, `left`, and `refused:<problem>`: requests without a
     * valid pass. `waiting` is the length of the line at the end of a minute, in every minute in which
     * something happened.
     */
    data: Type.Array(
      Shape({ minute: Instant, name: Type.String(), count: Type.Integer() }, 'WaitingFigure'),
    ),
    since: OrNull(Instant),
  }),
  problems: [storeMissing, rules.roomMissing],
})
