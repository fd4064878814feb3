import { Type } from 'typebox'
import { guestRefused } from '../../accounts/rules.ts'
import { bookingClaim } from '../../bookings/contract.ts'
import { budgetProblems, holdTooLarge, SUSPECT_LIMITS } from '../../holds/rules.ts'
import { endpoint } from '../../kernel/endpoint.ts'
import { CurrencyCode, Day, Instant, OrNull, Shape, TimeOfDay, Uuid } from '../../kernel/shape.ts'
import * as orders from '../../orders/rules.ts'
import { unavailable } from '../../postgres/rules.ts'
import { StoreDetail } from '../../stores/contract.ts'
import { noShowsReached, phoneNotVerified } from '../../stores/hold-terms/rules.ts'
import * as rules from './rules.ts'
import { SEATS_PER_ORDER_MOST, seatKinds } from './seat-rules.ts'

export const OfConcert = Shape({ concertId: Uuid })
export const OfPerformance = Shape({ concertId: Uuid, performanceId: Uuid })
/** What is before the dates, the seats and the claim of a concert that many want at once. */
const behindRoomOf = 'concertId'

export const SeatId = Type.Integer({ minimum: 1, maximum: 1_000_000 })
export const LevelCode = Type.String({ pattern: '^[A-Za-z0-9가-힣]{1,12}$', examples: ['VIP'] })
const Price = Type.Integer({ description: 'minor units of `currency`' })

export const LevelView = Shape(
  { code: Type.String(), name: Type.String(), price: Price },
  'SeatLevel',
)

export const PerformanceView = Shape(
  {
    id: Uuid,
    startsAt: Instant,
    date: Day,
    time: TimeOfDay,
    /** The general sale; before it, presale codes may be valid. */
    salesFrom: Instant,
    /** Null: until it starts. */
    salesUntil: OrNull(Instant),
    status: Type.Enum(['upcoming', 'presale', 'on-sale', 'sold-out', 'ended', 'canceled']),
    /** Seats for sale. */
    capacity: Type.Integer(),
    remaining: Type.Integer(),
    /** The lowest and the highest price of a seat; null without seats. */
    prices: OrNull(Shape({ least: Price, most: Price })),
    currency: CurrencyCode,
  },
  'Performance',
)

const { startsAt, date, time, status, salesFrom } = PerformanceView.properties

/** What the list shows of a concert besides. Nobody has to pass its waiting room for it. */
export const cardMembers = {
  /** The first performance that sells, now or later; null: none does. */
  next: OrNull(Shape({ startsAt, date, time, status, salesFrom }, 'NextPerformance')),
  prices: PerformanceView.properties.prices,
}

export const getConcert = endpoint({
  name: 'getConcert',
  method: 'GET',
  path: '/v1/concerts/:concertId',
  summary: 'A concert with its hall and its prices',
  role: 'anyone',
  params: OfConcert,
  answer: Shape({
    concert: StoreDetail,
    /** Null before its organiser has made one. */
    hall: OrNull(Shape({ name: Type.String(), version: Type.Integer(), seats: Type.Integer() })),
    levels: Type.Array(LevelView),
    /** Seats that one order may have. */
    seatsPerOrder: Type.Integer(),
    now: Instant,
  }),
  problems: [rules.concertMissing],
})

export const listPerformances = endpoint({
  name: 'listPerformances',
  method: 'GET',
  path: '/v1/concerts/:concertId/performances',
  summary: 'The dates of a concert that are to come, with what remains of each',
  role: 'anyone',
  behindRoomOf,
  params: OfConcert,
  answer: Shape({ data: Type.Array(PerformanceView), now: Instant }),
  problems: [rules.concertMissing],
})

const Column = Type.Array(Type.Integer())

export const SeatMap = Shape(
  {
    version: Type.Integer(),
    hall: Type.String(),
    currency: CurrencyCode,
    levels: Type.Array(LevelView),
    sections: Type.Array(Type.String()),
    rows: Type.Array(Type.String()),
    kinds: Type.Array(Type.Enum([...seatKinds])),
    /**
     * One entry a seat in each column, by section, row and number. `id`, `number`, `x` and `y` are
     * differences from the seat before it; the others are positions in the lists above.
     */
    seats: Shape({
      id: Column,
      section: Column,
      row: Column,
      number: Column,
      x: Column,
      y: Column,
      level: Column,
      kind: Column,
    }),
  },
  'SeatMap',
)

export const getSeatMap = endpoint({
  name: 'getSeatMap',
  method: 'GET',
  path: '/v1/concerts/:concertId/seat-map',
  summary: 'All seats of a concert in columns; a version of it never changes',
  role: 'anyone',
  params: OfConcert,
  query: Shape({
    version: Type.Optional(
      Type.Integer({ minimum: 1, description: 'the present one is answered for ever cacheable' }),
    ),
  }),
  answer: SeatMap,
  problems: [rules.concertMissing, rules.hallMissing],
})

export const listSeats = endpoint({
  name: 'listSeats',
  method: 'GET',
  path: '/v1/concerts/:concertId/performances/:performanceId/seats',
  summary: 'The seats of a performance that can be taken now, with their prices',
  role: 'anyone',
  behindRoomOf,
  params: OfPerformance,
  answer: Shape({
    performanceId: Uuid,
    currency: CurrencyCode,
    data: Type.Array(
      Shape(
        {
          id: SeatId,
          section: Type.String(),
          row: Type.String(),
          number: Type.Integer(),
          kind: Type.Enum([...seatKinds]),
          level: Type.String(),
          price: Price,
        },
        'FreeSeat',
      ),
    ),
    now: Instant,
  }),
  problems: [rules.concertMissing, rules.performanceMissing, rules.hallMissing],
})

const Bits = Type.String({
  contentEncoding: 'base64',
  description: 'seat `id` is bit `id - 1`: byte `(id - 1) >> 3`, lowest bit first',
})

export const getSeatStates = endpoint({
  name: 'getSeatStates',
  method: 'GET',
  path: '/v1/concerts/:concertId/performances/:performanceId/seat-states',
  summary: 'Which seats of a performance are taken or not for sale, as bits',
  role: 'anyone',
  behindRoomOf,
  params: OfPerformance,
  answer: Shape({
    performanceId: Uuid,
    /** Of the seat map. */
    version: Type.Integer(),
    taken: Bits,
    heldBack: Bits,
    remaining: Type.Integer(),
    now: Instant,
  }),
  problems: [rules.concertMissing, rules.performanceMissing, rules.hallMissing],
})

export const watchSeats = endpoint({
  name: 'watchSeats',
  method: 'GET',
  path: '/v1/concerts/:concertId/performances/:performanceId/live',
  summary: 'Seats as they are taken or come back (server-sent events `seats`)',
  role: 'anyone',
  behindRoomOf,
  params: OfPerformance,
  answer: Type.Object(
    { taken: Type.Array(SeatId), free: Type.Array(SeatId) },
    { additionalProperties: false, title: 'SeatChanges', contentMediaType: 'text/event-stream' },
  ),
  problems: [rules.performanceMissing, unavailable],
})

export const bookSeats = endpoint({
  name: 'bookSeats',
  method: 'POST',
  path: '/v1/concerts/:concertId/bookings',
  summary: 'Take seats, all of them or none: they stay yours for 5 minutes',
  description:
    'Either `seatIds`, or `best`: the best free seats beside each other. The same seats again are the same booking.',
  role: 'customer',
  asksTerms: true,
  behindRoomOf,
  once: true,
  proof: SUSPECT_LIMITS,
  creates: '/v1/bookings/:id',
  params: OfConcert,
  body: Shape({
    performanceId: Uuid,
    seatIds: Type.Optional(
      Type.Array(SeatId, { minItems: 1, maxItems: rules.SEATS_MOST, uniqueItems: true }),
    ),
    best: Type.Optional(
      Shape({
        quantity: Type.Integer({ minimum: 1, maximum: SEATS_PER_ORDER_MOST }),
        /** Only of this price level. */
        level: Type.Optional(LevelCode),
      }),
    ),
    price: Type.Optional(Type.Integer({ minimum: 0, description: 'the total that the buyer saw' })),
    /** Needed before the general sale. */
    presaleCode: Type.Optional(Type.String({ minLength: 1, maxLength: 40 })),
  }),
  answer: Shape({ ...bookingClaim }, 'ConcertBooking'),
  problems: [
    guestRefused,
    rules.nothingChosen,
    rules.tooManyCodes,
    rules.concertMissing,
    rules.performanceMissing,
    rules.performanceCanceled,
    rules.salesEnded,
    rules.salesNotOpen,
    rules.presaleCodeWrong,
    rules.presaleCodeElsewhere,
    rules.hallMissing,
    rules.levelMissing,
    rules.seatMissing,
    rules.seatHeldBack,
    rules.companionWithoutWheelchair,
    orders.storeClosed,
    orders.tooManyPlaces,
    orders.alreadyYours,
    noShowsReached,
    phoneNotVerified,
    orders.tooManyReadyOrders,
    holdTooLarge,
    ...budgetProblems,
    rules.seatTaken,
    rules.noneTogether,
    rules.bestTaken,
    rules.presaleCodeUsedUp,
    orders.priceChanged,
  ],
})
