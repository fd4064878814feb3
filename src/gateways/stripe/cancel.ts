import type Stripe from 'stripe'
import type { CancelAsk, Cancellation } from '../../payments/gateway.ts'
import { call } from './call.ts'
import * as codes from './codes.ts'
import { look, moneyReturned, type PaymentFacts, sumOf } from './lookup.ts'
import * as shapes from './shapes.ts'

/**
 * Refunds. Stripe deduplicates by the idempotency key alone, for a day; so the payment is looked up
 * first: an earlier refund with this key is returned, and an unexpected balance is unknown. A hold is
 * released instead, which only works in full.
 */
export async function cancel(client: Stripe, ask: CancelAsk): Promise<Cancellation> {
  const known = await look(client, ask.reference)
  if (known.is === 'refused' && codes.isRejectedRefund(known.refusal))
    return codes.rejected(known.refusal)
  if (known.is !== 'known') return codes.unknown(known)
  const { intent, refunds } = known
  const left = intent.received - sumOf(moneyReturned(known) ?? [])
  const before = refunds.find(({ operationKey }) => operationKey === ask.operationKey)
  if (before) return told(ask, before, left)
  if (intent.status === 'canceled' || intent.status === 'requires_capture')
    return releaseHold(client, ask, known)
  if (intent.status !== 'succeeded' || !moneyReturned(known))
    return { is: 'unknown', reason: `stripe status ${intent.status}` }
  if (left !== ask.balance) return { is: 'unknown', reason: `stripe has ${left} left` }

  const reply = await call('refund', () =>
    client.refunds.create(
      {
        payment_intent: ask.reference,
        amount: ask.amount.amount,
        reason: 'requested_by_customer',
        metadata: { operation_key: ask.operationKey, tax_free: String(ask.taxFree) },
        expand: ['charge'],
      },
      { idempotencyKey: ask.operationKey },
    ),
  )
  if (reply.is === 'refused' && codes.isRejectedRefund(reply.refusal))
    return codes.rejected(reply.refusal)
  const refund = reply.is === 'answered' ? shapes.readRefund(reply.body) : undefined
  const balance = reply.is === 'answered' ? shapes.readLeft(reply.body.charge) : undefined
  if (refund?.intentId !== ask.reference || balance === undefined) return codes.unknown(reply)
  return told(ask, refund, balance)
}

/** The outcome by the refund's status; a failed one moved no money. */
function told(ask: CancelAsk, refund: shapes.Refund, balance: number): Cancellation {
  const { id: refundReference, status } = refund
  if (refund.amount !== ask.amount.amount)
    return { is: 'unknown', reason: `stripe gave back ${refund.amount}` }
  switch (status) {
    case 'succeeded':
      return { is: 'canceled', refundReference, balance }
    case 'pending':
    case 'requires_action':
      return { is: 'pending', refundReference }
    case 'failed':
    case 'canceled':
      return { is: 'rejected', reason: ['stripe refund', status, refund.failure].join(' ').trim() }
    default:
      return { is: 'unknown', reason: `stripe refund ${status}` }
  }
}

/** Releases the hold, which cancels the payment: nothing was captured. */
async function releaseHold(
  client: Stripe,
  ask: CancelAsk,
  { intent }: PaymentFacts,
): Promise<Cancellation> {
  if (ask.amount.amount !== intent.amount)
    return { is: 'rejected', reason: 'stripe: a hold is let go as a whole' }
  const done = { is: 'canceled', refundReference: intent.id, balance: 0 } as const
  if (intent.status === 'canceled') return done
  const reply = await call('cancel', () =>
    client.paymentIntents.cancel(
      ask.reference,
      { cancellation_reason: 'requested_by_customer' },
      { idempotencyKey: ask.operationKey },
    ),
  )
  if (reply.is === 'refused' && codes.isConfiguration(reply.refusal))
    return codes.rejected(reply.refusal)
  const canceled = reply.is === 'answered' ? shapes.readIntent(reply.body) : undefined
  return canceled?.status === 'canceled' ? done : codes.unknown(reply)
}
