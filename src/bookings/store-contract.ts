import { Type } from 'typebox'
import { endpoint } from '../kernel/endpoint.ts'
import { Day, Instant, OrNull, Paragraph, Shape, Uuid } from '../kernel/shape.ts'
import { orderMissing } from '../orders/rules.ts'
import { unavailable } from '../postgres/rules.ts'
import { OfStore } from '../stores/contract.ts'
import { storeMissing } from '../stores/rules.ts'
import { noShowSettled } from './no-shows/rules.ts'
import { ServedTime } from './quarter-contract.ts'
import * as visits from './visits/rules.ts'

const OfStoreBooking = Shape({ storeId: Uuid, bookingId: Uuid })

export const Visit = Type.Enum([...visits.visitOutcomes])
export const Note = Paragraph({ most: 500 })

export const markVisit = endpoint({
  name: 'markVisit',
  method: 'PUT',
  path: '/v1/stores/:storeId/bookings/:bookingId/visit',
  summary: 'Mark that the guest of a booking arrived or did not come',
  role: 'owner',
  right: 'desk',
  act: 'visited',
  params: OfStoreBooking,
  body: Shape({ visit: Visit }),
  answer: Shape({ visit: Visit }),
  problems: [orderMissing, visits.notConfirmed, visits.visitTooEarly, noShowSettled],
})

export const undoVisit = endpoint({
  name: 'undoVisit',
  method: 'DELETE',
  path: '/v1/stores/:storeId/bookings/:bookingId/visit',
  summary: 'Take back whether the guest came',
  role: 'owner',
  right: 'desk',
  act: 'visited',
  params: OfStoreBooking,
  answer: Shape({ visit: Type.Null() }),
  problems: [orderMissing, noShowSettled],
})

export const writeNote = endpoint({
  name: 'writeNote',
  method: 'PUT',
  path: '/v1/stores/:storeId/bookings/:bookingId/note',
  summary:
    'Write a note on a booking, or on its guest for all of their bookings, that only its store reads; encrypted, and removed with the guest’s account. An empty text removes it',
  role: 'owner',
  right: 'desk',
  act: 'noted',
  params: OfStoreBooking,
  body: Shape({
    note: Note,
    /** Without it: the booking. A guest is the same account or phone number. */
    about: Type.Optional(Type.Enum(['booking', 'guest'])),
  }),
  answer: Shape({ note: OrNull(Note) }),
  problems: [orderMissing, visits.guestLeft],
})

export const listBookedDays = endpoint({
  name: 'listBookedDays',
  method: 'GET',
  path: '/v1/stores/:storeId/bookings/days',
  summary: 'The dates of a month on which a store you own has bookings, and how many',
  role: 'owner',
  right: 'desk',
  params: OfStore,
  query: Shape({ month: Type.String({ pattern: '^(19|20|21)\\d{2}-(0[1-9]|1[0-2])$' }) }),
  answer: Shape({
    today: Day,
    data: Type.Array(Shape({ date: Day, bookings: Type.Integer() })),
  }),
  problems: [storeMissing],
})

export const watchBookings = endpoint({
  name: 'watchBookings',
  method: 'GET',
  path: '/v1/stores/:storeId/bookings/live',
  summary:
    'Which bookings of a store change, as they change (server-sent events `bookings`): a hint to read again',
  role: 'owner',
  right: 'desk',
  params: OfStore,
  answer: Type.Array(
    Shape({
      bookingId: Uuid,
      what: Type.Enum(['claimed', 'paid', 'canceled', 'expired', 'changed']),
    }),
    { contentMediaType: 'text/event-stream' },
  ),
  problems: [storeMissing, unavailable],
})

export const downloadBookings = endpoint({
  name: 'downloadBookings',
  method: 'GET',
  path: '/v1/stores/:storeId/bookings.csv',
  summary:
    'Download the bookings that begin on these dates as CSV, with their guests, in the reader’s language',
  role: 'owner',
  right: 'manager',
  params: OfStore,
  query: Shape({
    /** The first and the last date, in the store's time zone. */
    from: Day,
    to: Day,
  }),
  answer: Type.Unsafe<Buffer>({ type: 'string', contentMediaType: 'text/csv' }),
  problems: [storeMissing],
})

export const listNotices = endpoint({
  name: 'listNotices',
  method: 'GET',
  path: '/v1/stores/:storeId/notices',
  summary: 'What a store you own was told of last, latest first, thirty at most',
  role: 'owner',
  right: 'desk',
  params: OfStore,
  answer: Shape({
    data: Type.Array(
      Shape({
        id: Uuid,
        kind: Type.Enum([
          'booked',
          'canceled',
          'partly-canceled',
          'payment-review',
          'move-accepted',
          'move-declined',
          'changed',
          'move-expired',
          'sold-out',
        ]),
        at: Instant,
        bookingId: Uuid,
        orderNumber: Type.String(),
        /** The front door that sold what of it begins first. */
        door: Type.String(),
        /** What was bought is called so: `예약`, or of a booking with goods `예약·주문`. */
        noun: Shape({ ko: Type.String(), en: Type.String() }),
        /** What of it begins first: `2명 · 홀`; null where nothing is known of it. */
        what: OrNull(Shape({ ko: Type.String(), en: Type.String() })),
        /** How much else it has. */
        others: Type.Integer(),
        /** Of its first start: of which date's service. */
        date: OrNull(Day),
        time: OrNull(ServedTime),
        /** The name of the guest; null without one, and once their account has left. */
        booker: OrNull(Type.String()),
      }),
    ),
  }),
  problems: [storeMissing],
})
