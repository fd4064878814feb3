import { Type } from 'typebox'
import { AlongView } from '../../../bookings/day-contract.ts'
import { endpoint } from '../../../kernel/endpoint.ts'
import {
  Instant,
  Line,
  MoneyShape,
  OrNull,
  PageOf,
  PageQuery,
  Shape,
  Uuid,
} from '../../../kernel/shape.ts'
import { marketMissing } from '../rules.ts'
import * as rules from './rules.ts'
import { CarrierName, GoodsView, OrderStageName, ParcelView, Said, UnitsView } from './shapes.ts'

export const OfMarket = Shape({ marketId: Uuid })
const OfParcel = Shape({ marketId: Uuid, parcelId: Uuid })

export const getWork = endpoint({
  name: 'getShopWork',
  method: 'GET',
  path: '/v1/markets/:marketId/work',
  summary: 'What a shop of your own has to do: orders to pack, parcels to ship, returns',
  role: 'owner',
  right: 'desk',
  params: OfMarket,
  answer: Shape(
    {
      toPack: Type.Integer(),
      packed: Type.Integer(),
      shipped: Type.Integer(),
      returnsRequested: Type.Integer(),
      returnsApproved: Type.Integer(),
      returnsCollected: Type.Integer(),
      /** Money that has to go back within a day, or is late. */
      refundsDue: Type.Integer(),
      now: Instant,
    },
    'ShopWork',
  ),
  problems: [marketMissing],
})

const RecipientView = Shape(
  {
    name: Type.String(),
    phone: Type.String(),
    postalCode: Type.String(),
    address: Type.String(),
    detail: Type.String(),
    memo: Type.String(),
    /** The number that a cash receipt was asked for. */
    cashReceipt: OrNull(Type.String()),
  },
  'Recipient',
)

export const DeskOrderView = Shape(
  {
    orderId: Uuid,
    orderNumber: Type.String(),
    stage: OrderStageName,
    paidAt: Instant,
    price: MoneyShape,
    /** Without what was canceled or returned. */
    remaining: MoneyShape,
    /** It is sent in exchange for what came back. */
    isExchange: Type.Boolean(),
    /** Its exchange is not done: it cannot be packed yet. */
    isWaiting: Type.Boolean(),
    /** Returns and exchanges that are under way, and those of them that are exchanges. */
    openReturns: Type.Integer(),
    openExchanges: Type.Integer(),
    lines: Type.Array(GoodsView),
    /** What is booked in the same order. */
    along: Type.Array(AlongView),
    parcels: Type.Array(
      Shape(
        {
          ...ParcelView.properties,
          /** What was on it before it was corrected. */
          corrections: Type.Array(
            Shape({ carrier: Type.String(), trackingNumber: OrNull(Type.String()), at: Instant }),
          ),
        },
        'DeskParcel',
      ),
    ),
    /** Null once the buyer has left. */
    recipient: OrNull(RecipientView),
  },
  'DeskOrder',
)

export const listOrders = endpoint({
  name: 'listShopOrders',
  method: 'GET',
  path: '/v1/markets/:marketId/orders',
  summary: 'Paid orders of a shop that you own, latest first, with where they go',
  role: 'owner',
  right: 'desk',
  params: OfMarket,
  query: Shape({
    ...PageQuery.properties,
    stage: Type.Optional(Type.Enum(['to-pack', 'packed', 'shipped', 'delivered', 'all'])),
    /** A part of the order number, or of the recipient’s name. */
    query: Type.Optional(Line({ most: 60 })),
  }),
  answer: Shape({ ...PageOf(DeskOrderView).properties, now: Instant }, 'DeskOrderPage'),
  problems: [marketMissing],
})

/** Why one of many was refused. */
const Refusal = OrNull(Shape({ type: Type.String(), title: Said }))

export const packOrders = endpoint({
  name: 'packOrders',
  method: 'POST',
  path: '/v1/markets/:marketId/packings',
  summary:
    'Pack paid orders, each into a new parcel: all that is left of them unless lines are named',
  role: 'owner',
  right: 'desk',
  act: 'handled',
  params: OfMarket,
  body: Shape({
    orders: Type.Array(
      Shape({
        orderId: Uuid,
        lines: Type.Optional(Type.Array(UnitsView, { minItems: 1, maxItems: 100 })),
      }),
      { minItems: 1, maxItems: 100 },
    ),
  }),
  answer: Shape({
    data: Type.Array(Shape({ orderId: Uuid, parcel: OrNull(ParcelView), refused: Refusal })),
  }),
  problems: [marketMissing],
})

const shipment = { carrier: CarrierName, trackingNumber: OrNull(Line({ most: 40 })) }

export const shipParcels = endpoint({
  name: 'shipParcels',
  method: 'POST',
  path: '/v1/markets/:marketId/shipments',
  summary: 'Ship packed parcels; their buyers are mailed the number and where to follow it',
  role: 'owner',
  right: 'desk',
  act: 'handled',
  params: OfMarket,
  body: Shape({
    parcels: Type.Array(Shape({ parcelId: Uuid, ...shipment }), { minItems: 1, maxItems: 100 }),
  }),
  answer: Shape({
    data: Type.Array(Shape({ parcelId: Uuid, parcel: OrNull(ParcelView), refused: Refusal })),
  }),
  problems: [marketMissing],
})

export const importShipments = endpoint({
  name: 'importShipments',
  method: 'POST',
  path: '/v1/markets/:marketId/shipments/import',
  summary:
    'Ship packed parcels by the lines of a CSV: order number, parcel, carrier, tracking number',
  role: 'owner',
  right: 'desk',
  act: 'handled',
  params: OfMarket,
  body: Shape({ text: Type.String({ minLength: 1, maxLength: 500_000 }) }),
  answer: Shape(
    {
      shipped: Type.Integer(),
      refused: Type.Array(Shape({ line: Type.Integer(), why: Said })),
    },
    'ShipmentReport',
  ),
  problems: [marketMissing],
})

export const downloadShipments = endpoint({
  name: 'downloadShipments',
  method: 'GET',
  path: '/v1/markets/:marketId/shipments.csv',
  summary: 'Packed parcels that wait for their numbers as CSV, to be filled in and imported again',
  role: 'owner',
  right: 'desk',
  params: OfMarket,
  answer: Type.Unsafe<Buffer>({ type: 'string', contentMediaType: 'text/csv' }),
  problems: [marketMissing],
})

export const correctParcel = endpoint({
  name: 'correctParcel',
  method: 'PUT',
  path: '/v1/markets/:marketId/parcels/:parcelId/shipment',
  summary: 'Correct the carrier or number of a parcel on its way; what was there is kept',
  role: 'owner',
  right: 'desk',
  act: 'handled',
  params: OfParcel,
  body: Shape(shipment),
  answer: ParcelView,
  problems: [
    marketMissing,
    rules.parcelMissing,
    rules.parcelNotShipped,
    rules.trackingNumberMissing,
    rules.trackingNumberUnfit,
  ],
})

export const unpackParcel = endpoint({
  name: 'unpackParcel',
  method: 'DELETE',
  path: '/v1/markets/:marketId/parcels/:parcelId',
  summary: 'Take a packed parcel apart: its goods are to be packed again',
  role: 'owner',
  right: 'desk',
  act: 'handled',
  params: OfParcel,
  answer: Type.Null(),
  problems: [marketMissing, rules.parcelMissing, rules.parcelNotPacked],
})

export const deliverParcel = endpoint({
  name: 'deliverParcel',
  method: 'POST',
  path: '/v1/markets/:marketId/parcels/:parcelId/delivery',
  summary: 'Say that a parcel has arrived; without it, it has after seven days',
  role: 'owner',
  right: 'desk',
  act: 'handled',
  params: OfParcel,
  answer: ParcelView,
  problems: [marketMissing, rules.parcelMissing, rules.parcelNotShipped],
})
