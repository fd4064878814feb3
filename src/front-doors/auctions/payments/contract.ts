import { Type } from 'typebox'
import { endpoint } from '../../../kernel/endpoint.ts'
import { Instant, OrNull, Shape, Uuid } from '../../../kernel/shape.ts'
import * as orders from '../../../orders/rules.ts'
import { PaymentView } from '../../../payments/contract.ts'
import * as payments from '../../../payments/rules.ts'
import { WinView } from '../win-contract.ts'
import * as rules from './rules.ts'

// Older paths of paying for won lots with KakaoPay. A `payment` is the order of a won lot.

const PgToken = Type.String({ minLength: 1, maxLength: 200 })

export const KakaoPayment = Shape(
  {
    /** The order, as in the list of winning bids. */
    payment: Uuid,
    /** Of `/v1/payments/{paymentId}`. */
    paymentId: Uuid,
    status: PaymentView.properties.status,
    failure: PaymentView.properties.failure,
    item_name: Type.String(),
    total_amount: Type.Integer(),
    tid: OrNull(Type.String()),
    /** KakaoPay's id of the approval; null until it has approved. */
    aid: OrNull(Type.String()),
    /** The payment window, while it can be opened. */
    next_redirect_pc_url: OrNull(Type.String()),
    next_redirect_mobile_url: OrNull(Type.String()),
    created_at: Instant,
  },
  'KakaoPayment',
)

export const listWinningBids = endpoint({
  name: 'listWinningBids',
  method: 'GET',
  path: '/payments/winning-bid-list',
  summary: 'Won lots that you have paid or can pay; makes the payment of one that has none',
  description:
    'A win that was not paid within two days is left out, and so is one that you declined.',
  role: 'customer',
  answer: Shape({
    data: Type.Array(Shape({ payment: OrNull(Uuid), ...WinView.properties }, 'WinningBid')),
    now: Instant,
  }),
  problems: [],
})

export const readyKakaoPay = endpoint({
  name: 'readyKakaoPay',
  method: 'POST',
  path: '/payments/kakao-pay-ready',
  summary:
    'Start to pay for a won lot with KakaoPay; a window that is open, or its payment, is answered again',
  description:
    'The buyer is the account: its name, and the phone number that it keeps (`PUT /v1/me/phone`), unless ' +
    'the booking has a booker (`PUT /v1/bookings/{bookingId}/booker`).',
  role: 'customer',
  takesWaitingToken: true,
  once: 'optional',
  body: Shape({ payment: Uuid }),
  answer: KakaoPayment,
  problems: [
    orders.orderMissing,
    orders.notYours,
    rules.alreadyPaid,
    orders.orderOver,
    orders.orderExpired,
    rules.phoneMissing,
    payments.gatewayMissing,
    payments.currencyRefused,
    orders.paymentInProgress,
    payments.gatewayUnavailable,
  ],
})

const latest = {
  method: 'GET',
  role: 'customer',
  query: Shape({ payment: Type.Optional(Uuid), pg_token: Type.Optional(PgToken) }),
  answer: KakaoPayment,
  problems: [payments.paymentMissing],
} as const

export const getReady = endpoint({
  ...latest,
  name: 'getKakaoPayReady',
  path: '/payments/kakao-pay-ready',
  summary: 'The KakaoPay payment that you have started last, with its window',
})

const asked = { payment: Type.Optional(Uuid), pg_token: Type.Optional(PgToken) }

export const approveKakaoPay = endpoint({
  name: 'approveKakaoPay',
  method: 'POST',
  path: '/payments/kakao-pay-approval',
  summary: 'Capture the KakaoPay payment that you have started last, or that of `payment`',
  description:
    '`pg_token` is what KakaoPay adds to the address that it sends the browser to; in the body or in the ' +
    'query. Who pays for several lots at once names the `payment`. Repeating it is harmless. A token ' +
    'that KakaoPay did not give for this payment is answered with `not-paid`.',
  role: 'customer',
  query: Shape(asked),
  body: OrNull(Shape(asked)),
  answer: KakaoPayment,
  problems: [payments.paymentMissing],
})

export const getApproval = endpoint({
  ...latest,
  name: 'getKakaoPayApproval',
  path: '/payments/kakao-pay-approval',
  summary: 'What has become of the KakaoPay payment that you have started last',
})

export const getCancellation = endpoint({
  ...latest,
  name: 'getKakaoPayCancellation',
  path: '/payments/kakao-pay-cancel',
  summary: 'The same after you have left the payment window; reading it cancels nothing',
})

export const getFailure = endpoint({
  ...latest,
  name: 'getKakaoPayFailure',
  path: '/payments/kakao-pay-fail',
  summary: 'The same after the payment window has failed',
})
