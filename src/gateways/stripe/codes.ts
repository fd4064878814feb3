import { repliesOf } from '../reply.ts'
import type { Refusal } from './shapes.ts'

/**
 * Stripe's error codes, by what they prove. A code is listed only if it proves that the call
 * moved no money; every other one (an unexpected state, a lock, a key in use, a quota, an
 * unknown code) is inconclusive and looked up.
 */

/** Our configuration is wrong: the key is invalid, expired, of the wrong kind, or lacks permission. */
export const isConfiguration = ({ status }: Refusal): boolean => status === 401 || status === 403

/** The call itself was wrong. */
const wrongCall = new Set([
  'amount_too_large',
  'amount_too_small',
  'invalid_charge_amount',
  'parameter_invalid_empty',
  'parameter_invalid_integer',
  'parameter_invalid_string_blank',
  'parameter_invalid_string_empty',
  'parameter_missing',
  'parameter_unknown',
  'parameters_exclusive',
])

/** Declined by the bank. */
const declined = new Set([
  'authentication_required',
  'card_declined',
  'expired_card',
  'incorrect_cvc',
  'incorrect_number',
  'insufficient_funds',
])

const expired = new Set(['capture_charge_authorization_expired', 'charge_expired_for_capture'])

/** Disputed: the bank has taken the money back or may do so. */
const notRefundable = new Set([
  'charge_disputed',
  'charge_not_refundable',
  'refund_disputed_payment',
])

export const isRejectedCreate = (refusal: Refusal): boolean =>
  isConfiguration(refusal) || wrongCall.has(refusal.code)

/** A wrong setting stays unknown: once it is corrected, the payment can still be settled. */
export const isDeclinedCapture = ({ code }: Refusal): boolean =>
  wrongCall.has(code) || declined.has(code)

export const isExpired = ({ code }: Refusal): boolean => expired.has(code)

/** `charge_already_refunded` stays unknown: a retry of a refund that was carried out gets it too. */
export const isRejectedRefund = (refusal: Refusal): boolean =>
  isConfiguration(refusal) || notRefundable.has(refusal.code)

export const isMissing = ({ status, code }: Refusal): boolean =>
  status === 404 && code === 'resource_missing'

export const describe = ({ status, code, declineCode, message }: Refusal): string =>
  ['stripe', status, code, declineCode, message].filter(Boolean).join(' ')

export const { incomplete, rejected, unknown } = repliesOf({
  gateway: 'stripe',
  isConfiguration,
  describe,
})
