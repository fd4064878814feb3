import { Type } from 'typebox'
import { endpoint } from '../../kernel/endpoint.ts'
import { Day, Instant, PersonName, Phone, Shape, TimeOfDay, Uuid } from '../../kernel/shape.ts'
import * as orders from '../../orders/rules.ts'
import { OfStore } from '../../stores/contract.ts'
import { storeMissing } from '../../stores/rules.ts'
import { Item } from '../contract.ts'
import { itemUnknown } from '../rules.ts'
import { Note } from '../store-contract.ts'
import { visitTooEarly } from '../visits/rules.ts'

export const listDeskTimes = endpoint({
  name: 'listDeskTimes',
  method: 'GET',
  path: '/v1/stores/:storeId/desk-times',
  summary:
    'The times of a date at which guests who call or walk in can be entered, also those that have begun',
  role: 'owner',
  right: 'desk',
  params: OfStore,
  query: Shape({ date: Day }),
  answer: Shape({
    date: Day,
    /** In the store's time zone. */
    today: Day,
    now: Instant,
    /** By start, sold out or not. */
    data: Type.Array(
      Shape(
        {
          door: Type.String(),
          item: Item,
          time: TimeOfDay,
          startsAt: Instant,
          remaining: Type.Integer(),
        },
        'DeskTime',
      ),
    ),
  }),
  problems: [storeMissing],
})

export const enterGuest = endpoint({
  name: 'enterGuest',
  method: 'POST',
  path: '/v1/stores/:storeId/desk-bookings',
  summary: 'Enter who called or walked in at one of `desk-times`: confirmed at once, and free',
  role: 'owner',
  right: 'desk',
  act: 'entered',
  once: true,
  params: OfStore,
  body: Shape({
    kind: Type.Enum(['phone', 'walk-in']),
    door: Type.String({ maxLength: 40 }),
    item: Item,
    /** Tables, or places. */
    quantity: Type.Integer({ minimum: 1, maximum: 100 }),
    name: Type.Optional(PersonName),
    phone: Type.Optional(Phone),
    note: Type.Optional(Note),
  }),
  answer: Shape({ id: Uuid, orderNumber: Type.String() }),
  problems: [
    storeMissing,
    itemUnknown,
    visitTooEarly,
    orders.storeClosed,
    orders.tooManyPlaces,
    orders.soldOut,
    orders.orderMissing,
    orders.orderOver,
    orders.orderExpired,
  ],
})
