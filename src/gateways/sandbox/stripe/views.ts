import type { Move } from '../rules.ts'
import * as facts from './facts.ts'
import { type Expand, under } from './wire.ts'

/** Stripe's objects, field for field. */
interface CallContext {
  /** The sandbox's own address. */
  readonly url: string
  movesOf(intent: facts.Intent): readonly Move[]
}

const seconds = (at: number | Date) => Math.floor(Number(at) / 1000)

export function intentView(
  context: CallContext,
  intent: facts.Intent,
  expand: Expand = [],
): object {
  const { detail } = intent
  const charge = under(expand, 'latest_charge')
  const latest = charge ? chargeView(context, intent, charge) : facts.chargeId(intent)
  return {
    id: intent.id,
    object: 'payment_intent',
    amount: intent.amount,
    amount_capturable: intent.status === 'requires_capture' ? intent.amount : 0,
    amount_details: { tip: {} },
    amount_received: facts.receivedOf(context.movesOf(intent)),
    application: null,
    application_fee_amount: null,
    automatic_payment_methods: { allow_redirects: 'always', enabled: true },
    canceled_at: detail.canceledAt === null ? null : seconds(detail.canceledAt),
    cancellation_reason: detail.cancellationReason,
    capture_method: detail.captureMethod,
    client_secret: detail.clientSecret,
    confirmation_method: 'automatic',
    created: seconds(intent.createdAt),
    currency: intent.currency.toLowerCase(),
    customer: null,
    description: detail.description,
    last_payment_error: detail.lastError && declineView(detail.lastError),
    latest_charge: facts.hasCharge(intent) ? latest : null,
    livemode: false,
    metadata: detail.metadata,
    next_action: intent.status === 'requires_action' ? nextAction(context, intent) : null,
    on_behalf_of: null,
    payment_method: detail.paymentMethod,
    payment_method_options: { card: { request_three_d_secure: 'automatic' } },
    payment_method_types: ['card'],
    processing: null,
    receipt_email: null,
    review: null,
    setup_future_usage: null,
    shipping: null,
    source: null,
    statement_descriptor: null,
    status: intent.status,
    transfer_data: null,
    transfer_group: null,
  }
}

export const windowAddress = (url: string, { windowKey, detail }: facts.Intent) =>
  `${url}/window/${windowKey}/${detail.display}`

const nextAction = ({ url }: CallContext, intent: facts.Intent) => ({
  type: 'redirect_to_url',
  redirect_to_url: { url: windowAddress(url, intent), return_url: intent.detail.returnUrl },
})

const messages: Readonly<Record<string, string>> = {
  payment_intent_authentication_failure: 'The buyer left before they were authenticated.',
  card_declined: 'Your card was declined.',
  expired_card: 'Your card has expired.',
}

export const declineView = ({ code, decline_code }: facts.Decline) => ({
  type: code === 'payment_intent_authentication_failure' ? 'invalid_request_error' : 'card_error',
  code,
  ...(decline_code && { decline_code }),
  message: messages[code] ?? code,
})

export function chargeView(
  context: CallContext,
  intent: facts.Intent,
  expand: Expand = [],
): object {
  const { detail, status } = intent
  const moves = context.movesOf(intent)
  const received = facts.receivedOf(moves)
  const isTaken = status === 'succeeded'
  // a released hold reads as fully refunded
  const refunded = isTaken ? facts.refundedIn(intent) : status === 'canceled' ? intent.amount : 0
  const parent = under(expand, 'payment_intent')
  const endsAt = facts.holdEndsAt(intent)
  return {
    id: facts.chargeId(intent),
    object: 'charge',
    amount: intent.amount,
    amount_captured: received,
    amount_refunded: refunded,
    balance_transaction: isTaken ? `txn_${facts.chargeId(intent).slice(3)}` : null,
    billing_details: { address: null, email: null, name: null, phone: null, tax_id: null },
    captured: isTaken,
    created: seconds(detail.heldAt ?? intent.createdAt),
    currency: intent.currency.toLowerCase(),
    customer: null,
    description: detail.description,
    disputed: detail.disputedAt !== null,
    failure_code: null,
    failure_message: null,
    livemode: false,
    metadata: detail.metadata,
    outcome: { network_status: 'approved_by_network', type: 'authorized' },
    paid: true,
    payment_intent: parent ? intentView(context, intent, parent) : intent.id,
    payment_method: detail.paymentMethod,
    payment_method_details: {
      type: 'card',
      card: {
        brand: 'visa',
        country: 'KR',
        funding: 'credit',
        last4: '4242',
        ...(status === 'requires_capture' && endsAt && { capture_before: seconds(endsAt) }),
      },
    },
    receipt_url: `${context.url}/ledger?order=${encodeURIComponent(intent.orderId)}`,
    refunded: refunded > 0 && refunded >= (isTaken ? received : intent.amount),
    ...(under(expand, 'refunds') && {
      refunds: {
        object: 'list',
        data: [...detail.refunds]
          .reverse()
          .map((one) => refundView(context, intent, one))
          .slice(0, 10),
        has_more: detail.refunds.length > 10,
        url: `/v1/charges/${facts.chargeId(intent)}/refunds`,
      },
    }),
    status: 'succeeded',
  }
}

export function refundView(
  context: CallContext,
  intent: facts.Intent,
  refund: facts.Refund,
  expand: Expand = [],
) {
  const charge = under(expand, 'charge')
  const parent = under(expand, 'payment_intent')
  return {
    id: refund.id,
    object: 'refund',
    amount: refund.amount,
    balance_transaction: refund.status === 'succeeded' ? `txn_${refund.id.slice(3)}` : null,
    charge: charge ? chargeView(context, intent, charge) : facts.chargeId(intent),
    created: seconds(refund.createdAt),
    currency: intent.currency.toLowerCase(),
    destination_details: { card: { type: 'refund' }, type: 'card' },
    ...(refund.status === 'failed' && { failure_reason: 'expired_or_canceled_card' }),
    metadata: refund.metadata,
    payment_intent: parent ? intentView(context, intent, parent) : intent.id,
    ...(refund.status === 'pending' && { pending_reason: 'processing' }),
    reason: refund.reason,
    receipt_number: null,
    status: refund.status,
  }
}

/** There is one dispute of a charge at most. */
export const disputeView = (context: CallContext, intent: facts.Intent) => ({
  id: facts.disputeId(intent),
  object: 'dispute',
  amount: facts.disputedIn(intent, context.movesOf(intent)),
  balance_transactions: [],
  charge: facts.chargeId(intent),
  created: seconds(intent.detail.disputedAt ?? 0),
  currency: intent.currency.toLowerCase(),
  is_charge_refundable: false,
  livemode: false,
  metadata: {},
  payment_intent: intent.id,
  reason: 'fraudulent',
  status: 'needs_response',
})
