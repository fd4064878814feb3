import { Type } from 'typebox'
import { timeSkipped } from '../../bookings/rules.ts'
import { endpoint } from '../../kernel/endpoint.ts'
import {
  Day,
  Instant,
  Line,
  MoneyShape,
  Nothing,
  OrNull,
  Shape,
  TimeOfDay,
  Uuid,
} from '../../kernel/shape.ts'
import { OfConcert, OfPerformance, PerformanceView, SeatId } from './contract.ts'
import * as rules from './rules.ts'
import { SEATS_PER_ORDER_MOST } from './seat-rules.ts'

/** A moment by the clock on the wall of the concert. */
const Wall = Shape({ date: Day, time: TimeOfDay })

export const listOwnPerformances = endpoint({
  name: 'listOwnPerformances',
  method: 'GET',
  path: '/v1/concerts/:concertId/own-performances',
  summary: 'All performances of a concert of your own, past and canceled ones too',
  role: 'owner',
  right: 'door',
  params: OfConcert,
  answer: Shape({ data: Type.Array(PerformanceView), now: Instant }),
  problems: [rules.concertMissing],
})

export const addPerformance = endpoint({
  name: 'addPerformance',
  method: 'POST',
  path: '/v1/concerts/:concertId/performances',
  summary: 'Add a performance, in the time zone of the concert',
  role: 'owner',
  right: 'manager',
  creates: '',
  once: 'optional',
  params: OfConcert,
  body: Shape({
    ...Wall.properties,
    /** Default: at once. */
    salesFrom: Type.Optional(Wall),
    /** Default: when it starts. */
    salesUntil: Type.Optional(OrNull(Wall)),
  }),
  answer: PerformanceView,
  problems: [rules.concertMissing, timeSkipped, rules.salesWindow, rules.performanceTaken],
})

export const changePerformance = endpoint({
  name: 'changePerformance',
  method: 'PATCH',
  path: '/v1/concerts/:concertId/performances/:performanceId',
  summary: 'Change when it is sold; and when it starts, as long as no seat of it is sold or held',
  description: 'A performance at another time is another performance: it has another id.',
  role: 'owner',
  right: 'manager',
  params: OfPerformance,
  body: Shape({
    startsAt: Type.Optional(Wall),
    salesFrom: Type.Optional(Wall),
    salesUntil: Type.Optional(OrNull(Wall)),
  }),
  answer: PerformanceView,
  problems: [
    rules.concertMissing,
    rules.performanceMissing,
    rules.performanceCanceled,
    timeSkipped,
    rules.salesWindow,
    rules.performanceSold,
    rules.performanceTaken,
  ],
})

export const cancelPerformance = endpoint({
  name: 'cancelPerformance',
  method: 'POST',
  path: '/v1/concerts/:concertId/performances/:performanceId/cancellation',
  summary: 'Cancel a performance: nothing of it is sold, and all that was paid goes back',
  description: 'Its bookings are canceled one by one in the background, each with its mail.',
  role: 'owner',
  right: 'manager',
  params: OfPerformance,
  body: Shape({ reason: Line({ most: 200 }) }),
  answer: Shape({
    performance: PerformanceView,
    /** Bookings that are still to be canceled. */
    bookings: Type.Integer(),
  }),
  problems: [rules.concertMissing, rules.performanceMissing],
})

const SeatsPerOrder = Shape(
  { seatsPerOrder: Type.Integer({ minimum: 1, maximum: SEATS_PER_ORDER_MOST }) },
  'SeatsPerOrder',
)

export const setSeatsPerOrder = endpoint({
  name: 'setSeatsPerOrder',
  method: 'PUT',
  path: '/v1/concerts/:concertId/seats-per-order',
  summary: 'Say how many seats one order may have, from the next claim on',
  role: 'owner',
  right: 'manager',
  params: OfConcert,
  body: SeatsPerOrder,
  answer: SeatsPerOrder,
  problems: [rules.concertMissing],
})

// ── seats that are not for sale ──

export const HeldBackView = Shape(
  {
    seatId: SeatId,
    seat: Shape({ ko: Type.String(), en: Type.String() }),
    note: Type.String(),
    heldAt: Instant,
  },
  'HeldBackSeat',
)

const heldBackPath = '/v1/concerts/:concertId/performances/:performanceId/held-back'

export const listHeldBack = endpoint({
  name: 'listHeldBackSeats',
  method: 'GET',
  path: heldBackPath,
  summary: 'Seats of a performance that are not for sale',
  role: 'owner',
  right: 'desk',
  params: OfPerformance,
  answer: Shape({ data: Type.Array(HeldBackView) }),
  problems: [rules.concertMissing, rules.performanceMissing],
})

const SeatIds = Type.Array(SeatId, { minItems: 1, maxItems: 2_000, uniqueItems: true })

export const holdBackSeats = endpoint({
  name: 'holdBackSeats',
  method: 'POST',
  path: heldBackPath,
  summary: 'Take seats from sale, with a note; all of them or none',
  role: 'owner',
  right: 'desk',
  params: OfPerformance,
  body: Shape({ seatIds: SeatIds, note: Line({ least: 0, most: 200 }) }),
  answer: Shape({ data: Type.Array(HeldBackView) }),
  problems: [rules.concertMissing, rules.performanceMissing, rules.seatMissing, rules.seatTaken],
})

export const releaseSeats = endpoint({
  name: 'releaseHeldBackSeats',
  method: 'POST',
  path: `${heldBackPath}/release`,
  summary: 'Put seats on sale again',
  role: 'owner',
  right: 'desk',
  params: OfPerformance,
  body: Shape({ seatIds: SeatIds }),
  answer: Shape({ data: Type.Array(HeldBackView) }),
  problems: [rules.concertMissing, rules.performanceMissing],
})

// ── presale ──

export const CodeView = Shape(
  {
    id: Uuid,
    name: Type.String(),
    code: Type.String(),
    validFrom: Instant,
    validUntil: Instant,
    usesMost: Type.Integer({ description: 'orders that may be made with it' }),
    used: Type.Integer(),
    retired: Type.Boolean(),
    /** Null: it opens all performances. */
    performanceIds: OrNull(Type.Array(Uuid)),
  },
  'PresaleCode',
)

export const listCodes = endpoint({
  name: 'listPresaleCodes',
  method: 'GET',
  path: '/v1/concerts/:concertId/presale-codes',
  summary: 'The presale codes of a concert of your own, with how often each was used',
  role: 'owner',
  right: 'manager',
  params: OfConcert,
  answer: Shape({ data: Type.Array(CodeView) }),
  problems: [rules.concertMissing],
})

export const addCode = endpoint({
  name: 'addPresaleCode',
  method: 'POST',
  path: '/v1/concerts/:concertId/presale-codes',
  summary: 'Add a presale code; without `code` a random one is made',
  role: 'owner',
  right: 'manager',
  creates: '',
  once: 'optional',
  params: OfConcert,
  body: Shape({
    name: Line({ most: 40 }),
    code: Type.Optional(
      Type.String({ pattern: '^[A-Za-z0-9가-힣-]{4,40}$', examples: ['FAN-2026'] }),
    ),
    validFrom: Wall,
    validUntil: Wall,
    usesMost: Type.Integer({ minimum: 1, maximum: 1_000_000 }),
    /** Default: all performances of the concert. */
    performanceIds: Type.Optional(
      Type.Array(Uuid, { minItems: 1, maxItems: 200, uniqueItems: true }),
    ),
  }),
  answer: CodeView,
  problems: [
    rules.concertMissing,
    timeSkipped,
    rules.salesWindow,
    rules.codeTaken,
    rules.performanceMissing,
  ],
})

export const retireCode = endpoint({
  name: 'retirePresaleCode',
  method: 'DELETE',
  path: '/v1/concerts/:concertId/presale-codes/:codeId',
  summary: 'Stop accepting a presale code; what was bought with it stays',
  role: 'owner',
  right: 'manager',
  params: Shape({ concertId: Uuid, codeId: Uuid }),
  answer: Nothing,
  problems: [rules.concertMissing, rules.codeMissing],
})

// ── sales ──

export const getSales = endpoint({
  name: 'getConcertSales',
  method: 'GET',
  path: '/v1/concerts/:concertId/sales',
  summary: 'Paid seats by hour and by price level, for charts',
  role: 'owner',
  right: 'manager',
  params: OfConcert,
  query: Shape({
    /** Default: the last thirty days. */
    from: Type.Optional(Day),
    to: Type.Optional(Day),
    performanceId: Type.Optional(Uuid),
  }),
  answer: Shape({
    /** Hours with sales only; `at` is when the hour begins. */
    hours: Type.Array(
      Shape({ at: Instant, level: Type.String(), seats: Type.Integer(), amount: Type.Integer() }),
    ),
    levels: Type.Array(
      Shape({ level: Type.String(), name: Type.String(), seats: Type.Integer(), sum: MoneyShape }),
    ),
  }),
  problems: [rules.concertMissing],
})
