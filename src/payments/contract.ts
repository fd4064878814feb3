import { Type } from 'typebox'
import { endpoint } from '../kernel/endpoint.ts'
import { CurrencyCode, Instant, MoneyShape, Nothing, OrNull, Shape, Uuid } from '../kernel/shape.ts'
import { OrderView } from '../orders/contract.ts'
import * as orders from '../orders/rules.ts'
import * as policies from '../policies/rules.ts'
import * as wallets from '../wallets/rules.ts'
import * as rules from './rules.ts'

/** What a buyer needs to know of a payment, in six words; the states behind them are `rules.ts`. */
export const PaymentView = Shape({
  id: Uuid,
  orderId: Uuid,
  gateway: Type.String(),
  /** What the order buys: places of a store, or balance of the buyer's own wallet. */
  buys: Type.Enum(['places', 'balance']),
  status: Type.Enum(['waiting', 'checking', 'paid', 'not-paid', 'refunding', 'refunded']),
  /** Why it was not paid: the gateway or a bank refused, or nobody finished in time. */
  failure: OrNull(Type.Enum(['declined', 'unfinished'])),
  price: MoneyShape,
  refunded: MoneyShape,
  /** Where to pay into, while a bank transfer is waited for. */
  deposit: OrNull(
    Shape({
      bank: Type.String(),
      account: Type.String(),
      holder: Type.String(),
      until: Instant,
    }),
  ),
  receiptUrl: OrNull(Type.String()),
  /** Where to send the browser while `status` is `waiting`. */
  redirectUrl: OrNull(Type.String()),
  sessionExpiresAt: OrNull(Instant),
})

export const startPayment = endpoint({
  method: 'POST',
  path: '/v1/orders/:orderId/payments',
  summary: 'Begin to pay for an order: opens a session at the gateway',
  role: 'customer',
  once: true,
  params: Shape({ orderId: Uuid }),
  body: Shape({
    gateway: Type.String({ minLength: 1, maxLength: 40 }),
    device: Type.Enum(['desktop', 'mobile']),
    /** What your wallet pays of it, in minor units; the gateway takes the rest. */
    wallet: Type.Optional(Type.Integer({ minimum: 1, maximum: 1_000_000_000_000 })),
  }),
  answer: PaymentView,
  problems: [
    orders.orderMissing,
    orders.notYours,
    orders.orderOver,
    orders.orderExpired,
    rules.gatewayMissing,
    rules.nothingToPay,
    wallets.walletFull,
    rules.walletPartTooMuch,
    orders.paymentInProgress,
    wallets.balanceShort,
    rules.gatewayUnavailable,
  ],
})

/** The browser came back from the gateway. The signed token stands in for a login. */
export const returnPayment = endpoint({
  method: 'POST',
  path: '/v1/payments/:paymentId/return',
  summary: 'Hand over what the payment window brought back; the money is then taken, or not',
  role: 'anyone',
  params: Shape({ paymentId: Uuid }),
  body: Shape({
    token: Type.String({ maxLength: 200 }),
    query: Type.Record(Type.String({ maxLength: 100 }), Type.String({ maxLength: 2000 }), {
      maxProperties: 20,
    }),
  }),
  answer: PaymentView,
  problems: [rules.returnForged, rules.paymentMissing],
})

export const getPayment = endpoint({
  method: 'GET',
  path: '/v1/payments/:paymentId',
  summary: 'Read one payment of your own',
  role: 'customer',
  params: Shape({ paymentId: Uuid }),
  answer: PaymentView,
  problems: [rules.paymentMissing],
})

const Canceled = Shape({
  ...OrderView.properties,
  /** What is on its way back of what was paid. */
  refund: MoneyShape,
  /** What the store keeps, by the policy that was in force at the claim. */
  kept: MoneyShape,
})

export const cancelOrder = endpoint({
  method: 'POST',
  path: '/v1/orders/:orderId/cancellation',
  summary: 'Cancel an order: its places go back on sale at once, the refund by its store’s policy',
  role: 'customer',
  once: true,
  params: Shape({ orderId: Uuid }),
  /** `refund`: what you were told would come back, in minor units. If it has changed, nothing is done. */
  body: OrNull(Shape({ refund: Type.Optional(Type.Integer({ minimum: 0 })) })),
  answer: Canceled,
  problems: [
    orders.orderMissing,
    orders.notYours,
    orders.orderOver,
    orders.paymentInProgress,
    orders.alreadyBegun,
    policies.refundChanged,
    wallets.chargeSpent,
  ],
})

export const cancelByStore = endpoint({
  method: 'POST',
  path: '/v1/stores/:storeId/orders/:orderId/cancellation',
  summary: 'Cancel an order of a store you own, at any time: all that was paid is given back',
  role: 'owner',
  once: true,
  params: Shape({ storeId: Uuid, orderId: Uuid }),
  body: Shape({ reason: Type.String({ minLength: 1, maxLength: 200, pattern: '\\S' }) }),
  answer: Canceled,
  problems: [orders.orderMissing, orders.orderOver, orders.paymentInProgress],
})

export const listMethods = endpoint({
  method: 'GET',
  path: '/v1/payment-methods',
  summary: 'The ways of paying for something in this currency, the usual one first',
  role: 'anyone',
  query: Shape({ currency: Type.Optional(CurrencyCode) }),
  answer: Shape({ data: Type.Array(Shape({ gateway: Type.String() })) }),
  problems: [],
})

const OfGateway = Shape({ gateway: Type.String({ pattern: '^[a-z0-9-]{1,40}$' }) })
/** Byte for byte, because signatures are made over bytes. */
const RawBody = Type.Unsafe<Buffer>({ description: 'As the gateway documents it' })

export const hearWebhook = endpoint({
  method: 'POST',
  path: '/v1/webhooks/:gateway',
  summary: 'What a gateway tells: kept once, and looked up before anything is believed',
  role: 'anyone',
  params: OfGateway,
  body: RawBody,
  answer: Nothing,
  problems: [rules.gatewayMissing, rules.webhookRejected],
})

export const permitCharge = endpoint({
  method: 'POST',
  path: '/v1/confirms/:gateway/:paymentId/:token',
  summary: 'A gateway that charges on its own asks whether it may; any answer but 200 stops it',
  role: 'anyone',
  params: Shape({
    ...OfGateway.properties,
    paymentId: Uuid,
    token: Type.String({ pattern: '^[\\w.-]{1,200}$' }),
  }),
  body: RawBody,
  answer: Nothing,
  problems: [
    rules.gatewayMissing,
    rules.returnForged,
    rules.paymentMissing,
    wallets.walletFull,
    orders.orderOver,
    orders.orderExpired,
    rules.amountDiffers,
  ],
})
