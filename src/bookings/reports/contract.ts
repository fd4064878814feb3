import { Type } from 'typebox'
import { endpoint } from '../../kernel/endpoint.ts'
import { CurrencyCode, Day, Instant, OrNull, Shape } from '../../kernel/shape.ts'
import { OfStore } from '../../stores/contract.ts'
import { storeMissing } from '../../stores/rules.ts'
import { datesWrong } from '../calendar/rules.ts'
import { bookingSources } from '../load-rules.ts'

const money = {
  /** In minor units. */
  taken: Type.Integer(),
  /** Of these, what went back until now. */
  refunded: Type.Integer(),
}

const ReportDay = Shape(
  {
    date: Day,
    /** Confirmed bookings that begin on it; one that begins on several dates counts on each. */
    bookings: Type.Integer(),
    /** Of these, whose time has come. */
    begun: Type.Integer(),
    arrived: Type.Integer(),
    noShows: Type.Integer(),
    /** After they were paid. */
    canceled: Type.Integer(),
    offered: Type.Integer(),
    taken: Type.Integer(),
    /**
     * Paid for bookings that begin on it, whenever that was; of canceled ones as well. One of several dates counts on
     * its first.
     */
    booked: Shape(money),
    /** Of payments that were begun on it, whatever they were for. */
    money: Shape(money),
  },
  'ReportDay',
)

const OfDates = Shape({
  /** The first and the last date, in the store’s time zone. */
  from: Day,
  to: Day,
})

/** What a gateway settled of the payments of these dates; null where it does not tell us. */
const SettlementView = Shape(
  {
    fees: Type.Integer(),
    payout: Type.Integer(),
    /** Captured less refunded, fees and what waits. */
    expected: Type.Integer(),
    /** `payout` less `expected`: 0, unless the gateway’s books are not ours. */
    difference: Type.Integer(),
    /** Not settled yet. */
    waiting: Type.Integer(),
    /** The end of the last day whose settlements were read; null: none was. */
    readUntil: OrNull(Instant),
  },
  'GatewaySettlement',
)

export const getReport = endpoint({
  name: 'getStoreReport',
  method: 'GET',
  path: '/v1/stores/:storeId/report',
  summary: 'How a store did on some dates, 366 at most: occupancy, bookings, sources and money',
  role: 'owner',
  right: 'manager',
  params: OfStore,
  query: OfDates,
  answer: Shape(
    {
      today: Day,
      currency: CurrencyCode,
      /** Every date, in order. */
      days: Type.Array(ReportDay),
      /** The hours of the week, 1 is Monday, in which something was offered or taken. */
      week: Type.Array(
        Shape({
          weekday: Type.Integer({ minimum: 1, maximum: 7 }),
          /** Past midnight it goes on: 25 is 01:00 of the next day. */
          hour: Type.Integer({ minimum: 0, maximum: 35 }),
          offered: Type.Integer(),
          taken: Type.Integer(),
        }),
      ),
      /** How confirmed bookings came. */
      sources: Type.Array(
        Shape({ source: Type.Enum([...bookingSources]), bookings: Type.Integer() }),
      ),
      /** For how many guests, where the store asks for it. */
      parties: Type.Array(Shape({ party: Type.Integer(), bookings: Type.Integer() })),
      /** By which way it was paid. */
      gateways: Type.Array(
        Shape({
          gateway: Type.String(),
          payments: Type.Integer(),
          ...money,
          /** Payments that are not settled between the gateway and us. */
          open: Type.Integer(),
          /** Until when the gateway’s own list was compared with our books; null: never. */
          comparedUntil: OrNull(Instant),
          settlement: OrNull(SettlementView),
        }),
      ),
    },
    'StoreReport',
  ),
  problems: [storeMissing, datesWrong],
})

export const downloadReport = endpoint({
  name: 'downloadStoreReport',
  method: 'GET',
  path: '/v1/stores/:storeId/report.csv',
  summary: 'Download the same by date as CSV, in the reader’s language',
  role: 'owner',
  right: 'manager',
  params: OfStore,
  query: OfDates,
  answer: Type.Unsafe<Buffer>({ type: 'string', contentMediaType: 'text/csv' }),
  problems: [storeMissing, datesWrong],
})

export const downloadPayout = endpoint({
  name: 'downloadStorePayout',
  method: 'GET',
  path: '/v1/stores/:storeId/payout.csv',
  summary:
    'Download what each gateway settled of the payments of some dates beside what is expected, as CSV',
  role: 'owner',
  right: 'manager',
  params: OfStore,
  query: OfDates,
  answer: Type.Unsafe<Buffer>({ type: 'string', contentMediaType: 'text/csv' }),
  problems: [storeMissing, datesWrong],
})
