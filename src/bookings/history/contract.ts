import { Type } from 'typebox'
import { endpoint } from '../../kernel/endpoint.ts'
import { Day, OrNull, Phone, Shape, Uuid } from '../../kernel/shape.ts'
import { orderMissing } from '../../orders/rules.ts'
import { OfStore } from '../../stores/contract.ts'
import { NO_SHOWS_MOST } from '../../stores/hold-terms/rules.ts'
import { storeMissing } from '../../stores/rules.ts'
import { Note, Visit } from '../store-contract.ts'

const History = Shape(
  {
    visits: Type.Integer(),
    noShows: Type.Integer(),
    /** By the guest, of what was paid or confirmed. */
    cancellations: Type.Integer(),
    /** Older bookings are not counted. */
    days: Type.Integer(),
    /** What the store noted on the guest for all of their bookings. */
    note: OrNull(Note),
    /** Latest first, ten at most. */
    past: Type.Array(
      Shape({
        id: Uuid,
        date: OrNull(Day),
        status: Type.Enum(['paid', 'canceled']),
        visit: OrNull(Visit),
        canceledBy: OrNull(Type.Enum(['buyer', 'store'])),
        note: OrNull(Note),
      }),
    ),
  },
  'GuestHistory',
)

export const getGuestHistory = endpoint({
  name: 'getGuestHistory',
  method: 'GET',
  path: '/v1/stores/:storeId/bookings/:bookingId/guest',
  summary: 'The other bookings of the same guest at a store you work at',
  role: 'owner',
  right: 'desk',
  params: Shape({ storeId: Uuid, bookingId: Uuid }),
  answer: History,
  problems: [storeMissing, orderMissing],
})

export const lookUpGuest = endpoint({
  name: 'lookUpGuest',
  method: 'POST',
  path: '/v1/stores/:storeId/guest-look-ups',
  summary:
    'The bookings at a store you work at that were made with a phone number, as when it calls',
  role: 'owner',
  right: 'desk',
  params: OfStore,
  body: Shape({ phone: Phone }),
  answer: History,
  problems: [storeMissing],
})

const Refusal = Shape({
  /** How often a guest may not have come within a year before they are refused; null: nobody is. */
  noShows: OrNull(Type.Integer({ minimum: 1, maximum: NO_SHOWS_MOST })),
})

export const getGuestRefusal = endpoint({
  name: 'getGuestRefusal',
  method: 'GET',
  path: '/v1/stores/:storeId/guest-refusal',
  summary: 'Whether a store you work at refuses guests who repeatedly did not come',
  role: 'owner',
  right: 'desk',
  params: OfStore,
  answer: Refusal,
  problems: [storeMissing],
})

export const changeGuestRefusal = endpoint({
  name: 'changeGuestRefusal',
  method: 'PUT',
  path: '/v1/stores/:storeId/guest-refusal',
  summary: 'Refuse guests who repeatedly did not come, from their next claim on, or do not',
  role: 'owner',
  right: 'manager',
  params: OfStore,
  body: Refusal,
  answer: Refusal,
  problems: [storeMissing],
})
