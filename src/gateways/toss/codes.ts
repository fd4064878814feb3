import { repliesOf } from '../reply.ts'
import type { Refusal } from './shapes.ts'

/**
 * Toss's error codes, by what they prove. A code is listed only if it proves that the call moved
 * no money; every other one (already processed, a provider's error, another call in flight,
 * an expired session, an unknown code) is inconclusive and looked up.
 */

/** Our configuration is wrong, not the buyer's input: the keys. */
const configuration = new Set([
  'INVALID_API_KEY',
  'UNAUTHORIZED_KEY',
  'INCORRECT_BASIC_AUTH_FORMAT',
])

/** The payment method was declined. */
const declined = new Set([
  'INVALID_REJECT_CARD',
  'INVALID_STOPPED_CARD',
  'INVALID_CARD_EXPIRATION',
  'BELOW_MINIMUM_AMOUNT',
  'REJECT_CARD_PAYMENT',
  'REJECT_CARD_COMPANY',
  'REJECT_ACCOUNT_PAYMENT',
  'EXCEED_MAX_AMOUNT',
  'EXCEED_MAX_PAYMENT_AMOUNT',
  'EXCEED_MAX_DAILY_PAYMENT_COUNT',
  'EXCEED_MAX_CARD_INSTALLMENT_PLAN',
  'EXCEED_MAX_AUTH_COUNT',
])

/** The call itself was wrong: another amount, or a key that belongs to another order. */
const wrongCall = new Set(['INVALID_REQUEST', 'UNAPPROVED_ORDER_ID', 'FORBIDDEN_REQUEST'])

/** The refund is refused for good. */
const rejectedCancel = new Set([
  'NOT_CANCELABLE_AMOUNT',
  'NOT_CANCELABLE_PAYMENT',
  'NOT_ALLOWED_PARTIAL_REFUND',
  'NOT_ALLOWED_PARTIAL_REFUND_WAITING_DEPOSIT',
  'EXCEED_MAX_REFUND_DUE',
  'EXCEED_CANCEL_LIMIT',
  'REFUND_REJECTED',
  'INVALID_REFUND_ACCOUNT_INFO',
  'INVALID_REFUND_ACCOUNT_NUMBER',
])

export const isConfiguration = ({ code }: Refusal): boolean => configuration.has(code)

/** A wrong key stays unknown: once it is corrected, the payment can still be settled. */
export const isDeclinedConfirm = ({ code }: Refusal): boolean =>
  declined.has(code) || wrongCall.has(code)

export const isRejectedCancel = (refusal: Refusal): boolean =>
  rejectedCancel.has(refusal.code) || isConfiguration(refusal)

export const isMissing = ({ code }: Refusal): boolean => code === 'NOT_FOUND_PAYMENT'

export const describe = ({ code, message }: Refusal): string =>
  ['toss', code, message].filter(Boolean).join(' ')

export const { incomplete, rejected, unknown } = repliesOf({
  gateway: 'toss',
  isConfiguration,
  describe,
})
