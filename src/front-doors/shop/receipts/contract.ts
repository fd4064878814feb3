import { Type } from 'typebox'
import { businessNumberWrong, draftMembers, shownMembers } from '../../../kernel/business.ts'
import { endpoint } from '../../../kernel/endpoint.ts'
import { problem } from '../../../kernel/problem.ts'
import { Day, MoneyShape, Shape, Uuid } from '../../../kernel/shape.ts'
import { notYours, orderMissing } from '../../../orders/rules.ts'
import { marketMissing } from '../rules.ts'

export const receiptMissing = problem('receipt-missing', 'conflict', {
  ko: '결제가 완료된 주문만 영수증을 받을 수 있어요.',
  en: 'Only an order that was paid for has a receipt.',
})
export const salesTooLong = problem<{ days: number }>('sales-too-long', 'invalid', {
  ko: '매출은 한 번에 1년까지 볼 수 있어요.',
  en: 'Sales are shown for a year at most.',
})

const OfMarket = Shape({ marketId: Uuid })

/** Of one parcel back, in minor units. */
const ReturnFee = Type.Integer({ minimum: 0, maximum: 100_000 })

const BusinessDraft = Shape({ ...draftMembers, returnFee: ReturnFee }, 'BusinessDraft')

const BusinessView = Shape({ ...shownMembers, returnFee: ReturnFee }, 'Business')

export const getBusiness = endpoint({
  name: 'getBusiness',
  method: 'GET',
  path: '/v1/markets/:marketId/business',
  summary: 'Who sells in a shop, as the law wants it to be said, and what a return costs',
  role: 'anyone',
  params: OfMarket,
  answer: BusinessView,
  problems: [marketMissing],
})

export const setBusiness = endpoint({
  name: 'setBusiness',
  method: 'PUT',
  path: '/v1/markets/:marketId/business',
  summary: 'Say who sells in a shop of your own',
  role: 'owner',
  params: OfMarket,
  body: BusinessDraft,
  answer: BusinessView,
  problems: [marketMissing, businessNumberWrong],
})

const pdf = Type.Unsafe<Buffer>({ type: 'string', contentMediaType: 'application/pdf' })

export const getReceipt = endpoint({
  name: 'getReceipt',
  method: 'GET',
  path: '/v1/market-orders/:orderId/receipt.pdf',
  summary: 'The receipt of an order of goods of your own, as a PDF in your language',
  role: 'customer',
  guestOrder: 'orderId',
  params: Shape({ orderId: Uuid }),
  answer: pdf,
  problems: [orderMissing, notYours, receiptMissing],
})

export const getStatement = endpoint({
  name: 'getStatement',
  method: 'GET',
  path: '/v1/markets/:marketId/orders/:orderId/statement.pdf',
  summary: 'The statement of an order of a shop that you own, as a PDF to send along',
  role: 'owner',
  right: 'desk',
  params: Shape({ marketId: Uuid, orderId: Uuid }),
  answer: pdf,
  problems: [marketMissing, orderMissing, receiptMissing],
})

const range = Shape({
  /** The first and the last date, in the shop's time zone; default: the last thirty days. */
  from: Type.Optional(Day),
  to: Type.Optional(Day),
})

export const getSales = endpoint({
  name: 'getShopSales',
  method: 'GET',
  path: '/v1/markets/:marketId/sales',
  summary: 'What a shop of your own has sold, by the day of payment and by product',
  role: 'owner',
  right: 'manager',
  params: OfMarket,
  query: range,
  answer: Shape(
    {
      /** Dates without sales are left out. */
      days: Type.Array(
        Shape({
          date: Day,
          orders: Type.Integer(),
          units: Type.Integer(),
          taken: MoneyShape,
          /** What goods of these orders came back for. */
          returned: MoneyShape,
        }),
      ),
      /** Best sold first, fifty at most. */
      products: Type.Array(
        Shape({
          productId: Uuid,
          title: Type.String(),
          units: Type.Integer(),
          returnedUnits: Type.Integer(),
          taken: MoneyShape,
        }),
      ),
    },
    'ShopSales',
  ),
  problems: [marketMissing, salesTooLong],
})

export const downloadSales = endpoint({
  name: 'downloadSales',
  method: 'GET',
  path: '/v1/markets/:marketId/sales.csv',
  summary: 'The same by day and product, as CSV',
  role: 'owner',
  right: 'manager',
  params: OfMarket,
  query: range,
  answer: Type.Unsafe<Buffer>({ type: 'string', contentMediaType: 'text/csv' }),
  problems: [marketMissing, salesTooLong],
})
