import { Type } from 'typebox'
import { endpoint } from '../kernel/endpoint.ts'
import { Day, Instant, MoneyShape, OrNull, Shape, TimeOfDay, Uuid } from '../kernel/shape.ts'
import { OfStore } from '../stores/contract.ts'
import { storeMissing } from '../stores/rules.ts'
import { Booker } from './booker.ts'
import { Item, ProposalView } from './contract.ts'
import { ServedTime } from './quarter-contract.ts'
import { Note, Visit } from './store-contract.ts'

/** Something that another door sold in the same order; date and time are null for what has none. */
export const AlongView = Shape(
  {
    what: Shape({ ko: Type.String(), en: Type.String() }),
    date: OrNull(Day),
    time: OrNull(TimeOfDay),
  },
  'Along',
)

const Booked = Shape(
  {
    id: Uuid,
    orderNumber: Type.String(),
    status: Type.Enum(['ready', 'paid', 'canceled']),
    what: Shape({ ko: Type.String(), en: Type.String() }),
    where: OrNull(Shape({ ko: Type.String(), en: Type.String() })),
    item: Item,
    time: ServedTime,
    /** Its start has passed. */
    begun: Type.Boolean(),
    price: MoneyShape,
    /** What is paid at the store, where nothing is paid when it is booked. */
    atStore: Type.Optional(Shape({ ko: Type.String(), en: Type.String() })),
    /** What is refunded when the store cancels it: the price without earlier refunds. */
    refundable: MoneyShape,
    paidAt: OrNull(Instant),
    booker: OrNull(Booker),
    left: Type.Boolean({ description: 'the guest has deleted their account' }),
    /** The store entered it itself: another time needs no answer. */
    isEntered: Type.Boolean(),
    /** Whether the guest came, as the store marked it. */
    visit: OrNull(Visit),
    /** The store's own note. */
    note: OrNull(Note),
    /** What it noted on the guest, at whichever booking. */
    guestNote: OrNull(Note),
    /** Another time that was proposed, until the guest answers. */
    move: OrNull(ProposalView),
    /** What other doors of the store sold in the same order. */
    along: Type.Array(AlongView),
    /** How the guest can be marked by now. */
    marks: Type.Array(Visit),
    /** False: it has several places, so that no other time can be proposed for it. */
    isMovable: Type.Boolean(),
  },
  'DayBooking',
)

/** Each line of an order is listed at its start; one after midnight may be of the service of the date before. */
export const dayView = {
  date: Day,
  times: Type.Array(
    Shape({
      time: ServedTime,
      capacity: Type.Integer(),
      taken: Type.Integer(),
      /** Part of `taken`: by calling services, without a booking. */
      reserved: Type.Integer(),
      /** Part of `taken`: held for the proposal of a move, until its guest answers. */
      proposed: Type.Integer(),
      item: Item,
    }),
  ),
  bookings: Type.Array(Booked),
}

export const listDayBookings = endpoint({
  name: 'listDayBookings',
  method: 'GET',
  path: '/v1/stores/:storeId/bookings',
  summary:
    'The bookings of the service of one date at a store you own, with their guests and how full each time is',
  role: 'owner',
  right: 'desk',
  params: OfStore,
  query: Shape({ date: Day }),
  answer: Shape(dayView),
  problems: [storeMissing],
})
