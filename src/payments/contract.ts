import { Type } from 'typebox'
import { endpoint } from '../kernel/endpoint.ts'
import {
  CurrencyCode,
  Instant,
  MoneyShape,
  Nothing,
  OrNull,
  Paragraph,
  Shape,
  Uuid,
} from '../kernel/shape.ts'
import { OrderView } from '../orders/contract.ts'
import * as orders from '../orders/rules.ts'
import * as quotes from '../policies/contract.ts'
import * as policies from '../policies/rules.ts'
import { returnRefused } from '../stores/returns/rules.ts'
import * as wallets from '../wallets/rules.ts'
import * as rules from './rules.ts'
import { TermsHash } from './terms/contract.ts'
import { cancellationTermsNotAccepted } from './terms/rules.ts'

/** A payment as its buyer sees it: six statuses; the states are in `rules.ts`. */
export const PaymentView = Shape(
  {
    id: Uuid,
    orderId: Uuid,
    gateway: Type.String(),
    /** `balance`: the order charges the buyer's wallet. */
    buys: Type.Enum(['places', 'balance']),
    status: Type.Enum(['waiting', 'checking', 'paid', 'not-paid', 'refunding', 'refunded']),
    /** `declined` by gateway or bank, `quit` by the buyer, or `unfinished` in time. */
    failure: OrNull(Type.Enum(['declined', 'quit', 'unfinished'])),
    price: MoneyShape,
    refunded: MoneyShape,
    /** The account of a pending bank transfer. */
    deposit: OrNull(
      Shape({
        bank: Type.String(),
        account: Type.String(),
        holder: Type.String(),
        until: Instant,
      }),
    ),
    receiptUrl: OrNull(Type.String()),
    /** The payment window, while `status` is `waiting`. */
    redirectUrl: OrNull(Type.String()),
    sessionExpiresAt: OrNull(Instant),
  },
  'Payment',
)

const ReturnAddress = Type.String({
  minLength: 1,
  maxLength: 2000,
  description:
    'For a front end of your own: where the browser goes once the window has closed and the payment ' +
    'is settled as far as it can be, with `orderId`, `paymentId` and `status` in the query. Its origin ' +
    'is on the list of the store (`/v1/stores/{storeId}/return-origins`). The query may be forged: ' +
    'read the payment. Without it the buyer sees a page of this server.',
  examples: ['https://shop.example.com/paid'],
})

export const startPayment = endpoint({
  name: 'startPayment',
  method: 'POST',
  path: '/v1/orders/:orderId/payments',
  summary: 'Start a payment of an order: opens a session at the gateway',
  role: 'customer',
  takesWaitingToken: true,
  once: true,
  creates: '/v1/payments/:id',
  params: Shape({ orderId: Uuid }),
  body: Shape({
    gateway: Type.String({ minLength: 1, maxLength: 40 }),
    device: Type.Enum(['desktop', 'mobile']),
    /** The wallet's part, in minor units; the gateway captures the rest. */
    wallet: Type.Optional(Type.Integer({ minimum: 1, maximum: 1_000_000_000_000 })),
    cancellationTerms: Type.Optional(TermsHash),
    successUrl: Type.Optional(ReturnAddress),
    cancelUrl: Type.Optional(ReturnAddress),
  }),
  answer: PaymentView,
  problems: [
    orders.orderMissing,
    orders.notYours,
    cancellationTermsNotAccepted,
    orders.orderOver,
    orders.orderExpired,
    rules.gatewayMissing,
    rules.nothingToPay,
    orders.bookerMissing,
    rules.currencyRefused,
    wallets.walletFull,
    rules.walletPartTooMuch,
    returnRefused,
    orders.paymentInProgress,
    wallets.balanceShort,
    rules.gatewayUnavailable,
  ],
})

/** The browser's return from the gateway. The signed token replaces a session. */
export const returnPayment = endpoint({
  name: 'returnPayment',
  method: 'POST',
  path: '/v1/payments/:paymentId/return',
  summary: 'Hand over the result of the payment window; captures the money on success',
  description:
    'The gateway sends the browser to `/pay/return/{paymentId}?t=…&outcome=…`, a page of this server ' +
    'that calls this once and then goes to `nextUrl`. A client without a browser page calls it with ' +
    'what that address has: `token` is the parameter `t`, which signs this payment and outcome and ' +
    'stands for the session, as the buyer may return in another browser; `query` has all other ' +
    'parameters, those of the gateway (`pg_token`, `paymentKey`, …) and `outcome`. Repeating it is ' +
    'harmless.',
  role: 'anyone',
  params: Shape({ paymentId: Uuid }),
  body: Shape({
    token: Type.String({ maxLength: 200 }),
    query: Type.Record(Type.String({ maxLength: 100 }), Type.String({ maxLength: 2000 }), {
      maxProperties: 20,
    }),
  }),
  answer: Shape(
    {
      ...PaymentView.properties,
      /** From `successUrl` or `cancelUrl`; null: a page of this server. */
      nextUrl: OrNull(Type.String()),
    },
    'ReturnedPayment',
  ),
  problems: [rules.returnForged, rules.paymentMissing],
})

export const getPayment = endpoint({
  name: 'getPayment',
  method: 'GET',
  path: '/v1/payments/:paymentId',
  summary: 'Read one payment of your own',
  role: 'customer',
  params: Shape({ paymentId: Uuid }),
  answer: PaymentView,
  problems: [rules.paymentMissing],
})

export const lookUpPayment = endpoint({
  name: 'lookUpPayment',
  method: 'POST',
  path: '/v1/payments/:paymentId/look-up',
  summary: 'Look one payment of your own up at the gateway, after its window closed',
  description:
    'Answers after the gateway was asked, so that a page can tell a payment that was not made from ' +
    'one that is still on its way. Repeating it is harmless; after some look-ups of one attempt the ' +
    'gateway is not asked again.',
  role: 'customer',
  params: Shape({ paymentId: Uuid }),
  answer: PaymentView,
  problems: [rules.paymentMissing],
})

export const Canceled = Shape(
  {
    ...OrderView.properties,
    /** The refund in progress. */
    refund: MoneyShape,
    /** Kept by the store, by the policy in force at the claim. */
    kept: MoneyShape,
  },
  'CanceledOrder',
)

/** As policies have it, who know no wallets: of what was paid in, too. */
export const quoteCancellation = endpoint({
  ...quotes.quoteCancellation,
  problems: [...quotes.quoteCancellation.problems, wallets.chargeSpent],
})

export const cancelOrder = endpoint({
  name: 'cancelOrder',
  method: 'POST',
  path: '/v1/orders/:orderId/cancellation',
  summary: 'Cancel an order: releases its places at once, refunds by the store’s policy',
  role: 'customer',
  guestOrder: 'orderId',
  once: true,
  params: Shape({ orderId: Uuid }),
  /** `refund`: the quoted refund, in minor units. If it has changed, nothing is canceled. */
  body: OrNull(Shape({ refund: Type.Optional(Type.Integer({ minimum: 0 })) })),
  answer: Canceled,
  problems: [
    orders.orderMissing,
    orders.notYours,
    orders.orderOver,
    orders.paymentInProgress,
    orders.alreadyBegun,
    orders.handedOn,
    orders.ticketUsed,
    policies.refundChanged,
    wallets.chargeSpent,
  ],
})

export const cancelByStore = endpoint({
  name: 'cancelOrderByStore',
  method: 'POST',
  path: '/v1/stores/:storeId/orders/:orderId/cancellation',
  summary: 'Cancel an order of a store you own, at any time, with a full refund',
  role: 'owner',
  right: 'desk',
  act: 'canceled',
  once: true,
  params: Shape({ storeId: Uuid, orderId: Uuid }),
  body: Shape({ reason: Paragraph({ least: 1, most: 200 }) }),
  answer: Canceled,
  problems: [orders.orderMissing, orders.orderOver, orders.paymentInProgress],
})

export const listMethods = endpoint({
  name: 'listPaymentMethods',
  method: 'GET',
  path: '/v1/payment-methods',
  summary: 'List the payment methods for a currency, the default first',
  role: 'anyone',
  query: Shape({ currency: Type.Optional(CurrencyCode) }),
  answer: Shape({ data: Type.Array(Shape({ gateway: Type.String() })) }),
  problems: [],
})

const OfGateway = Shape({ gateway: Type.String({ pattern: '^[a-z0-9-]{1,40}$' }) })
/** Raw bytes: signatures cover bytes. */
const RawBody = Type.Unsafe<Buffer>({ description: 'As the gateway documents it' })

export const receiveWebhook = endpoint({
  name: 'receiveWebhook',
  method: 'POST',
  path: '/v1/webhooks/:gateway',
  summary: 'Receive a gateway’s webhook: stored once, and looked up before it has an effect',
  role: 'anyone',
  params: OfGateway,
  body: RawBody,
  answer: Nothing,
  problems: [rules.gatewayMissing, rules.webhookRejected],
})

export const permitCharge = endpoint({
  name: 'permitCharge',
  method: 'POST',
  path: '/v1/confirms/:gateway/:paymentId/:token',
  summary: 'Confirm a charge of a gateway that charges by itself; any answer but 200 stops it',
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
