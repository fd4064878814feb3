import { Type } from 'typebox'
import { OfBooking } from '../bookings/contract.ts'
import { endpoint } from '../kernel/endpoint.ts'
import { CursorOf, Email, Instant, Nothing, OrNull, PageOf, Shape, Uuid } from '../kernel/shape.ts'
import { orderMissing } from '../orders/rules.ts'
import { storeMissing } from '../stores/rules.ts'
import * as rules from './rules.ts'

const Serial = Type.String({ pattern: '^[0-9A-Z]{10}$', examples: ['7QK2M9XD4H'] })
const OfTicket = Shape({ ...OfBooking.properties, serial: Serial })
const SeatSaid = Shape({ ko: Type.String(), en: Type.String() })
const SeatId = Type.Integer({ minimum: 0 })
const StoreOfTicket = Shape(
  {
    id: Uuid,
    /** The front door that sold it. */
    door: Type.String(),
    name: Type.String(),
    timeZone: Type.String(),
  },
  'TicketStore',
)

export const TicketView = Shape(
  {
    serial: Type.String(),
    bookingId: Uuid,
    store: StoreOfTicket,
    /** What it admits to: a performance. */
    occasionId: Uuid,
    startsAt: Instant,
    seatId: SeatId,
    seat: SeatSaid,
    /** Where it is, if that has a name of its own. */
    venue: Type.String(),
    /** Of somebody else's booking. */
    received: Type.Boolean(),
    /** It is valid or used, and began a few hours ago at most. */
    coming: Type.Boolean(),
    /** `transferred`: somebody else holds it by now. */
    state: Type.Enum(['valid', 'used', 'void', 'transferred']),
    /** The text of its QR code, signed; null unless it is valid and yours. */
    qr: OrNull(Type.String()),
    /** Path of its pass for Apple Wallet; null where there is none. */
    pass: OrNull(Type.String()),
    /** The giver has offered it and may still take it back. */
    offered: Type.Boolean(),
  },
  'Ticket',
)

export const listOwnTickets = endpoint({
  name: 'listOwnTickets',
  method: 'GET',
  path: '/v1/me/tickets',
  summary:
    'All tickets that you hold, bought or received: coming ones by start, then past ones, latest first',
  role: 'customer',
  exported: 'tickets',
  query: Shape({
    /** Only of this store. */
    storeId: Type.Optional(Uuid),
    /** Only of somebody else's bookings. */
    received: Type.Optional(Type.Boolean()),
    cursor: Type.Optional(CursorOf(rules.CURSOR_PATTERN)),
    limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 100 })),
  }),
  answer: PageOf(TicketView),
  problems: [],
})

export const listBookingTickets = endpoint({
  name: 'listBookingTickets',
  method: 'GET',
  path: '/v1/bookings/:bookingId/tickets',
  summary: 'The tickets of a paid booking of your own, one for each seat',
  role: 'customer',
  params: OfBooking,
  answer: Shape({ data: Type.Array(TicketView) }),
  problems: [orderMissing],
})

export const getTicketsPdf = endpoint({
  name: 'getTicketsPdf',
  method: 'GET',
  path: '/v1/bookings/:bookingId/tickets.pdf',
  summary: 'The valid tickets of a booking that you hold, bought or received, as a PDF to print',
  role: 'customer',
  params: OfBooking,
  answer: Type.Unsafe<Buffer>({ type: 'string', contentMediaType: 'application/pdf' }),
  problems: [orderMissing, rules.ticketVoid],
})

export const getWalletPass = endpoint({
  name: 'getWalletPass',
  method: 'GET',
  path: '/v1/bookings/:bookingId/tickets/:serial/pass',
  summary: 'A valid ticket of your own as a pass for Apple Wallet, where the site has the keys',
  role: 'customer',
  params: OfTicket,
  answer: Type.Unsafe<Buffer>({
    type: 'string',
    contentMediaType: 'application/vnd.apple.pkpass',
  }),
  problems: [rules.walletPassOff, rules.ticketMissing, rules.ticketVoid, orderMissing],
})

export const offerTicket = endpoint({
  name: 'offerTicket',
  method: 'POST',
  path: '/v1/bookings/:bookingId/tickets/:serial/transfer',
  summary: 'Offer a ticket to somebody: the link is for the account with that e-mail address',
  role: 'customer',
  accountsOnly: true,
  creates: '',
  params: OfTicket,
  body: Shape({ email: Email }),
  answer: Shape({
    transferId: Uuid,
    /** Behind the # of the page’s address; whoever knows it sees the offer. */
    secret: Type.String(),
    offeredAt: Instant,
  }),
  problems: [rules.ticketMissing, rules.occasionCanceled, rules.ticketVoid, rules.transferOffered],
})

export const takeBackTicket = endpoint({
  name: 'takeBackTicket',
  method: 'DELETE',
  path: '/v1/bookings/:bookingId/tickets/:serial/transfer',
  summary: 'Take an offered ticket back, until it is accepted',
  role: 'customer',
  accountsOnly: true,
  params: OfTicket,
  answer: Nothing,
  problems: [rules.transferMissing],
})

/** In the body, since logs and browsers keep addresses. */
const BySecret = Shape({ secret: Type.String({ pattern: '^[A-Za-z0-9_-]{20,64}$' }) })

const OfferedTicket = Shape(
  { store: StoreOfTicket, occasionId: Uuid, startsAt: Instant, seat: SeatSaid },
  'OfferedTicket',
)

export const countTicketOffers = endpoint({
  name: 'countTicketOffers',
  method: 'GET',
  path: '/v1/me/ticket-offers',
  summary:
    'How many tickets are offered to your e-mail address; the link of an offer shows and accepts it',
  role: 'customer',
  exported: 'ticketOffers',
  accountsOnly: true,
  answer: Shape({ offers: Type.Integer() }),
  problems: [],
})

export const showTicketOffer = endpoint({
  name: 'showTicketOffer',
  method: 'POST',
  path: '/v1/ticket-offers/look-up',
  summary: 'What ticket a link offers',
  role: 'anyone',
  body: BySecret,
  answer: OfferedTicket,
  problems: [rules.transferMissing],
})

export const acceptTicket = endpoint({
  name: 'acceptTicket',
  method: 'POST',
  path: '/v1/ticket-offers/acceptance',
  summary: 'Accept a ticket: it is yours with a new code, and the old code is void',
  role: 'customer',
  accountsOnly: true,
  body: BySecret,
  answer: TicketView,
  problems: [
    rules.transferMissing,
    rules.transferElse,
    rules.transferUnverified,
    rules.occasionCanceled,
    rules.ticketVoid,
  ],
})

// ── check-in ──

const OfOccasion = Shape({ storeId: Uuid, occasionId: Uuid })
/** When a device scanned: years in which a clock may be, even one that was never set. */
const ScannedAt = Type.String({
  format: 'date-time',
  pattern:
    '^(?:19[7-9]\\d|20\\d{2})-\\d{2}-\\d{2}T(?:[01]\\d|2[0-3]):[0-5]\\d:[0-5]\\d(?:\\.\\d{1,9})?(?:Z|[+-]\\d{2}:\\d{2})$',
  description: 'from 1970 to 2099',
  examples: ['2026-12-24T10:30:00.000Z'],
})
const Scan = Shape({ device: Type.String(), at: Instant })

export const getCheckInList = endpoint({
  name: 'getCheckInList',
  method: 'GET',
  path: '/v1/stores/:storeId/occasions/:occasionId/check-in-list',
  summary: 'All that a device needs to check tickets without a network',
  description:
    'A code is `JT1.` and base64url of: store (16 bytes), occasion (16), seat (4, big endian), serial (10 letters), and an Ed25519 signature (64) of all before it. An occasion is what tickets admit to: a performance.',
  role: 'owner',
  right: 'door',
  params: OfOccasion,
  answer: Shape({
    /** Ed25519, base64url of the 32 bytes. */
    publicKey: Type.String(),
    store: Shape({ id: Uuid, name: Type.String(), timeZone: Type.String() }),
    startsAt: Instant,
    data: Type.Array(
      Shape(
        { serial: Type.String(), seatId: SeatId, seat: SeatSaid, scans: Type.Array(Scan) },
        'CheckInTicket',
      ),
    ),
    now: Instant,
  }),
  problems: [storeMissing, rules.occasionMissing],
})

export const addCheckIns = endpoint({
  name: 'addCheckIns',
  method: 'POST',
  path: '/v1/stores/:storeId/occasions/:occasionId/check-ins',
  summary: 'Send what a device has scanned; the same again changes nothing',
  role: 'owner',
  right: 'door',
  params: OfOccasion,
  body: Shape({
    device: Type.String({ minLength: 1, maxLength: 60 }),
    scans: Type.Array(Shape({ serial: Serial, at: ScannedAt }), { minItems: 1, maxItems: 1_000 }),
  }),
  answer: Shape({
    /** Scans that were not known before. */
    added: Type.Integer(),
    /** Serials of no valid ticket of this occasion: canceled, transferred or invented. */
    unknown: Type.Array(Type.String()),
    /** Serials that were scanned more than once, by any device. */
    twice: Type.Array(Shape({ serial: Type.String(), scans: Type.Array(Scan) })),
  }),
  problems: [storeMissing, rules.occasionMissing],
})
