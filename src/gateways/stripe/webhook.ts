import Stripe from 'stripe'
import type { RawCall, WebhookRead } from '../../payments/gateway.ts'
import { readEvent } from './shapes.ts'

/** Valid for five minutes after signing; Stripe's package does not check for future instants. */
const TOLERANCE_SECONDS = 300

/** Verified by Stripe's package over the raw bytes. */
export function readWebhook(
  { webhooks }: Stripe,
  secret: string,
  { headers, body, now }: RawCall,
): WebhookRead {
  const signature = headers['stripe-signature']
  if (!signature) return { is: 'rejected', reason: 'stripe: no signature' }
  try {
    const at = now.getTime()
    const said = webhooks.constructEvent(body, signature, secret, TOLERANCE_SECONDS, undefined, at)
    const event = readEvent(said)
    if (!event) return { is: 'rejected', reason: 'stripe: no event' }
    const { id: eventId, type: kind, intentId: reference } = event
    if (!reference) return { is: 'ignored', kind }
    return { is: 'hint', eventId, kind, reference, trust: 'signed' }
  } catch (error) {
    const isForged = error instanceof Stripe.errors.StripeSignatureVerificationError
    const [sentence = ''] = isForged ? error.message.split('.') : ['no event']
    return { is: 'rejected', reason: `stripe: ${sentence}` }
  }
}
