import { Type } from 'typebox'
import { endpoint } from '../kernel/endpoint.ts'
import {
  CursorOf,
  Day,
  Instant,
  MoneyShape,
  OrNull,
  PageOf,
  Shape,
  TimeOfDay,
  Uuid,
} from '../kernel/shape.ts'
import * as orders from '../orders/rules.ts'
import { PaymentView } from '../payments/contract.ts'
import { PricingView } from '../stores/contract.ts'
import { PictureView } from '../stores/pictures/contract.ts'
import { Booker } from './booker.ts'
import { LocationView } from './location-contract.ts'
import { NoShowView } from './no-shows/contract.ts'
import { CURSOR_PATTERN } from './rules.ts'

/** What to claim for the same again, in the door's terms: `{ tableTimeId, date }`. */
export const Item = Type.Record(Type.String(), Type.String())

export const LineView = Shape(
  {
    placeId: Uuid,
    /** The front door that sells it. */
    door: Type.String(),
    what: Shape({ ko: Type.String(), en: Type.String() }),
    item: Item,
    /** Null for what has no time, like a parcel; date and time are in the store's time zone. */
    startsAt: OrNull(Instant),
    date: OrNull(Day),
    time: OrNull(TimeOfDay),
    /** Without what was given back. */
    quantity: Type.Integer(),
    /** With what was given back. */
    bought: Type.Integer(),
    /** Its quantity counts people, tables, or bookings; left out: things of their own kind. */
    counts: Type.Optional(Type.Enum(['person', 'table', 'booking'])),
    unitPrice: MoneyShape,
    /** What is paid at the store, where nothing is paid when it is booked. */
    atStore: Type.Optional(Shape({ ko: Type.String(), en: Type.String() })),
    /** It goes along with the others, as a coupon does, and is canceled with the last of them. */
    isAside: Type.Boolean(),
    /** Of all that was bought; 0 without one. */
    discount: MoneyShape,
    /** From its start, where its door knows. */
    durationSeconds: Type.Optional(Type.Integer()),
    /** Of what was sold, where it has one of its own, like a lot. */
    image: Type.Optional(PictureView),
  },
  'BookingLine',
)

const StoreOfBooking = Shape(
  {
    id: Uuid,
    /** The front door that sells it. */
    door: Type.String(),
    name: Type.String(),
    kind: OrNull(Type.String()),
    timeZone: Type.String(),
    pricing: PricingView,
    image: OrNull(PictureView),
  },
  'BookedStore',
)

/** For the body of a claim. */
export const SeenPrice = Type.Optional(
  Type.Integer({
    minimum: 0,
    description: 'the price that the buyer saw; `price-changed` when it is another by now',
  }),
)

/** Another time that a store proposes, until the guest answers. */
export const ProposalView = Shape(
  { id: Uuid, date: Day, time: TimeOfDay, expiresAt: Instant },
  'ProposedTime',
)

/** A booking without booker and payment. */
export const bookingClaim = {
  /** The order's id. */
  id: Uuid,
  orderNumber: Type.String(),
  status: Type.Enum(['ready', 'paid', 'failed', 'canceled']),
  failure: OrNull(Type.Enum(['expired'])),
  store: StoreOfBooking,
  lines: Type.Array(LineView),
  /** The lines at their prices, less their discounts, and the fee. */
  price: MoneyShape,
  /** For delivery; 0 without one. */
  fee: MoneyShape,
  createdAt: Instant,
  expiresAt: Instant,
  paidAt: OrNull(Instant),
  canceledAt: OrNull(Instant),
  /** The server's clock, for countdowns. */
  now: Instant,
}

export const bookingView = {
  ...bookingClaim,
  booker: OrNull(Booker),
  location: OrNull(LocationView),
  /** The latest attempt to pay. */
  payment: OrNull(PaymentView),
  /** Another time that the store proposes, and the page on which to answer. */
  move: OrNull(Shape({ ...ProposalView.properties, answerUrl: Type.String() })),
  /** How often it was moved: the sequence of its calendar entry. */
  moves: Type.Integer(),
  /** What is kept if nobody comes; null: nothing was paid, or the store has not said. */
  noShow: OrNull(NoShowView),
  /** Who canceled it, or took all of it back; null unless it was paid. The reason is the store's. */
  cancellation: OrNull(
    Shape({
      by: Type.Enum(['buyer', 'store']),
      /** Nobody canceled: all of the goods were returned. */
      isReturn: Type.Boolean(),
      reason: OrNull(Type.String()),
      at: Instant,
    }),
  ),
}

/** A door may add members of its own, for older clients. */
export const BookingView = Type.Object(bookingView, {
  additionalProperties: true,
  title: 'Booking',
})

export const OfBooking = Shape({ bookingId: Uuid })

export const BookingsQuery = Shape({
  cursor: Type.Optional(CursorOf(CURSOR_PATTERN)),
  limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 100 })),
})

export const getBooking = endpoint({
  name: 'getBooking',
  method: 'GET',
  path: '/v1/bookings/:bookingId',
  summary: 'Read one booking of your own',
  role: 'customer',
  guestOrder: 'bookingId',
  params: OfBooking,
  answer: BookingView,
  problems: [orders.orderMissing],
})

export const getStoreBooking = endpoint({
  name: 'getStoreBooking',
  method: 'GET',
  path: '/v1/stores/:storeId/bookings/:bookingId',
  summary: 'Read one booking at a store you own, with all of its lines',
  role: 'owner',
  right: 'desk',
  params: Shape({ storeId: Uuid, bookingId: Uuid }),
  answer: Type.Object(bookingClaim, { title: 'StoreBooking' }),
  problems: [orders.orderMissing],
})

export const listBookings = endpoint({
  name: 'listBookings',
  method: 'GET',
  path: '/v1/bookings',
  summary: 'All your bookings: upcoming ones by start, then past ones, latest first',
  role: 'customer',
  exported: 'bookings',
  query: Shape({
    ...BookingsQuery.properties,
    /** Only of this front door: `dining`. */
    door: Type.Optional(Type.String({ maxLength: 40 })),
    /** Only those that are held for you and not paid yet. */
    held: Type.Optional(Type.Boolean()),
  }),
  answer: PageOf(BookingView),
  problems: [],
})

export const nameBooker = endpoint({
  name: 'nameBooker',
  method: 'PUT',
  path: '/v1/bookings/:bookingId/booker',
  summary: 'Name the person who comes; encrypted in the row, and erased with your account',
  role: 'customer',
  params: OfBooking,
  body: Booker,
  answer: BookingView,
  problems: [orders.orderMissing, orders.notYours, orders.orderExpired, orders.orderOver],
})

export const OpeningView = Shape(
  {
    store: StoreOfBooking,
    /** By the store's clock, as are date and time; these are null for what has no time. */
    today: Day,
    startsAt: OrNull(Instant),
    date: OrNull(Day),
    time: OrNull(TimeOfDay),
    remaining: Type.Integer(),
    /** The same in words: `테이블 3개`. */
    left: Shape({ ko: Type.String(), en: Type.String() }),
    /** Of one. */
    price: MoneyShape,
    /** There are dearer ones too. */
    isFrom: Type.Boolean(),
    /** When it is, in the door's terms, where its page can be opened at it. */
    item: Type.Optional(Item),
  },
  'Opening',
)

export const listOpenings = endpoint({
  name: 'listOpenings',
  method: 'GET',
  path: '/v1/openings',
  summary: 'Of each front door, some stores with what can be booked next, soonest first',
  role: 'anyone',
  answer: Shape({
    data: Type.Array(Shape({ door: Type.String(), openings: Type.Array(OpeningView) })),
  }),
  problems: [],
})
