import { Type } from 'typebox'
import { SUSPECT_LIMITS } from '../../../../holds/rules.ts'
import { endpoint } from '../../../../kernel/endpoint.ts'
import { Shape, Uuid } from '../../../../kernel/shape.ts'
import * as orders from '../../../../orders/rules.ts'
import * as payments from '../../../../payments/rules.ts'
import { postcodeUnknown } from '../../../../postcodes/rules.ts'
import { CouponCode, orderProblems } from '../contract.ts'
import { OldOrderForm } from '../form.ts'
import * as rules from '../rules.ts'

// Older paths, for shops whose own pages open iamport's window. Bodies are JSON or form fields. Who is not signed in gets 403 with
// `authenticated: false`. Amounts in bodies are only compared.

const Amount = Type.Integer({ minimum: 0, maximum: 9_007_199_254_740_991 })
const Reference = Type.String({ minLength: 1, maxLength: 100 })

export const createOrder = endpoint({
  name: 'createOrderOfCart',
  method: 'POST',
  path: '/order/create_ajax/',
  summary: 'Order your cart, with a form and perhaps a coupon',
  description:
    'The cart of `market_id`; it may be left out by who has one cart only. JSON or form fields.',
  role: 'anyone',
  takesWaitingToken: true,
  proof: SUSPECT_LIMITS,
  once: 'optional',
  body: Shape({
    ...OldOrderForm.properties,
    coupon: Type.Optional(CouponCode),
    market_id: Type.Optional(Uuid),
  }),
  answer: Shape({ order_id: Uuid }, 'CreatedOrder'),
  problems: [rules.notAuthenticated, rules.marketUnsaid, ...orderProblems, postcodeUnknown],
})

export const payMethods = [
  ...['card', 'trans', 'vbank', 'phone', 'kakaopay', 'naverpay', 'payco', 'tosspay', 'samsung'],
] as const

export const prepareOrder = endpoint({
  name: 'prepareOrderAtIamport',
  method: 'POST',
  path: '/order/checkout/',
  summary: 'Prepare the payment of an order at iamport, under a new merchant id',
  description:
    'Call `IMP.request_pay` with `request_pay`, whose members make the payment known as that of the order. Every ' +
    'call has another merchant id, and ends the attempt before it. JSON or form fields.',
  role: 'anyone',
  takesWaitingToken: true,
  once: 'optional',
  body: Shape({
    order_id: Uuid,
    amount: Amount,
    pay_method: Type.Enum([...payMethods]),
  }),
  answer: Shape(
    {
      works: Type.Literal(true),
      merchant_id: Type.String(),
      /** What `IMP.request_pay` is called with, and the `user_code` for `IMP.init`. */
      request_pay: Type.Record(Type.String(), Type.Unknown()),
    },
    'PreparedOrder',
  ),
  problems: [
    rules.notAuthenticated,
    orders.orderMissing,
    orders.notYours,
    payments.amountDiffers,
    payments.gatewayMissing,
    orders.orderOver,
    orders.orderExpired,
    payments.nothingToPay,
    orders.bookerMissing,
    payments.currencyRefused,
    orders.paymentInProgress,
    payments.gatewayUnavailable,
  ],
})

export const validateOrder = endpoint({
  name: 'validateOrderAtIamport',
  method: 'POST',
  path: '/order/validation/',
  summary: 'Verify what was really paid for an order: it is looked up at iamport',
  description:
    'Nothing that is sent makes an order paid: status, amount, currency, merchant id and transaction are those ' +
    'of the look-up, and must all be those of the order. Repeating it is harmless. JSON or form fields.',
  role: 'anyone',
  takesWaitingToken: true,
  body: Shape({ order_id: Uuid, merchant_id: Reference, imp_id: Reference, amount: Amount }),
  answer: Shape({ works: Type.Literal(true) }, 'ValidatedOrder'),
  problems: [
    rules.notAuthenticated,
    orders.orderMissing,
    orders.notYours,
    rules.paymentDiffers,
    rules.notPaidYet,
  ],
})
