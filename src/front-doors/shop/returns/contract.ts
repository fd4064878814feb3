import { Type } from 'typebox'
import { endpoint } from '../../../kernel/endpoint.ts'
import {
  Instant,
  Line,
  MoneyShape,
  OrNull,
  PageOf,
  PageQuery,
  Paragraph,
  Shape,
  Uuid,
} from '../../../kernel/shape.ts'
import { notYours, orderMissing } from '../../../orders/rules.ts'
import * as giving from '../../../payments/give-back-rules.ts'
import { PictureView } from '../../../stores/pictures/contract.ts'
import * as parcels from '../parcels/rules.ts'
import {
  GoodsView,
  OrderStageName,
  ParcelView,
  ReasonName,
  ReturnQuoteView,
  ReturnView,
  UnitsView,
} from '../parcels/shapes.ts'
import { marketMissing } from '../rules.ts'
import * as rules from './rules.ts'

// ── the buyer ──

const OfOrder = Shape({ orderId: Uuid })
const ofOrder = '/v1/market-orders/:orderId'
const own = [orderMissing, notYours] as const

export const getOwnOrder = endpoint({
  name: 'getMarketOrder',
  method: 'GET',
  path: ofOrder,
  summary: 'Goods of an order of your own: parcels, returns, and what may come back',
  role: 'customer',
  guestOrder: 'orderId',
  params: OfOrder,
  answer: Shape(
    {
      orderId: Uuid,
      marketId: Uuid,
      orderNumber: Type.String(),
      stage: OrderStageName,
      isExchange: Type.Boolean(),
      lines: Type.Array(
        Shape(
          {
            ...GoodsView.properties,
            /** Delivered, and in no return. */
            here: Type.Integer(),
            /** Until when it may come back for a change of mind, and for a fault. */
            returnableUntil: OrNull(Instant),
            faultUntil: OrNull(Instant),
            /** Why it is not taken back for a change of mind; null: it is. */
            whyFinal: OrNull(Type.String()),
            /** What it may be exchanged for. */
            options: Type.Array(
              Shape({ variantId: Uuid, title: Type.String(), left: Type.Integer() }),
            ),
          },
          'OwnGoods',
        ),
      ),
      parcels: Type.Array(ParcelView),
      returns: Type.Array(ReturnView),
      now: Instant,
    },
    'MarketOrder',
  ),
  problems: [...own],
})

export const listOwnOrders = endpoint({
  name: 'listMarketOrders',
  method: 'GET',
  path: '/v1/market-orders',
  summary: 'Orders of goods of your own that were paid, latest first, with how far they are',
  role: 'customer',
  exported: 'marketOrders',
  query: PageQuery,
  answer: PageOf(
    Shape(
      {
        orderId: Uuid,
        marketId: Uuid,
        marketName: Type.String(),
        timeZone: Type.String(),
        orderNumber: Type.String(),
        title: Type.String(),
        image: OrNull(PictureView),
        price: MoneyShape,
        paidAt: Instant,
        stage: OrderStageName,
        /** Returns and exchanges that are under way, and those of them that are exchanges. */
        openReturns: Type.Integer(),
        openExchanges: Type.Integer(),
      },
      'MarketOrderCard',
    ),
  ),
  problems: [],
})

export const confirmParcel = endpoint({
  name: 'confirmParcel',
  method: 'POST',
  path: `${ofOrder}/parcels/:parcelId/receipt`,
  summary:
    'Say that you have a parcel; without it, that counts as said seven days after it arrived',
  role: 'customer',
  guestOrder: 'orderId',
  params: Shape({ orderId: Uuid, parcelId: Uuid }),
  answer: getOwnOrder.answer,
  problems: [...own, parcels.parcelMissing, parcels.parcelNotShipped],
})

const ask = {
  kind: Type.Enum(['return', 'exchange']),
  reason: ReasonName,
  lines: Type.Array(UnitsView, { minItems: 1, maxItems: 50 }),
  /** Of an exchange: another option of the same product, or the same again. */
  exchangeVariantId: Type.Optional(Uuid),
}
const refusals = [
  ...own,
  rules.returnRefunded,
  rules.returnNotSent,
  rules.tooManyReturned,
  rules.notReturnable,
  rules.returnTooLate,
  rules.exchangeUnfit,
  rules.exchangeSame,
  rules.exchangeSoldOut,
] as const

export const quoteReturn = endpoint({
  name: 'quoteReturn',
  method: 'POST',
  path: `${ofOrder}/return-quote`,
  summary: 'What a return would bring back, and who pays for it; writes nothing',
  role: 'customer',
  guestOrder: 'orderId',
  params: OfOrder,
  body: Shape(ask),
  answer: ReturnQuoteView,
  problems: [...refusals],
})

export const requestReturn = endpoint({
  name: 'requestReturn',
  method: 'POST',
  path: `${ofOrder}/returns`,
  once: 'optional',
  summary: 'Ask to give goods back, or to exchange them',
  role: 'customer',
  guestOrder: 'orderId',
  params: OfOrder,
  body: Shape({
    ...ask,
    detail: Paragraph({ most: 500 }),
    /** What you were told comes back; `return-quote-changed` when it is another sum by now. */
    refund: Type.Integer({ minimum: 0 }),
  }),
  answer: getOwnOrder.answer,
  problems: [...refusals, rules.returnQuoteChanged],
})

export const withdrawReturn = endpoint({
  name: 'withdrawReturn',
  method: 'POST',
  path: `${ofOrder}/returns/:returnId/withdrawal`,
  summary: 'Take a request back, until the goods were collected',
  role: 'customer',
  guestOrder: 'orderId',
  params: Shape({ orderId: Uuid, returnId: Uuid }),
  answer: getOwnOrder.answer,
  problems: [...own, rules.returnMissing, rules.returnStateUnfit],
})

// ── the seller ──

export const ShopReturnView = Shape(
  {
    ...ReturnView.properties,
    orderNumber: Type.String(),
    /** The alarm: its money has to go back within a day, or is late. */
    isDue: Type.Boolean(),
    /** Null once the buyer has left. */
    recipient: OrNull(Shape({ name: Type.String(), phone: Type.String() })),
  },
  'ShopReturn',
)

export const listShopReturns = endpoint({
  name: 'listShopReturns',
  method: 'GET',
  path: '/v1/markets/:marketId/returns',
  summary: 'Returns and exchanges of a shop that you own, latest first',
  role: 'owner',
  right: 'desk',
  params: Shape({ marketId: Uuid }),
  query: Shape({
    ...PageQuery.properties,
    state: Type.Optional(Type.Enum(['requested', 'approved', 'collected', 'ended'])),
  }),
  answer: Shape({ ...PageOf(ShopReturnView).properties, now: Instant }, 'ShopReturnPage'),
  problems: [marketMissing],
})

const handle = {
  method: 'POST',
  role: 'owner',
  right: 'desk',
  params: Shape({ marketId: Uuid, returnId: Uuid }),
  answer: ShopReturnView,
} as const
const ofReturn = '/v1/markets/:marketId/returns/:returnId'
const handled = [marketMissing, rules.returnMissing, rules.returnStateUnfit] as const

export const approveReturn = endpoint({
  ...handle,
  name: 'approveReturn',
  path: `${ofReturn}/approval`,
  summary: 'Agree to a return; what is sent in exchange is taken out of the stock',
  body: Shape({
    /** Whether the buyer sends the goods, or you have them fetched. */
    way: Type.Enum([...rules.ways]),
    /** Where the buyer sends them; default: the address of your business. */
    sendTo: Type.Optional(Line({ least: 0, most: 300 })),
    /** How the buyer pays for the delivery of an exchange: enclosed, or to an account. */
    feeHow: Type.Optional(Line({ least: 0, most: 200 })),
  }),
  problems: [
    ...handled,
    rules.returnAddressMissing,
    rules.exchangeFeeHowMissing,
    rules.exchangeUnfit,
    rules.exchangeSame,
    rules.exchangeSoldOut,
  ],
})

export const refuseReturn = endpoint({
  ...handle,
  name: 'refuseReturn',
  path: `${ofReturn}/refusal`,
  summary: 'Refuse a return, with a reason that the buyer is mailed',
  body: Shape({ reason: Paragraph({ least: 1, most: 500 }) }),
  problems: [...handled],
})

export const collectReturn = endpoint({
  ...handle,
  name: 'collectReturn',
  path: `${ofReturn}/collection`,
  summary: 'Say that the goods have come back: the money is due within three business days',
  problems: [...handled],
})

export const completeReturn = endpoint({
  ...handle,
  name: 'completeReturn',
  path: `${ofReturn}/completion`,
  summary: 'Give the money of a return back, or let its exchange be packed',
  body: Shape({
    /** Whether the goods can be sold again. */
    restock: Type.Boolean(),
    /** Whether what the buyer owes for the delivery of an exchange has come. */
    feeReceived: Type.Optional(Type.Boolean()),
  }),
  problems: [...handled, orderMissing, giving.lineMissing, giving.tooManyUnits, giving.notPaidYet],
})
